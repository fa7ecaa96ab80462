#include "tests/conversations/oauth/issuer.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>

#include <memory>

namespace petrel::test {

namespace {

QByteArray lengthIn(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.mid(15).trimmed();
    }
    return "0";
}

} // namespace

IssuerServer::IssuerServer(Flaw flaw)
{
    m_thread.run([this, flaw] {
        m_server = new QSslServer;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(Certificates::identity(flaw).chain);
        tls.setPrivateKey(Certificates::identity(flaw).key);
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server->setSslConfiguration(tls);
        if (m_server->listen(QHostAddress::LocalHost))
            m_port = m_server->serverPort();
        QObject::connect(m_server, &QSslServer::pendingConnectionAvailable, m_server, [this] {
            while (auto *socket = qobject_cast<QSslSocket *>(m_server->nextPendingConnection())) {
                const auto heard = std::make_shared<QByteArray>();
                QObject::connect(socket, &QSslSocket::readyRead, socket, [this, socket, heard] { read(*socket, *heard); });
                QObject::connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
                if (socket->bytesAvailable() > 0)
                    read(*socket, *heard);
            }
        });
    });
}

IssuerServer::~IssuerServer()
{
    m_thread.run([this] { delete m_server; });
}

void IssuerServer::answer(const QByteArray &body, int status)
{
    answerRaw("HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size())
              + "\r\nConnection: close\r\n\r\n" + body);
}

void IssuerServer::answerRaw(const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    m_answers.push_back(bytes);
}

void IssuerServer::before(std::function<void()> what)
{
    const std::lock_guard lock(m_mutex);
    m_before = std::move(what);
}

QList<IssuerServer::Question> IssuerServer::asked() const
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

QUrl IssuerServer::url(const char *path) const
{
    return QUrl(QStringLiteral("https://localhost:%1/%2").arg(m_port).arg(QLatin1String(path)));
}

oauth::Issuer IssuerServer::issuer() const
{
    oauth::Issuer issuer{QStringLiteral("Harbour"), url("authorize"), url("token"), url("device")};
    issuer.identifier = QStringLiteral("https://id.example");
    issuer.scopes = {QStringLiteral("mail")};
    return issuer;
}

void IssuerServer::read(QSslSocket &socket, QByteArray &heard)
{
    heard += socket.readAll();
    const qsizetype end = heard.indexOf("\r\n\r\n");
    if (end < 0 || heard.size() < end + 4 + lengthIn(heard.left(end)).toLongLong())
        return;
    const QByteArray head = heard.left(end);
    std::function<void()> before;
    QByteArray answer;
    {
        const std::lock_guard lock(m_mutex);
        m_asked.append({head.split(' ').value(1), QUrlQuery(QString::fromLatin1(heard.mid(end + 4))), head});
        heard.clear();
        if (m_answers.empty())
            return;
        answer = m_answers.front();
        m_answers.pop_front();
        before = m_before;
    }
    if (before)
        before();
    socket.write(answer);
    socket.disconnectFromHost();
}

} // namespace petrel::test
