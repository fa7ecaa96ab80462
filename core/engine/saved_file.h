#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace petrel::engine {

// Files the person saves: mode 0600, no link is followed, whole or not there at all. Both answer with the path.
// Errors: StoreFull; Invalid with code "unwritable" when the place does not take it.

[[nodiscard]] Result<QString> replaceFile(const QString &path, const QByteArray &bytes);
/** "plan.pdf", else "plan (2).pdf", up to 999. */
[[nodiscard]] Result<QString> writeUnderFreeName(const QString &path, const QByteArray &bytes);

} // namespace petrel::engine
