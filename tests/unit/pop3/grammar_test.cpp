#include "tests/unit/pop3/grammar_test.h"

#include "core/pop3/apop.h"
#include "core/pop3/grammar.h"

#include <QtTest>

namespace petrel::test {

using namespace pop3;
using Verdict = StatusLine::Verdict;

void Pop3GrammarTest::statusLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<StatusLine>("status");
    const auto means = [](const char *line, Verdict verdict, ResponseCode code, const char *codeText, const char *text) {
        QTest::newRow(line) << QByteArray(line) << StatusLine{verdict, code, codeText, text};
    };
    means("+OK", Verdict::Ok, ResponseCode::None, "", "");
    means("+OK ", Verdict::Ok, ResponseCode::None, "", "");
    means("+ok hello", Verdict::Ok, ResponseCode::None, "", "hello");
    means("+OK POP3 <17.9@example.org>", Verdict::Ok, ResponseCode::None, "", "POP3 <17.9@example.org>");
    means("-ERR", Verdict::Err, ResponseCode::None, "", "");
    means("-ERR [IN-USE] wait", Verdict::Err, ResponseCode::InUse, "IN-USE", "wait");
    means("-ERR [in-use]wait", Verdict::Err, ResponseCode::InUse, "in-use", "wait");
    means("-ERR [LOGIN-DELAY] x", Verdict::Err, ResponseCode::LoginDelay, "LOGIN-DELAY", "x");
    means("-ERR [SYS/TEMP] x", Verdict::Err, ResponseCode::SysTemp, "SYS/TEMP", "x");
    means("-ERR [SYS/TEMP/DISK] x", Verdict::Err, ResponseCode::SysTemp, "SYS/TEMP/DISK", "x");
    means("-ERR [SYS/PERM] x", Verdict::Err, ResponseCode::SysPerm, "SYS/PERM", "x");
    means("-ERR [AUTH] x", Verdict::Err, ResponseCode::Auth, "AUTH", "x");
    means("-ERR [AUTHENTIC] x", Verdict::Err, ResponseCode::Other, "AUTHENTIC", "x");
    means("-ERR [] x", Verdict::Err, ResponseCode::None, "", "[] x");
    means("-ERR [open", Verdict::Err, ResponseCode::None, "", "[open");
}

void Pop3GrammarTest::statusLines()
{
    QFETCH(QByteArray, line);
    QFETCH(StatusLine, status);
    const auto parsed = parseStatusLine(line);
    QVERIFY(parsed.ok());
    QCOMPARE(*parsed, status);
}

void Pop3GrammarTest::whatIsNoStatusIsRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"", " ", "OK", "+", "+O", "+OKAY", "-ERROR", "* OK", "250 ok", " +OK", "\xff\xfe", "."})
        QTest::newRow(line) << QByteArray(line);
}

void Pop3GrammarTest::whatIsNoStatusIsRefused()
{
    QFETCH(QByteArray, line);
    const auto parsed = parseStatusLine(line);
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().kind, ErrorKind::Protocol);
}

void Pop3GrammarTest::listingLines()
{
    QCOMPARE(*parseListEntry("3 1026"), (ListEntry{MessageNumber(3), 1026}));
    QCOMPARE(*parseListEntry(" 3   1026 extra"), (ListEntry{MessageNumber(3), 1026}));
    QCOMPARE(*parseListEntry("1 4294967296"), (ListEntry{MessageNumber(1), 4294967296}));
    for (const char *line : {"", "3", "x 1", "0 1", "3 -1", "-3 1", "4294967296 1", "3 99999999999999999999", "3 1k"})
        QVERIFY2(!parseListEntry(line).ok(), line);

    QCOMPARE(*parseUidlEntry("1 abc"), (UidlEntry{MessageNumber(1), "abc"}));
    QCOMPARE(*parseUidlEntry("1  two words "), (UidlEntry{MessageNumber(1), "two words"}));
    QCOMPARE(*parseUidlEntry("7"), (UidlEntry{MessageNumber(7), ""}));
    for (const char *line : {"", "abc", "0 a", "-1 a", "4294967296 a"})
        QVERIFY2(!parseUidlEntry(line).ok(), line);

    QCOMPARE(*parseMaildrop("3 221409"), (Maildrop{3, 221409}));
    QCOMPARE(*parseMaildrop("3 221409 messages"), (Maildrop{3, 221409}));
    for (const char *text : {"", "3", "three 4", "3 -4"})
        QVERIFY2(!parseMaildrop(text).ok(), text);
}

