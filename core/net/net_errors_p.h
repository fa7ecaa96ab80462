#pragma once

#include "core/base/error.h"

#include <QAbstractSocket>

namespace petrel::net {

/** The errors of this folder, each with the stable word that connector.h promises. */
[[nodiscard]] Error cancelled();
[[nodiscard]] Error timedOut(const QString &what);
[[nodiscard]] Error hostNotFound(const QString &host, const QString &reason);
[[nodiscard]] Error connectionClosed(const QString &host);
[[nodiscard]] Error insideTransaction();
[[nodiscard]] Error handshakeFailed(const QString &host, const QString &reason);
/** What QAbstractSocket reports, except failed handshakes. */
[[nodiscard]] Error socketError(QAbstractSocket::SocketError error, const QString &host, const QString &reason);

} // namespace petrel::net
