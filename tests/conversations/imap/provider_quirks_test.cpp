#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P2 OK done\n";

SequenceSet uids(std::initializer_list<std::uint32_t> numbers)
{
    SequenceSet set;
    for (const std::uint32_t number : numbers)
        set.add(Uid(number));
    return set;
}

} // namespace

/** What single providers do, where nothing but their name tells of it: one test for each. What grammar tolerates is in quirks_test. */
class ProviderQuirksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /** It offers QRESYNC, never confirms it, and tells of vanished messages that are there. */
    void iCloudIsNotAskedWhatVanished()
    {
        const QByteArray script = "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: P1 AUTHENTICATE PLAIN AGFkYQBwdw==\n"
                                  "S: P1 OK [CAPABILITY IMAP4rev1 ENABLE CONDSTORE QRESYNC XAPPLEPUSHSERVICE] in\n"
                                  "C: P2 ENABLE CONDSTORE\nS: P2 OK\nC: P3 SELECT \"INBOX\" (CONDSTORE)\nS: * 3 EXISTS\nS: P3 OK\n";
        test::converse(script, [](test::FakeStream &stream) {
            const auto session = openOn(stream);
            QVERIFY(session.ok());
            const QresyncState known{UidValidity(7), ModSeq(90), uids({1, 2, 3})};
            const SelectResult selected = must((*session)->select(MailboxName::inbox(), ImapSession::Access::ReadWrite, known));
            QVERIFY(!selected.qresync && selected.vanished.isEmpty() && !(*session)->usesQresync());
        });
    }

    /** hMailServer takes no "7:5". */
    void setsGoOutAscending()
    {
        played("", kSelected + "C: P3 UID STORE 5:7,9 +FLAGS (\\Seen)\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QVERIFY(session.storeFlags(uids({9, 7, 5, 6}), ImapSession::StoreMode::Add, Flag::Seen).ok());
        });
    }

    /** mail.ru and others: flags with a backslash that no RFC knows say nothing, and "\Unseen" not the contrary of seen. */
    void flagsThatOnlyOneServerKnowsAreNotOurs()
    {
        played("", kSelected + "C: P3 UID FETCH 21 (UID FLAGS)\nS: * 2 FETCH (UID 21 FLAGS (\\Unseen \\Seen \\XYZ))\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FlagsAnswer answer = must(session.fetchFlags(uids({21})));
            QCOMPARE(answer.updates.size(), 1);
            QCOMPARE(answer.updates.first().flags.known, Flags(Flag::Seen));
        });
    }

    /** Many tell an expunge without the count that is left (RFC 3501 section 7.4.1 allows it). */
    void anExpungeAloneCountsDown()
    {
        played("", kSelected + "C: P3 NOOP\nS: * 2 EXPUNGE\nS: * 2 EXPUNGE\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QVERIFY(session.noop().ok());
            QCOMPARE(session.exists(), 1u);
        });
    }

    /** Yandex says goodbye again and again until the client closes: the server need not. */
    void oneFarewellIsEnough()
    {
        played("IDLE", kSelected + "C: P3 IDLE\nS: + idling\nS: * BYE bye\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            WakeSignal wake;
            const Result<IdleOutcome> idled = session.idle(Deadline::in(std::chrono::minutes(5)), &wake);
            QVERIFY(!idled.ok() && !session.isAlive());
            QCOMPARE(int(idled.error().kind), int(ErrorKind::Network));
        });
    }

    /** Old ones break off at LIST with RETURN (SUBSCRIBED), and their greeting does not tell how old they are. */
    void zimbraIsAskedForSubscriptionsByLsub()
    {
        test::converse("S: * OK [CAPABILITY SASL-IR AUTH=PLAIN] mail.example Zimbra IMAP4rev1 server ready\nC^ P1 AUTHENTICATE\nS: P1 OK [CAPABILITY IMAP4rev1 LIST-EXTENDED] in\n"
                       "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * LIST () \"/\" INBOX\nS: P2 OK\nS: * LSUB () \"/\" INBOX\nS: P3 OK\n", [](test::FakeStream &stream) {
            const auto session = openOn(stream);
            QVERIFY(session.ok());
            QCOMPARE(must((*session)->list()).folders.size(), 1);
        });
    }

    /** It says so of a folder that it opened for writing: a NO like others, and after another SELECT it takes the same command. */
    void zimbraForgetsThatAFolderIsWritable()
    {
        played("", kSelected + "C: P3 UID STORE 5 +FLAGS (\\Seen)\nS: P3 NO STORE failed: mailbox selected READ-ONLY\n"
               "C: P4 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P4 OK [READ-WRITE] done\nC: P5 UID STORE 5 +FLAGS (\\Seen)\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const auto refused = session.storeFlags(uids({5}), ImapSession::StoreMode::Add, Flag::Seen);
            QVERIFY(!refused.ok() && refused.error().kind == ErrorKind::Refused && session.isAlive());
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QVERIFY(session.storeFlags(uids({5}), ImapSession::StoreMode::Add, Flag::Seen).ok());
        });
    }

    /** It hangs up at a search for a header: that is an end of the line, not an answer, and nothing is sent after it. */
    void seznamHangsUpAtASearchForAHeader()
    {
        played("", kSelected + "C^ P3 UID SEARCH\nCLOSE\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const auto found = session.findByMessageId("<1@x>", Uid(5));
            QVERIFY(!found.ok() && !session.isAlive());
            QCOMPARE(int(found.error().kind), int(ErrorKind::Network));
        });
    }

    /** Yahoo Japan offers it and refuses it; Gmail refuses it in Drafts alone: the answer is a plain no, and the session goes on. */
    void aMoveThatIsOfferedAndRefusedCostsNoSession()
    {
        played("MOVE", kSelected + "C: P3 UID MOVE 5 \"Archive\"\nS: P3 NO [CANNOT] MOVE\nC: P4 UID COPY 5 \"Archive\"\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const MailboxName archive = must(MailboxName::fromWire("Archive"));
            QCOMPARE(int(session.uidMove(uids({5}), archive).error().kind), int(ErrorKind::Unsupported));
            QVERIFY(session.uidCopy(uids({5}), archive).ok());
        });
    }
};

PETREL_TEST(ProviderQuirksTest)
#include "provider_quirks_test.moc"
