#include "core/net/tls_stream.h"

#include "core/base/log.h"
#include "core/base/no_network_scope.h"
#include "core/net/certificate_verdict_p.h"
#include "core/net/net_errors_p.h"
#include "core/net/rejected_certificates.h"
#include "core/net/resolver.h"
#include "core/net/server_end_point_p.h"
#include "core/net/starttls_errors.h"

#include <QNetworkProxy>
#include <QSslConfiguration>

#include <limits>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace petrel::net {

namespace {

using namespace std::chrono_literals;

/** How long one address may take while there is another to try (a broken IPv6 route, as a rule). */
constexpr auto kPatiencePerAddress = 5s;
/** A server that sends this much while we only write is not talking any mail protocol. */
constexpr qsizetype kMaxUnreadBytes = 32 * 1024 * 1024;
/** After a minute of silence the kernel asks the other one's kernel, each ten seconds, and gives up after half a minute. */
constexpr auto kSilence = 60s;
constexpr auto kBetweenQuestions = 10s;
constexpr std::chrono::milliseconds kUnacknowledged = 90s; ///< what was sent, too

} // namespace

TlsStream::TlsStream(Endpoint endpoint, TlsPolicy policy) : m_endpoint(std::move(endpoint)), m_policy(std::move(policy))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_loop, &QEventLoop::quit);
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setPeerVerifyName(m_endpoint.host);
    watchSocket();
}

TlsStream::~TlsStream()
{
    // The socket's last signals must not find members that are gone already.
    m_socket.disconnect();
    m_socket.abort();
}

void TlsStream::watchSocket()
{
    QObject::connect(&m_socket, &QSslSocket::readyRead, &m_loop, [this] { collect(); });
    QObject::connect(&m_socket, &QSslSocket::sslErrors, &m_loop, [this](const auto &complaints) { judge(complaints); });
    QObject::connect(&m_socket, &QSslSocket::errorOccurred, &m_loop, [this](auto error) { noteError(error); });
    QObject::connect(&m_socket, &QSslSocket::disconnected, &m_loop, [this] {
        noteError(QAbstractSocket::RemoteHostClosedError);
    });
    QObject::connect(&m_socket, &QSslSocket::encrypted, &m_loop, [this] { confirmName(); });
    QObject::connect(&m_socket, &QSslSocket::connected, &m_loop, &QEventLoop::quit);
    QObject::connect(&m_socket, &QSslSocket::bytesWritten, &m_loop, &QEventLoop::quit);
    QObject::connect(&m_socket, &QSslSocket::encryptedBytesWritten, &m_loop, &QEventLoop::quit);
}

Status TlsStream::open(const Deadline &deadline, const StopToken &stop)
{
    if (NoNetworkScope::active())
        return insideTransaction();
    if (m_endpoint.host.isEmpty() || m_endpoint.port == 0)
        return makeError(ErrorKind::Invalid, QStringLiteral("no server to connect to: a host or a port is missing"));
    m_socket.setSslConfiguration(TRY(sslConfiguration(m_policy)));
    TRY(connectToAny(TRY(resolve(m_endpoint.host, deadline, stop)), deadline, stop));
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    keepAlive();
    if (m_endpoint.transport == Transport::Tls)
        return shakeHands(deadline, stop);
    return {};
}

void TlsStream::keepAlive()
{
    m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const auto set = [descriptor = static_cast<int>(m_socket.socketDescriptor())](int option, int value) {
        if (::setsockopt(descriptor, IPPROTO_TCP, option, &value, sizeof value) != 0)
            qCInfo(logNet) << "a socket option is not to be had:" << option; // dead lines are found by deadlines only
    };
    set(TCP_KEEPIDLE, static_cast<int>(kSilence.count()));
    set(TCP_KEEPINTVL, static_cast<int>(kBetweenQuestions.count()));
    set(TCP_USER_TIMEOUT, static_cast<int>(kUnacknowledged.count()));
}

Status TlsStream::connectToAny(const QList<QHostAddress> &addresses, const Deadline &deadline, const StopToken &stop)
{
    for (const QHostAddress &address : addresses) {
        const bool last = &address == &addresses.back();
        const Status connected =
            connectToOne(address, last ? deadline : deadline.earlierOf(Deadline::in(kPatiencePerAddress)), stop);
        if (connected || last || connected.error().kind == ErrorKind::Cancelled || deadline.passed())
            return connected;
        qCInfo(logNet) << m_endpoint.host << "does not answer at" << address.toString() << "- trying the next address";
    }
    return hostNotFound(m_endpoint.host, QStringLiteral("the name has no address"));
}

Status TlsStream::connectToOne(const QHostAddress &address, const Deadline &deadline, const StopToken &stop)
{
    m_socket.abort();
    m_failure.reset();
    m_socket.connectToHost(address.toString(), m_endpoint.port);
    return sleepUntil([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }, deadline, stop);
}

Status TlsStream::shakeHands(const Deadline &deadline, const StopToken &stop)
{
    m_socket.startClientEncryption();
    return sleepUntil([this] { return m_encrypted; }, deadline, stop);
}

Status TlsStream::startTls(const Deadline &deadline, const StopToken &stop)
{
    if (NoNetworkScope::active())
        return insideTransaction();
    if (m_failure)
        return *m_failure;
    if (m_encrypted)
        return makeError(ErrorKind::Bug, QStringLiteral("TLS was to be started twice"));
    collect();
    if (!m_arrived.isEmpty() || hasUnreadInKernel()) {
        m_failure = plainTextInjected();
        close();
        return *m_failure;
    }
    return shakeHands(deadline, stop);
}

