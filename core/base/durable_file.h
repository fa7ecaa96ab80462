#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace petrel {

// Files that are there whole or not at all, also after a crash or power cut: mode 0600, synced, and so is their
// folder. No symbolic link in the last component is followed. They block on the disk. Errors: StoreFull (no
// space, quota), StoreCorrupt "unwritable" (anything else, with the system's words).

/**
 * Replaces a file: a neighbour of a random name is written and renamed over it. On an error the old file
 * stands and no neighbour is left; a crash may leave ".<name>.XXXXXX" behind.
 */
[[nodiscard]] Status replaceFileDurably(const QString &path, const QByteArray &bytes);

/** Makes a file that was not there before. StoreCorrupt "exists" when there is one of this name. */
[[nodiscard]] Status createFileDurably(const QString &path, const QByteArray &bytes);

} // namespace petrel
