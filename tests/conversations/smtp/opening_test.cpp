#include "tests/conversations/smtp/opening_test.h"

#include "tests/conversations/smtp/smtp_play.h"

#include <QtTest>

namespace petrel::test {

using namespace smtp;

namespace {

const sasl::Credentials &ada()
{
    static const sasl::Credentials credentials{QStringLiteral("ada"), Secret("secret")};
    return credentials;
}

} // namespace

void SmtpOpeningTest::implicitTlsGreetsAtOnce()
{
    submitting("C: QUIT\nS: 221 bye\n", [](SmtpSession &session, FakeStream &stream) {
        QVERIFY(session.capabilities().pipelining);
        QCOMPARE(*session.capabilities().maxSize, 1000);
        session.quit({});
        QVERIFY(stream.isClosed());
    });
}

void SmtpOpeningTest::implicitTlsNeedsAnEncryptedStream()
{
    converse("", [](FakeStream &stream) {
        QCOMPARE(openSmtp(stream).error().kind, ErrorKind::Tls);
        QVERIFY(stream.isClosed());
    });
}

void SmtpOpeningTest::startTlsComesFirstAndForgetsAll()
{
    converse("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-x\nS: 250-STARTTLS\nS: 250-AUTH PLAIN\nS: 250 PIPELINING\nC: STARTTLS\nS: 220 go\nTLS\n"
             "C: EHLO [127.0.0.1]\nS: 250-x\nS: 250 AUTH LOGIN\n",
             [](FakeStream &stream) {
                 const auto session = openSmtp(stream, smtpOptions(Security::Starttls));
                 QVERIFY(session.ok());
                 QCOMPARE((*session)->capabilities().auth, QByteArrayList{"LOGIN"});
                 QVERIFY(!(*session)->capabilities().pipelining && !(*session)->capabilities().startTls);
             });
}

void SmtpOpeningTest::withoutStartTlsNothingIsSent_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("code");
    const QByteArray hello = "S: 220 x\nC: EHLO [127.0.0.1]\n";
    QTest::newRow("not offered") << hello + "S: 250-x\nS: 250 AUTH PLAIN\n" << QByteArray("starttls-missing");
    QTest::newRow("garbled by a proxy") << hello + "S: 250-x\nS: 250 XXXXXXXA\n" << QByteArray("starttls-missing");
    QTest::newRow("EHLO refused") << hello + "S: 502 no\nC: HELO [127.0.0.1]\nS: 250 x\n" << QByteArray("starttls-missing");
    for (const char *answer : {"221 bye", "250 ok", "354 go on", "421 closing", "454 TLS not available", "500 what", "554 no"})
        QTest::newRow(answer) << hello + "S: 250-x\nS: 250 STARTTLS\nC: STARTTLS\nS: " + answer + "\n" << QByteArray("starttls-refused");
}

void SmtpOpeningTest::withoutStartTlsNothingIsSent()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, code);
    converse(script, [&](FakeStream &stream) {
        const auto session = openSmtp(stream, smtpOptions(Security::Starttls));
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Tls);
        QCOMPARE(session.error().code, code);
        QCOMPARE(session.error().retry, ErrorRetry::AfterUser);
        QVERIFY(session.error().serverText.isEmpty()); // words from before TLS are nobody's
        QVERIFY(stream.isClosed());
    });
}

void SmtpOpeningTest::bytesBehindTheAnswerToStartTlsAreFatal()
{
    for (const Feed feed : {Feed::Whole, Feed::ByteByByte, Feed::Random}) {
        FakeStream stream("S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-x\nS: 250 STARTTLS\nC: STARTTLS\nS| 220 go\\r\\n250-evil\\r\\n250 AUTH PLAIN\\r\\n\nTLS\n", feed);
        const auto session = openSmtp(stream, smtpOptions(Security::Starttls));
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Tls);
        QCOMPARE(session.error().code, QByteArray("plain-text-injected"));
        QVERIFY(stream.isClosed() && !stream.isEncrypted());
    }
}

void SmtpOpeningTest::whereEhloIsRefusedHeloIsSaid()
{
    submitting("", [](SmtpSession &session, FakeStream &) { QVERIFY(!session.capabilities().extended); },
               "S: 220 x\nC: EHLO [127.0.0.1]\nS: 500 what\nC: HELO [127.0.0.1]\nS: 250 x\n");
    converse("S: 220 x\nC: EHLO [127.0.0.1]\nS: 550 no\nC: HELO [127.0.0.1]\nS: 550 no\n", [](FakeStream &stream) {
        stream.encrypted();
        QCOMPARE(openSmtp(stream).error().kind, ErrorKind::Refused);
    });
}

void SmtpOpeningTest::ourAddressIsNamedWhenGiven()
{
    converse("S: 220 x\nC: EHLO [IPv6:2001:db8::7]\nS: 250 x\n", [](FakeStream &stream) {
        stream.encrypted();
        SessionOptions options = smtpOptions();
        options.localAddress = "2001:db8::7";
        QVERIFY(openSmtp(stream, options).ok());
    });
}

void SmtpOpeningTest::greetingsThatTurnUsAway_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("421") << QByteArray("421 too many connections") << ErrorKind::Throttled;
    QTest::newRow("450") << QByteArray("450 later") << ErrorKind::Throttled;
    QTest::newRow("554") << QByteArray("554 not you") << ErrorKind::Refused;
    QTest::newRow("250") << QByteArray("250 hello") << ErrorKind::Protocol;
    QTest::newRow("POP3") << QByteArray("+OK hello") << ErrorKind::Protocol;
}

