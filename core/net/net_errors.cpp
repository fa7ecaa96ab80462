#include "core/net/net_errors_p.h"

namespace petrel::net {

namespace {

Error coded(ErrorKind kind, const char *code, const QString &what)
{
    Error error = makeError(kind, what);
    error.code = code;
    return error;
}

} // namespace

Error cancelled()
{
    return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
}

Error timedOut(const QString &what)
{
    return coded(ErrorKind::Timeout, "timeout", what);
}

Error hostNotFound(const QString &host, const QString &reason)
{
    return coded(ErrorKind::Network, "host-not-found",
                 QStringLiteral("the server %1 was not found: %2").arg(host, reason));
}

Error connectionClosed(const QString &host)
{
    return coded(ErrorKind::Network, "closed", QStringLiteral("%1 closed the connection").arg(host));
}

Error insideTransaction()
{
    return makeError(ErrorKind::Bug, QStringLiteral("the network was used inside a store transaction"));
}

Error handshakeFailed(const QString &host, const QString &reason)
{
    return coded(ErrorKind::Tls, "handshake", QStringLiteral("no TLS with %1: %2").arg(host, reason));
}

Error socketError(QAbstractSocket::SocketError error, const QString &host, const QString &reason)
{
    switch (error) {
    case QAbstractSocket::RemoteHostClosedError:
        return connectionClosed(host);
    case QAbstractSocket::ConnectionRefusedError:
        return coded(ErrorKind::Network, "refused", QStringLiteral("%1 refuses the connection").arg(host));
    case QAbstractSocket::HostNotFoundError:
        return hostNotFound(host, reason);
    case QAbstractSocket::SocketTimeoutError:
        return timedOut(QStringLiteral("%1 does not answer").arg(host));
    default:
        return coded(ErrorKind::Network, "unreachable", QStringLiteral("%1 cannot be reached: %2").arg(host, reason));
    }
}

} // namespace petrel::net
