#include "tests/conversations/pop3/opening_test.h"

#include "tests/conversations/pop3/pop3_play.h"

#include <QFile>
#include <QtTest>

namespace petrel::test {

using namespace pop3;

void Pop3OpeningTest::implicitTlsAsksCapabilitiesAtOnce()
{
    converse("S: +OK ready\nC: CAPA\nS: +OK\nS: UIDL\nS: X-NEW thing\nS: .\nC: QUIT\nS: +OK bye\n", [](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        QVERIFY(session.ok());
        QVERIFY((*session)->capabilities().known && (*session)->capabilities().uidl);
        QVERIFY((*session)->quit({}).outcome == QuitAnswer::Outcome::Committed);
        QVERIFY(stream.isClosed());
    });
}

void Pop3OpeningTest::implicitTlsNeedsAnEncryptedStream()
{
    converse("", [](FakeStream &stream) {
        const auto session = openPop3(stream, pop3Options());
        QCOMPARE(session.error().kind, ErrorKind::Tls);
        QCOMPARE(session.error().code, QByteArray("unencrypted"));
        QVERIFY(stream.isClosed());
    });
}

void Pop3OpeningTest::stlsComesBeforeEverythingElse()
{
    converse("S: +OK ready\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK go\nTLS\nC: CAPA\nS: +OK\nS: USER\nS: .\n"
             "C: USER ada\nS: +OK\nC: PASS secret\nS: +OK\nC: CAPA\nS: -ERR\n",
             [](FakeStream &stream) {
                 auto session = openPop3(stream, pop3Options(Security::Starttls));
                 QVERIFY(session.ok());
                 QVERIFY((*session)->logIn(ada(), {}).ok());
             });
}

void Pop3OpeningTest::whatWasHeardBeforeTlsIsForgotten()
{
    converse("S: +OK ready\nC: CAPA\nS: +OK\nS: STLS\nS: SASL PLAIN\nS: PIPELINING\nS: .\nC: STLS\nS: +OK\nTLS\nC: CAPA\nS: -ERR what\n",
             [](FakeStream &stream) {
                 auto session = openPop3(stream, pop3Options(Security::Starttls));
                 QVERIFY(session.ok());
                 QCOMPARE((*session)->capabilities(), Capabilities());
             });
}

void Pop3OpeningTest::withoutStlsNothingSecretIsSent_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("not offered") << QByteArray("S: +OK\nC: CAPA\nS: +OK\nS: USER\nS: .\n") << QByteArray("starttls-missing");
    QTest::newRow("garbled by a proxy") << QByteArray("S: +OK\nC: CAPA\nS: +OK\nS: XXXX\nS: .\n") << QByteArray("starttls-missing");
    QTest::newRow("refused") << QByteArray("S: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: -ERR no\n") << QByteArray("starttls-refused");
    QTest::newRow("refused with a code") << QByteArray("S: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: -ERR [SYS/TEMP] later\n") << QByteArray("starttls-refused");
    QTest::newRow("refused, CAPA unknown") << QByteArray("S: +OK\nC: CAPA\nS: -ERR\nC: STLS\nS: -ERR\n") << QByteArray("starttls-refused");
}

void Pop3OpeningTest::withoutStlsNothingSecretIsSent()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, code);
    converse(script, [&](FakeStream &stream) {
        const auto session = openPop3(stream, pop3Options(Security::Starttls));
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Tls);
        QCOMPARE(session.error().code, code);
        QCOMPARE(session.error().retry, ErrorRetry::AfterUser);
        QVERIFY(stream.isClosed());
    });
}

void Pop3OpeningTest::bytesBehindTheAnswerToStlsAreFatal()
{
    for (const Feed feed : {Feed::Whole, Feed::ByteByByte, Feed::Random}) {
        FakeStream stream("S: +OK\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS| +OK go\\r\\n+OK injected\\r\\n\nTLS\n", feed);
        const auto session = openPop3(stream, pop3Options(Security::Starttls));
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Tls);
        QCOMPARE(session.error().code, QByteArray("plain-text-injected"));
        QVERIFY(stream.isClosed());
        QVERIFY(!stream.isEncrypted());
    }
}

void Pop3OpeningTest::wordsFromBeforeTlsAreNotPassedOn()
{
    converse("S: -ERR [AUTH] Your password expired, go to evil.example\n", [](FakeStream &stream) {
        const auto session = openPop3(stream, pop3Options(Security::Starttls));
        QVERIFY(!session.ok());
        QCOMPARE(session.error().kind, ErrorKind::Throttled);
        QVERIFY(session.error().serverText.isEmpty());
    });
}