void Pop3GrammarTest::capabilities()
{
    Capabilities found;
    for (const char *line : {"USER", "resp-codes", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE 60 USER", "LOGIN-DELAY 300", "TOP", "UIDL", "STLS",
                             "UTF8 USER", "LANG", "SASL plain  XOAUTH2", "IMPLEMENTATION Some Server 1", "X-GOOGLE-RICO", ""})
        addCapability(found, line);
    Capabilities wanted;
    wanted.known = wanted.stls = wanted.user = wanted.top = wanted.uidl = wanted.pipelining = wanted.utf8 = true;
    wanted.respCodes = wanted.authRespCode = wanted.lang = wanted.showsParts = true;
    wanted.sasl = {"PLAIN", "XOAUTH2"};
    wanted.loginDelaySeconds = 300;
    wanted.expireDays = 60;
    wanted.implementation = "Some Server 1";
    QCOMPARE(found, wanted);

    Capabilities odd;
    for (const char *line : {"EXPIRE NEVER", "LOGIN-DELAY soon", "SASL", "LOGIN-DELAY 99999999999999999999"})
        addCapability(odd, line);
    QVERIFY(!odd.expireDays && !odd.loginDelaySeconds && odd.sasl.isEmpty());
}

void Pop3GrammarTest::refusals_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Step>("step");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<ErrorScope>("scope");
    const auto means = [](const char *line, Step step, ErrorKind kind, ErrorScope scope) {
        QTest::addRow("%s at %d", line, int(step)) << QByteArray(line) << step << kind << scope;
    };
    means("-ERR [AUTH] wrong", Step::LogIn, ErrorKind::Auth, ErrorScope::Account);
    means("-ERR wrong", Step::LogIn, ErrorKind::Auth, ErrorScope::Account);
    means("-ERR", Step::LogIn, ErrorKind::Auth, ErrorScope::Account);
    means("-ERR [IN-USE] x", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR [LOGIN-DELAY] x", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR [SYS/TEMP] x", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR [SYS/PERM] x", Step::LogIn, ErrorKind::Refused, ErrorScope::Account);
    means("-ERR maildrop already locked", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR Too many connections", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR [AUTH] account locked", Step::LogIn, ErrorKind::Auth, ErrorScope::Account);
    means("-ERR [AUTH] x", Step::Greeting, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR go away", Step::Greeting, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR [SYS/TEMP] x", Step::Stls, ErrorKind::Tls, ErrorScope::Account);
    means("-ERR [sys/temp/disk] x", Step::LogIn, ErrorKind::Throttled, ErrorScope::Connection);
    means("-ERR no such message", Step::Transaction, ErrorKind::Refused, ErrorScope::Message);
    means("-ERR [SYS/TEMP] x", Step::Transaction, ErrorKind::Throttled, ErrorScope::Message);
    means("-ERR [SYS/PERM] x", Step::Transaction, ErrorKind::Refused, ErrorScope::Message);
}

void Pop3GrammarTest::refusals()
{
    QFETCH(QByteArray, line);
    QFETCH(Step, step);
    QFETCH(ErrorKind, kind);
    QFETCH(ErrorScope, scope);
    const Error error = refusal(*parseStatusLine(line), step, QStringLiteral("refused"));
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.scope, scope);
    QVERIFY(error.retry != ErrorRetry::Never);
}

