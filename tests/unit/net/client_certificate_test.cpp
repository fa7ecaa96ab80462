#include "core/net/connector.h"
#include "tests/support/certificates.h"
#include "tests/support/loopback_thread.h"
#include "tests/support/registered_test.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;
using test::Certificates;

namespace {

/** A server that asks for a certificate, takes any, and says whose it saw. */
class CuriousServer
{
public:
    CuriousServer()
    {
        m_thread.run([this] {
            m_server = new QSslServer;
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.setLocalCertificateChain(Certificates::identity().chain);
            tls.setPrivateKey(Certificates::identity().key);
            tls.setPeerVerifyMode(QSslSocket::QueryPeer);
            m_server->setSslConfiguration(tls);
            QObject::connect(m_server, &QSslServer::pendingConnectionAvailable, m_server, [this] {
                auto *socket = qobject_cast<QSslSocket *>(m_server->nextPendingConnection());
                socket->write(socket->peerCertificate().digest(QCryptographicHash::Sha256).toHex() + "\r\n");
            });
            if (m_server->listen(QHostAddress::LocalHost))
                m_port = m_server->serverPort();
        });
    }
    ~CuriousServer()
    {
        m_thread.run([this] { delete m_server; });
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    quint16 m_port = 0;
    QSslServer *m_server = nullptr;
    test::LoopbackThread m_thread;
};

} // namespace

/** The person's own certificate, for servers that ask for one. */
class ClientCertificateTest : public QObject
{
    Q_OBJECT

    static QByteArray pem()
    {
        const test::Identity identity = Certificates::identity();
        return identity.chain.first().toPem() + identity.key.toPem();
    }
    static QByteArray seenBy(const CuriousServer &server, const Secret &clientPem)
    {
        TlsPolicy policy;
        policy.caPem = Certificates::authorityPem();
        policy.clientPem = clientPem;
        const auto stream = NetworkConnector().connectTo({QStringLiteral("localhost"), server.port(), Transport::Tls}, policy, Deadline::in(20s), {});
        if (!stream)
            return stream.error().code;
        QByteArray said;
        while (!said.endsWith("\r\n") && (*stream)->wait(Deadline::in(20s), {}))
            said += (*stream)->readAvailable();
        return said.trimmed();
    }

private Q_SLOTS:
    void initTestCase() { QCOMPARE(Certificates::obstacle(), QByteArray()); }

    void itIsShownToAServerThatAsks()
    {
        const CuriousServer server;
        QCOMPARE(seenBy(server, Secret(pem())), Certificates::identity().chain.first().digest(QCryptographicHash::Sha256).toHex());
    }

    void whoHasNoneShowsNone()
    {
        const CuriousServer server;
        QCOMPARE(seenBy(server, {}), QCryptographicHash::hash({}, QCryptographicHash::Sha256).toHex());
    }

    void whatIsNoCertificateWithItsKeyGoesNowhere_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::newRow("neither") << QByteArray("tulip");
        QTest::newRow("no key") << Certificates::identity().chain.first().toPem();
        QTest::newRow("no certificate") << Certificates::identity().key.toPem();
        QTest::newRow("cut") << pem().left(pem().size() / 2);
    }
    void whatIsNoCertificateWithItsKeyGoesNowhere()
    {
        QFETCH(QByteArray, pem);
        const CuriousServer server;
        QCOMPARE(seenBy(server, Secret(pem)), QByteArray("client-certificate"));
    }
};

PETREL_TEST(ClientCertificateTest)
#include "client_certificate_test.moc"
