#include "tests/conversations/pop3/hostile_test.h"

#include "tests/conversations/pop3/pop3_play.h"

#include <QFile>
#include <QtTest>

namespace petrel::test {

using namespace pop3;

namespace {

Result<std::unique_ptr<Pop3Session>> loggedIn(FakeStream &stream, const Limits &limits = {})
{
    stream.encrypted();
    SessionOptions options = pop3Options();
    options.limits = limits;
    auto session = TRY(openPop3(stream, options));
    TRY(session->logIn(ada(), {}));
    return session;
}

} // namespace

void Pop3HostileTest::messagesWithoutTheirFinalDotAreNotWhole_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::newRow("closed after a line") << QByteArray("CLOSE\n");
    QTest::newRow("closed within a line") << QByteArray("S| half\nCLOSE\n");
    QTest::newRow("closed after the dot") << QByteArray("S| .\nCLOSE\n");
    QTest::newRow("closed before the last LF") << QByteArray("S| .\\r\nCLOSE\n");
    QTest::newRow("silence") << QByteArray("SILENCE\n");
    QTest::newRow("stopped by the person") << QByteArray("STOP\n");
}

void Pop3HostileTest::messagesWithoutTheirFinalDotAreNotWhole()
{
    QFETCH(QByteArray, ending);
    converse(loggedInPop3() + "C: RETR 1\nS: +OK\nS: Subject: x\n" + ending, [](FakeStream &stream) {
        auto session = loggedIn(stream);
        CollectingSink sink;
        const Status retrieved = (*session)->retrieve(numbers({1}), sink, {});
        QVERIFY(!retrieved.ok());
        QCOMPARE(sink.wholeCount(), 0);
        QVERIFY((*session)->isOver());
    });
}

