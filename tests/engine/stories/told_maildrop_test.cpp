#include "core/engine/pop3/message_receiver.h"
#include "core/model/recent_mode.h"
#include "tests/engine/stories/maildrop_deeds.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using Rule = Pop3ServerCopy::Rule;
using Phase = engine::AccountStatus::Phase;
using What = engine::PassTrouble::What;

/** What a session tells of itself: how far it is, what it had to leave, what the server does on its own; and that it can be stopped. */
class ToldMaildropTest : public QObject
{
    Q_OBJECT

    static QStringList named(const Workbench &bench)
    {
        QStringList names;
        for (const engine::PassTrouble &trouble : bench.report.troubles)
            names.append(trouble.message);
        return names;
    }

private Q_SLOTS:
    void progressIsToldInBytes()
    {
        Workbench bench(IncomingKind::Pop3);
        pop3::LedgerPlan plan;
        for (const auto &[number, size] : {std::pair(2, 100), std::pair(1, 30)})
            plan.retrieve.append({{pop3::MessageNumber(number), "id-" + QByteArray::number(number), size}, pop3::Retrieval::Reason::New});
        engine::PassContext context = bench.context();
        QList<qint64> told;
        context.fetched = [&](qint64 bytes, qint64 all) {
            QCOMPARE(all, 130);
            told.append(bytes);
        };
        engine::MessageReceiver receiver(context, plan, {});
        MUST_DO(receiver.begin(pop3::MessageNumber(2)));
        MUST_DO(receiver.content(pop3::MessageNumber(2), "Subject: large\r\n\r\n"));
        MUST_DO(receiver.content(pop3::MessageNumber(2), QByteArray(200, 'x'))); // LIST's size is a hint, no more
        MUST_DO(receiver.complete(pop3::MessageNumber(2)));
        MUST_DO(receiver.refused(pop3::MessageNumber(1), makeError(ErrorKind::Refused, QStringLiteral("no"))));
        QCOMPARE(told, (QList<qint64>{18, 100, 100, 130}));
    }

    void aSmallMessageIsShownWhileALargeOneIsStillComing()
    {
        Workbench bench(IncomingKind::Pop3);
        pop3::LedgerPlan plan;
        for (const auto &[number, size] : {std::pair(2, 30), std::pair(1, 50'000'000)})
            plan.retrieve.append({{pop3::MessageNumber(number), "id-" + QByteArray::number(number), size}, pop3::Retrieval::Reason::New});
        engine::PassContext context = bench.context();
        engine::MessageReceiver receiver(context, plan, {});
        MovedClock clock;
        MUST_DO(receiver.begin(pop3::MessageNumber(2)));
        MUST_DO(receiver.content(pop3::MessageNumber(2), "Subject: small\r\n\r\nHello.\r\n"));
        MUST_DO(receiver.complete(pop3::MessageNumber(2)));
        MUST_DO(receiver.begin(pop3::MessageNumber(1)));
        MUST_DO(receiver.content(pop3::MessageNumber(1), "Subject: large\r\n\r\n"));
        clock.pass(3);
        MUST_DO(receiver.content(pop3::MessageNumber(1), QByteArray(1000, 'x')));
        QCOMPARE(bench.shown("INBOX"), QStringList{QStringLiteral("small")});
        MUST_DO(receiver.complete(pop3::MessageNumber(1)));
        MUST_DO(receiver.commit());
        QCOMPARE(receiver.stored().size(), 2);
    }

