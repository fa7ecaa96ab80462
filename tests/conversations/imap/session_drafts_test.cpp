#include "core/imap/session/binary_fetch.h"
#include "core/imap/session/replace.h"
#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 9 EXISTS\nS: P2 OK done\n";

MessageToAppend message(const QByteArray &bytes, Flags flags = {})
{
    return {LiteralSource::of(bytes), flags, 0, {}};
}

const QList<MessageToAppend> kTwo{message("one"), message("two", Flag::Seen)};

/** "0:5 1:6": which message the server has taken, and its UID there. */
QByteArray appended(ImapSession &session, const QList<MessageToAppend> &messages, Status &status)
{
    QByteArrayList story;
    status = appendAll(session, MailboxName::inbox(), messages, [&](qsizetype index, const AppendUid &uid) -> Status {
        story.append(QByteArray::number(index) + ':' + uid.uids.toWire());
        return {};
    });
    return story.join(' ');
}

/** The part as it came, and how. */
QByteArray part(ImapSession &session, PartBytes &how, Error &error)
{
    QByteArray bytes;
    const Result<PartBytes> fetched = fetchPart(session, Uid(7), "1.2", [&](const QByteArray &piece) -> Status {
        bytes += piece;
        return {};
    });
    if (fetched.ok())
        how = *fetched;
    else
        error = fetched.error();
    return bytes;
}

} // namespace