void Pop3OpeningTest::aServerWithoutCapaIsUsedTheOldWay()
{
    converse("S: +OK\nC: CAPA\nS: -ERR unknown command\nC: USER ada\nS: +OK\nC: PASS secret\nS: +OK\nC: CAPA\nS: -ERR\nC: UIDL\nS: +OK\nS: 1 a\nS: .\n",
             [](FakeStream &stream) {
                 stream.encrypted();
                 auto session = openPop3(stream, pop3Options());
                 QVERIFY(session.ok());
                 QVERIFY(!(*session)->capabilities().known);
                 QVERIFY((*session)->logIn(ada(), {}).ok());
                 QCOMPARE((*session)->uidl({})->entries.size(), 1);
             });
}

void Pop3OpeningTest::logInUsesWhatIsOffered_data()
{
    QTest::addColumn<QByteArray>("sasl");
    QTest::addColumn<QByteArray>("conversation");
    QTest::newRow("PLAIN") << QByteArray("S: SASL PLAIN LOGIN\n") << QByteArray("C: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: +OK\n");
    QTest::newRow("LOGIN") << QByteArray("S: SASL LOGIN\n")
                           << QByteArray("C: AUTH LOGIN\nS: + VXNlcm5hbWU6\nC: YWRh\nS: + UGFzc3dvcmQ6\nC: c2VjcmV0\nS: +OK\n");
    QTest::newRow("LOGIN with prompts that are no base64")
        << QByteArray("S: SASL LOGIN\n") << QByteArray("C: AUTH LOGIN\nS: +\nC: YWRh\nS: + Password please!\nC: c2VjcmV0\nS: +OK\n");
    QTest::newRow("only what we do not know") << QByteArray("S: SASL KERBEROS_V4\n") << QByteArray("C: USER ada\nS: +OK\nC: PASS secret\nS: +OK\n");
    QTest::newRow("nothing") << QByteArray("S: USER\n") << QByteArray("C: USER ada\nS: +OK\nC: PASS secret\nS: +OK\n");
}

void Pop3OpeningTest::logInUsesWhatIsOffered()
{
    QFETCH(QByteArray, sasl);
    QFETCH(QByteArray, conversation);
    converse("S: +OK\nC: CAPA\nS: +OK\n" + sasl + "S: .\n" + conversation + "C: CAPA\nS: +OK\nS: PIPELINING\nS: .\n", [](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        QVERIFY(session.ok());
        QVERIFY(!(*session)->capabilities().pipelining);
        QVERIFY((*session)->logIn(ada(), {}).ok());
        QVERIFY((*session)->capabilities().pipelining); // CAPA may change with log-in: Gmail's does
    });
}

void Pop3OpeningTest::apopIsTheLastChoiceWithinTls()
{
    const auto opening = [](const QByteArray &offers) { return "S: +OK hi <1@x>\nC: CAPA\nS: +OK\n" + offers + "S: UIDL\nS: .\n"; };
    const auto comesIn = [](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        QVERIFY(session.ok());
        QVERIFY((*session)->logIn(ada(), {}).ok());
    };
    const QByteArray userAndPass = "C: USER ada\nS: +OK\nC: PASS secret\nS: +OK\n";
    converse(opening("S: USER\n") + userAndPass + "C: CAPA\nS: -ERR\n", comesIn);
    converse(opening("S: SASL PLAIN\n") + "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: +OK\nC: CAPA\nS: -ERR\n", comesIn);
    converse("S: +OK hi <1@x>\nC: CAPA\nS: -ERR\n" + userAndPass + "C: CAPA\nS: -ERR\n", comesIn);
    const QByteArray digest = QCryptographicHash::hash("<1@x>secret", QCryptographicHash::Md5).toHex();
    converse(opening({}) + "C: APOP ada " + digest + "\nS: +OK\nC: CAPA\nS: -ERR\n", comesIn);
    converse(opening({}) + "C: APOP ada " + digest + "\nS: -ERR no\n", [](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        QCOMPARE((*session)->logIn(ada(), {}).error().kind, ErrorKind::Auth);
        QVERIFY((*session)->isOver()); // and not tried another way
    });
    converse(opening({}) + userAndPass + "C: CAPA\nS: -ERR\n", [](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        sasl::Credentials told = ada();
        told.onlyPlain = true; // the person's choice
        QVERIFY((*session)->logIn(told, {}).ok());
    });
}

