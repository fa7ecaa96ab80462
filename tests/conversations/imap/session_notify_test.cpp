#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P2 OK done\n";
const QByteArray kMessages = "(MessageNew MessageExpunge FlagChange)";
const QByteArray kAll = "(MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange)";
const QByteArray kAsked = "C: P3 NOTIFY SET STATUS (selected-delayed " + kMessages + ") (personal " + kAll + ")\n";

MailboxName named(const char *wire)
{
    return must(MailboxName::fromWire(wire));
}

/** A session with INBOX selected, on a server with NOTIFY and IDLE. */
void notified(const QByteArray &script, const std::function<void(ImapSession &)> &act)
{
    played("NOTIFY IDLE", kSelected + kAsked + script, [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    });
}

Result<IdleOutcome> idle(ImapSession &session)
{
    WakeSignal wake;
    return session.idle(Deadline::in(std::chrono::minutes(5)), &wake);
}

} // namespace

/** NOTIFY (RFC 5465): one connection hears of all folders. */
class SessionNotifyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCountersOfAllFoldersComeWithTheAnswer()
    {
        notified("S: * STATUS Archive (MESSAGES 116 UIDNEXT 117 UNSEEN 0 HIGHESTMODSEQ 2)\nS: * STATUS Sent (MESSAGES 7)\nS: * 4 EXISTS\nS: P3 OK\n", [](ImapSession &session) {
            const QList<MailboxStatus> counters = must(session.notify({}));
            QCOMPARE(counters.size(), 2);
            QCOMPARE(counters.first().name, named("Archive"));
            QCOMPARE(counters.first().messages.value_or(0), 116u);
            QVERIFY(session.isNotifying());
            QCOMPARE(session.takeEvents().size(), 1);
        });
    }

    void idleHearsOfOtherFolders()
    {
        notified("S: P3 OK\nC: P4 IDLE\nS: + idling\nS: * STATUS Archive (MESSAGES 118 UIDNEXT 119 UNSEEN 2)\nC: DONE\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok());
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Events));
            const QList<MailboxEvent> events = session.takeEvents();
            QCOMPARE(events.size(), 1);
            QCOMPARE(int(events.first().kind), int(MailboxEvent::Kind::FolderStatus));
            QCOMPARE(events.first().status->uidNext->number(), 119u);
            QVERIFY(!events.first().concernsSelected());
        });
    }

    void foldersThatComeGoAndAreRenamedAreTold()
    {
        notified("S: P3 OK\nC: P4 NOOP\nS: * LIST () \"/\" new\nS: * LIST (\\Subscribed) \"/\" new\nS: * LIST () \"/\" newer (\"OLDNAME\" (\"new\"))\nS: * LIST (\\NonExistent) \"/\" newer\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok() && session.noop().ok());
            const QList<MailboxEvent> events = session.takeEvents();
            QCOMPARE(events.size(), 4);
            QVERIFY(events.at(0).listed->exists && !events.at(0).listed->subscribed && events.at(1).listed->subscribed);
            QVERIFY(events.at(2).listed->oldName == named("new"));
            QVERIFY(!events.at(3).listed->exists && !events.at(3).listed->selectable);
        });
    }

    void selectingAnotherFolderKeepsTheNewsOfOthers()
    {
        notified("S: * 4 EXISTS\nS: P3 OK\nC: P4 NOOP\nS: * STATUS Archive (MESSAGES 1)\nS: * 1 EXPUNGE\nS: P4 OK\nC: P5 SELECT \"Archive\"\nS: * 1 EXISTS\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok() && session.noop().ok() && session.select(named("Archive")).ok());
            const QList<MailboxEvent> events = session.takeEvents();
            QCOMPARE(events.size(), 1);
            QCOMPARE(int(events.first().kind), int(MailboxEvent::Kind::FolderStatus));
        });
    }

    void countersOfTheSelectedFolderAreNoNews()
    {
        notified("S: P3 OK\nC: P4 NOOP\nS: * STATUS INBOX (MESSAGES 4)\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok() && session.noop().ok());
            QVERIFY(session.takeEvents().isEmpty());
        });
    }

    /** Dovecot 2.3.19 was seen to do this; LIST named the folder B&APw-ro &- &ANw-bersee. */
    void namesInUtf8AreThoseOfTheListedFolders()
    {
        notified("S: * STATUS {16}\nS| B\\xc3\\xbcro & \\xc3\\x9cbersee\nS:  (MESSAGES 1)\nS: * STATUS \"Tom & Jerry\" (MESSAGES 1)\nS: P3 OK\n"
                 "C: P4 NOOP\nS: * STATUS {16}\nS| B\\xc3\\xbcro & \\xc3\\x9cbersee\nS:  (MESSAGES 2)\nS: * STATUS Entw&APw-rfe (MESSAGES 2)\nS: P4 OK\n", [](ImapSession &session) {
            const QList<MailboxStatus> counters = must(session.notify({}));
            QCOMPARE(counters.value(0).name.wire(), "B&APw-ro &- &ANw-bersee");
            QCOMPARE(counters.value(1).name.wire(), "Tom &- Jerry");
            QVERIFY(session.noop().ok());
            const QList<MailboxEvent> events = session.takeEvents();
            QCOMPARE(events.value(0).status.value_or(MailboxStatus()).name.wire(), "B&APw-ro &- &ANw-bersee");
            QCOMPARE(events.value(1).status.value_or(MailboxStatus()).name.wire(), "Entw&APw-rfe");
        });
    }

    void tooMuchToTellIsAnEventAndTheEnd()
    {
        notified("S: P3 OK\nC: P4 IDLE\nS: + idling\nS: * OK [NOTIFICATIONOVERFLOW] ...A comment can go here...\nC: DONE\nS: P4 OK\nC: P5 NOOP\nS: * STATUS Archive (MESSAGES 1)\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok());
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Events));
            QCOMPARE(int(session.takeEvents().value(0).kind), int(MailboxEvent::Kind::Overflow));
            QVERIFY(!session.isNotifying());
            QVERIFY(session.noop().ok());
            QVERIFY2(session.takeEvents().isEmpty(), "a stray STATUS is no event");
        });
    }

    void withoutIdleTheSessionListens()
    {
        played("NOTIFY", kSelected + "C: P3 NOTIFY SET STATUS (selected " + kMessages + ") (personal " + kAll + ")\nS: P3 OK\nS: * STATUS Archive (MESSAGES 5)\nWAKE\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(int(session.idle(Deadline::in(std::chrono::minutes(5))).error().kind), int(ErrorKind::Unsupported));
            QVERIFY(session.notify({}).ok());
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Events));
            QCOMPARE(session.takeEvents().size(), 1);
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Woken));
            QVERIFY(session.noop().ok());
        });
    }

    void silenceWhileListeningIsNoTrouble()
    {
        played("NOTIFY", "C^ P2 NOTIFY SET STATUS\nS: P2 OK\nSILENCE\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok());
            QCOMPARE(int(must(idle(session))), int(IdleOutcome::Elapsed));
            QVERIFY(session.noop().ok());
        });
    }

    void aServerThatLeavesWhileWeListenEndsTheSession()
    {
        played("NOTIFY", "C^ P2 NOTIFY SET STATUS\nS: P2 OK\nS: * BYE restarting\nCLOSE\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok());
            QCOMPARE(int(idle(session).error().kind), int(ErrorKind::Network));
            QVERIFY(!session.isAlive());
        });
    }

    void theWishNamesItsFolders_data()
    {
        using Others = NotifyRequest::Others;
        QTest::addColumn<int>("others");
        QTest::addColumn<bool>("named");
        QTest::addColumn<bool>("folderList");
        QTest::addColumn<QByteArray>("groups");
        const QByteArray list = " (personal (MailboxName SubscriptionChange))";
        QTest::newRow("inbox and the list") << int(Others::Inboxes) << false << true << " (inboxes " + kAll + ')' + list;
        QTest::newRow("subscribed ones") << int(Others::Subscribed) << false << false << " (subscribed " + kMessages + ')';
        QTest::newRow("two by name") << int(Others::None) << true << false << " (mailboxes (\"a\" \"b c\") " + kMessages + ')';
        QTest::newRow("two by name, and all") << int(Others::Personal) << true << true << " (mailboxes (\"a\" \"b c\") " + kAll + ") (personal " + kAll + ')';
        QTest::newRow("the selected one alone") << int(Others::None) << false << false << QByteArray();
    }
    void theWishNamesItsFolders()
    {
        QFETCH(int, others);
        QFETCH(bool, named);
        QFETCH(bool, folderList);
        QFETCH(QByteArray, groups);
        played("NOTIFY IDLE", "C: P2 NOTIFY SET STATUS (selected-delayed " + kMessages + ')' + groups + "\nS: P2 OK\n", [&](ImapSession &session) {
            NotifyRequest request;
            request.others = NotifyRequest::Others(others);
            request.folderList = folderList;
            if (named)
                request.named = {::named("a"), ::named("b c")};
            QVERIFY(session.notify(request).ok());
        });
    }

    void whatTheServerDoesNotKnowIsUnsupported()
    {
        notified("S: P3 NO [BADEVENT (MessageNew MessageExpunge)] sorry\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(int(session.notify({}).error().kind), int(ErrorKind::Unsupported));
            QVERIFY(!session.isNotifying());
            QVERIFY(session.noop().ok());
        });
        played("IDLE", "C: P2 NOOP\nS: P2 OK\n", [](ImapSession &session) {
            QCOMPARE(int(session.notify({}).error().kind), int(ErrorKind::Unsupported));
            QCOMPARE(int(session.notifyNone().error().kind), int(ErrorKind::Unsupported));
            QVERIFY(session.noop().ok());
        });
    }

    void notifyNoneEndsIt()
    {
        notified("S: P3 OK\nC: P4 NOTIFY NONE\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.notify({}).ok() && session.notifyNone().ok());
            QVERIFY(!session.isNotifying());
        });
    }
};

PETREL_TEST(SessionNotifyTest)
#include "session_notify_test.moc"
