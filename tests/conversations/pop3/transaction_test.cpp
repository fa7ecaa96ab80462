#include "tests/conversations/pop3/transaction_test.h"

#include "tests/conversations/pop3/pop3_play.h"
#include "tests/support/cut_stream.h"

#include <QtTest>

namespace petrel::test {

using namespace pop3;

namespace {

/** Plays log-in and then the given script with a logged-in session. */
void afterLogIn(const QByteArray &script, const std::function<void(Pop3Session &, FakeStream &)> &act, const QByteArray &logIn = loggedInPop3())
{
    converse(logIn + script, [&](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        QVERIFY(session.ok());
        QVERIFY((*session)->logIn(ada(), {}).ok());
        act(**session, stream);
    });
}

} // namespace

void Pop3TransactionTest::listingsAreRead()
{
    afterLogIn("C: STAT\nS: +OK 2 300\nC: UIDL\nS: +OK\nS: 1 a\nS: 2 b\nS: .\nC: LIST\nS: +OK 2 messages\nS: 1 100\nS: 2 junk\nS: .\n",
               [](Pop3Session &session, FakeStream &) {
                   QCOMPARE(*session.stat({}), (Maildrop{2, 300}));
                   QCOMPARE(session.uidl({})->entries, (QList<UidlEntry>{{MessageNumber(1), "a"}, {MessageNumber(2), "b"}}));
                   QCOMPARE(*session.list({}), (QList<ListEntry>{{MessageNumber(1), 100}}));
                   QCOMPARE(session.roundTrips(), 6);
               });
}

void Pop3TransactionTest::oddUidlsAreCountedByName()
{
    afterLogIn("C: UIDL\nS: +OK\nS: 1 a\nS: 2 a\nS: 3\nS: 4 " + QByteArray(71, 'x') + "\nS: what\nS: 1 b\nS: .\n",
               [](Pop3Session &session, FakeStream &) {
                   const auto listing = session.uidl({});
                   QVERIFY(listing.ok());
                   QCOMPARE(listing->entries.size(), 4);
                   QCOMPARE(listing->repeated, 1);
                   QCOMPARE(listing->empty, 1);
                   QCOMPARE(listing->overlong, 1);
                   QCOMPARE(listing->unreadable, 2); // "what", and a second message 1
               });
}

void Pop3TransactionTest::aServerWithoutUidlIsNamed()
{
    afterLogIn("C: UIDL\nS: -ERR unknown command\n", [](Pop3Session &session, FakeStream &) {
        const auto listing = session.uidl({});
        QCOMPARE(listing.error().kind, ErrorKind::Unsupported);
        QCOMPARE(listing.error().scope, ErrorScope::Account);
        QVERIFY(listing.error().what.contains(QStringLiteral("UIDL")));
    });
    afterLogIn("C: UIDL\nS: -ERR [SYS/TEMP] later\n", [](Pop3Session &session, FakeStream &) {
        QCOMPARE(session.uidl({}).error().kind, ErrorKind::Throttled);
    });
}

void Pop3TransactionTest::messagesArriveInTheOrderAsked()
{
    afterLogIn("C: RETR 3\nC: RETR 1\nS: +OK 9\nS: third\nS: ..\nS: .\nS: +OK\nS: .\n", [](Pop3Session &session, FakeStream &) {
        CollectingSink sink;
        QVERIFY(session.retrieve(numbers({3, 1}), sink, {}).ok());
        QCOMPARE(sink.whole(), QByteArray("3:third\r\n.\r\n; 1:"));
    });
}

void Pop3TransactionTest::withoutPipeliningEachWaitsForTheLast()
{
    afterLogIn("C: RETR 1\nS: +OK\nS: a\nS: .\nC: RETR 2\nS: +OK\nS: b\nS: .\nC: DELE 1\nS: +OK\nC: DELE 2\nS: +OK\n",
               [](Pop3Session &session, FakeStream &) {
                   CollectingSink sink;
                   QVERIFY(session.retrieve(numbers({1, 2}), sink, {}).ok());
                   QCOMPARE(sink.whole(), QByteArray("1:a\r\n; 2:b\r\n"));
                   QCOMPARE(session.dele(numbers({1, 2}), {})->marked, numbers({1, 2}));
                   QCOMPARE(session.roundTrips(), 3 + 4);
               },
               loggedInPlainPop3());
}

void Pop3TransactionTest::windowsKeepTheServerBusy()
{
    // A window of 4: four are asked for at once, and it is refilled when half of it was answered.
    converse(loggedInPop3() + "C: RETR 1\nC: RETR 2\nC: RETR 3\nC: RETR 4\nS: +OK\nS: .\nS: +OK\nS: .\nC: RETR 5\nC: RETR 6\n"
                              "S: +OK\nS: .\nS: +OK\nS: .\nS: +OK\nS: .\nS: +OK\nS: .\n",
             [](FakeStream &stream) {
                 stream.encrypted();
                 SessionOptions options = pop3Options();
                 options.window = 4;
                 auto session = openPop3(stream, options);
                 QVERIFY((*session)->logIn(ada(), {}).ok());
                 CollectingSink sink;
                 QVERIFY((*session)->retrieve(numbers({1, 2, 3, 4, 5, 6}), sink, {}).ok());
                 QCOMPARE(sink.wholeCount(), 6);
                 QCOMPARE((*session)->roundTrips(), 4);
             });
}

void Pop3TransactionTest::oneRefusedMessageDoesNotStopTheOthers()
{
    afterLogIn("C: RETR 1\nC: RETR 2\nC: RETR 3\nS: +OK\nS: a\nS: .\nS: -ERR [SYS/TEMP] cannot read it\nS: +OK\nS: c\nS: .\n",
               [](Pop3Session &session, FakeStream &) {
                   CollectingSink sink;
                   QVERIFY(session.retrieve(numbers({1, 2, 3}), sink, {}).ok());
                   QCOMPARE(sink.whole(), QByteArray("1:a\r\n; 3:c\r\n"));
                   QCOMPARE(sink.refusals().size(), 1);
                   QCOMPARE(sink.refusals().first().first, MessageNumber(2));
                   QCOMPARE(sink.refusals().first().second.scope, ErrorScope::Message);
                   QVERIFY(!session.isOver());
               });
}

void Pop3TransactionTest::aSinkThatFailsEndsTheSession_data()
{
    QTest::addColumn<QByteArray>("step");
    for (const char *step : {"begin", "content", "complete"})
        QTest::newRow(step) << QByteArray(step);
}

void Pop3TransactionTest::aSinkThatFailsEndsTheSession()
{
    QFETCH(QByteArray, step);
    FakeStream stream(loggedInPop3() + "C: RETR 1\nC: RETR 2\nS: +OK\nS: a\nS: .\n");
    stream.encrypted();
    auto session = openPop3(stream, pop3Options());
    QVERIFY((*session)->logIn(ada(), {}).ok());
    CollectingSink sink;
    sink.failWhen(step);
    QCOMPARE((*session)->retrieve(numbers({1, 2}), sink, {}).error().kind, ErrorKind::StoreFull);
    QVERIFY((*session)->isOver() && stream.isClosed()); // closed without QUIT: nothing is deleted
    QVERIFY(!stream.written().contains("QUIT"));
}

void Pop3TransactionTest::marksAreReportedOneByOne()
{
    afterLogIn("C: DELE 1\nC: DELE 2\nC: DELE 3\nS: +OK\nS: -ERR already deleted\nS: +OK\n", [](Pop3Session &session, FakeStream &) {
        const auto answers = session.dele(numbers({1, 2, 3}), {});
        QCOMPARE(answers->marked, numbers({1, 3}));
        QCOMPARE(answers->refused.size(), 1);
        QCOMPARE(answers->refused.first().number, MessageNumber(2));
        QCOMPARE(answers->refused.first().error.kind, ErrorKind::Refused);
    });
}

void Pop3TransactionTest::quitTellsWhatIsGone_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<int>("outcome");
    using Outcome = QuitAnswer::Outcome;
    QTest::newRow("+OK") << QByteArray("S: +OK bye\n") << int(Outcome::Committed);
    QTest::newRow("-ERR") << QByteArray("S: -ERR some deleted messages not removed\n") << int(Outcome::Partly);
    QTest::newRow("closed") << QByteArray("CLOSE\n") << int(Outcome::Unknown);
    QTest::newRow("half an answer") << QByteArray("S| +OK\nCLOSE\n") << int(Outcome::Unknown);
    QTest::newRow("silence") << QByteArray("SILENCE\n") << int(Outcome::Unknown);
    QTest::newRow("nonsense") << QByteArray("S: 221 bye\n") << int(Outcome::Unknown);
    QTest::newRow("stopped") << QByteArray("STOP\n") << int(Outcome::Unknown);
}

