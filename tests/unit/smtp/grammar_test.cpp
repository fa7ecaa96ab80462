#include "tests/unit/smtp/grammar_test.h"

#include "core/smtp/grammar.h"

#include <QtTest>

namespace petrel::test {

using namespace smtp;

namespace {

/** The reply these lines make; the error of the first that is wrong; Invalid when none was complete. */
Result<Reply> assembled(const QByteArrayList &lines, int maxLines = 500)
{
    ReplyAssembler assembler(maxLines);
    for (const QByteArray &line : lines) {
        if (const std::optional<Reply> reply = TRY(assembler.add(line)))
            return *reply;
    }
    return makeError(ErrorKind::Invalid, QStringLiteral("not complete"));
}

} // namespace

void SmtpGrammarTest::repliesAreJoined_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<Reply>("reply");
    const auto means = [](const QByteArrayList &lines, const Reply &reply) { QTest::newRow(lines.join(" | ")) << lines << reply; };
    means({"220 hello"}, {220, "", {"hello"}});
    means({"250"}, {250, "", {""}});
    means({"250 "}, {250, "", {""}});
    means({"250-a", "250-b", "250 c"}, {250, "", {"a", "b", "c"}});
    means({"250-", "250"}, {250, "", {"", ""}});
    means({"250 2.1.0 sender ok"}, {250, "2.1.0", {"sender ok"}});
    means({"550-5.7.60 not", "550 5.7.60 allowed"}, {550, "5.7.60", {"not", "allowed"}});
    means({"535 5.7.8"}, {535, "5.7.8", {""}});
    means({"550 2.1.0 wrong class"}, {550, "", {"2.1.0 wrong class"}});
    means({"220 1.2.3.4 is my name"}, {220, "", {"1.2.3.4 is my name"}});
    means({"250 2.1.x"}, {250, "", {"2.1.x"}});
    means({"250 2..0 x"}, {250, "", {"2..0 x"}});
    means({"250 2.1.1234 x"}, {250, "", {"2.1.1234 x"}});
}

void SmtpGrammarTest::repliesAreJoined()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(Reply, reply);
    const auto got = assembled(lines);
    QVERIFY(got.ok());
    QCOMPARE(*got, reply);
}

void SmtpGrammarTest::badRepliesAreRefused_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    for (const char *line : {"", "2", "25", "000 x", "999 x", "199 x", "600 x", "12 x", "2500 x", "-1 x", "abc", "25x x", "250x", "250_x", " 250 x",
                             "\xb2\xb5\xb0 x", "+OK"})
        QTest::newRow(line) << QByteArrayList{line};
    QTest::newRow("codes change") << QByteArrayList{"250-a", "251 b"};
    QTest::newRow("codes change to bad news") << QByteArrayList{"250-a", "550 b"};
    QTest::newRow("too many lines") << QByteArrayList(501, "250-x");
}

void SmtpGrammarTest::badRepliesAreRefused()
{
    QFETCH(QByteArrayList, lines);
    const auto got = assembled(lines);
    QVERIFY(!got.ok());
    QCOMPARE(got.error().kind, ErrorKind::Protocol);
}

void SmtpGrammarTest::capabilities()
{
    const auto ehlo = [](const QByteArrayList &lines) { return parseCapabilities({250, "", lines}); };
    const Capabilities all = ehlo({"mail.example.org STARTTLS", "size 36700160", "Pipelining", "8BITMIME", "SMTPUTF8", "CHUNKING", "DSN",
                                   "ENHANCEDSTATUSCODES", "AUTH PLAIN login", "AUTH=LOGIN XOAUTH2", ""});
    QVERIFY(all.extended && all.size && all.pipelining && all.eightBitMime && all.smtpUtf8 && all.chunking && all.dsn && all.enhancedStatusCodes);
    QVERIFY(!all.startTls); // the first line is the server's name
    QCOMPARE(*all.maxSize, 36700160);
    QCOMPARE(all.auth, (QByteArrayList{"PLAIN", "LOGIN", "XOAUTH2"}));
    for (const char *size : {"SIZE", "SIZE 0", "SIZE -1", "SIZE many", "SIZE 99999999999999999999"}) {
        QVERIFY(ehlo({"x", size}).size);
        QVERIFY2(!ehlo({"x", size}).maxSize, size);
    }
    QVERIFY(!ehlo({"x", "XXXXXXXA"}).startTls); // what a proxy leaves of STARTTLS
}

