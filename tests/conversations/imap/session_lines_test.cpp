#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 90 EXISTS\nS: P2 OK done\n";

/** A server whose lines are short: beside 500 bytes for the rest, 15 are left for the set. */
SessionOptions shortLines()
{
    SessionOptions options = playedOptions();
    options.commandLineBytes = 515;
    return options;
}

void onShortLines(const QByteArray &script, const std::function<void(ImapSession &)> &act)
{
    played("UIDPLUS MOVE", kSelected + script, [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    }, shortLines());
}

const QList<Uid> kScattered{Uid(11), Uid(21), Uid(31), Uid(41), Uid(51), Uid(61)};

} // namespace

/** Sets that are too long for a line (RFC 7162 section 4), and answers without what was asked for. */
class SessionLinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void longSetsAreCut()
    {
        onShortLines("C: P3 UID FETCH 11,21,31,41,51 (UID FLAGS)\nS: * 1 FETCH (UID 11 FLAGS ())\nS: P3 OK\nC: P4 UID FETCH 61 (UID FLAGS)\nS: * 9 FETCH (UID 61 FLAGS ())\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(must(session.fetchFlags(SequenceSet::of(kScattered))).updates.size(), 2);
        });
        onShortLines("C: P3 UID EXPUNGE 11,21,31,41,51\nS: P3 OK\nC: P4 UID EXPUNGE 61\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.uidExpunge(SequenceSet::of(kScattered)).ok());
        });
        onShortLines("C: P3 UID STORE 11,21,31,41,51 +FLAGS (\\Seen)\nS: P3 OK [MODIFIED 21] x\nC: P4 UID STORE 61 +FLAGS (\\Seen)\nS: P4 OK [MODIFIED 61] x\n", [](ImapSession &session) {
            QCOMPARE(must(session.storeFlags(SequenceSet::of(kScattered), ImapSession::StoreMode::Add, Flag::Seen)).modified.toWire(), "21,61");
        });
        onShortLines("C: P3 UID SEARCH UID 11,21,31,41,51\nS: * SEARCH 11\nS: P3 OK\nC: P4 UID SEARCH UID 61\nS: * SEARCH 61\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(must(session.existingUids(SequenceSet::of(kScattered))).toWire(), "11,61");
        });
    }

    void aRefusalEndsTheRest()
    {
        onShortLines("C: P3 UID EXPUNGE 11,21,31,41,51\nS: P3 NO no\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(!session.uidExpunge(SequenceSet::of(kScattered)).ok());
            QVERIFY(session.noop().ok());
        });
    }

    /** Yandex does that now and then. */
    void aMessageNamedWithoutItsBytesIsNotGone()
    {
        onShortLines("C^ P3 UID FETCH 11 (UID BODY.PEEK[]\nS: * 1 FETCH (UID 11)\nS: P3 OK\nC^ P4 UID FETCH 11 (UID BODY.PEEK[]\nS: P4 OK\n", [](ImapSession &session) {
            const BodySink sink = [](const QByteArray &) { return Status(); };
            const Error named = session.fetchBody(Uid(11), "", sink).error();
            QCOMPARE(int(named.kind), int(ErrorKind::Protocol));
            QCOMPARE(int(named.scope), int(ErrorScope::Message));
            QCOMPARE(int(session.fetchBody(Uid(11), "", sink).error().kind), int(ErrorKind::NotFound));
        });
    }

    void oldCyrusIsNotAskedToListMore()
    {
        test::converse("S: * OK [CAPABILITY SASL-IR AUTH=PLAIN] mail.example Cyrus IMAP v2.4.17 server ready\nC^ P1 AUTHENTICATE\nS: P1 OK [CAPABILITY IMAP4rev1 LIST-EXTENDED LIST-STATUS] in\n"
                       "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\nS: * LIST () \".\" INBOX\nS: P2 OK\nS: P3 OK\n", [](test::FakeStream &stream) {
            const Result<std::unique_ptr<ImapSession>> session = openOn(stream);
            QVERIFY(session.ok());
            QCOMPARE(must((*session)->list()).folders.size(), 1);
        });
    }
};

PETREL_TEST(SessionLinesTest)
#include "session_lines_test.moc"