void Pop3TransactionTest::quitTellsWhatIsGone()
{
    QFETCH(QByteArray, server);
    QFETCH(int, outcome);
    afterLogIn("C: DELE 1\nS: +OK\nC: QUIT\n" + server, [&](Pop3Session &session, FakeStream &stream) {
        QVERIFY(session.dele(numbers({1}), {}).ok());
        const QuitAnswer answer = session.quit({});
        QCOMPARE(int(answer.outcome), outcome);
        QCOMPARE(answer.error.has_value(), answer.outcome != QuitAnswer::Outcome::Committed);
        QVERIFY(stream.isClosed());
    });
}

void Pop3TransactionTest::topGivesTheHead()
{
    afterLogIn("C: TOP 2 0\nS: +OK\nS: Subject: x\nS:\nS: .\nC: TOP 3 5\nS: -ERR no\n", [](Pop3Session &session, FakeStream &) {
        QCOMPARE(*session.top(MessageNumber(2), 0, {}), QByteArray("Subject: x\r\n\r\n"));
        QCOMPARE(session.top(MessageNumber(3), 5, {}).error().kind, ErrorKind::Refused);
        QVERIFY(!session.isOver());
    });
    afterLogIn("C: TOP 1 0\nS: -ERR\n", [](Pop3Session &session, FakeStream &) {
        QCOMPARE(session.top(MessageNumber(1), 0, {}).error().kind, ErrorKind::Unsupported);
    }, QByteArray(loggedInPop3()).replace("S: TOP\n", ""));
}

