#pragma once

#include "core/base/error.h"

namespace petrel::secrets {

/**
 * The store of passwords does not give or take one: never the server's word, and never about the mail. One kind for all
 * of them, told apart by `code` (secret_store.h); all an account can do meanwhile is to ask the person.
 */
[[nodiscard]] inline Error secretError(const char *code, const QString &what, ErrorRetry retry = ErrorRetry::AfterUser)
{
    Error error = makeError(ErrorKind::Auth, ErrorScope::Account, retry, what);
    error.code = code;
    return error;
}

[[nodiscard]] inline Error noSecret()
{
    Error error = makeError(ErrorKind::NotFound, QStringLiteral("no password is kept for this account"));
    error.code = "no-secret";
    return error;
}

[[nodiscard]] inline Error wrongPassphrase(const QString &what)
{
    return secretError("secrets-passphrase", what);
}

[[nodiscard]] inline Error damaged(const QString &how)
{
    return secretError("secrets-damaged", QStringLiteral("the file with the passwords is damaged: ") + how);
}

} // namespace petrel::secrets
