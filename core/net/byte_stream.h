#pragma once

#include "core/base/deadline.h"
#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/base/wake_signal.h"

#include <QByteArray>
#include <QString>

namespace petrel::net {

/**
 * A reliable stream of bytes to one server, plain or TLS. wait() is the only place where a worker
 * sleeps on the network; everything else returns at once. One thread: the one that opened it.
 *
 * Errors: Cancelled (stop), Timeout (deadline), Network (reset, closed), Tls. After any error but
 * Timeout the stream is dead; close it and open another.
 */
class ByteStream
{
public:
    enum class Wake { Bytes, Signal };

    virtual ~ByteStream() = default;

    /** Queues bytes; they travel while somebody waits or flushes. Refused inside a store transaction. */
    [[nodiscard]] virtual Status write(const QByteArray &bytes) = 0;
    /** Everything that has arrived and was not read yet; may be empty. Never blocks. */
    [[nodiscard]] virtual QByteArray readAvailable() = 0;
    /** How many bytes readAvailable() would give. */
    [[nodiscard]] virtual qint64 bytesAvailable() const = 0;
    /**
     * Sleeps until bytes are there (Bytes), wake was raised (Signal, taken), the deadline, or stop.
     * Stop comes first, bytes before the signal: a server that never pauses ends neither.
     */
    [[nodiscard]] virtual Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake = nullptr) = 0;
    /** Sleeps until all queued bytes have been handed to the kernel. */
    [[nodiscard]] virtual Status flush(const Deadline &deadline, const StopToken &stop) = 0;

    /**
     * The handshake after STARTTLS/STLS. Any byte received but not read before it is an attack or a
     * broken server: Tls error, the stream is dead (RFC 3207 section 6, response injection).
     */
    [[nodiscard]] virtual Status startTls(const Deadline &deadline, const StopToken &stop) = 0;
    [[nodiscard]] virtual bool isEncrypted() const = 0;
    /**
     * What binds a log-in to the server's end of TLS (tls-server-end-point, RFC 5929 section 4.1): a hash of its certificate. Empty
     * without TLS, and for certificates whose signature names no hash.
     */
    [[nodiscard]] virtual QByteArray serverEndPoint() const { return {}; }

    /** Closes without waiting; what was not flushed is lost. Safe to call twice. */
    virtual void close() = 0;

    /** Bytes of the protocol so far, without TLS around them, for `petrelctl sync` and the bench. */
    [[nodiscard]] virtual qint64 bytesIn() const = 0;
    [[nodiscard]] virtual qint64 bytesOut() const = 0;
};

} // namespace petrel::net
