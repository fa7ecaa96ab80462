#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** The moments of a submission that decide what may be believed of it, by the bytes that are about to pass. */
enum class Moment { Content, Dot, Answer, Farewell };

bool isAt(Moment moment, Way way, const QByteArray &bytes)
{
    switch (moment) {
    case Moment::Content: return way == Way::Out && bytes.contains("Subject: Ferry"); // not committed yet
    case Moment::Dot: return way == Way::Out && bytes == ".\r\n";                     // "sending" is committed
    case Moment::Answer: return way == Way::In && bytes.contains("taken");            // the server has it
    case Moment::Farewell: return way == Way::Out && bytes.startsWith("QUIT");        // "sent" is committed
    }
    return false;
}

OutboxId queue(Workbench &bench)
{
    mime::OutgoingMessage message;
    message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
    message.subject = QStringLiteral("Ferry");
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

void moments(std::initializer_list<OutboxState> expected)
{
    QTest::addColumn<int>("moment");
    QTest::addColumn<OutboxState>("state"); // at the next look
    static const char *const names[] = {"while the content leaves", "between the commit and the dot", "between the dot and its answer", "after the record"};
    int moment = 0;
    for (const OutboxState state : expected) {
        QTest::newRow(names[moment]) << moment << state;
        ++moment;
    }
}

/** Whatever was decided stays so, however often is looked; what was queued again is sent, once. */
void settlesTruthfully(Workbench &bench, OutboxId id, OutboxState state)
{
    QCOMPARE(item(bench, id).state, state);
    const qsizetype delivered = bench.smtp.delivered.size();
    bench.connector.watch({});
    MovedClock clock;
    for (int i = 0; i < 3; ++i) {
        clock.pass(60);
        MUST_DO(bench.sendPass());
    }
    if (state == OutboxState::Uncertain) {
        QCOMPARE(item(bench, id).state, OutboxState::Uncertain);
        QCOMPARE(bench.smtp.delivered.size(), delivered);
        QCOMPARE(bench.shown("Sent"), QStringList());
        QCOMPARE(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).size(), 1);
        return;
    }
    QCOMPARE(item(bench, id).state, OutboxState::Sent);
    QCOMPARE(bench.smtp.delivered.size(), 1);
    QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Ferry")});
}

} // namespace

class FinalDotTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutAtTheFinalDotItIsToldWhatCanBeKnown_data()
    {
        moments({OutboxState::Queued, OutboxState::Queued, OutboxState::Uncertain, OutboxState::Sent});
    }
    void cutAtTheFinalDotItIsToldWhatCanBeKnown()
    {
        QFETCH(int, moment);
        QFETCH(OutboxState, state);
        for (const bool pipelining : {true, false}) {
            Workbench bench(IncomingKind::Pop3);
            bench.smtp.pipelining = pipelining;
            const OutboxId id = queue(bench);
            bool reached = false;
            bench.connector.watch([&](Way way, const QByteArray &bytes) {
                reached = reached || isAt(Moment(moment), way, bytes);
                return !reached;
            });
            (void)bench.sendPass();
            QVERIFY(reached);
            settlesTruthfully(bench, id, state);
        }
    }

    void killedAtTheFinalDotItIsToldWhatCanBeKnown_data()
    {
        moments({OutboxState::Queued, OutboxState::Uncertain, OutboxState::Uncertain, OutboxState::Sent});
    }
    void killedAtTheFinalDotItIsToldWhatCanBeKnown()
    {
        QFETCH(int, moment);
        QFETCH(OutboxState, state);
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = queue(bench);
        bool killed = false;
        bench.connector.watch([&](Way way, const QByteArray &bytes) {
            if (!killed && isAt(Moment(moment), way, bytes)) {
                killed = true;
                bench.keepProfile();
            }
            return !killed;
        });
        (void)bench.sendPass();
        QVERIFY(killed);
        bench.restartFromKept();
        settlesTruthfully(bench, id, state);
    }

    /** What was not synced is lost: the log of the database ends where it stood when it was synced last, at the final dot. */
    void powerLostBehindAnAnswerMakesItUncertainAndNeverSendsItTwice()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId first = queue(bench), second = queue(bench);
        std::uintmax_t synced = 0;
        bool lost = false;
        bench.connector.watch([&](Way way, const QByteArray &bytes) {
            if (isAt(Moment::Dot, way, bytes))
                synced = std::filesystem::file_size(bench.path("profile") / "mail.db-wal");
            if (synced == 0 || way != Way::Out || !bytes.startsWith("MAIL"))
                return !lost;
            bench.keepProfile();
            std::filesystem::resize_file(bench.path("kept") / "mail.db-wal", synced);
            lost = true;
            return false;
        });
        (void)bench.sendPass();
        QVERIFY(lost);
        QCOMPARE(bench.smtp.delivered.size(), 1);
        bench.restartFromKept();
        bench.connector.watch({});
        QCOMPARE(item(bench, first).state, OutboxState::Uncertain);
        QCOMPARE(item(bench, second).state, OutboxState::Queued);
        MovedClock clock;
        for (int i = 0; i < 3; ++i) {
            clock.pass(60);
            MUST_DO(bench.sendPass());
        }
        QCOMPARE(item(bench, first).state, OutboxState::Uncertain);
        QCOMPARE(item(bench, second).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 2);
    }

    void anOutcomeThatCannotBeWrittenDownIsUncertainAndNotForgotten()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = queue(bench);
        const auto run = [&](const char *sql) { MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.database().run(sql); })); };
        bench.connector.watch([&](Way way, const QByteArray &bytes) {
            if (isAt(Moment::Answer, way, bytes))
                run("CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN new.state = 2 BEGIN SELECT raise(ABORT, 'disk full'); END");
            return true;
        });
        QVERIFY(!bench.sendPass().ok());
        run("DROP TRIGGER full");
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.report.parked, 1);
        settlesTruthfully(bench, id, OutboxState::Uncertain);
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }
};

PETREL_TEST(FinalDotTest)

} // namespace petrel::test

#include "final_dot_test.moc"