/** MULTIAPPEND, REPLACE, BINARY, UNSELECT, and what is done without them. */
class SessionDraftsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void severalMessagesInOneCommand()
    {
        played("MULTIAPPEND LITERAL+", "C: P2 APPEND \"INBOX\" () {3+}\nC: one (\\Seen) {3+}\nC: two\nS: P2 OK [APPENDUID 7 5:6] done\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, kTwo, status), "0:5 1:6");
            QVERIFY(status.ok());
        });
    }

    void eachLiteralWaitsForItsTurn()
    {
        played("MULTIAPPEND", "C: P2 APPEND \"INBOX\" () {3}\nS: + go\nC: one (\\Seen) {3}\nS: + go\nC: two\nS: P2 OK\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, kTwo, status), "0: 1:");
            QVERIFY(status.ok());
        });
    }

    void allOrNone()
    {
        played("MULTIAPPEND", "C: P2 APPEND \"INBOX\" () {3}\nS: + go\nC: one (\\Seen) {3}\nS: P2 NO [OVERQUOTA] full\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, kTwo, status), "");
            QCOMPARE(int(status.error().kind), int(ErrorKind::Quota));
            QVERIFY(session.noop().ok());
        });
    }

    void uidsThatDoNotMatchTheMessagesAreUnknown()
    {
        played("MULTIAPPEND LITERAL+", "C^ P2 APPEND\nC^ one\nC: two\nS: P2 OK [APPENDUID 7 5] done\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, kTwo, status), "0: 1:");
        });
    }

    void noMoreAtOnceThanTheServerTakes()
    {
        played("MULTIAPPEND LITERAL+ MESSAGELIMIT=1", "C: P2 APPEND \"INBOX\" () {3+}\nC: one\nS: P2 OK [APPENDUID 7 5] done\nC: P3 APPEND \"INBOX\" (\\Seen) {3+}\nC: two\nS: P3 NO no\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, kTwo, status), "0:5");
            QVERIFY(!status.ok());
        });
    }

    void oneAfterAnotherWithoutMultiappend()
    {
        played("LITERAL+", "C: P2 APPEND \"INBOX\" () {3+}\nC: one\nS: P2 OK [APPENDUID 7 5] done\nC: P3 APPEND \"INBOX\" (\\Seen) {3+}\nC: two\nS: P3 NO no\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, kTwo, status), "0:5");
            QVERIFY(!status.ok() && session.isAlive());
        });
    }

    void nothingEmptyAndNothingTooBigIsBegun()
    {
        played("MULTIAPPEND APPENDLIMIT=3", "C: P2 NOOP\nS: P2 OK\n", [](ImapSession &session) {
            Status status;
            QCOMPARE(appended(session, {message("one"), message("four")}, status), "");
            QCOMPARE(status.error().code, "TOOBIG");
            QCOMPARE(appended(session, {message("one"), message("")}, status), "");
            QCOMPARE(int(status.error().kind), int(ErrorKind::Invalid));
            QVERIFY(session.noop().ok());
        });
    }

    void aDraftIsReplacedInOneStep()
    {
        played("REPLACE LITERAL+", kSelected + "C: P3 UID REPLACE 4 \"Drafts\" (\\Seen \\Draft) {3+}\nC: new\nS: * OK [APPENDUID 7 10] ready\nS: * 10 EXISTS\nS: * 4 EXPUNGE\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const auto uid = uidReplace(session, Uid(4), must(MailboxName::fromWire("Drafts")), message("new", Flag::Draft | Flag::Seen));
            QCOMPARE(must(uid).uids.toWire(), "10");
            QCOMPARE(session.exists(), 9u);
        });
    }

    void aDraftThatIsGoneIsNotReplaced()
    {
        played("REPLACE LITERAL+", kSelected + "C^ P3 UID REPLACE 4\nC: new\nS: P3 NO [NONEXISTENT] no such message\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const Error gone = uidReplace(session, Uid(4), MailboxName::inbox(), message("new")).error();
            QCOMPARE(int(gone.kind), int(ErrorKind::NotFound));
            QCOMPARE(int(gone.scope), int(ErrorScope::Message));
            QVERIFY(session.noop().ok());
        });
    }

    void withoutReplaceNothingIsSaid()
    {
        played("", kSelected + "C: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(int(uidReplace(session, Uid(4), MailboxName::inbox(), message("new")).error().kind), int(ErrorKind::Unsupported));
            QVERIFY(session.noop().ok());
        });
    }

    void theServerDecodesParts()
    {
        played("BINARY", kSelected + "C: P3 UID FETCH 7 (UID BINARY.PEEK[1.2]<0.524288>)\nS: * 1 FETCH (UID 7 BINARY[1.2]<0> ~{5}\nS| a\\x00b\\r\\n\nS: )\nS: P3 OK\n"
            "C: P4 UID FETCH 7 (UID BINARY.SIZE[1.2])\nS: * 1 FETCH (UID 7 BINARY.SIZE[1.2] 5)\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            PartBytes how = PartBytes::AsSent;
            Error error;
            QCOMPARE(part(session, how, error), QByteArray("a\0b\r\n", 5));
            QCOMPARE(int(how), int(PartBytes::Decoded));
            QCOMPARE(must(binarySize(session, Uid(7), "1.2")), 5);
            QCOMPARE(int(binarySize(session, Uid(7), "HEADER").error().kind), int(ErrorKind::Unsupported));
        });
    }

    void anEncodingTheServerDoesNotKnowComesAsItIs()
    {
        played("BINARY", kSelected + "C^ P3 UID FETCH 7 (UID BINARY.PEEK[1.2]\nS: P3 NO [UNKNOWN-CTE] what is x-uue?\nC: P4 UID FETCH 7 (UID BODY.PEEK[1.2]<0.524288>)\nS: * 1 FETCH (UID 7 BODY[1.2]<0> \"begin\")\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            PartBytes how = PartBytes::Decoded;
            Error error;
            QCOMPARE(part(session, how, error), "begin");
            QCOMPARE(int(how), int(PartBytes::AsSent));
        });
    }

    void withoutBinaryPartsComeAsTheyAre()
    {
        played("", kSelected + "C: P3 UID FETCH 7 (UID BODY.PEEK[1.2]<0.524288>)\nS: * 1 FETCH (UID 7 BODY[1.2]<0> \"YQ==\")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            PartBytes how = PartBytes::Decoded;
            Error error;
            QCOMPARE(part(session, how, error), "YQ==");
            QCOMPARE(int(how), int(PartBytes::AsSent));
        });
    }

    void aMessageThatIsGoneIsNotAskedForTwice()
    {
        played("BINARY", kSelected + "C^ P3 UID FETCH 7 (UID BINARY.PEEK[1.2]\nS: P3 OK\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            PartBytes how = PartBytes::Decoded;
            Error error;
            QVERIFY(part(session, how, error).isEmpty());
            QCOMPARE(int(error.kind), int(ErrorKind::NotFound));
            QVERIFY(session.noop().ok());
        });
    }

    void leavingAFolderExpungesNothing_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("UNSELECT") << QByteArray("UNSELECT") << QByteArray("C: P3 UNSELECT\nS: P3 OK\n");
        QTest::newRow("read-only, then CLOSE") << QByteArray() << QByteArray("C: P3 EXAMINE \"INBOX\"\nS: * 9 EXISTS\nS: P3 OK [READ-ONLY] x\nC: P4 CLOSE\nS: P4 OK\n");
        QTest::newRow("not said to be read-only: no CLOSE") << QByteArray() << QByteArray("C: P3 EXAMINE \"INBOX\"\nS: P3 OK [READ-WRITE] x\n");
        QTest::newRow("the folder went meanwhile: nothing is selected") << QByteArray() << QByteArray("C: P3 EXAMINE \"INBOX\"\nS: P3 NO [NONEXISTENT] x\n");
    }
    void leavingAFolderExpungesNothing()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(QByteArray, script);
        played(capabilities, kSelected + script, [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QVERIFY(session.unselect().ok());
            QVERIFY(!session.selected() && session.exists() == 0);
            QVERIFY2(session.unselect().ok(), "and again: nothing to leave");
        });
    }
};

PETREL_TEST(SessionDraftsTest)
#include "session_drafts_test.moc"
