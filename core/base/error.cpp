#include "core/base/error.h"

namespace petrel {

Error Error::during(QString context) &&
{
    trail.append(std::move(context));
    return std::move(*this);
}

Error Error::during(QString context) const &
{
    Error copy = *this;
    copy.trail.append(std::move(context));
    return copy;
}

Error Error::withScope(ErrorScope newScope) &&
{
    scope = newScope;
    return std::move(*this);
}

Error Error::withServerText(QByteArray text, QByteArray responseCode) &&
{
    serverText = std::move(text);
    if (!responseCode.isEmpty())
        code = std::move(responseCode);
    return std::move(*this);
}

namespace {

struct Usual
{
    ErrorScope scope;
    ErrorRetry retry;
};

Usual usualOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled: return {ErrorScope::Connection, ErrorRetry::Never};
    case ErrorKind::Timeout: return {ErrorScope::Connection, ErrorRetry::Backoff};
    case ErrorKind::Network: return {ErrorScope::Connection, ErrorRetry::Backoff};
    case ErrorKind::Tls: return {ErrorScope::Account, ErrorRetry::AfterUser};
    case ErrorKind::Auth: return {ErrorScope::Account, ErrorRetry::AfterUser};
    case ErrorKind::Protocol: return {ErrorScope::Connection, ErrorRetry::Backoff};
    case ErrorKind::Refused: return {ErrorScope::Message, ErrorRetry::Never};
    case ErrorKind::Throttled: return {ErrorScope::Connection, ErrorRetry::Backoff};
    case ErrorKind::Quota: return {ErrorScope::Message, ErrorRetry::AfterUser};
    case ErrorKind::NotFound: return {ErrorScope::Message, ErrorRetry::Never};
    case ErrorKind::Unsupported: return {ErrorScope::Message, ErrorRetry::Never};
    case ErrorKind::StoreFull: return {ErrorScope::Application, ErrorRetry::AfterUser};
    case ErrorKind::StoreCorrupt: return {ErrorScope::Application, ErrorRetry::AfterUser};
    case ErrorKind::ProfileInUse: return {ErrorScope::Application, ErrorRetry::AfterUser};
    case ErrorKind::Invalid: return {ErrorScope::Message, ErrorRetry::AfterUser};
    case ErrorKind::Bug: return {ErrorScope::Connection, ErrorRetry::Never};
    }
    return {ErrorScope::Application, ErrorRetry::Never};
}

} // namespace

Error makeError(ErrorKind kind, QString what)
{
    const Usual usual = usualOf(kind);
    return makeError(kind, usual.scope, usual.retry, std::move(what));
}

Error makeError(ErrorKind kind, ErrorScope scope, ErrorRetry retry, QString what)
{
    Error error;
    error.kind = kind;
    error.scope = scope;
    error.retry = retry;
    error.what = std::move(what);
    return error;
}

QString kindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled: return QStringLiteral("cancelled");
    case ErrorKind::Timeout: return QStringLiteral("timeout");
    case ErrorKind::Network: return QStringLiteral("network");
    case ErrorKind::Tls: return QStringLiteral("tls");
    case ErrorKind::Auth: return QStringLiteral("auth");
    case ErrorKind::Protocol: return QStringLiteral("protocol");
    case ErrorKind::Refused: return QStringLiteral("refused");
    case ErrorKind::Throttled: return QStringLiteral("throttled");
    case ErrorKind::Quota: return QStringLiteral("quota");
    case ErrorKind::NotFound: return QStringLiteral("not-found");
    case ErrorKind::Unsupported: return QStringLiteral("unsupported");
    case ErrorKind::StoreFull: return QStringLiteral("store-full");
    case ErrorKind::StoreCorrupt: return QStringLiteral("store-corrupt");
    case ErrorKind::ProfileInUse: return QStringLiteral("profile-in-use");
    case ErrorKind::Invalid: return QStringLiteral("invalid");
    case ErrorKind::Bug: return QStringLiteral("bug");
    }
    return QStringLiteral("unknown");
}

QString describe(const Error &error)
{
    QString line = kindName(error.kind) + QStringLiteral(": ") + error.what;
    if (!error.code.isEmpty())
        line += QStringLiteral(" [") + QString::fromLatin1(error.code) + QLatin1Char(']');
    if (!error.serverText.isEmpty())
        line += QStringLiteral("; the server says: ") + QString::fromUtf8(error.serverText.left(500));
    for (const QString &context : error.trail)
        line += QStringLiteral("; while ") + context;
    return line;
}

} // namespace petrel
