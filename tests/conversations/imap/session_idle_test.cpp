#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P2 OK done\n";

void idles(const QByteArray &script, const std::function<void(ImapSession &)> &act)
{
    played("IDLE", kSelected + script, [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    });
}

Result<IdleOutcome> idle(ImapSession &session)
{
    WakeSignal wake;
    return session.idle(Deadline::in(std::chrono::minutes(5)), &wake);
}

/** Options of a session that hands each ALERT to the list. */
SessionOptions hearingAlerts(QByteArrayList &heard)
{
    SessionOptions options = playedOptions();
    options.onAlert = [&heard](const QByteArray &words) { heard.append(words); };
    return options;
}

} // namespace

class SessionIdleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newMailEndsIdle()
    {
        idles("C: P3 IDLE\nS: + idling\nS: * 4 EXISTS\nC: DONE\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Events));
            QCOMPARE(session.takeEvents().value(0).number, 4u);
            QCOMPARE(session.exists(), 4u);
        });
    }

    void aWakeEndsIdleBeforeTheNextCommand()
    {
        idles("C: P3 IDLE\nS: + idling\nS: * OK still here\nWAKE\nC: DONE\nS: P3 OK\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Woken));
            QVERIFY(session.noop().ok());
        });
    }

    void theDeadlineEndsIdleAndTheSessionLives()
    {
        idles("C: P3 IDLE\nS: + idling\nSILENCE\nC: DONE\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Elapsed));
            QVERIFY(session.isAlive());
        });
    }

    void newsThatComeWithTheGoodbyeAreNotLost()
    {
        idles("C: P3 IDLE\nS: + idling\nSILENCE\nC: DONE\nS: * 2 EXPUNGE\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Events));
            QCOMPARE(session.exists(), 2u);
        });
    }

    void newsFromBeforeAreToldAtOnce()
    {
        idles("C: P3 NOOP\nS: * 4 EXISTS\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.noop().ok());
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Events));
        });
    }

    void refusedIdleLeavesTheSessionUsable()
    {
        idles("C: P3 IDLE\nS: P3 NO not here\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(int(idle(session).error().kind), int(ErrorKind::Refused));
            QVERIFY(session.noop().ok());
        });
    }

    void byeAndSilenceAfterDoneEndTheSession()
    {
        idles("C: P3 IDLE\nS: + idling\nS: * BYE\nCLOSE\n", [](ImapSession &session) {
            QCOMPARE(int(idle(session).error().kind), int(ErrorKind::Network));
            QVERIFY(!session.isAlive());
        });
        idles("C: P3 IDLE\nS: + idling\nWAKE\nC: DONE\nSILENCE\n", [](ImapSession &session) {
            QCOMPARE(int(idle(session).error().kind), int(ErrorKind::Timeout));
            QVERIFY(!session.isAlive());
        });
    }

    void withoutIdleNothingIsSent()
    {
        played("", "", [](ImapSession &session) { QCOMPARE(int(idle(session).error().kind), int(ErrorKind::Unsupported)); });
    }

    void alertsReachThePerson()
    {
        const QByteArray noop = "C: P3 NOOP\nS: * OK [ALERT] mailbox nearly full\nS: * OK [ALERT]\nS: P3 OK [ALERT] last day\n";
        test::converse(loggedIn({}) + kSelected + noop, [](test::FakeStream &stream) {
            QByteArrayList heard;
            const SessionOptions options = hearingAlerts(heard);
            const auto session = openOn(stream, options);
            QVERIFY((*session)->select(MailboxName::inbox()).ok());
            QVERIFY((*session)->noop().ok());
            QCOMPARE(heard, (QByteArrayList{"mailbox nearly full", "last day"}));
        });
    }

    void alertsAreHeardInEveryKindOfAnswer_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("greeting") << QByteArray("S: * OK [ALERT] words\nC: P1 CAPABILITY\nCLOSE\n");
        QTest::newRow("farewell") << QByteArray("S: * OK [CAPABILITY IMAP4rev1] hi\nC: P1 LOGIN \"ada\" \"pw\"\nS: * BYE [ALERT] words\n");
        QTest::newRow("refused log-in") << QByteArray("S: * OK [CAPABILITY IMAP4rev1] hi\nC: P1 LOGIN \"ada\" \"pw\"\nS: P1 NO [ALERT] words\n");
        QTest::newRow("log-in") << QByteArray("S: * OK [CAPABILITY IMAP4rev1] hi\nC: P1 LOGIN \"ada\" \"pw\"\nS: P1 OK [ALERT] words\nC: P2 CAPABILITY\nCLOSE\n");
    }
    void alertsAreHeardInEveryKindOfAnswer()
    {
        QFETCH(QByteArray, script);
        test::converse(script, [](test::FakeStream &stream) {
            QByteArrayList heard;
            const SessionOptions options = hearingAlerts(heard);
            (void)openOn(stream, options);
            QCOMPARE(heard, QByteArrayList{"words"});
        });
    }

    void alertsNeverFloodThePerson()
    {
        QByteArray noop = "C: P3 NOOP\n";
        for (int i = 0; i < 100; ++i)
            noop += "S: * OK [ALERT] " + QByteArray(5000, 'x') + '\n';
        test::converse(loggedIn({}) + kSelected + noop + "S: P3 OK\n", [](test::FakeStream &stream) {
            QByteArrayList heard;
            const SessionOptions options = hearingAlerts(heard);
            const auto session = openOn(stream, options);
            QVERIFY((*session)->select(MailboxName::inbox()).ok());
            QVERIFY((*session)->noop().ok());
            QCOMPARE(heard.size(), 20);
            QCOMPARE(heard.first().size(), 1000);
        });
    }

    void logoutIsBoundedAndEndsTheSession()
    {
        idles("C: P3 LOGOUT\nS: * BYE see you\n", [](ImapSession &session) {
            session.logout();
            QVERIFY(!session.isAlive());
        });
    }
};

PETREL_TEST(SessionIdleTest)
#include "session_idle_test.moc"