    void whatCannotBeFetchedIsNamed()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("fine");
        bench.pop3.add("broken");
        bench.pop3.refuseRetr = "id-broken";
        MUST_DO(bench.pop3Pass());
        QCOMPARE(named(bench), QStringList{QStringLiteral("bob@example.net: broken")});
        bench.pop3.refuseTop = "id-broken";
        MUST_DO(bench.pop3Pass());
        QCOMPARE(named(bench), QStringList{QString()}); // told all the same
    }

    void whatIsPutOffIsNamedToo()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.add("broken");
        bench.pop3.refuseRetr = "id-broken";
        for (int session = 0; session < 5; ++session) {
            MUST_DO(bench.pop3Pass());
            QCOMPARE(named(bench), QStringList{QStringLiteral("bob@example.net: broken")});
        }
        QVERIFY(bench.pop3.heard.count("RETR 1") < 5);
    }

    /** The server may stumble over the header, too: what is marked must not be lost by it. */
    void nothingIsAskedForANameWhileDeletesHangOnQuit()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("broken");
        bench.pop3.add("fine");
        bench.pop3.refuseRetr = "id-broken";
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"broken"});
        QVERIFY(!bench.pop3.heard.contains("TOP 1 0"));
        QCOMPARE(named(bench), QStringList{QString()});
        MUST_DO(bench.pop3Pass());
        QCOMPARE(named(bench), QStringList{QStringLiteral("bob@example.net: broken")});
    }

    void aServerThatDeletesByItselfIsNoSecret_data()
    {
        QTest::addColumn<QByteArray>("expire");
        QTest::addColumn<Pop3ServerCopy>("copy");
        QTest::addColumn<bool>("isTold");
        QTest::newRow("at once, and we keep") << QByteArray("0") << Pop3ServerCopy{Rule::Keep} << true;
        QTest::newRow("after a month, and we keep") << QByteArray("30") << Pop3ServerCopy{Rule::Keep} << true;
        QTest::newRow("never") << QByteArray("NEVER") << Pop3ServerCopy{Rule::Keep} << false;
        QTest::newRow("nobody knows") << QByteArray() << Pop3ServerCopy{Rule::Keep} << false;
        QTest::newRow("at once, as we do") << QByteArray("0") << Pop3ServerCopy{} << false;
        QTest::newRow("sooner than we") << QByteArray("7") << Pop3ServerCopy{Rule::DeleteAfterDays, 14} << true;
        QTest::newRow("later than we") << QByteArray("30") << Pop3ServerCopy{Rule::DeleteAfterDays, 14} << false;
    }
    void aServerThatDeletesByItselfIsNoSecret()
    {
        QFETCH(QByteArray, expire);
        QFETCH(Pop3ServerCopy, copy);
        QFETCH(bool, isTold);
        Workbench bench(IncomingKind::Pop3, copy);
        bench.pop3.expire = expire;
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.report.troubles.size(), isTold ? 1 : 0);
        QVERIFY(!bench.report.leftSomething());
        if (isTold) {
            QCOMPARE(bench.report.troubles.first().what, What::Expiry);
            QCOMPARE(bench.report.troubles.first().error.serverText, expire);
        }
    }

    void inRecentModeNothingIsDeletedThere()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.account.incoming.user = QStringLiteral("recent:ada");
        bench.keepPasswords();
        bench.pop3.add("a");
        MUST_DO(bench.pop3Pass());
        MUST_DO(bench.pop3Pass());
        QCOMPARE(bench.shown("INBOX"), texts({"a"}));
        QCOMPARE(bench.pop3.subjects(), QByteArrayList{"a"});
        QCOMPARE(serverCopyInEffect(bench.account).rule, Rule::Keep);
    }

    void mailThatIsShownInPartsComesAtOnce()
    {
        Workbench bench(IncomingKind::Pop3, {Rule::Keep});
        bench.pop3.window = 2;
        for (const char *subject : {"a", "b", "c", "d", "e"})
            bench.pop3.add(subject);
        MUST_DO(bench.pop3Pass());
        QVERIFY(bench.report.moreAtOnce);
        Running running(bench, bench.connector); // which looks every five minutes
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown("INBOX"), texts({"a", "b", "c", "d", "e"}), 20'000);
        running.stop();
        MUST_DO(bench.pop3Pass());
        QVERIFY(!bench.report.moreAtOnce);
    }

    void whatThePersonStopsGoesOnWhenTheyAsk()
    {
        Workbench bench(IncomingKind::Pop3);
        for (const char *subject : {"a", "b", "c"})
            bench.pop3.add(subject);
        constexpr int kSecondRetr = 7;
        ModelConnector connector([&](quint16) { return bench.pop3.connection(); }, true);
        connector.cutNext({Cut::When::Silence, kSecondRetr});
        Running running(bench, connector);
        const auto status = [&] { return running.board.status(bench.account.id); };
        QTRY_VERIFY_WITH_TIMEOUT(connector.cutReached(), 20'000);
        running.runner->stopFetching();
        QTRY_COMPARE_WITH_TIMEOUT(status().phase, Phase::Waiting, 20'000);
        QCOMPARE(status().error->kind, ErrorKind::Cancelled);
        QVERIFY(status().retryAt >= Clock::nowUtc() + 290); // with the next look, no sooner
        QCOMPARE(bench.number("SELECT count(*) FROM pop3_seen WHERE attempts > 0"), 0); // nobody's fault
        QCOMPARE(bench.shown("INBOX"), texts({"c"})); // what was whole stays
        running.runner->urge();
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown("INBOX"), texts({"a", "b", "c"}), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(status().phase, Phase::UpToDate, 20'000);
        running.stop();
        QCOMPARE(bench.pop3.subjects(), QByteArrayList());
    }
};

PETREL_TEST(ToldMaildropTest)

} // namespace petrel::test

#include "told_maildrop_test.moc"
