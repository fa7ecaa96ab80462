#include "core/imap/session/server_search.h"
#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

/** A server with these capabilities; the next tag is P2. */
void opened(const QByteArray &capabilities, const QByteArray &script, const std::function<void(ImapSession &)> &act, const SessionOptions &options = playedOptions())
{
    const QByteArray login = "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: P1 AUTHENTICATE PLAIN AGFkYQBwdw==\nS: P1 OK [CAPABILITY " + capabilities + "] in\n";
    test::converse(login + script, [&](test::FakeStream &stream) {
        const Result<std::unique_ptr<ImapSession>> session = openOn(stream, options);
        QVERIFY2(session.ok(), session.ok() ? "" : qPrintable(describe(session.error())));
        act(**session);
    });
}

const QByteArray kUtf8 = "C: P2 ENABLE UTF8=ACCEPT\nS: * ENABLED UTF8=ACCEPT\nS: P2 OK\n";
const QByteArray kRev2 = "C: P2 ENABLE IMAP4rev2\nS: * ENABLED IMAP4rev2\nS: P2 OK\n";

MailboxName drafts()
{
    return must(MailboxName::fromText(QStringLiteral("Entwürfe & mehr")));
}

SessionOptions enabledAlong()
{
    SessionOptions options = playedOptions();
    options.enableAlong = true;
    return options;
}

SessionOptions withoutNumbers()
{
    SessionOptions options = playedOptions();
    options.uidOnly = true;
    return options;
}

} // namespace