void SmtpOpeningTest::greetingsThatTurnUsAway()
{
    QFETCH(QByteArray, greeting);
    QFETCH(ErrorKind, kind);
    converse("S: " + greeting + "\n", [&](FakeStream &stream) {
        stream.encrypted();
        QCOMPARE(openSmtp(stream).error().kind, kind);
        QVERIFY(stream.isClosed());
    });
}

void SmtpOpeningTest::logInUsesWhatIsOffered_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("conversation");
    QTest::newRow("PLAIN") << QByteArray("AUTH LOGIN PLAIN") << QByteArray("C: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: 235 2.7.0 in\n");
    QTest::newRow("LOGIN") << QByteArray("AUTH LOGIN")
                           << QByteArray("C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWRh\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 in\n");
    QTest::newRow("the old form") << QByteArray("AUTH=PLAIN") << QByteArray("C: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: 235 in\n");
}

void SmtpOpeningTest::logInUsesWhatIsOffered()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, conversation);
    submitting(conversation, [](SmtpSession &session, FakeStream &) { QVERIFY(session.logIn(ada(), {}).ok()); },
               "S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-x\nS: 250 " + offer + "\n");
}

void SmtpOpeningTest::refusedLogInsAreToldApart_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("535") << QByteArray("535 5.7.8 wrong") << ErrorKind::Auth << QByteArray("5.7.8");
    QTest::newRow("534") << QByteArray("534-5.7.9 app\nS: 534 5.7.9 password") << ErrorKind::Auth << QByteArray("5.7.9");
    QTest::newRow("538") << QByteArray("538 encryption") << ErrorKind::Auth << QByteArray("538");
    QTest::newRow("454") << QByteArray("454 4.7.0 later") << ErrorKind::Throttled << QByteArray("4.7.0");
    QTest::newRow("421") << QByteArray("421 bye") << ErrorKind::Throttled << QByteArray("421");
    QTest::newRow("250") << QByteArray("250 ok") << ErrorKind::Protocol << QByteArray();
}

void SmtpOpeningTest::refusedLogInsAreToldApart()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    QFETCH(QByteArray, code);
    submitting("C: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: " + answer + "\n", [&](SmtpSession &session, FakeStream &stream) {
        const Status in = session.logIn(ada(), {});
        QCOMPARE(in.error().kind, kind);
        QCOMPARE(in.error().code, code);
        QVERIFY(session.isOver() && stream.isClosed());
    });
    submitting("", [](SmtpSession &session, FakeStream &) { // nothing offered, nothing sent
        QCOMPARE(session.logIn(ada(), {}).error().kind, ErrorKind::Auth);
    }, greetedPlainSmtp());
}

void SmtpOpeningTest::endlessChallengesEnd()
{
    FakeStream stream(QByteArray(greetedSmtp()).replace("AUTH PLAIN", "AUTH LOGIN") + "C: AUTH LOGIN\n" + QByteArray("S: 334 VXNlcg==\nC^ \n").repeated(40));
    stream.encrypted();
    auto session = openSmtp(stream);
    QCOMPARE((*session)->logIn(ada(), {}).error().kind, ErrorKind::Protocol);
    QVERIFY(stream.isClosed());
}

void SmtpOpeningTest::passwordsStayOutOfTheTranscript()
{
    for (const char *mechanism : {"PLAIN", "LOGIN"}) {
        net::Transcript transcript;
        FakeStream stream(QByteArray(greetedSmtp()).replace("AUTH PLAIN", QByteArray("AUTH ") + mechanism) + "C^ AUTH\nS: 334 \nC^ \nS: 334 \nC^ \nS: 235 in\n");
        stream.encrypted();
        SessionOptions options = smtpOptions();
        options.transcript = &transcript;
        auto session = openSmtp(stream, options);
        (void)(*session)->logIn(ada(), {});
        const QByteArray all = transcript.lines().join('\n');
        QVERIFY(all.contains(QByteArray("C: AUTH ") + mechanism));
        for (const char *secret : {"secret", "c2VjcmV0", "AGFkYQBzZWNyZXQ="})
            QVERIFY2(!all.contains(secret), all.constData());
    }
}

void SmtpOpeningTest::malformedRepliesEndIt_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("codes change") << QByteArray("S: 250-a\nS: 550 b\n");
    QTest::newRow("five hundred lines") << QByteArray("S: 250-a\n").repeated(501);
    QTest::newRow("four digits") << QByteArray("S: 2500 a\n");
    QTest::newRow("no digits") << QByteArray("S: hello\n");
    QTest::newRow("an empty line") << QByteArray("S:\n");
    QTest::newRow("64 KiB") << "S: 250 " + QByteArray(65 * 1024, 'a') + "\n";
}

void SmtpOpeningTest::malformedRepliesEndIt()
{
    QFETCH(QByteArray, reply);
    FakeStream stream("S: 220 x\nC: EHLO [127.0.0.1]\n" + reply);
    stream.encrypted();
    QCOMPARE(openSmtp(stream).error().kind, ErrorKind::Protocol);
    QVERIFY(stream.isClosed());
}

} // namespace petrel::test