void Pop3OpeningTest::apopIsNotTakenFromAGreetingBeforeTls()
{
    const QByteArray opening = "S: +OK hi <1@x>\nC: CAPA\nS: +OK\nS: STLS\nS: .\nC: STLS\nS: +OK\nTLS\nC: CAPA\nS: +OK\nS: UIDL\nS: .\n";
    converse(opening + "C: USER ada\nS: +OK\nC: PASS secret\nS: +OK\nC: CAPA\nS: -ERR\n", [](FakeStream &stream) {
        auto session = openPop3(stream, pop3Options(Security::Starttls));
        QVERIFY((*session)->logIn(ada(), {}).ok());
    });
}

/** As a real server answers it (see tests/data/pop3/README.md). */
void Pop3OpeningTest::languagesAreSettledBeforeLogIn()
{
    const auto answer = [](const char *name) {
        QFile file(QStringLiteral(PETREL_TEST_DATA "/pop3/lang/%1.txt").arg(QLatin1String(name)));
        if (!file.open(QIODevice::ReadOnly))
            return QByteArray("no such file");
        QByteArray script;
        for (const QByteArray &line : file.readAll().trimmed().replace('\r', "").split('\n'))
            script += "S: " + line + '\n';
        return script;
    };
    converse(answer("greeting") + "C: CAPA\n" + answer("capa1") + "C: UTF8\n" + answer("utf8") + "C: LANG de\n" + answer("setlang")
                 + "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\n" + answer("auth") + "C: CAPA\n" + answer("capa2") + "C: QUIT\n" + answer("quit"),
             [](FakeStream &stream) {
                 stream.encrypted();
                 SessionOptions options = pop3Options();
                 options.language = "de";
                 auto session = openPop3(stream, options);
                 QVERIFY(session.ok());
                 QVERIFY((*session)->logIn(ada(), {}).ok());
                 QCOMPARE((*session)->capabilities().loginDelaySeconds, std::optional(300));
                 QVERIFY((*session)->quit({}).outcome == QuitAnswer::Outcome::Committed);
             });
}

void Pop3OpeningTest::whoDeclinesALanguageIsSpokenToAllTheSame()
{
    const QByteArray opening = "S: +OK\nC: CAPA\nS: +OK\nS: USER\nS: UTF8\nS: LANG\nS: .\nC: UTF8\nS: -ERR not now\n";
    const QByteArray rest = "C: USER ada\nS: +OK\nC: PASS secret\nS: +OK\nC: CAPA\nS: -ERR\n";
    for (const auto &[language, words] : {std::pair("tlh", "C: LANG tlh\nS: -ERR what?\n"), std::pair("", "")}) {
        converse(opening + words + rest, [language = language](FakeStream &stream) {
            stream.encrypted();
            SessionOptions options = pop3Options();
            options.language = language;
            auto session = openPop3(stream, options);
            QVERIFY(session.ok());
            QVERIFY((*session)->logIn(ada(), {}).ok());
        });
    }
}

void Pop3OpeningTest::aRefusedLogInIsNotTriedAnotherWay()
{
    converse("S: +OK\nC: CAPA\nS: +OK\nS: SASL PLAIN LOGIN\nS: USER\nS: .\nC: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: -ERR [AUTH] wrong\n",
             [](FakeStream &stream) {
                 stream.encrypted();
                 auto session = openPop3(stream, pop3Options());
                 const Status loggedIn = (*session)->logIn(ada(), {});
                 QCOMPARE(loggedIn.error().kind, ErrorKind::Auth);
                 QCOMPARE(loggedIn.error().serverText, QByteArray("wrong"));
                 QVERIFY((*session)->isOver() && stream.isClosed());
             });
}

void Pop3OpeningTest::refusedLogInsAreToldApart_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("AUTH") << QByteArray("-ERR [AUTH] no") << ErrorKind::Auth;
    QTest::newRow("in use") << QByteArray("-ERR [IN-USE] busy") << ErrorKind::Throttled;
    QTest::newRow("login delay") << QByteArray("-ERR [LOGIN-DELAY] wait") << ErrorKind::Throttled;
    QTest::newRow("temporary") << QByteArray("-ERR [SYS/TEMP] wait") << ErrorKind::Throttled;
    QTest::newRow("permanent") << QByteArray("-ERR [SYS/PERM] broken") << ErrorKind::Refused;
    QTest::newRow("locked, in words") << QByteArray("-ERR Unable to lock maildrop") << ErrorKind::Throttled;
    QTest::newRow("no reason") << QByteArray("-ERR") << ErrorKind::Auth;
    QTest::newRow("nonsense") << QByteArray("* BAD") << ErrorKind::Protocol;
}

void Pop3OpeningTest::refusedLogInsAreToldApart()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    converse("S: +OK\nC: CAPA\nS: -ERR\nC: USER ada\nS: +OK\nC: PASS secret\nS: " + answer + "\n", [&](FakeStream &stream) {
        stream.encrypted();
        auto session = openPop3(stream, pop3Options());
        QCOMPARE((*session)->logIn(ada(), {}).error().kind, kind);
        QVERIFY((*session)->isOver());
    });
}