/** ENABLE (RFC 5161), and what comes of it: UTF8=ACCEPT, IMAP4rev2, UIDONLY. */
class SessionEnableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsOfferedIsEnabledInOneCommand_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<QByteArray>("enabled");
        QTest::newRow("nothing to enable") << QByteArray("IMAP4rev1 ENABLE IDLE") << QByteArray();
        QTest::newRow("no ENABLE") << QByteArray("IMAP4rev1 CONDSTORE UTF8=ACCEPT") << QByteArray();
        QTest::newRow("everything") << QByteArray("IMAP4rev1 IMAP4rev2 ENABLE QRESYNC UTF8=ACCEPT") << QByteArray("QRESYNC IMAP4rev2");
        QTest::newRow("the old revision and UTF-8") << QByteArray("IMAP4rev1 ENABLE CONDSTORE UTF8=ACCEPT") << QByteArray("CONDSTORE UTF8=ACCEPT");
        QTest::newRow("nothing but UTF-8") << QByteArray("IMAP4rev1 ENABLE UTF8=ONLY") << QByteArray("UTF8=ACCEPT");
        QTest::newRow("the new revision alone, which includes ENABLE") << QByteArray("IMAP4rev2") << QByteArray("IMAP4rev2");
        QTest::newRow("numbers are kept unless asked") << QByteArray("IMAP4rev1 ENABLE UIDONLY PARTIAL") << QByteArray();
    }
    void whatIsOfferedIsEnabledInOneCommand()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(QByteArray, enabled);
        opened(capabilities, enabled.isEmpty() ? QByteArray("C: P2 NOOP\nS: P2 OK\n") : "C: P2 ENABLE " + enabled + "\nS: * ENABLED " + enabled + "\nS: P2 OK\nC: P3 NOOP\nS: P3 OK\n",
               [](ImapSession &session) { QVERIFY(session.noop().ok()); });
    }

    void namesTravelInUtf8OnceThatIsAgreed()
    {
        opened("IMAP4rev1 ENABLE UTF8=ACCEPT", kUtf8 + "C: P3 LIST \"\" \"*\"\nC: P4 LSUB \"\" \"*\"\nS| * LIST () \"/\" \"Entw\\xc3\\xbcrfe & mehr\"\\r\\n\nS: P3 OK\nS: P4 OK\nC| P5 SELECT \"Entw\\xc3\\xbcrfe & mehr\"\\r\\n\nS: * 1 EXISTS\nS: P5 OK\n", [](ImapSession &session) {
            const QList<FolderListing> folders = must(session.list()).folders;
            QVERIFY(folders.value(0).name == drafts());
            QCOMPARE(folders.value(0).name.wire(), "Entw&APw-rfe &- mehr");
            QVERIFY(session.select(drafts()).ok());
        });
    }

    void namesTravelInModifiedUtf7Otherwise_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<QByteArray>("enable");
        QTest::newRow("not offered") << QByteArray("IMAP4rev1 ENABLE") << QByteArray("C: P2 NOOP\nS: P2 OK\n");
        QTest::newRow("not confirmed") << QByteArray("IMAP4rev1 ENABLE UTF8=ACCEPT") << QByteArray("C: P2 ENABLE UTF8=ACCEPT\nS: P2 OK\nC: P3 NOOP\nS: P3 OK\n");
        QTest::newRow("refused") << QByteArray("IMAP4rev1 ENABLE UTF8=ACCEPT") << QByteArray("C: P2 ENABLE UTF8=ACCEPT\nS: P2 BAD what?\nC: P3 NOOP\nS: P3 OK\n");
        QTest::newRow("confirmed without it") << QByteArray("IMAP4rev1 ENABLE CONDSTORE UTF8=ACCEPT") << QByteArray("C: P2 ENABLE CONDSTORE UTF8=ACCEPT\nS: * ENABLED CONDSTORE\nS: P2 OK\nC: P3 NOOP\nS: P3 OK\n");
    }
    void namesTravelInModifiedUtf7Otherwise()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(QByteArray, enable);
        const QByteArray next = enable.contains("P3") ? "P4" : "P3";
        opened(capabilities, enable + "C: " + next + " DELETE \"Entw&APw-rfe &- mehr\"\nS: " + next + " OK\n", [](ImapSession &session) {
            QVERIFY(session.noop().ok());
            QVERIFY(session.deleteFolder(drafts()).ok());
        });
    }

    void aNameIsNotOnItsWayWhileThatIsAgreedOn()
    {
        opened("IMAP4rev1 ENABLE UTF8=ACCEPT", kUtf8 + "C| P3 SELECT \"Entw\\xc3\\xbcrfe & mehr\"\\r\\n\nS: P3 OK\n",
               [](ImapSession &session) { QVERIFY(session.select(drafts()).ok()); }, enabledAlong());
        opened("IMAP4rev1 ENABLE UTF8=ACCEPT", "C: P2 ENABLE UTF8=ACCEPT\nC: P3 SELECT \"INBOX\"\nS: * ENABLED UTF8=ACCEPT\nS: P2 OK\nS: P3 OK\n",
               [](ImapSession &session) { QVERIFY(session.select(MailboxName::inbox()).ok()); }, enabledAlong());
    }

    void aSearchNeedsNoCharsetThen()
    {
        opened("IMAP4rev2 LITERAL+", kRev2 + "C: P3 SELECT \"INBOX\"\nS: P3 OK\nC: P4 UID SEARCH RETURN (ALL) SUBJECT {4+}\nC| J\\xc3\\xb8n\\r\\n\nS: * ESEARCH (TAG \"P4\") UID ALL 2\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(must(searchServer(session, SearchKey::contains(SearchKey::Field::Subject, QStringLiteral("Jøn")))).toWire(), "2");
        });
    }

    void theNewRevisionBringsItsExtensions()
    {
        opened("IMAP4rev2", kRev2 + "C: P3 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))\n"
            "S: * LIST () \"/\" INBOX\nS: * STATUS INBOX (MESSAGES 0)\nS: * LIST (\\Sent) \"/\" Sent (\"OLDNAME\" (\"Gesendet\"))\nS: * LIST (\\NonExistent \\HasChildren) \"/\" gone\nS: * STATUS Sent (MESSAGES 1)\nS: P3 OK\n"
            "C: P4 SELECT \"Sent\"\nS: * 1 EXISTS\nS: * LIST () \"/\" Sent\nS: P4 OK [READ-WRITE] x\nC: P5 UID SEARCH RETURN (ALL) ALL\nS: * ESEARCH (TAG \"P5\") UID ALL 7\nS: P5 OK\nC: P6 UNSELECT\nS: * OK [CLOSED] x\nS: P6 OK\n", [](ImapSession &session) {
            const QList<FolderListing> folders = must(session.list(ImapSession::WithStatus::Yes)).folders;
            QCOMPARE(int(folders.value(1).role), int(FolderRole::Sent));
            QVERIFY(!folders.value(2).selectable && folders.value(1).oldName);
            QVERIFY(session.canMove() && session.hasUidPlus() && session.canIdle());
            QCOMPARE(must(session.select(folders.value(1).name)).exists, 1u);
            QCOMPARE(must(session.existingUids()).toWire(), "7");
            QVERIFY(session.unselect().ok());
        });
    }

    void shortLiteralsDoNotWaitInTheNewRevision()
    {
        opened("IMAP4rev2", kRev2 + "C: P3 APPEND \"INBOX\" () {3+}\nC: abc\nS: P3 OK\nC: P4 APPEND \"INBOX\" () {5000}\nS: + go\nC: " + QByteArray(5000, 'x') + "\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.append(MailboxName::inbox(), LiteralSource::of("abc"), {}).ok());
            QVERIFY(session.append(MailboxName::inbox(), LiteralSource::of(QByteArray(5000, 'x')), {}).ok());
        });
    }

    void aRawHeaderIsAnnouncedWhereThatWasAgreed()
    {
        const QByteArray raw = "Subject: Gr\xc3\xbc\xc3\x9f\r\n\r\nx", plain = "Subject: x\r\n\r\nGr\xc3\xbc\xc3\x9f";
        opened("IMAP4rev1 LITERAL+ ENABLE UTF8=ACCEPT", kUtf8 + "C: P3 APPEND \"INBOX\" () UTF8 (~{20+}\nC| Subject: Gr\\xc3\\xbc\\xc3\\x9f\\r\\n\\r\\nx)\\r\\n\nS: P3 OK\n"
               "C: P4 APPEND \"INBOX\" () {20+}\nC| Subject: x\\r\\n\\r\\nGr\\xc3\\xbc\\xc3\\x9f\\r\\n\nS: P4 OK\n", [&](ImapSession &session) {
            QVERIFY(session.append(MailboxName::inbox(), LiteralSource::of(raw), {}).ok());
            QVERIFY(session.append(MailboxName::inbox(), LiteralSource::of(plain), {}).ok());
        });
        opened("IMAP4rev1 LITERAL+", "C: P2 APPEND \"INBOX\" () {20+}\nC| Subject: Gr\\xc3\\xbc\\xc3\\x9f\\r\\n\\r\\nx\\r\\n\nS: P2 OK\n",
               [&](ImapSession &session) { QVERIFY(session.append(MailboxName::inbox(), LiteralSource::of(raw), {}).ok()); });
    }

    void withoutNumbersEverythingGoesByUid()
    {
        const QByteArray enable = "C: P2 ENABLE UIDONLY\nS: * ENABLED UIDONLY\nS: P2 OK\nC: P3 SELECT \"INBOX\"\nS: * 9 EXISTS\nS: P3 OK\n";
        opened("IMAP4rev1 ENABLE UIDONLY PARTIAL UIDPLUS", enable + "C^ P4 UID FETCH 1:* (UID FLAGS\nS: * 21 UIDFETCH (RFC822.SIZE 5 ENVELOPE (NIL \"hello\" NIL NIL NIL NIL NIL NIL NIL NIL))\nS: * 22 UIDFETCH (RFC822.SIZE 5 ENVELOPE (oops))\nS: P4 OK\n"
               "C: P5 UID FETCH 22 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])\nS: * 22 UIDFETCH (RFC822.SIZE 5 BODY[HEADER] \"A: b\")\nS: P5 OK\nC: P6 NOOP\nS: * 21 UIDFETCH (FLAGS (\\Seen))\nS: * VANISHED 22\nS: P6 OK\n", [](ImapSession &session) {
            QVERIFY(session.usesUidOnly() && session.select(MailboxName::inbox()).ok());
            QList<std::uint32_t> uids;
            const HeaderSink sink = [&](FetchedHeader &&header) -> Status { uids.append(header.uid.number()); return {}; };
            QCOMPARE(int(session.fetchHeaders(MessageSet::numbers(SequenceSet::range(1u, 2u)), sink).error().kind), int(ErrorKind::Invalid));
            QVERIFY(session.fetchHeaders(MessageSet::newest(50), sink).ok());
            QCOMPARE(uids, (QList<std::uint32_t>{21, 22}));
            QVERIFY(session.noop().ok());
            const QList<MailboxEvent> events = session.takeEvents();
            QVERIFY(events.value(0).uid == Uid(21) && events.value(1).uids.contains(22u));
            QCOMPARE(session.exists(), 8u);
        }, withoutNumbers());
        opened("IMAP4rev1 ENABLE UIDONLY", "C: P2 NOOP\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(!session.usesUidOnly() && session.noop().ok());
        }, withoutNumbers());
    }
};

PETREL_TEST(SessionEnableTest)
#include "session_enable_test.moc"
