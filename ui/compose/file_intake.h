#pragma once

#include "core/base/stop_token.h"
#include "ui/compose/draft.h"

#include <QStringList>

namespace petrel::ui {

/** What became of paths that were chosen or dropped. */
struct FilesRead
{
    QList<DraftFile> files;
    QStringList unreadable; ///< names of those that are no files, or cannot be read to their end
    QStringList tooLarge;   ///< names of those for which there is no room in the message
};

/**
 * Takes the files as they are now: name, kind and bytes. What is attached does not change, and is not asked for again, when
 * the file is. `room`: how many bytes the message can still carry. The disk may take its time: any thread but the GUI's.
 * Stopped, it gives up between two pieces; what it answers then is worth nothing.
 */
[[nodiscard]] FilesRead readFiles(const QStringList &paths, std::int64_t room, const StopToken &stop);

} // namespace petrel::ui
