#pragma once

#include "ui/compose/draft.h"

#include <QStringList>

namespace petrel::ui {

/** What became of paths that were chosen or dropped. */
struct FilesFound
{
    QList<DraftFile> files;
    QStringList refused; ///< names of those that are no files or cannot be read
};

/** Name, kind and size of each file. Touches the disk, which may take its time: any thread but the GUI's. */
[[nodiscard]] FilesFound lookAtFiles(const QStringList &paths);

} // namespace petrel::ui
