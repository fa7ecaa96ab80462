#pragma once

#include "core/base/result.h"

#include <QString>

namespace petrel::store {

/**
 * A file that is ours alone (0600), whole and synced; what stood under the name is overwritten, part of it may stand there after an
 * error. The blocks are shared where the file system can (Btrfs, XFS), so that it takes no time and no room. As fileError().
 */
[[nodiscard]] Status copyFile(const QString &from, const QString &to);

} // namespace petrel::store
