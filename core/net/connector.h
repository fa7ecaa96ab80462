#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/net/byte_stream.h"
#include "core/net/endpoint.h"
#include "core/net/tls_policy.h"

#include <memory>

namespace petrel::net {

/**
 * Opens streams. Workers are given one, so that tests can hand them prepared streams instead.
 * connectTo() may be called on any thread (no QThread needed); the stream belongs to that thread
 * and must be destroyed on it.
 */
class Connector
{
public:
    virtual ~Connector() = default;

    /**
     * Name look-up, TCP (each address in turn) and, for Transport::Tls, the handshake, all within
     * one deadline. Stop ends every stage within 200 ms.
     *
     * Errors, with a stable word in `code`:
     *   Network    host-not-found, refused, unreachable, closed
     *   Timeout    timeout
     *   Tls        expired, not-yet-valid, self-signed, untrusted, name-mismatch,
     *              common-name-only, revoked, handshake
     *   Cancelled  stop was asked for
     *   Invalid    no host, port 0, or a caPem without certificate
     *   Bug        inside a NoNetworkScope
     */
    [[nodiscard]] virtual Result<std::unique_ptr<ByteStream>> connectTo(
        const Endpoint &endpoint, const TlsPolicy &policy, const Deadline &deadline, const StopToken &stop) = 0;
};

/** The real one: TlsStream over the machine's network. Stateless; one may serve all threads. */
class NetworkConnector final : public Connector
{
public:
    [[nodiscard]] Result<std::unique_ptr<ByteStream>> connectTo(
        const Endpoint &endpoint, const TlsPolicy &policy, const Deadline &deadline, const StopToken &stop) override;
};

} // namespace petrel::net
