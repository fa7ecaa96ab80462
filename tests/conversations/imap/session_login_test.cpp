#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;
using test::converse;
using test::FakeStream;

namespace {

/** How opening ended: the kind and code of its error, or "open". */
QByteArray outcomeOf(FakeStream &stream, Security security)
{
    const auto session = openOn(stream, playedOptions(security));
    if (session.ok())
        return "open";
    return kindName(session.error().kind).toLatin1() + ' ' + session.error().code;
}

void opens(Security security, const QByteArray &script, const QByteArray &outcome)
{
    converse(script, [&](FakeStream &stream) {
        QCOMPARE(outcomeOf(stream, security).trimmed(), outcome);
        if (outcome != "open" && security != Security::None)
            QVERIFY2(stream.isEncrypted() || !stream.written().contains("AUTH"), "no credential left in clear text");
    });
}

} // namespace

class SessionLoginTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainWithInitialResponse()
    {
        opens(Security::Tls, "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: P1 AUTHENTICATE PLAIN AGFkYQBwdw==\nS: P1 OK [CAPABILITY IMAP4rev1] in\n", "open");
    }

    void plainWithoutInitialResponseWaitsForPlus()
    {
        opens(Security::Tls, "S: * OK hi\nC: P1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: P1 OK\nC: P2 AUTHENTICATE PLAIN\nS: +\nC: AGFkYQBwdw==\nS: P2 OK in\n"
                             "C: P3 CAPABILITY\nS: * CAPABILITY IMAP4rev1 IDLE\nS: P3 OK\n", "open");
    }

    void capabilitiesToldBeforeTheOkAreKept()
    {
        opens(Security::Tls, "S: * OK [CAPABILITY SASL-IR AUTH=PLAIN] hi\nC: P1 AUTHENTICATE PLAIN AGFkYQBwdw==\nS: * CAPABILITY IMAP4rev1 MOVE\nS: P1 OK in\n", "open");
    }

    void saslLoginAnswersTwoPrompts()
    {
        opens(Security::Tls, "S: * OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] hi\nC: P1 AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\nC: YWRh\nS: + UGFzc3dvcmQ6\nC: cHc=\nS: P1 OK [CAPABILITY IMAP4rev1] in\n", "open");
    }

    void loginCommandWhereNoMechanismIsOffered()
    {
        opens(Security::Tls, "S: * OK [CAPABILITY IMAP4rev1] hi\nC: P1 LOGIN \"ada\" \"pw\"\nS: P1 OK [CAPABILITY IMAP4rev1] in\n", "open");
    }

    void loginDisabledIsObeyed()
    {
        opens(Security::Tls, "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\n", "auth no-mechanism");
    }

    void refusalsOfALoginAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char *answer, const char *outcome) { QTest::newRow(answer) << QByteArray(answer) << QByteArray(outcome); };
        row("P1 NO [AUTHENTICATIONFAILED] wrong", "auth AUTHENTICATIONFAILED");
        row("P1 NO invalid credentials", "auth");
        row("P1 NO [UNAVAILABLE] database down", "throttled UNAVAILABLE");
        row("P1 NO [LIMIT] enough", "throttled LIMIT");
        row("P1 NO Too many simultaneous connections", "throttled");
        row("P1 NO User is authenticated but not connected", "throttled");
        row("P1 NO [AUTHENTICATIONFAILED] too many failures", "auth AUTHENTICATIONFAILED");
        row("P1 BAD what", "protocol");
        row("* BYE Maximum number of connections from user+IP exceeded", "throttled");
        row("* BYE shutting down", "network");
    }

    void refusalsOfALoginAreToldApart()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, outcome);
        opens(Security::Tls, "S: * OK [CAPABILITY SASL-IR AUTH=PLAIN] hi\nC^ P1 AUTHENTICATE PLAIN\nS: " + answer + '\n', outcome);
    }

    void endlessChallengesAreCutOff()
    {
        QByteArray script = "S: * OK [CAPABILITY AUTH=LOGIN] hi\nC: P1 AUTHENTICATE LOGIN\nS: +\nC: YWRh\nS: +\nC: cHc=\nS: + more\nC: *\nS: P1 BAD cancelled\n";
        opens(Security::Tls, script, "protocol");
    }

    void starttlsForgetsEverythingSaidInTheClear()
    {
        converse("S: * OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR X-EVIL] hi\nC: P1 STARTTLS\nS: P1 OK go\nTLS\n"
                 "C: P2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\nS: P2 OK\nC: P3 AUTHENTICATE PLAIN AGFkYQBwdw==\nS: P3 OK [CAPABILITY IMAP4rev1] in\n",
                 [](FakeStream &stream) {
                     const auto session = openOn(stream, playedOptions(Security::Starttls));
                     QVERIFY2(session.ok(), session.ok() ? "" : qPrintable(describe(session.error())));
                     QVERIFY(!(*session)->capabilities().has("X-EVIL"));
                 });
    }

    void strippedStarttlsEndsTheConnection()
    {
        opens(Security::Starttls, "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\n", "tls starttls-missing");
    }

    void refusedStarttlsEndsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("answer");
        for (const char *answer : {"P1 NO not now", "P1 BAD what", "P1 NO [UNAVAILABLE] x"})
            QTest::newRow(answer) << QByteArray(answer);
    }

    void refusedStarttlsEndsTheConnection()
    {
        QFETCH(QByteArray, answer);
        opens(Security::Starttls, "S: * OK [CAPABILITY STARTTLS AUTH=PLAIN] hi\nC: P1 STARTTLS\nS: " + answer + '\n', "tls starttls-refused");
    }

    void aContinuationInsteadOfStarttlsIsNoSuccess()
    {
        opens(Security::Starttls, "S: * OK [CAPABILITY STARTTLS AUTH=PLAIN] hi\nC: P1 STARTTLS\nS: + go\n", "protocol");
    }

    void bytesBehindTheAnswerToStarttlsAreAnAttack()
    {
        // In one packet the machine sees them; in several, the stream does. Both refuse.
        for (const test::Feed feed : {test::Feed::Whole, test::Feed::ByteByByte}) {
            FakeStream stream("S: * OK [CAPABILITY STARTTLS AUTH=PLAIN] hi\nC: P1 STARTTLS\nS: P1 OK go\nS: P2 OK [CAPABILITY AUTH=PLAIN] forged\n", feed);
            const auto session = openOn(stream, playedOptions(Security::Starttls));
            QVERIFY(!session.ok());
            QCOMPARE(int(session.error().kind), int(ErrorKind::Tls));
            QVERIFY(stream.isClosed() && !stream.isEncrypted());
            QVERIFY(!stream.written().contains("AUTHENTICATE"));
        }
    }

    void preauthInClearTextIsFatal()
    {
        opens(Security::Starttls, "S: * PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\n", "tls");
    }

    void preauthInsideTlsNeedsNoLogin()
    {
        opens(Security::Tls, "S: * PREAUTH [CAPABILITY IMAP4rev1] welcome\n", "open");
    }

    void wordsFromBeforeTlsAreNeverPassedOn()
    {
        converse("S: * OK [CAPABILITY STARTTLS] hi\nC: P1 STARTTLS\nS: * NO [ALERT] call this number\nS: * 3 EXISTS\nS: P1 NO [ALERT] click here\n", [](FakeStream &stream) {
            SessionOptions options = playedOptions(Security::Starttls);
            options.onAlert = [](const QByteArray &) { QFAIL("anybody may have said that"); };
            const auto session = openOn(stream, options);
            QVERIFY(!session.ok());
            QVERIFY(session.error().serverText.isEmpty());
        });
    }

    void greetingsThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("outcome");
        QTest::newRow("BYE") << QByteArray("* BYE full") << QByteArray("network");
        QTest::newRow("NO") << QByteArray("* NO") << QByteArray("protocol");
        QTest::newRow("web server") << QByteArray("HTTP/1.1 400 Bad Request") << QByteArray("protocol");
        QTest::newRow("tagged") << QByteArray("P1 OK hi") << QByteArray("protocol");
        QTest::newRow("data") << QByteArray("* 4 EXISTS") << QByteArray("protocol");
    }

    void greetingsThatAreNone()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, outcome);
        opens(Security::Tls, "S: " + line + '\n', outcome);
    }

    void silentAndClosingServers()
    {
        opens(Security::Tls, "SILENCE\n", "timeout timeout");
        opens(Security::Tls, "CLOSE\n", "network closed");
        opens(Security::Tls, "STOP\n", "cancelled");
    }

    void plainTextOnlyByChoice()
    {
        opens(Security::None, "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hi\nC^ P1 AUTHENTICATE PLAIN\nS: P1 OK [CAPABILITY IMAP4rev1] in\n", "open");
        FakeStream clear("S: * OK [CAPABILITY AUTH=PLAIN] hi\n");
        const auto session = ImapSession::open(std::make_unique<LentStream>(clear), playedOptions(Security::Tls));
        QCOMPARE(int(session.error().kind), int(ErrorKind::Tls));
        QVERIFY(clear.written().isEmpty());
    }

    void qresyncIsUsedOnlyWhenConfirmed()
    {
        played("ENABLE CONDSTORE QRESYNC", "", [](ImapSession &session) { QVERIFY(session.usesQresync()); });
        converse("S: * OK [CAPABILITY SASL-IR AUTH=PLAIN] hi\nC^ P1 AUTHENTICATE\nS: P1 OK [CAPABILITY ENABLE CONDSTORE QRESYNC] in\nC: P2 ENABLE QRESYNC\nS: P2 OK\n",
                 [](FakeStream &stream) {
                     const auto session = openOn(stream);
                     QVERIFY(session.ok() && !(*session)->usesQresync() && (*session)->usesCondstore());
                 });
    }

    void serversThatInsistOnIdGetTheNameAlone()
    {
        opens(Security::Tls, "S: * OK [CAPABILITY SASL-IR AUTH=PLAIN] Coremail ready\nC^ P1 AUTHENTICATE\nS: P1 OK [CAPABILITY IMAP4rev1 ID] in\n"
                             "C: P2 ID (\"name\" \"Petrel\")\nS: * ID NIL\nS: P2 OK\n", "open");
    }

    void theTranscriptHoldsNoSecret()
    {
        converse("S: * OK [CAPABILITY IMAP4rev1] hi\nC: P1 LOGIN \"ada\" \"pw\"\nS: P1 OK [CAPABILITY IMAP4rev1] in\n", [](FakeStream &stream) {
            net::Transcript transcript;
            SessionOptions options = playedOptions();
            options.transcript = &transcript;
            QVERIFY(openOn(stream, options).ok());
            const QByteArray all = transcript.lines().join('\n');
            QVERIFY2(all.contains("P1 LOGIN") && !all.contains("pw"), all.constData());
        });
    }
};

PETREL_TEST(SessionLoginTest)
#include "session_login_test.moc"
