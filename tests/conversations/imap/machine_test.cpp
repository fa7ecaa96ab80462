#include "core/imap/machine/imap_machine.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

/** A machine and what happened to it. */
struct Played
{
    explicit Played(const QByteArray &capabilities = {}, bool requireTls = false)
        : machine([requireTls] { MachineOptions options; options.requireTls = requireTls; return options; }())
    {
        server("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] hi");
    }

    /** The server says a line; the events that follow. */
    QList<Event> server(const QByteArray &line)
    {
        machine.receive(line + "\r\n");
        QList<Event> events;
        for (;;) {
            Result<std::optional<Event>> event = machine.next();
            if (!event.ok()) {
                error = event.error();
                return events;
            }
            if (!event.value())
                return events;
            events.append(**event);
        }
    }

    QByteArray client()
    {
        QByteArray all;
        for (;;) {
            const Result<QByteArray> out = machine.takeOutput();
            if (!out.ok() || out->isEmpty())
                return all;
            all += out.value();
        }
    }

    ImapMachine machine;
    std::optional<Error> error;
};

} // namespace

class MachineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsSaidBeforeTheGreeting()
    {
        ImapMachine machine({});
        QVERIFY(machine.enqueue(Command("NOOP")).ok());
        QVERIFY(machine.takeOutput()->isEmpty());
    }

    void commandsArePipelinedAndAnsweredInAnyOrder()
    {
        Played played;
        const CommandId first = played.machine.enqueue(Command("NOOP")).value();
        const CommandId second = played.machine.enqueue(Command("CHECK")).value();
        QCOMPARE(played.client(), "P1 NOOP\r\nP2 CHECK\r\n");
        QCOMPARE(std::get<Completed>(played.server("P2 OK").first()).command, second);
        QCOMPARE(std::get<Completed>(played.server("P1 NO").first()).command, first);
        QVERIFY(!played.machine.hasInFlight());
    }

    void aLiteralIsNotSentBeforeTheServerAsks()
    {
        Played played;
        QVERIFY(played.machine.enqueue(Command("X").string("\xc3\xa9").string("a")).ok());
        QVERIFY(played.machine.enqueue(Command("NOOP")).ok());
        QCOMPARE(played.client(), "P1 X {2}\r\n");
        QCOMPARE(played.client(), "");
        QVERIFY(played.server("+ go").isEmpty());
        QCOMPARE(played.client(), "\xc3\xa9 \"a\"\r\nP2 NOOP\r\n");
    }

    void aRefusedLiteralIsSkippedAndTheNextCommandGoesOut()
    {
        Played played;
        QVERIFY(played.machine.enqueue(Command("X").string("\xc3\xa9")).ok());
        QVERIFY(played.machine.enqueue(Command("NOOP")).ok());
        QCOMPARE(played.client(), "P1 X {2}\r\n");
        QCOMPARE(played.server("P1 NO").size(), 1);
        QCOMPARE(played.client(), "P2 NOOP\r\n");
    }

    void idleIsLeftBeforeACommandIsSent()
    {
        Played played("IDLE");
        const CommandId idle = played.machine.idle();
        QCOMPARE(played.client(), "P1 IDLE\r\n");
        QVERIFY(played.machine.enqueue(Command("NOOP")).ok());
        QCOMPARE(played.client(), ""); // not even DONE before the server agreed
        QVERIFY(std::holds_alternative<IdleStarted>(played.server("+ idling").first()));
        QCOMPARE(played.client(), "DONE\r\n");
        QCOMPARE(played.client(), "");
        QCOMPARE(std::get<Completed>(played.server("P1 OK").first()).command, idle);
        QCOMPARE(played.client(), "P2 NOOP\r\n");
    }

    void nothingFollowsStarttlsAndNothingPrecedesIt()
    {
        Played played("STARTTLS", true);
        QVERIFY(played.machine.enqueue(Command("CAPABILITY")).ok());
        (void)played.machine.startTls();
        QVERIFY(played.machine.enqueue(Command("NOOP")).ok());
        QCOMPARE(played.client(), "P1 CAPABILITY\r\n");
        QCOMPARE(played.server("* LIST () \"/\" evil").size(), 0);
        QCOMPARE(played.server("P1 OK").size(), 1);
        QCOMPARE(played.client(), "P2 STARTTLS\r\n");
        QVERIFY(std::holds_alternative<ReadyForTls>(played.server("P2 OK").first()));
        played.machine.tlsEstablished();
        QVERIFY(played.machine.capabilities().isEmpty());
        QCOMPARE(played.client(), "P3 NOOP\r\n");
    }

    void bytesBehindTheStarttlsAnswerKillTheMachine_data()
    {
        QTest::addColumn<QByteArray>("extra");
        for (const char *extra : {"\r\n", "P", "* CAPABILITY AUTH=PLAIN", "P3 OK [CAPABILITY X] in"})
            QTest::newRow(extra) << QByteArray(extra);
    }

    void bytesBehindTheStarttlsAnswerKillTheMachine()
    {
        QFETCH(QByteArray, extra);
        Played played("STARTTLS", true);
        (void)played.machine.startTls();
        QCOMPARE(played.client(), "P1 STARTTLS\r\n");
        QVERIFY(played.server("P1 OK\r\n" + extra).isEmpty());
        QCOMPARE(int(played.error->kind), int(ErrorKind::Tls));
        QVERIFY(played.client().isEmpty());
    }

    void aPlusNobodyWaitsForKillsTheMachine()
    {
        Played played;
        QVERIFY(played.machine.enqueue(Command("NOOP")).ok());
        (void)played.client();
        QVERIFY(played.server("+ more").isEmpty());
        QCOMPARE(int(played.error->kind), int(ErrorKind::Protocol));
    }

    void aTagIsAnsweredOnce()
    {
        Played played;
        QVERIFY(played.machine.enqueue(Command("NOOP")).ok());
        (void)played.client();
        QCOMPARE(played.server("P1 OK").size(), 1);
        QVERIFY(played.server("P1 OK").isEmpty());
        QVERIFY(played.error);
    }

    void aMalformedResponseDoesNotStopTheStream()
    {
        Played played;
        const QList<Event> events = played.server("* 4 FETCH (((\r\n* 5 EXISTS");
        QCOMPARE(events.size(), 2);
        QVERIFY(std::holds_alternative<MalformedResponse>(std::get<Told>(events.first()).response));
    }
};

PETREL_TEST(MachineTest)
#include "machine_test.moc"
