#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace petrel {

/**
 * Replaces a file so that after a crash or power cut either the old or the new content is there, whole:
 * a neighbour "<path>.new" is written (mode 0600, never through a symbolic link), synced, renamed over
 * it, and the folder is synced. A neighbour left by an earlier crash is overwritten. One writer at a
 * time. Blocks on the disk.
 *
 * Errors: StoreFull (no space, quota), StoreCorrupt "unwritable" (anything else); the old file stands.
 */
[[nodiscard]] Status replaceFileDurably(const QString &path, const QByteArray &bytes);

} // namespace petrel
