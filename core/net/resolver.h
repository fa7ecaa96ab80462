#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QString>

#include <functional>

namespace petrel::net {

/** Asks the system for the addresses of a name; may block for as long as it likes. */
using BlockingLookUp = std::function<Result<QList<QHostAddress>>(const QByteArray &asciiName)>;

/**
 * The addresses of a host in the order the system prefers; an address literal is its own. The system's
 * look-up cannot be interrupted, so it runs on a thread of its own which is left behind when the caller
 * stops or runs out of time: neither that nor the end of the program waits for a dead name server.
 * International names are asked for in their ASCII form (RFC 5891).
 *
 * Errors: Network "host-not-found", Timeout, Cancelled, Invalid (empty, or no name at all).
 */
[[nodiscard]] Result<QList<QHostAddress>> resolve(const QString &host, const Deadline &deadline, const StopToken &stop);

/** The same with another look-up; for tests. The function must be free of references to its maker. */
[[nodiscard]] Result<QList<QHostAddress>> resolveWith(
    BlockingLookUp lookUp, const QString &host, const Deadline &deadline, const StopToken &stop);

} // namespace petrel::net