void SmtpGrammarTest::addressLiterals()
{
    QCOMPARE(addressLiteral("192.0.2.7"), QByteArray("[192.0.2.7]"));
    QCOMPARE(addressLiteral("2001:db8::7"), QByteArray("[IPv6:2001:db8::7]"));
    for (const char *other : {"", "my-laptop.local", "fe80::1%eth0", "1.2.3", "x]\r\nMAIL"})
        QCOMPARE(addressLiteral(other), QByteArray("[127.0.0.1]"));
}

void SmtpGrammarTest::pathsCannotBreakOut()
{
    QCOMPARE(*path("ada@example.org"), QByteArray("<ada@example.org>"));
    QCOMPARE(*path(""), QByteArray("<>"));
    QCOMPARE(*path("\"ada l\"@example.org"), QByteArray("<\"ada l\"@example.org>"));
    for (const QByteArray &address : {QByteArray("a@b\r\nDATA"), QByteArray("a@b\n"), QByteArray("a\0@b", 4), QByteArray("a@b> NOTIFY=NEVER"),
                                      QByteArray("<a@b"), QByteArray("a@b SIZE=1"), QByteArray("a\t@b"), QByteArray("a\x7f@b")}) {
        QCOMPARE(path(address).error().kind, ErrorKind::Invalid);
    }
    QVERIFY(!commandLine("NOOP\r\nDATA").ok());
    QVERIFY(!commandLine(QByteArray("NO\0OP", 5)).ok());
    QCOMPARE(*commandLine("NOOP"), QByteArray("NOOP\r\n"));
}

void SmtpGrammarTest::refusals_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Step>("step");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<ErrorScope>("scope");
    QTest::addColumn<ErrorRetry>("retry");
    const auto means = [](const char *line, Step step, ErrorKind kind, ErrorScope scope, ErrorRetry retry) {
        QTest::addRow("%s at %d", line, int(step)) << QByteArray(line) << step << kind << scope << retry;
    };
    for (const Step step : {Step::Greeting, Step::Hello, Step::LogIn, Step::Mail, Step::Recipient, Step::Data, Step::AfterData, Step::Other})
        means("421 4.3.2 closing", step, ErrorKind::Throttled, ErrorScope::Connection, ErrorRetry::Backoff);
    for (const char *line : {"534 5.7.9 app password needed", "535 5.7.139 policy", "538 5.7.11 encryption needed", "535 no", "432 4.7.12 change it", "504 no"})
        means(line, Step::LogIn, ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser);
    means("454 4.7.0 try later", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection, ErrorRetry::Backoff);
    means("530 5.7.0 Authentication required", Step::Mail, ErrorKind::Auth, ErrorScope::Account, ErrorRetry::AfterUser);
    means("554 no service", Step::Greeting, ErrorKind::Refused, ErrorScope::Account, ErrorRetry::AfterUser);
    means("450 4.2.0 greylisted", Step::Recipient, ErrorKind::Throttled, ErrorScope::Message, ErrorRetry::Backoff);
    means("451 4.3.0 x", Step::AfterData, ErrorKind::Throttled, ErrorScope::Message, ErrorRetry::Backoff);
    means("552 5.2.2 mailbox full", Step::AfterData, ErrorKind::Quota, ErrorScope::Message, ErrorRetry::AfterUser);
    means("552 5.3.4 too big", Step::Mail, ErrorKind::Refused, ErrorScope::Message, ErrorRetry::AfterUser);
    means("550 5.7.60 send-as", Step::AfterData, ErrorKind::Refused, ErrorScope::Message, ErrorRetry::AfterUser);
    means("454 TLS not available", Step::StartTls, ErrorKind::Tls, ErrorScope::Account, ErrorRetry::AfterUser);
}

void SmtpGrammarTest::refusals()
{
    QFETCH(QByteArray, line);
    QFETCH(Step, step);
    QFETCH(ErrorKind, kind);
    QFETCH(ErrorScope, scope);
    QFETCH(ErrorRetry, retry);
    const Error error = refusal(*assembled({line}), step, QStringLiteral("refused"));
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.scope, scope);
    QCOMPARE(error.retry, retry);
    QVERIFY(!error.code.isEmpty());
}

} // namespace petrel::test