void Pop3HostileTest::anEndlessGreetingEndsIt()
{
    FakeStream stream("S| +OK " + QByteArray(70'000, 'a') + '\n');
    stream.encrypted();
    QCOMPARE(openPop3(stream, pop3Options()).error().kind, ErrorKind::Protocol);
}

void Pop3HostileTest::anEndlessMessageEndsIt()
{
    FakeStream stream(loggedInPop3() + "C: RETR 1\nS: +OK 10\n" + ("S: " + QByteArray(1000, 'a') + '\n').repeated(20));
    auto session = loggedIn(stream, {.maxMessageBytes = 10'000});
    CollectingSink sink;
    const Status retrieved = (*session)->retrieve(numbers({1}), sink, {});
    QCOMPARE(retrieved.error().kind, ErrorKind::Protocol);
    QCOMPARE(sink.wholeCount(), 0);
    QVERIFY(stream.isClosed());
}

void Pop3HostileTest::anEndlessTopKeepsOneMebibyte()
{
    FakeStream stream(loggedInPop3() + "C: TOP 1 0\nS: +OK\nS: " + QByteArray(3 << 20, 'a') + "\nS: .\n");
    auto session = loggedIn(stream);
    QCOMPARE((*session)->top(MessageNumber(1), 0, {})->size(), qsizetype(1 << 20));
}

void Pop3HostileTest::endlessChallengesEnd()
{
    FakeStream stream("S: +OK\nC: CAPA\nS: +OK\nS: SASL LOGIN\nS: .\nC: AUTH LOGIN\n" + QByteArray("S: + VXNlcg==\nC^ \n").repeated(40));
    stream.encrypted();
    auto session = openPop3(stream, pop3Options());
    const Status in = (*session)->logIn(ada(), {});
    QCOMPARE(in.error().kind, ErrorKind::Protocol);
    QVERIFY((*session)->isOver());
}

void Pop3HostileTest::manyCapabilitiesAreCutOff()
{
    FakeStream stream("S: +OK\nC: CAPA\nS: +OK\n" + QByteArray("S: SASL X\n").repeated(5000) + "S: TOP\nS: .\n");
    stream.encrypted();
    auto session = openPop3(stream, pop3Options());
    QVERIFY(session.ok());
    QCOMPARE((*session)->capabilities().sasl.size(), 1000);
    QVERIFY(!(*session)->capabilities().top);
}

void Pop3HostileTest::sizesThatLieAreHints()
{
    converse(loggedInPop3() + "C: LIST\nS: +OK\nS: 1 0\nS: 2 4294967295000\nS: 3 -1\nS: .\nC: RETR 1\nC: RETR 2\nS: +OK 0 octets\nS: a\nS: .\nS: +OK 4294967295000 octets\nS: b\nS: .\n",
             [](FakeStream &stream) {
                 auto session = loggedIn(stream);
                 QCOMPARE((*session)->list({})->size(), 2);
                 CollectingSink sink;
                 QVERIFY((*session)->retrieve(numbers({1, 2}), sink, {}).ok());
                 QCOMPARE(sink.whole(), QByteArray("1:a\r\n; 2:b\r\n"));
             });
}

void Pop3HostileTest::answersThatRunAheadEndIt()
{
    // Two answers to one command: the second would be taken for the answer to the next DELE.
    FakeStream stream(loggedInPop3() + "C: NOOP\nS: +OK\nS: rubbish\nC: DELE 1\n");
    auto session = loggedIn(stream);
    QVERIFY((*session)->noop({}).ok());
    const auto answers = (*session)->dele(numbers({1}), {});
    QCOMPARE(answers.error().kind, ErrorKind::Protocol);
}

void Pop3HostileTest::credentialsThatWouldBreakOutAreRefused()
{
    for (const auto &[user, password] : {std::pair("ada\r\nDELE 1", "x"), std::pair("ada", "x\r\nDELE 1"), std::pair("ada\n", "x")}) {
        FakeStream stream("S: +OK\nC: CAPA\nS: -ERR\nC^ USER\nS: +OK\n");
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        const Status in = (*session)->logIn({QString::fromLatin1(user), Secret(password)}, {});
        QCOMPARE(in.error().kind, ErrorKind::Invalid);
        QVERIFY(!stream.written().contains("DELE"));
    }
}

void Pop3HostileTest::recordedServersAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("Gmail") << QByteArray("gmail");
}

/** Answers of a real server, one file a command (see tests/data/pop3/README.md). */
static QByteArray recorded(const char *folder, const char *name)
{
    QFile file(QStringLiteral(PETREL_TEST_DATA "/pop3/%1/%2.txt").arg(QLatin1String(folder), QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return "no such file";
    QByteArray script;
    for (const QByteArray &line : file.readAll().chopped(1).split('\n'))
        script += "S: " + line + '\n';
    return script;
}

void Pop3HostileTest::recordedServersAreUnderstood()
{
    QFETCH(QByteArray, folder);
    const auto answer = [&folder](const char *name) { return recorded(folder.constData(), name); };
    converse(answer("greeting") + "C: CAPA\n" + answer("capa1") + "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\n" + answer("auth") + "C: CAPA\n" + answer("capa2")
                 + "C: STAT\n" + answer("stat") + "C: UIDL\n" + answer("uidl-error1") + "C: LIST\n" + answer("list") + "C: RETR 1\n" + answer("retr1-parse-error")
                 + "C: QUIT\n" + answer("quit"),
             [](FakeStream &stream) {
                 auto session = loggedIn(stream);
                 QVERIFY(session.ok());
                 QVERIFY((*session)->capabilities().pipelining);
                 QCOMPARE(*(*session)->stat({}), (Maildrop{3, 221409}));
                 const auto listing = (*session)->uidl({});
                 QCOMPARE(listing->entries.size(), 3);
                 QCOMPARE(listing->empty, 1);
                 QCOMPARE((*session)->list({})->size(), 3);
                 CollectingSink sink;
                 QVERIFY((*session)->retrieve(numbers({1}), sink, {}).ok());
                 QVERIFY(sink.whole().endsWith("--_c5dd68bd-e45d-4c27-8251-24cac1df3fa9_--\r\n"));
                 QVERIFY((*session)->quit({}).outcome == QuitAnswer::Outcome::Committed);
             });
}

void Pop3HostileTest::aRecordedMaildropIsLookedThroughAndSpared()
{
    const auto gmail = [](const char *name) { return recorded("gmail", name); };
    converse(gmail("greeting") + "C: CAPA\n" + gmail("capa1") + "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\n" + gmail("auth") + "C: CAPA\n" + gmail("capa2")
                 + "C: UIDL\n" + gmail("uidl") + "C: TOP 1 0\nC: TOP 2 0\nC: TOP 3 0\n" + gmail("top123") + "C: DELE 1\nC: DELE 2\nC: DELE 3\n" + gmail("dele123")
                 + "C: RSET\n" + gmail("rset") + "C: NOOP\n" + gmail("noop") + "C: QUIT\n" + gmail("quit"),
             [](FakeStream &stream) {
                 auto session = loggedIn(stream);
                 QVERIFY(session.ok());
                 const auto listing = (*session)->uidl({});
                 QCOMPARE(listing->entries.size(), 3);
                 QCOMPARE(listing->unreadable + listing->empty, 0);
                 QByteArrayList heads;
                 QVERIFY((*session)->heads(numbers({1, 2, 3}), [&](MessageNumber, const QByteArray &head) { heads.append(head); }, {}).ok());
                 QCOMPARE(heads.size(), 3);
                 QVERIFY(heads.last().contains("Delivered-To: xxx@gmail.com"));
                 QCOMPARE((*session)->dele(numbers({1, 2, 3}), {})->marked.size(), 3);
                 QVERIFY((*session)->reset({}).ok());
                 QVERIFY((*session)->noop({}).ok());
                 QVERIFY((*session)->quit({}).outcome == QuitAnswer::Outcome::Committed);
             });
}

/** Its numbers have a gap, as after a message that went meanwhile. */
void Pop3HostileTest::aRecordedListingWithAGapIsTakenAsItIs()
{
    const auto gmail = [](const char *name) { return recorded("gmail", name); };
    converse(gmail("greeting") + "C: CAPA\n" + gmail("capa1") + "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\n" + gmail("auth") + "C: CAPA\n" + gmail("capa2") + "C: UIDL\n" + gmail("uidl-error2"),
             [](FakeStream &stream) {
                 auto session = loggedIn(stream);
                 const auto listing = (*session)->uidl({});
                 QCOMPARE(listing->entries.size(), 3);
                 QCOMPARE(listing->entries.last().number, MessageNumber(4));
             });
}

void Pop3HostileTest::recordedGreetings()
{
    FakeStream welcome(recorded("common", "ok-greeting") + "C: CAPA\n" + recorded("gmail", "capa1"));
    welcome.encrypted();
    QVERIFY(openPop3(welcome, pop3Options()).ok());
    FakeStream refusal(recorded("common", "err-greeting"));
    refusal.encrypted();
    const auto refused = openPop3(refusal, pop3Options());
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().retry != ErrorRetry::Never); // a server that has no time now may have some later
}

} // namespace petrel::test