void Pop3TransactionTest::resetAndNoop()
{
    afterLogIn("C: NOOP\nS: +OK\nC: RSET\nS: +OK maildrop has 2 messages\nC: NOOP\nS: -ERR\n", [](Pop3Session &session, FakeStream &) {
        QVERIFY(session.noop({}).ok());
        QVERIFY(session.reset({}).ok());
        QCOMPARE(session.noop({}).error().kind, ErrorKind::Refused);
    });
}

void Pop3TransactionTest::nothingIsSentOnceItIsOver()
{
    afterLogIn("C: NOOP\nS: rubbish\n", [](Pop3Session &session, FakeStream &stream) {
        QCOMPARE(session.noop({}).error().kind, ErrorKind::Protocol);
        const qint64 written = stream.bytesOut();
        QVERIFY(!session.noop({}).ok());
        QVERIFY(!session.dele(numbers({1}), {}).ok());
        QVERIFY(session.quit({}).outcome == QuitAnswer::Outcome::Unknown);
        QCOMPARE(stream.bytesOut(), written);
    });
}

/** The whole life of a download, cut after every byte the server sends. */
void Pop3TransactionTest::cutAfterEveryByteLosesAndInventsNothing()
{
    const QByteArray script = loggedInPop3() + "C: UIDL\nS: +OK\nS: 1 a\nS: 2 b\nS: .\nC: RETR 1\nC: RETR 2\nS: +OK\nS: one\nS: .\nS: +OK\nS: two\nS: ..\nS: .\n"
                                               "C: DELE 1\nC: DELE 2\nS: +OK\nS: +OK\nC: QUIT\nS: +OK bye\n";
    const QByteArrayList allowed{"", "1:one\r\n", "1:one\r\n; 2:two\r\n.\r\n"};
    qint64 committedAt = -1;
    for (qint64 cut = 0; committedAt < 0; ++cut) {
        QVERIFY(cut < 1000);
        FakeStream played(script);
        played.encrypted();
        CutStream stream(played, cut);
        CollectingSink sink;
        auto session = openPop3(stream, pop3Options());
        if (!session || !(*session)->logIn(ada(), {}) || !(*session)->uidl({}))
            continue;
        const bool retrieved = (*session)->retrieve(numbers({1, 2}), sink, {}).ok();
        QVERIFY2(allowed.contains(sink.whole()), sink.whole().constData());
        QCOMPARE(retrieved, sink.wholeCount() == 2);
        if (!retrieved || !(*session)->dele(numbers({1, 2}), {}))
            continue;
        if ((*session)->quit({}).outcome == QuitAnswer::Outcome::Committed) {
            committedAt = cut;
            QCOMPARE(committedAt, played.bytesIn()); // not one byte earlier
        }
    }
}

} // namespace petrel::test
