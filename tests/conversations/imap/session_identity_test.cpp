#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P2 OK [READ-WRITE] done\n";
const QByteArray kEnvelope = "ENVELOPE (NIL \"hello\" ((NIL NIL \"ada\" \"x.org\")) NIL NIL NIL NIL NIL NIL \"<1@x>\")";
const QByteArray kItems = "UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)]";

SessionOptions withSaveDates()
{
    SessionOptions options = playedOptions();
    options.saveDates = true;
    return options;
}

SessionOptions withThreads()
{
    SessionOptions options = playedOptions();
    options.threads = true;
    return options;
}

FetchedHeader onlyHeader(ImapSession &session)
{
    QList<FetchedHeader> headers;
    const Status status = session.fetchHeaders(MessageSet::uids(SequenceSet::of(Uid(21))), [&](FetchedHeader &&header) -> Status {
        headers.append(std::move(header));
        return {};
    });
    return status.ok() && headers.size() == 1 ? headers.first() : FetchedHeader();
}

} // namespace

/** What outlives a folder: the names a server gives messages, threads and mailboxes, told along with what is asked anyway. */
class SessionIdentityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lastingNamesComeWithTheHeaders()
    {
        played("OBJECTID", kSelected + "C: P3 UID FETCH 21 (" + kItems + " EMAILID THREADID)\n"
            "S: * 2 FETCH (UID 21 RFC822.SIZE 5 EMAILID (M6d) THREADID (T64) " + kEnvelope + ")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FetchedHeader header = onlyHeader(session);
            QCOMPARE(header.emailId.text, "M6d");
            QCOMPARE(header.threadId.text, "T64");
        }, withThreads());
    }

    void gmailsNumbersServeAsNames()
    {
        played("X-GM-EXT-1", kSelected + "C: P3 UID FETCH 21 (" + kItems + " X-GM-MSGID X-GM-THRID X-GM-LABELS)\n"
            "S: * 2 FETCH (X-GM-MSGID 1278455344230334865 X-GM-THRID 1266894439832287888 X-GM-LABELS (\\Important work) UID 21 RFC822.SIZE 5 " + kEnvelope + ")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FetchedHeader header = onlyHeader(session);
            QCOMPARE(header.emailId.text, "1278455344230334865");
            QCOMPARE(header.threadId.text, "1266894439832287888");
            QCOMPARE(header.gmailLabels, (QList<QByteArray>{"\\Important", "work"}));
        }, withThreads());
    }

    /** Bytes for every header, of which nothing would be made. */
    void threadsAreNotAskedForUnlessSomebodyUsesThem()
    {
        played("OBJECTID X-GM-EXT-1", kSelected + "C: P3 UID FETCH 21 (" + kItems + " EMAILID X-GM-MSGID X-GM-LABELS)\n"
            "S: * 2 FETCH (UID 21 RFC822.SIZE 5 EMAILID (M6d) X-GM-MSGID 1278455344230334865 " + kEnvelope + ")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(onlyHeader(session).emailId.text, "M6d");
        });
    }

    void labelsOfGmailsComeWithFlagsAndAreStoredOneByOne()
    {
        played("X-GM-EXT-1", kSelected + "C: P3 UID FETCH 21:22 (UID FLAGS X-GM-LABELS)\nS: * 1 FETCH (UID 22 FLAGS (\\Seen))\n"
            "S: * 2 FETCH (X-GM-LABELS (\\Inbox \"To read\" &AOQ-) UID 21 FLAGS ())\nS: * 2 FETCH (UID 21 FLAGS (\\Seen))\nS: P3 OK\n"
            "C: P4 UID STORE 21 +X-GM-LABELS (\"&AOQ- \\\"x\\\"\")\nS: * 2 FETCH (X-GM-LABELS (\"&AOQ- \\\"x\\\"\") UID 21)\nS: P4 OK\n"
            "C: P5 UID STORE 21:22 -X-GM-LABELS (\"Work\")\nS: P5 NO not that one\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FlagsAnswer answer = must(session.fetchFlags(SequenceSet::range(21u, 22u)));
            QCOMPARE(answer.updates.size(), 2);
            QVERIFY(!answer.updates.first().gmailLabels); // not told: what is known stays
            QCOMPARE(answer.updates.last().gmailLabels.value_or(QList<QByteArray>()), (QList<QByteArray>{"\\Inbox", "To read", "&AOQ-"}));
            QVERIFY(answer.updates.last().flags.known.testFlag(Flag::Seen));
            using Mode = ImapSession::StoreMode;
            QVERIFY(session.storeGmailLabel(SequenceSet::of(Uid(21)), Mode::Add, must(MailboxName::fromText(QStringLiteral("\u00e4 \"x\"")))).ok());
            QCOMPARE(int(session.storeGmailLabel(SequenceSet::range(21u, 22u), Mode::Remove, must(MailboxName::fromText(QStringLiteral("Work")))).error().kind), int(ErrorKind::Refused));
        });
        played("", kSelected, [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(int(session.storeGmailLabel(SequenceSet::of(Uid(21)), ImapSession::StoreMode::Add, MailboxName::inbox()).error().kind), int(ErrorKind::Unsupported));
        });
    }

    void previewAndDateOfArrivalComeWithTheHeaders()
    {
        played("PREVIEW SAVEDATE", kSelected + "C: P3 UID FETCH 21 (" + kItems + " PREVIEW (LAZY) SAVEDATE)\n"
            "S: * 2 FETCH (UID 21 RFC822.SIZE 5 PREVIEW {10}\nS| Gr\\xc3\\xbc\\xc3\\x9fe,\\r\\n\nS:  SAVEDATE \"01-Jan-1970 00:00:09 +0000\" " + kEnvelope + ")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FetchedHeader header = onlyHeader(session);
            QCOMPARE(header.preview, QStringLiteral("Grüße,"));
            QCOMPARE(header.saveDate, 9);
        }, withSaveDates());
    }

    /** Dovecot 2.3 offers PREVIEW, says NIL to every LAZY one, and takes twice the time for headers. */
    void aServerThatHasNoPreviewsIsNotAskedForEver()
    {
        QByteArray headers;
        for (int uid = 1; uid <= 100; ++uid)
            headers += "S: * " + QByteArray::number(uid) + " FETCH (UID " + QByteArray::number(uid) + " RFC822.SIZE 5 PREVIEW NIL " + kEnvelope + ")\n";
        played("PREVIEW SAVEDATE", kSelected + "C: P3 UID FETCH 1:100 (" + kItems + " PREVIEW (LAZY))\n" + headers + "S: P3 OK\nC: P4 UID FETCH 21 (" + kItems + ")\nS: * 2 FETCH (UID 21 RFC822.SIZE 5 " + kEnvelope + ")\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QVERIFY(session.fetchHeaders(MessageSet::uids(SequenceSet::range(1u, 100u)), [](FetchedHeader &&) { return Status(); }).ok());
            QCOMPARE(onlyHeader(session).uid.number(), 21u);
        });
    }

    void whereNothingOfItIsOfferedNothingIsAsked()
    {
        played("", kSelected + "C: P3 UID FETCH 21 (" + kItems + ")\nS: * 2 FETCH (UID 21 RFC822.SIZE 5 " + kEnvelope + ")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FetchedHeader header = onlyHeader(session);
            QCOMPARE(header.uid.number(), 21u);
            QVERIFY(header.emailId.isNull() && header.threadId.isNull() && header.gmailLabels.isEmpty() && header.preview.isEmpty());
            QCOMPARE(header.saveDate, 0);
        });
    }

    void aFolderIsKnownByItsNameForEver()
    {
        played("OBJECTID", "C: P2 CREATE \"new\"\nS: P2 OK [MAILBOXID (F1)] done\nC: P3 SELECT \"new\"\nS: * 0 EXISTS\nS: * OK [MAILBOXID (F1)] x\nS: P3 OK\n"
            "C: P4 STATUS \"new\" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY MAILBOXID)\nS: * STATUS new (MESSAGES 0 MAILBOXID (F1))\nS: P4 OK\n", [](ImapSession &session) {
            const MailboxName name = must(MailboxName::fromWire("new"));
            QCOMPARE(must(session.createFolder(name)).text, "F1");
            QCOMPARE(must(session.select(name)).mailboxId.text, "F1");
            QCOMPARE(must(session.status(name)).mailboxId.text, "F1");
        });
        played("", "C: P2 CREATE \"new\"\nS: P2 OK done\n", [](ImapSession &session) {
            const Result<ObjectId> created = session.createFolder(must(MailboxName::fromWire("new")));
            QVERIFY(created.ok() && created->isNull());
        });
    }

    void theListTellsTheNamesOfFoldersInItsOneTurn()
    {
        played("OBJECTID LIST-EXTENDED LIST-STATUS", "C: P2 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY MAILBOXID))\n"
            "S: * LIST () \"/\" INBOX\nS: * STATUS INBOX (MESSAGES 3 MAILBOXID (F7))\nS: P2 OK\n", [](ImapSession &session) {
            const QList<FolderListing> folders = must(session.list(ImapSession::WithStatus::Yes)).folders;
            QCOMPARE(folders.value(0).status.value_or(MailboxStatus()).mailboxId.text, "F7");
        });
    }
};

PETREL_TEST(SessionIdentityTest)
#include "session_identity_test.moc"
