#include "core/net/starttls_errors.h"

namespace petrel::net {

namespace {

Error tlsError(const char *code, const QString &what)
{
    Error error = makeError(ErrorKind::Tls, what);
    error.code = code;
    return error;
}

} // namespace

Error streamUnencrypted()
{
    return tlsError("unencrypted", QStringLiteral("the stream is not encrypted"));
}

Error startTlsMissing(const char *command)
{
    return tlsError("starttls-missing", QStringLiteral("the server does not offer %1").arg(QLatin1String(command)));
}

Error startTlsRefused(const char *command)
{
    return tlsError("starttls-refused", QStringLiteral("the server refused %1").arg(QLatin1String(command)));
}

Error plainTextInjected()
{
    return tlsError("plain-text-injected", QStringLiteral("the server sent unprotected bytes before the TLS handshake"));
}

} // namespace petrel::net