void Pop3GrammarTest::whoOffersToTellOfPasswordsIsBelieved()
{
    Capabilities offered;
    offered.authRespCode = true;
    const auto kindOf = [&](const char *line, Step step = Step::LogIn) { return refusal(*parseStatusLine(line), step, QStringLiteral("refused"), offered).kind; };
    QCOMPARE(kindOf("-ERR [AUTH] wrong"), ErrorKind::Auth);
    QCOMPARE(kindOf("-ERR the wind is wrong"), ErrorKind::Throttled);
    QCOMPARE(kindOf("-ERR [X-MOON] full"), ErrorKind::Throttled);
    QCOMPARE(kindOf("-ERR [SYS/PERM] broken"), ErrorKind::Refused);
    QCOMPARE(kindOf("-ERR no such message", Step::Transaction), ErrorKind::Refused);
}

void Pop3GrammarTest::refusalsCarryTheCodeAsTheRfcsWriteIt_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("as it is") << QByteArray("-ERR [IN-USE] x") << QByteArray("IN-USE");
    QTest::newRow("small letters, and more behind it") << QByteArray("-ERR [sys/temp/disk] x") << QByteArray("SYS/TEMP");
    QTest::newRow("the word of another protocol") << QByteArray("-ERR [UNAVAILABLE] x") << QByteArray("SYS/TEMP");
    QTest::newRow("unknown") << QByteArray("-ERR [X-Moon] x") << QByteArray("X-Moon");
    QTest::newRow("locked, in words") << QByteArray("-ERR maildrop already locked") << QByteArray("IN-USE");
    QTest::newRow("in use, in words") << QByteArray("-ERR Your mailbox is in use") << QByteArray("IN-USE");
    QTest::newRow("another lock") << QByteArray("-ERR account locked") << QByteArray();
    QTest::newRow("nothing") << QByteArray("-ERR") << QByteArray();
}

void Pop3GrammarTest::refusalsCarryTheCodeAsTheRfcsWriteIt()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, code);
    QCOMPARE(refusal(*parseStatusLine(line), Step::LogIn, QStringLiteral("refused")).code, code);
}

void Pop3GrammarTest::onlyAMessageIdIsATimestamp()
{
    QCOMPARE(apopTimestamp("POP3 server ready <1896.697170952@dbc.mtview.ca.us>"), std::optional<QByteArray>("<1896.697170952@dbc.mtview.ca.us>"));
    QCOMPARE(apopDigest("<1896.697170952@dbc.mtview.ca.us>", Secret("tanstaaf")), QByteArray("c4c9334bac560ecc979e58001b3e22fb")); // RFC 1939 section 7
    for (const char *greeting : {"", "ready", "<", "<>", "<a@b", "a@b>", "<ab>", "<@b>", "<a@>", "<a @b>", "<a@b@c>", "<a\xff@b>", "<a\x01@b>", "<<a@b>"})
        QVERIFY2(!apopTimestamp(greeting), greeting);
}

void Pop3GrammarTest::anIdIsKeptAsFarAsItCanBeOne()
{
    QCOMPARE(parseUidlEntry("1 " + QByteArray(kMaxUidlBytes, 'x'))->uidl.size(), kMaxUidlBytes);
    QCOMPARE(parseUidlEntry("1 " + QByteArray(60'000, 'x'))->uidl.size(), kMaxUidlBytes + 1);
}

void Pop3GrammarTest::argumentsCannotBreakOut()
{
    QCOMPARE(*commandLine("RETR", {"7"}), QByteArray("RETR 7\r\n"));
    for (const QByteArray &argument : {QByteArray("a\r\nDELE 1"), QByteArray("a\n"), QByteArray("\r"), QByteArray("a\0b", 3)}) {
        const auto line = commandLine("USER", {argument});
        QVERIFY(!line.ok());
        QCOMPARE(line.error().kind, ErrorKind::Invalid);
    }
}

} // namespace petrel::test