void Pop3OpeningTest::whoOffersToTellOfPasswordsIsNotAskedForAnother()
{
    const QByteArray opening = "S: +OK\nC: CAPA\nS: +OK\nS: USER\nS: AUTH-RESP-CODE\nS: .\nC: USER ada\nS: +OK\nC: PASS secret\n";
    for (const auto &[answer, kind] : {std::pair("S: -ERR the wind is wrong\n", ErrorKind::Throttled), std::pair("S: -ERR [AUTH] no\n", ErrorKind::Auth)}) {
        converse(opening + answer, [kind = kind](FakeStream &stream) {
            stream.encrypted();
            auto session = openPop3(stream, pop3Options());
            QCOMPARE((*session)->logIn(ada(), {}).error().kind, kind);
        });
    }
}

void Pop3OpeningTest::aLargeMaildropHasItsTimeToOpen_data()
{
    QTest::addColumn<QByteArray>("conversation");
    QTest::newRow("PASS") << QByteArray("S: .\nC: USER ada\nS: +OK\nC: PASS secret\nS: +OK\n");
    QTest::newRow("AUTH") << QByteArray("S: SASL PLAIN\nS: .\nC: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: +OK\n");
}

/** Counting a maildrop may take longer than all of the sign-in before it. */
void Pop3OpeningTest::aLargeMaildropHasItsTimeToOpen()
{
    QFETCH(QByteArray, conversation);
    class PatienceNoting final : public BorrowedStream
    {
    public:
        PatienceNoting(FakeStream &stream, QList<std::chrono::milliseconds> &patience) : BorrowedStream(stream), m_stream(stream), m_patience(patience) {}
        Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
        {
            const bool isCounting = m_stream.written().endsWith("PASS secret\r\n") || m_stream.written().endsWith("AGFkYQBzZWNyZXQ=\r\n");
            if (isCounting)
                m_patience.append(deadline.remaining());
            return BorrowedStream::wait(deadline, stop, wake);
        }

    private:
        FakeStream &m_stream;
        QList<std::chrono::milliseconds> &m_patience;
    };
    converse("S: +OK\nC: CAPA\nS: +OK\n" + conversation + "C: CAPA\nS: -ERR\n", [](FakeStream &stream) {
        stream.encrypted();
        QList<std::chrono::milliseconds> patience;
        SessionOptions options = pop3Options();
        options.signInBy = Deadline::in(std::chrono::seconds(60));
        auto session = Pop3Session::open(std::make_unique<PatienceNoting>(stream, patience), options, {});
        QVERIFY(session.ok());
        QVERIFY((*session)->logIn(ada(), {}).ok());
        QVERIFY(!patience.isEmpty());
        QVERIFY(patience.first() > std::chrono::seconds(90));
        QVERIFY(patience.first() <= options.timeouts.logIn);
    });
}

void Pop3OpeningTest::passwordsStayOutOfTheTranscript()
{
    for (const char *offer : {"S: SASL PLAIN\n", "S: SASL LOGIN\n", ""}) {
        net::Transcript transcript;
        FakeStream stream(QByteArray("S: +OK\nC: CAPA\nS: +OK\n") + offer + "S: .\nC^ \nS: +\nC^ \nS: +\nC^ \nS: +OK\n");
        stream.encrypted();
        SessionOptions options = pop3Options();
        options.transcript = &transcript;
        auto session = openPop3(stream, options);
        QVERIFY(session.ok());
        (void)(*session)->logIn(ada(), {});
        const QByteArray all = transcript.lines().join('\n');
        QVERIFY(all.contains("C: CAPA"));
        for (const char *secret : {"secret", "c2VjcmV0", "AGFkYQBzZWNyZXQ="})
            QVERIFY2(!all.contains(secret), all.constData());
    }
}

void Pop3OpeningTest::stopEndsTheWait()
{
    converse("S: +OK\nC: CAPA\nSTOP\n", [](FakeStream &stream) {
        stream.encrypted();
        QCOMPARE(openPop3(stream, pop3Options()).error().kind, ErrorKind::Cancelled);
        QVERIFY(stream.isClosed());
    });
}

void Pop3OpeningTest::silenceEndsInATimeout()
{
    converse("SILENCE\n", [](FakeStream &stream) {
        stream.encrypted();
        QCOMPARE(openPop3(stream, pop3Options()).error().kind, ErrorKind::Timeout);
        QVERIFY(stream.isClosed());
    });
}

} // namespace petrel::test
