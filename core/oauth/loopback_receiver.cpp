#include "core/oauth/loopback_receiver.h"

#include "core/base/secret.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <optional>

namespace petrel::oauth {

namespace {

using namespace std::chrono_literals;

constexpr int kMostVisitors = 16;
constexpr qsizetype kMostBytes = 16 * 1024;
constexpr std::chrono::seconds kPatience = 10s;

Error notOpen(const QString &reason)
{
    return makeError(ErrorKind::Network, QStringLiteral("no port of this machine can be opened for the browser: %1").arg(reason)).withServerText({}, "no-loopback");
}

/** The query of "GET /?code=... HTTP/1.1". */
std::optional<QUrlQuery> queryOf(const QByteArray &head)
{
    const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
    if (words.size() != 3 || words.at(0) != "GET" || !words.at(1).startsWith("/?") || !words.at(2).startsWith("HTTP/1."))
        return std::nullopt;
    return QUrlQuery(QString::fromLatin1(words.at(1).mid(2)));
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == name)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

/** No script, nothing from elsewhere, and the address with the code in it is told to nobody. */
QByteArray pageOf(const BrowserPages &pages, const QString &sentence, bool isTaken)
{
    const QByteArray body = QStringLiteral("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1</title>"
                                           "<style>body{font:18px/1.5 sans-serif;max-width:34em;margin:20vh auto;padding:0 1em;color:#1c2326}"
                                           "@media(prefers-color-scheme:dark){body{background:#1a1f22;color:#e8eaea}}</style></head>"
                                           "<body><h1>%1</h1><p>%2</p></body></html>")
                                .arg(pages.title.toHtmlEscaped(), sentence.toHtmlEscaped())
                                .toUtf8();
    return (isTaken ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 400 Bad Request\r\n")
           + QByteArray("Content-Type: text/html; charset=utf-8\r\nContent-Length: ") + QByteArray::number(body.size())
           + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
             "Connection: close\r\n\r\n"
           + body;
}

} // namespace

/** Somebody who connected: the browser, we hope. */
struct LoopbackReceiver::Visit
{
    QByteArray head;
    bool isAnswered = false;
};

LoopbackReceiver::LoopbackReceiver(QString host, BrowserPages pages)
    : m_host(std::move(host)), m_pages(std::move(pages)), m_thread(QStringLiteral("oauth-loopback"))
{
}

LoopbackReceiver::~LoopbackReceiver() = default;

Result<std::unique_ptr<LoopbackReceiver>> LoopbackReceiver::open(const QString &host, const BrowserPages &pages)
{
    std::unique_ptr<LoopbackReceiver> receiver(new LoopbackReceiver(host, pages));
    const auto opened = std::make_shared<net::Outcome<quint16>>();
    receiver->m_thread.post([self = receiver.get(), opened] { opened->set(self->listen()); });
    const auto port = opened->wait(Deadline::never(), {});
    if (!port->ok())
        return port->error();
    receiver->m_port = port->value();
    receiver->m_redirect = QStringLiteral("http://%1:%2/").arg(host).arg(receiver->m_port);
    return receiver;
}

Result<quint16> LoopbackReceiver::listen()
{
    auto *server = new QTcpServer(m_thread.context());
    if (!server->listen(QHostAddress::LocalHost))
        return notOpen(server->errorString());
    QObject::connect(server, &QTcpServer::newConnection, server, [this, server] { welcome(*server); });
    // A browser may take "localhost" for the other family first. Where there is none it does not.
    auto *other = new QTcpServer(m_thread.context());
    if (other->listen(QHostAddress::LocalHostIPv6, server->serverPort()))
        QObject::connect(other, &QTcpServer::newConnection, other, [this, other] { welcome(*other); });
    return server->serverPort();
}

void LoopbackReceiver::welcome(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_visitors >= kMostVisitors) {
            socket->abort();
            continue;
        }
        ++m_visitors;
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [this] { --m_visitors; });
        QTimer::singleShot(kPatience, socket, [socket] { socket->abort(); });
        const auto visit = std::make_shared<Visit>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, visit] { read(*socket, *visit); });
    }
}

void LoopbackReceiver::read(QTcpSocket &socket, Visit &visit)
{
    visit.head += socket.read(kMostBytes + 1 - visit.head.size());
    if (visit.isAnswered || visit.head.size() > kMostBytes)
        return socket.abort();
    const qsizetype end = visit.head.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    visit.isAnswered = true;
    const QByteArray head = visit.head.left(end);
    const std::optional<QUrlQuery> query = queryOf(head);
    const bool isOurs = query && isFromHere(head) && !m_state.isEmpty() && Secret(query->queryItemValue(QStringLiteral("state")).toLatin1()) == Secret(m_state);
    if (!isOurs)
        return answer(socket, false, {});
    m_state.clear(); // good for one answer
    answer(socket, true, [came = m_came, query] { came->set(*query); });
}

/** A page elsewhere whose name was made to lead here says its own name. */
bool LoopbackReceiver::isFromHere(const QByteArray &head) const
{
    const QByteArray host = headerOf(head, "host");
    const QByteArray port = ':' + QByteArray::number(m_port);
    return host == "127.0.0.1" + port || host == "localhost" + port || host == "[::1]" + port;
}

void LoopbackReceiver::answer(QTcpSocket &socket, bool isTaken, const std::function<void()> &whenWritten)
{
    // The page is on its way before anybody is told, who then ends this thread.
    if (whenWritten)
        QObject::connect(&socket, &QTcpSocket::disconnected, &socket, whenWritten);
    socket.write(pageOf(m_pages, isTaken ? m_pages.answered : m_pages.refused, isTaken));
    socket.disconnectFromHost();
}

void LoopbackReceiver::expect(const QByteArray &state)
{
    const auto isSet = std::make_shared<net::Outcome<void>>();
    m_thread.post([this, state, isSet] {
        m_state = state;
        isSet->set({});
    });
    (void)isSet->wait(Deadline::never(), {}); // nothing can go wrong there
}

Result<QUrlQuery> LoopbackReceiver::wait(const Deadline &deadline, const StopToken &stop)
{
    if (const auto came = m_came->wait(deadline, stop))
        return *came;
    if (stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("stopped before the browser came back"));
    return makeError(ErrorKind::Timeout, ErrorScope::Account, ErrorRetry::AfterUser, QStringLiteral("the browser did not come back")).withServerText({}, "oauth-nobody-came");
}

} // namespace petrel::oauth
