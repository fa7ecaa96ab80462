#include "core/net/connector.h"
#include "core/net/line_reader.h"
#include "tests/support/certificates.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

using namespace petrel;
using namespace petrel::net;
using namespace std::chrono_literals;
using test::Certificates;
using test::Fault;
using test::FaultProxy;
using test::ScriptedServer;

/** What a stream makes of a wire that is cut, silent or slow. */
class FaultTest : public QObject
{
    Q_OBJECT

private:
    static constexpr auto kScript = "S: +OK hello\nC: QUIT\nS: +OK bye\nCLOSE";

    /** Greeting, QUIT, answer; the error of whichever step failed. */
    static Status wholeSession(quint16 port, const Deadline &deadline)
    {
        TlsPolicy policy;
        policy.caPem = Certificates::authorityPem();
        const auto stream = TRY(
            NetworkConnector().connectTo({QStringLiteral("localhost"), port, Transport::Tls}, policy, deadline, {}));
        LineReader reader(*stream);
        TRY(reader.readLine(deadline, {}));
        TRY(stream->write("QUIT\r\n"));
        TRY(reader.readLine(deadline, {}));
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!Certificates::obstacle().isEmpty())
            QFAIL(Certificates::obstacle().constData());
    }

    void aSoundProxyChangesNothing()
    {
        ScriptedServer server(kScript, {true, Certificates::identity()});
        FaultProxy proxy(server.port(), {});
        QVERIFY(wholeSession(proxy.port(), Deadline::in(20s)).ok());
        QCOMPARE(server.problem(), QByteArray());
        QVERIFY(proxy.passed(Fault::Direction::ToClient) > 200);
    }

    void aDrippingServerIsUnderstood()
    {
        ScriptedServer server(kScript, {true, Certificates::identity()});
        FaultProxy proxy(server.port(), {Fault::Kind::Drip, Fault::Direction::ToClient, 0});
        const Status session = wholeSession(proxy.port(), Deadline::in(20s));
        QVERIFY2(session.ok(), session.ok() ? "" : qPrintable(describe(session.error())));
        QCOMPARE(server.problem(), QByteArray());
    }

    void aCutAtAnyPlaceIsANetworkOrTlsError_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("direction");
        QTest::addColumn<qint64>("after");
        for (const auto &[name, kind] :
             {std::pair("close", Fault::Kind::Close), std::pair("reset", Fault::Kind::Reset)}) {
            // Not at 0: a reset before the connection was noticed is a connection that was never made.
            for (const qint64 after : {1, 5, 100, 300, 700, 900})
                QTest::addRow("%s, %lld bytes to the client", name, after)
                    << int(kind) << int(Fault::Direction::ToClient) << after;
            for (const qint64 after : {1, 100, 400})
                QTest::addRow("%s, %lld bytes to the server", name, after)
                    << int(kind) << int(Fault::Direction::ToServer) << after;
        }
    }
    void aCutAtAnyPlaceIsANetworkOrTlsError()
    {
        QFETCH(int, kind);
        QFETCH(int, direction);
        QFETCH(qint64, after);
        ScriptedServer server({kScript, kScript}, {true, Certificates::identity()});
        FaultProxy proxy(server.port(),
                         {static_cast<Fault::Kind>(kind), static_cast<Fault::Direction>(direction), after});
        const Status cut = wholeSession(proxy.port(), Deadline::in(20s));
        QVERIFY(!cut.ok());
        QVERIFY2(cut.error().kind == ErrorKind::Network || cut.error().kind == ErrorKind::Tls,
                 qPrintable(describe(cut.error())));
        const Status again = wholeSession(proxy.port(), Deadline::in(20s));
        QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(describe(again.error())));
    }

    void silenceEndsWithTheDeadline_data()
    {
        QTest::addColumn<qint64>("after");
        QTest::newRow("from the start") << qint64(0);
        QTest::newRow("within the handshake") << qint64(100);
    }
    void silenceEndsWithTheDeadline()
    {
        QFETCH(qint64, after);
        ScriptedServer server(kScript, {true, Certificates::identity()});
        FaultProxy proxy(server.port(), {Fault::Kind::Silence, Fault::Direction::ToClient, after});
        QCOMPARE(wholeSession(proxy.port(), Deadline::in(100ms)).error().kind, ErrorKind::Timeout);
    }
};

PETREL_TEST(FaultTest)
#include "fault_test.moc"
