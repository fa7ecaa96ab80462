#pragma once

#include "core/base/error.h"

namespace petrel::secrets {

[[nodiscard]] inline Error secretError(ErrorKind kind, const char *code, const QString &what)
{
    Error error = makeError(kind, what);
    error.code = code;
    return error;
}

[[nodiscard]] inline Error noSecret()
{
    return secretError(ErrorKind::NotFound, "no-secret", QStringLiteral("no password is kept for this account"));
}

[[nodiscard]] inline Error damaged(const QString &how)
{
    return secretError(ErrorKind::StoreCorrupt, "damaged", QStringLiteral("the file with the passwords is damaged: ") + how);
}

} // namespace petrel::secrets
