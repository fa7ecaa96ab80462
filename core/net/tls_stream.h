#pragma once

#include "core/model/certificate_problem.h"
#include "core/net/byte_stream.h"
#include "core/net/endpoint.h"
#include "core/net/tls_policy.h"

#include <QEventLoop>
#include <QSslSocket>
#include <QTimer>

#include <functional>
#include <optional>

namespace petrel::net {

/**
 * The real ByteStream: one TCP connection, plain or TLS. Works on any thread, a plain std::jthread
 * too; opened, used and destroyed on one.
 *
 * Sleeping is a private event loop of this thread. It is not a nested loop in the bad sense: only
 * this socket and its timer live here, and no slot calls code of ours beyond this class. It ends by
 * data, disconnection, the timer, or a quit that the stop token or the wake signal has queued.
 */
class TlsStream final : public ByteStream
{
public:
    TlsStream(Endpoint endpoint, TlsPolicy policy);
    ~TlsStream() override;
    TlsStream(const TlsStream &) = delete;
    TlsStream &operator=(const TlsStream &) = delete;

    /** Looks the name up, connects and, for Transport::Tls, shakes hands. Once. Errors: see Connector. */
    [[nodiscard]] Status open(const Deadline &deadline, const StopToken &stop);

    [[nodiscard]] Status write(const QByteArray &bytes) override;
    [[nodiscard]] QByteArray readAvailable() override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_arrived.size(); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake = nullptr) override;
    [[nodiscard]] Status flush(const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status startTls(const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] bool isEncrypted() const override { return m_encrypted; }
    [[nodiscard]] QByteArray serverEndPoint() const override;
    void close() override;
    [[nodiscard]] qint64 bytesIn() const override { return m_bytesIn; }
    [[nodiscard]] qint64 bytesOut() const override { return m_bytesOut; }

private:
    void watchSocket();
    /** A peer that is gone without a word is found while nobody says anything, by the kernel: see kSilence. */
    void keepAlive();
    [[nodiscard]] Status connectToAny(const QList<QHostAddress> &addresses, const Deadline &deadline, const StopToken &stop);
    [[nodiscard]] Status connectToOne(const QHostAddress &address, const Deadline &deadline, const StopToken &stop);
    [[nodiscard]] Status shakeHands(const Deadline &deadline, const StopToken &stop);
    [[nodiscard]] Status sleepUntil(const std::function<bool()> &done, const Deadline &deadline, const StopToken &stop,
                                    WakeSignal *wake = nullptr);
    void sleepOnce(const Deadline &deadline, const StopToken &stop, WakeSignal *wake);
    [[nodiscard]] bool hasUnreadInKernel() const;
    void collect();
    void judge(const QList<QSslError> &complaints);
    void confirmName();
    void refuse(const CertificateProblem &problem);
    [[nodiscard]] bool isPinned(const QSslCertificate &certificate) const;
    void noteError(QAbstractSocket::SocketError error);

    Endpoint m_endpoint;
    TlsPolicy m_policy;
    QEventLoop m_loop; ///< before the socket: it gives a plain thread the dispatcher that sockets need
    QTimer m_timer;
    QSslSocket m_socket;
    QByteArray m_arrived;           ///< read from the socket, not yet by our caller
    std::optional<Error> m_failure; ///< why this stream is dead
    std::optional<Error> m_refusal; ///< why the certificate was refused
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    bool m_encrypted = false;
};

} // namespace petrel::net
