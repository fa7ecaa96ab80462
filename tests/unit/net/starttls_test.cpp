#include "core/net/connector.h"
#include "core/net/line_reader.h"
#include "tests/support/certificates.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;
using test::Certificates;
using test::ScriptedServer;

class StarttlsTest : public QObject
{
    Q_OBJECT

private:
    static std::unique_ptr<ByteStream> dial(const ScriptedServer &server)
    {
        TlsPolicy policy;
        policy.caPem = Certificates::authorityPem();
        auto stream = NetworkConnector().connectTo(
            {QStringLiteral("localhost"), server.port(), Transport::Plain}, policy, Deadline::in(20s), {});
        return stream.ok() ? std::move(stream).value() : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Certificates::obstacle().isEmpty())
            QFAIL(Certificates::obstacle().constData());
    }

    void theStreamIsPlainBeforeAndEncryptedAfter()
    {
        ScriptedServer server("S: 220 hi\nC: STARTTLS\nS: 220 go\nTLS\nC: EHLO\nS: 250 ok",
                              {false, Certificates::identity()});
        const auto stream = dial(server);
        QVERIFY(stream);
        QVERIFY(!stream->isEncrypted());
        LineReader reader(*stream);
        QCOMPARE(reader.readLine(Deadline::in(10s), {}).value(), QByteArray("220 hi"));
        QVERIFY(stream->write("STARTTLS\r\n").ok());
        QCOMPARE(reader.readLine(Deadline::in(10s), {}).value(), QByteArray("220 go"));
        const Status tls = reader.startTls(Deadline::in(10s), {});
        QVERIFY2(tls.ok(), tls.ok() ? "" : qPrintable(describe(tls.error())));
        QVERIFY(stream->isEncrypted());
        QVERIFY(stream->write("EHLO\r\n").ok());
        QCOMPARE(reader.readLine(Deadline::in(10s), {}).value(), QByteArray("250 ok"));
        QCOMPARE(server.problem(), QByteArray());
    }

    void injectedBytesEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("injection");
        QTest::newRow("in the same packet") << QByteArray("S: 220 go\nS: 250 injected\n");
        QTest::newRow("half a line") << QByteArray("S: 220 go\nS| 2\n");
        QTest::newRow("in a packet of its own") << QByteArray("S: 220 go\nDELAY 20\nS: 250 injected\n");
    }
    void injectedBytesEndTheConnection()
    {
        QFETCH(QByteArray, injection);
        ScriptedServer server("C: STARTTLS\n" + injection + "SILENCE", {false, Certificates::identity()});
        const auto stream = dial(server);
        QVERIFY(stream);
        LineReader reader(*stream);
        QVERIFY(stream->write("STARTTLS\r\n").ok());
        QCOMPARE(reader.readLine(Deadline::in(10s), {}).value(), QByteArray("220 go"));
        QCOMPARE(server.problem(), QByteArray()); // all of the injection has left by now
        const Status tls = reader.startTls(Deadline::in(10s), {});
        QCOMPARE(tls.error().kind, ErrorKind::Tls);
        QCOMPARE(tls.error().code, QByteArray("plain-text-injected"));
        QVERIFY(!stream->isEncrypted());
        QVERIFY(!stream->write("AUTH\r\n").ok());
        QCOMPARE(server.received(), QByteArray("STARTTLS\r\n"));
    }

    void theCertificateCountsAfterStarttlsToo()
    {
        ScriptedServer server("S: 220 go\nTLS\nS: 250 ok", {false, Certificates::identity(test::Flaw::WrongName)});
        const auto stream = dial(server);
        QVERIFY(stream);
        LineReader reader(*stream);
        QVERIFY(reader.readLine(Deadline::in(10s), {}).ok());
        QCOMPARE(reader.startTls(Deadline::in(10s), {}).error().code, QByteArray("name-mismatch"));
        QVERIFY(!stream->isEncrypted());
    }

    void theHandshakeHappensOnce()
    {
        ScriptedServer server("S: 220 go\nTLS\nS: 250 ok", {false, Certificates::identity()});
        const auto stream = dial(server);
        QVERIFY(stream);
        LineReader reader(*stream);
        QVERIFY(reader.readLine(Deadline::in(10s), {}).ok());
        QVERIFY(reader.startTls(Deadline::in(10s), {}).ok());
        QCOMPARE(stream->startTls(Deadline::in(10s), {}).error().kind, ErrorKind::Bug);
    }
};

PETREL_TEST(StarttlsTest)
#include "starttls_test.moc"