/** Nobody may speak before our ClientHello, so what lies there already was sent in the clear. */
bool TlsStream::hasUnreadInKernel() const
{
    char byte = 0;
    return ::recv(static_cast<int>(m_socket.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

Status TlsStream::write(const QByteArray &bytes)
{
    if (NoNetworkScope::active())
        return insideTransaction();
    if (m_failure)
        return *m_failure;
    if (m_socket.write(bytes) != bytes.size())
        return connectionClosed(m_endpoint.host);
    m_bytesOut += bytes.size();
    return {};
}

QByteArray TlsStream::readAvailable()
{
    return std::exchange(m_arrived, {});
}

Result<ByteStream::Wake> TlsStream::wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake)
{
    bool woken = false;
    TRY(sleepUntil([&] { return !m_arrived.isEmpty() || (woken = wake && wake->take()); }, deadline, stop, wake));
    return woken ? Wake::Signal : Wake::Bytes;
}

Status TlsStream::flush(const Deadline &deadline, const StopToken &stop)
{
    const auto everythingLeft = [this] { return m_socket.bytesToWrite() == 0 && m_socket.encryptedBytesToWrite() == 0; };
    return m_failure ? Status(*m_failure) : sleepUntil(everythingLeft, deadline, stop);
}

QByteArray TlsStream::serverEndPoint() const
{
    return m_encrypted ? serverEndPointOf(m_socket.peerCertificate().toDer()) : QByteArray();
}

void TlsStream::close()
{
    if (!m_failure)
        m_failure = connectionClosed(m_endpoint.host);
    m_socket.abort();
}

Status TlsStream::sleepUntil(const std::function<bool()> &done, const Deadline &deadline, const StopToken &stop, WakeSignal *wake)
{
    if (NoNetworkScope::active())
        return insideTransaction();
    while (true) {
        // Stop comes first: a server that never pauses must not keep a worker alive.
        if (stop.stop_requested())
            return cancelled();
        if (done())
            return {};
        if (m_failure)
            return *m_failure;
        if (m_arrived.size() > kMaxUnreadBytes)
            return makeError(ErrorKind::Protocol, QStringLiteral("%1 talks without being asked").arg(m_endpoint.host));
        if (deadline.passed())
            return timedOut(QStringLiteral("%1 did not answer in time").arg(m_endpoint.host));
        sleepOnce(deadline, stop, wake);
    }
}

void TlsStream::sleepOnce(const Deadline &deadline, const StopToken &stop, WakeSignal *wake)
{
    // Queued, not called: a quit before exec() would be lost, a posted one waits for it.
    const auto quitSoon = [this] { QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection); };
    const StopCallback<decltype(quitSoon)> onStop(stop, quitSoon);
    if (wake)
        wake->setListener(quitSoon);
    if (!deadline.isNever())
        m_timer.start(std::min<std::chrono::milliseconds>(deadline.remaining(), std::chrono::hours(24)));
    m_loop.exec(QEventLoop::ExcludeUserInputEvents);
    m_timer.stop();
    if (wake)
        wake->setListener({});
}

void TlsStream::collect()
{
    const QByteArray bytes = m_socket.readAll();
    m_bytesIn += bytes.size();
    m_arrived += bytes;
    m_loop.quit();
}

void TlsStream::judge(const QList<QSslError> &complaints)
{
    const QList<QSslError> counting = complaintsThatCount(complaints);
    const QSslCertificate certificate = m_socket.peerCertificate();
    const bool fine = counting.isEmpty();
    const CertificateProblem problem = fine ? CertificateProblem() : describeProblem(m_endpoint, certificate, counting);
    if (fine || (problem.mayBePinned() && isPinned(certificate))) {
        // Exactly these, exactly now: the form without a list would cover all that may still come.
        m_socket.ignoreSslErrors(complaints);
        return;
    }
    refuse(problem);
}

bool TlsStream::isPinned(const QSslCertificate &certificate) const
{
    return m_policy.isPinned(m_endpoint.host, m_endpoint.port, digestOf(certificate));
}

/** The handshake is done and nothing was sent yet: the last moment to turn away. */
void TlsStream::confirmName()
{
    m_loop.quit();
    const QSslCertificate certificate = m_socket.peerCertificate();
    m_encrypted = namesHost(certificate, m_endpoint.host) || isPinned(certificate);
    if (m_encrypted)
        return;
    refuse(describeMissingName(m_endpoint, certificate));
    m_failure = m_refusal;
}

void TlsStream::refuse(const CertificateProblem &problem)
{
    m_refusal = certificateRefused(problem);
    if (m_policy.rejected)
        m_policy.rejected->record(problem);
}

void TlsStream::noteError(QAbstractSocket::SocketError error)
{
    m_loop.quit();
    if (m_failure)
        return;
    collect(); // a last readyRead is not promised before the end
    if (m_refusal)
        m_failure = m_refusal;
    else if (error == QAbstractSocket::SslHandshakeFailedError || error == QAbstractSocket::SslInternalError)
        m_failure = handshakeFailed(m_endpoint.host, m_socket.errorString());
    else
        m_failure = socketError(error, m_endpoint.host, m_socket.errorString());
}

} // namespace petrel::net
