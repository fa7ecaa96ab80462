#include "core/net/rejected_certificates.h"
#include "core/net/certificate_verdict_p.h"
#include "core/net/connector.h"
#include "tests/support/certificates.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

#include <QCryptographicHash>
#include <QSslConfiguration>
#include <QSslSocket>

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;
using test::Certificates;
using test::Flaw;
using test::ScriptedServer;

class TlsMatrixTest : public QObject
{
    Q_OBJECT

private:
    static Endpoint endpoint(const ScriptedServer &server, const QString &host = QStringLiteral("localhost"))
    {
        return {host, server.port(), Transport::Tls};
    }
    static TlsPolicy trusting()
    {
        TlsPolicy policy;
        policy.caPem = Certificates::authorityPem();
        policy.rejected = std::make_shared<RejectedCertificates>();
        return policy;
    }
    static Result<std::unique_ptr<ByteStream>> connectTo(const Endpoint &endpoint, const TlsPolicy &policy)
    {
        return NetworkConnector().connectTo(endpoint, policy, Deadline::in(20s), {});
    }
    static test::ServerTls showing(Flaw flaw) { return {true, Certificates::identity(flaw)}; }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Certificates::obstacle().isEmpty())
            QFAIL(Certificates::obstacle().constData());
    }

    void aGoodCertificateIsAccepted_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("by name") << QStringLiteral("localhost");
        QTest::newRow("by address") << QStringLiteral("127.0.0.1");
    }
    void aGoodCertificateIsAccepted()
    {
        QFETCH(QString, host);
        ScriptedServer server("S: hello\nC: bye", showing(Flaw::None));
        auto stream = connectTo(endpoint(server, host), trusting());
        QVERIFY2(stream.ok(), stream.ok() ? "" : qPrintable(describe(stream.error())));
        QVERIFY((*stream)->isEncrypted());
        QVERIFY((*stream)->wait(Deadline::in(10s), {}).ok());
        QCOMPARE((*stream)->readAvailable(), QByteArray("hello\r\n"));
        QVERIFY((*stream)->write("bye\r\n").ok());
        QVERIFY((*stream)->flush(Deadline::in(10s), {}).ok());
        QCOMPARE(server.problem(), QByteArray());
    }

    void aFlawedCertificateIsRefused_data()
    {
        QTest::addColumn<int>("flaw");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("expired") << int(Flaw::Expired) << QByteArray("expired");
        QTest::newRow("not yet valid") << int(Flaw::NotYetValid) << QByteArray("not-yet-valid");
        QTest::newRow("self-signed") << int(Flaw::SelfSigned) << QByteArray("self-signed");
        QTest::newRow("another name") << int(Flaw::WrongName) << QByteArray("name-mismatch");
        QTest::newRow("the name only as common name") << int(Flaw::CommonNameOnly) << QByteArray("common-name-only");
        QTest::newRow("unknown authority") << int(Flaw::UnknownAuthority) << QByteArray("untrusted");
    }
    void aFlawedCertificateIsRefused()
    {
        QFETCH(int, flaw);
        QFETCH(QByteArray, code);
        ScriptedServer server("S: hello", showing(static_cast<Flaw>(flaw)));
        const TlsPolicy policy = trusting();
        const auto stream = connectTo(endpoint(server), policy);
        QVERIFY(!stream.ok());
        QCOMPARE(stream.error().kind, ErrorKind::Tls);
        QCOMPARE(stream.error().code, code);
        QCOMPARE(stream.error().retry, ErrorRetry::AfterUser);
        QVERIFY(stream.error().what.contains(QStringLiteral("localhost")));

        const auto problem = policy.rejected->of(QStringLiteral("localhost"), server.port());
        QVERIFY(problem.has_value());
        const QSslCertificate shown = Certificates::identity(static_cast<Flaw>(flaw)).chain.first();
        QCOMPARE(problem->code, code);
        QCOMPARE(problem->pem, shown.toPem());
        QCOMPARE(problem->sha256, QCryptographicHash::hash(shown.toDer(), QCryptographicHash::Sha256));
        QCOMPARE(problem->notAfter, shown.expiryDate().toUTC());
        QVERIFY(!problem->reasons.isEmpty());
        QCOMPARE(server.received(), QByteArray());
    }

    void thePersonMayAcceptACertificateWithoutTheName()
    {
        ScriptedServer server("S: hello", showing(Flaw::CommonNameOnly));
        TlsPolicy policy = trusting();
        policy.pins = {{QStringLiteral("localhost"), server.port(),
                        QCryptographicHash::hash(Certificates::identity(Flaw::CommonNameOnly).chain.first().toDer(), QCryptographicHash::Sha256)}};
        QVERIFY(connectTo(endpoint(server), policy).ok());
    }

    void alternativeNamesCountAndNothingElse_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("named");
        for (const char *host : {"mail.example.org", "MAIL.Example.Org", "mail.example.org.", "any.example.net", "b\xc3\xbc" "cher.example.com", "192.0.2.7", "2001:db8::7"})
            QTest::newRow(host) << QString::fromUtf8(host) << true;
        for (const char *host : {"localhost", "example.org", "a.mail.example.org", "example.net", "two.labels.example.net", ".example.net", "example.com", "192.0.2.8", "7.2.0.192", ""})
            QTest::newRow(*host ? host : "no host") << QString::fromUtf8(host) << false;
    }
    void alternativeNamesCountAndNothingElse()
    {
        QFETCH(QString, host);
        QFETCH(bool, named);
        static const QSslCertificate certificate = Certificates::naming(
            QStringLiteral("DNS:mail.example.org,DNS:*.example.net,DNS:*.com,DNS:xn--bcher-kva.example.com,IP:192.0.2.7,IP:2001:db8::7"), QStringLiteral("localhost"));
        QCOMPARE(namesHost(certificate, host), named);
    }

    void withoutTheExtraAuthorityNothingIsTrusted()
    {
        ScriptedServer server("S: hello", showing(Flaw::None));
        QCOMPARE(connectTo(endpoint(server), {}).error().code, QByteArray("untrusted"));
    }

    void aPinHoldsForOneCertificateHostAndPort()
    {
        const QByteArray digest = QCryptographicHash::hash(
            Certificates::identity(Flaw::SelfSigned).chain.first().toDer(), QCryptographicHash::Sha256);
        ScriptedServer server({"S: hello", "S: hello", "S: hello", "S: hello"}, showing(Flaw::SelfSigned));
        const auto connectWith = [&](const PinnedCertificate &pin) {
            TlsPolicy policy;
            policy.pins = {pin};
            return connectTo(endpoint(server), policy);
        };
        const QString host = QStringLiteral("localhost");
        QVERIFY(connectWith({host, server.port(), digest}).ok());
        QCOMPARE(connectWith({host, quint16(server.port() + 1), digest}).error().code, QByteArray("self-signed"));
        QCOMPARE(connectWith({QStringLiteral("127.0.0.1"), server.port(), digest}).error().code,
                 QByteArray("self-signed"));
        QCOMPARE(connectWith({host, server.port(), QByteArray(32, 'x')}).error().code, QByteArray("self-signed"));
    }

    void thePolicyAllowsNothingOldAndSkipsNoCheck()
    {
        // Debian's OpenSSL cannot even serve TLS 1.1, so the rule itself is looked at.
        const QSslConfiguration configuration = sslConfiguration({}).value();
        QCOMPARE(configuration.protocol(), QSsl::TlsV1_2OrLater);
        QCOMPARE(configuration.peerVerifyMode(), QSslSocket::VerifyPeer);
        QVERIFY(configuration.ocspStaplingEnabled());
    }

    void aPlainServerOnATlsPortIsAFailedHandshake()
    {
        ScriptedServer server("S: +OK POP3 ready");
        const auto stream = connectTo(endpoint(server), trusting());
        QVERIFY(!stream.ok());
        QCOMPARE(stream.error().kind, ErrorKind::Tls);
        QCOMPARE(stream.error().code, QByteArray("handshake"));
    }

    void anAuthorityFileWithoutCertificateIsInvalid()
    {
        ScriptedServer server("S: hello", showing(Flaw::None));
        TlsPolicy policy;
        policy.caPem = "-----BEGIN NOTHING-----\n";
        QCOMPARE(connectTo(endpoint(server), policy).error().kind, ErrorKind::Invalid);
    }

    void everythingSentBeforeTheCloseArrives()
    {
        const QByteArray line(60'000, 'x');
        QByteArray script;
        for (int i = 0; i < 30; ++i)
            script += "S: " + line + '\n';
        ScriptedServer server(script + "CLOSE", showing(Flaw::None));
        auto stream = connectTo(endpoint(server), trusting());
        QVERIFY(stream.ok());
        qint64 arrived = 0;
        while (true) {
            const auto woken = (*stream)->wait(Deadline::in(10s), {});
            if (!woken.ok()) {
                QCOMPARE(woken.error().code, QByteArray("closed"));
                break;
            }
            arrived += (*stream)->readAvailable().size();
        }
        QCOMPARE(arrived, 30 * (line.size() + 2));
        QCOMPARE((*stream)->bytesIn(), arrived);
    }
};

PETREL_TEST(TlsMatrixTest)
#include "tls_matrix_test.moc"
