#include "core/engine/pop3/message_receiver.h"
#include "core/engine/workers/pop3_worker.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;
using Phase = engine::AccountStatus::Phase;

namespace {

QByteArrayList commands(const ModelPop3 &server, const char *verb)
{
    QByteArrayList found;
    for (const QByteArray &line : server.heard) {
        if (line.startsWith(verb))
            found.append(line);
    }
    return found;
}

} // namespace

/** Servers that lack something, want something, or fail in an odd place. */
class OddMaildropTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutUidlMailIsFetchedAndDeletedAllTheSame()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.hasUidl = false;
        bench.pop3.add("a");
        bench.pop3.add("b");
        bench.pop3.refusesQuit = true;
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.pop3Pass()); // both are there still, and here already
        QCOMPARE(bench.shown("INBOX"), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        bench.pop3.refusesQuit = false;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX").size(), 2);
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        QVERIFY(bench.report.troubles.isEmpty());
    }

    void withoutUidlNothingThatIsToStayIsFetched_data()
    {
        QTest::addColumn<Rule>("rule");
        QTest::newRow("never") << Rule::Keep;
        QTest::newRow("days") << Rule::DeleteAfterDays;
        QTest::newRow("with ours") << Rule::DeleteWithLocal;
    }
    void withoutUidlNothingThatIsToStayIsFetched()
    {
        QFETCH(Rule, rule);
        Workbench bench(IncomingKind::Pop3, {rule});
        bench.pop3.hasUidl = false;
        bench.pop3.add("a");
        const Status refused = bench.pop3Pass();
        QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
        QCOMPARE(refused.error().code, QByteArray("no-uidl"));
        QCOMPARE(commands(bench.pop3, "RETR"), QByteArrayList());
        QCOMPARE(commands(bench.pop3, "QUIT").size(), 1); // it is left in order
    }

    void whatIsLargerThanPetrelTakesIsNamedAndLeft()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("letter");
        bench.pop3.add("film");
        bench.pop3.maildrop.last().claimedSize = pop3::Limits().maxMessageBytes + 1;
        for (int session = 0; session < 2; ++session) {
            MUST_DO(bench.pop3Pass());
            QCOMPARE(bench.report.troubles.size(), 1);
            QCOMPARE(bench.report.troubles.first().error.code, QByteArray("too-large"));
        }
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("letter")});
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"film"});
        QCOMPARE(commands(bench.pop3, "RETR").size(), 1);
    }

    /** What the ledger cannot note must not happen: a message marked and not noted would be missing for ever. */
    void withoutANoteOfItNothingIsDeleted()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("a");
        const auto execute = [&](const char *sql) { MUST_DO(bench.write([sql](store::WriteTransaction &tx) { return tx.database().execute(sql); })); };
        execute("CREATE TRIGGER no_room BEFORE UPDATE OF state ON pop3_seen WHEN new.state = 2 BEGIN SELECT RAISE(ABORT, 'no room'); END");
        QVERIFY(!bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"a"});
        QCOMPARE(commands(bench.pop3, "QUIT"), QByteArrayList());
        execute("DROP TRIGGER no_room");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("a")});
    }

    /** The one that is here may be damaged, and the server's copy goes. */
    void aContentThatComesAgainMendsTheDamagedOne()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("a", "same");
        bench.pop3.add("b", "same");
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.write([](store::WriteTransaction &tx) { return tx.database().run("UPDATE blob SET data = CAST('damaged' AS BLOB), codec = 0"); }));
        MUST_DO(bench.pop3Pass());
        for (const auto &[subject, index] : {std::pair("a", 0), std::pair("b", 1)}) {
            const store::MessageDetail detail = MUST(bench.read([&](const store::Reader &reader) { return reader.detail(bench.row("INBOX", subject).id); }));
            QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return reader.blob(detail.raw); })), bench.pop3.maildrop.at(index).raw);
        }
    }

    void onASlowLineTheFirstMailIsSeenBeforeTheLastIsHere()
    {
        Workbench bench(IncomingKind::Pop3);
        MovedClock clock;
        pop3::LedgerPlan plan;
        for (quint32 number = 1; number <= 3; ++number)
            plan.retrieve.append({{pop3::MessageNumber(number), "id-" + QByteArray::number(number), 0}, pop3::Retrieval::Reason::New});
        engine::PassContext context = bench.context();
        engine::MessageReceiver receiver(context, plan, {});
        const auto comes = [&](quint32 number) {
            MUST_DO(receiver.begin(pop3::MessageNumber(number)));
            MUST_DO(receiver.content(pop3::MessageNumber(number), "Subject: " + QByteArray::number(number) + "\r\n\r\nKelp.\r\n"));
            MUST_DO(receiver.complete(pop3::MessageNumber(number)));
        };
        comes(1);
        clock.pass(10);
        comes(2);
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("1")}); // since the second began to come
        comes(3);
        MUST_DO(receiver.commit());
        QCOMPARE(bench.shown("INBOX").size(), 3);
    }

    void nobodyIsAskedMoreOftenThanTheyBear()
    {
        using std::chrono::seconds;
        Account account;
        account.checkEverySeconds = 300;
        QCOMPARE(engine::Pop3Worker::interval(account, seconds(0)), seconds(300));
        QCOMPARE(engine::Pop3Worker::interval(account, seconds(60)), seconds(300));
        QCOMPARE(engine::Pop3Worker::interval(account, seconds(900)), seconds(901));
        QCOMPARE(engine::Pop3Worker::interval(account, seconds(1'000'000)), seconds(86400));

        Workbench bench(IncomingKind::Pop3);
        bench.pop3.loginDelay = 900;
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.report.loginDelaySeconds, 900);
    }

    void whoIsAskedTooEarlyIsGivenTheTimeItWants()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.loginDelay = 900;
        bench.pop3.refusesLogIn = "[LOGIN-DELAY] not so fast";
        Running running(bench, bench.connector);
        const auto status = [&] { return running.board.status(bench.account.id); };
        QTRY_COMPARE(status().phase, Phase::Waiting);
        QCOMPARE(status().error->code, QByteArray("LOGIN-DELAY"));
        QVERIFY(status().retryAt >= Clock::nowUtc() + 890);
    }
};

PETREL_TEST(OddMaildropTest)

} // namespace petrel::test

#include "odd_maildrop_test.moc"
