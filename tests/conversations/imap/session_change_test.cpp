#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const MailboxName kTrash = must(MailboxName::fromWire("Trash"));

/** A server that says its last word, and closes, when the content comes. */
class ClosingAtContent final : public LentStream
{
public:
    ClosingAtContent(net::ByteStream &stream, QByteArray lastWord) : LentStream(stream), m_lastWord(std::move(lastWord)) {}
    Status write(const QByteArray &bytes) override
    {
        m_closed = m_closed || bytes.contains("Dear Bob");
        return m_closed ? Status(broken()) : LentStream::write(bytes);
    }
    QByteArray readAvailable() override { return m_closed ? std::exchange(m_lastWord, {}) : LentStream::readAvailable(); }
    Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
    {
        return m_closed ? Result<Wake>(broken()) : LentStream::wait(deadline, stop, wake);
    }

private:
    static Error broken() { return makeError(ErrorKind::Network, QStringLiteral("the line was closed")); }
    QByteArray m_lastWord;
    bool m_closed = false;
};

} // namespace

class SessionChangeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void storeTellsWhatTheServerSays()
    {
        played("", "C: P2 UID STORE 3:4 +FLAGS (\\Seen $Forwarded todo)\nS: * 3 FETCH (UID 3 FLAGS (\\Seen $Forwarded todo))\nS: P2 OK [MODIFIED 4] some\n", [](ImapSession &session) {
            const StoreAnswer answer = must(session.storeFlags(SequenceSet::range(3u, 4u), ImapSession::StoreMode::Add, Flag::Seen | Flag::Forwarded, {"todo"}));
            QCOMPARE(answer.updates.size(), 1);
            QCOMPARE(answer.modified.toWire(), "4");
        });
    }

    void aKeywordThatIsNoAtomIsNeverSent()
    {
        played("", "", [](ImapSession &session) {
            const auto answer = session.storeFlags(SequenceSet::of(Uid(3)), ImapSession::StoreMode::Add, {}, {"a\r\nP9 LOGOUT"});
            QCOMPARE(int(answer.error().kind), int(ErrorKind::Invalid));
            QVERIFY(session.isAlive());
        });
    }

    void moveTellsTheNewUids()
    {
        played("MOVE UIDPLUS", "C: P2 UID MOVE 3:4 \"Trash\"\nS: * OK [COPYUID 9 3:4 20:21] moved\nS: * 3 EXPUNGE\nS: * 3 EXPUNGE\nS: P2 OK done\n", [](ImapSession &session) {
            const CopyUid moved = must(session.uidMove(SequenceSet::range(3u, 4u), kTrash));
            QCOMPARE(moved.targetOf(Uid(4)).number(), 21u);
        });
    }

    void moveWithoutCopyuidIsKnownToBeUnknown()
    {
        played("MOVE", "C^ P2 UID MOVE\nS: P2 OK done\n", [](ImapSession &session) {
            const Result<CopyUid> moved = session.uidMove(SequenceSet::of(Uid(3)), kTrash);
            QVERIFY(moved.ok() && !moved->isKnown());
        });
    }

    void withoutMoveNothingIsSent()
    {
        played("", "", [](ImapSession &session) {
            QCOMPARE(int(session.uidMove(SequenceSet::of(Uid(3)), kTrash).error().kind), int(ErrorKind::Unsupported));
        });
    }

    /** Yahoo Japan offers MOVE and makes none; Gmail makes none out of Drafts. */
    void moveThatIsOfferedAndNeverMadeIsAskedForOnceInAFolder_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("known");
        QTest::newRow("cannot") << QByteArray("NO [CANNOT] Cannot MOVE messages out of the Drafts folder") << true;
        QTest::newRow("not understood") << QByteArray("BAD unknown command") << true;
        QTest::newRow("this time not") << QByteArray("NO [INUSE] later") << false;
        QTest::newRow("not into this folder") << QByteArray("NO [NOPERM] no right to insert") << false;
    }
    void moveThatIsOfferedAndNeverMadeIsAskedForOnceInAFolder()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, known);
        const QByteArray selected = "S: * 1 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [UIDNEXT 4] ok\n";
        const QByteArray script = "C^ P2 SELECT\n" + selected + "S: P2 OK done\nC: P3 UID MOVE 3 \"Trash\"\nS: P3 " + answer
            + (known ? "\nC^ P4 SELECT\n" + selected + "S: P4 OK done\n" : "\n");
        played("MOVE UIDPLUS", script, [&](ImapSession &session) {
            (void)must(session.select(must(MailboxName::fromWire("Drafts"))));
            QVERIFY(!session.uidMove(SequenceSet::of(Uid(3)), kTrash).ok() && session.isAlive());
            QCOMPARE(session.canMove(), !known);
            if (!known)
                return;
            QCOMPARE(int(session.uidMove(SequenceSet::of(Uid(3)), kTrash).error().kind), int(ErrorKind::Unsupported)); // and not a word is sent
            (void)must(session.select(must(MailboxName::fromWire("Other"))));
            QVERIFY(session.canMove());
        });
    }

    void refusedCopyIsAnError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("kind");
        QTest::newRow("no such folder") << QByteArray("P2 NO [TRYCREATE] none") << int(ErrorKind::NotFound);
        QTest::newRow("no such folder, in words") << QByteArray("P2 NO Mailbox doesn't exist: Trash") << int(ErrorKind::NotFound);
        QTest::newRow("full") << QByteArray("P2 NO [OVERQUOTA] full") << int(ErrorKind::Quota);
        QTest::newRow("just no") << QByteArray("P2 NO no") << int(ErrorKind::Refused);
        QTest::newRow("not that one") << QByteArray("P2 NO [CANNOT] no") << int(ErrorKind::Unsupported);
        QTest::newRow("not understood") << QByteArray("P2 BAD Command Error. 10") << int(ErrorKind::Unsupported);
        QTest::newRow("busy") << QByteArray("P2 NO [INUSE] later") << int(ErrorKind::Throttled);
    }

    void refusedCopyIsAnError()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, kind);
        played("UIDPLUS", "C: P2 UID COPY 3 \"Trash\"\nS: " + answer + "\nC: P3 NOOP\nS: P3 OK\n", [kind](ImapSession &session) {
            QCOMPARE(int(session.uidCopy(SequenceSet::of(Uid(3)), kTrash).error().kind), kind);
            QVERIFY(session.noop().ok());
        });
    }

    void onlyNamedUidsAreExpunged()
    {
        played("UIDPLUS", "C: P2 UID EXPUNGE 3,9\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(session.uidExpunge(SequenceSet::of({Uid(9), Uid(3)})).ok());
        });
        played("", "", [](ImapSession &session) {
            QCOMPARE(int(session.uidExpunge(SequenceSet::of(Uid(3))).error().kind), int(ErrorKind::Unsupported));
        });
    }

    void aLiteralWaitsUntilTheServerAsks()
    {
        played("UIDPLUS", "C: P2 APPEND \"Trash\" (\\Seen) \" 1-Jan-1970 00:00:09 +0000\" {6}\nS: + go\nC| a\\r\\nb\\r\\n\\r\\n\nS: P2 OK [APPENDUID 9 44] done\n", [](ImapSession &session) {
            const AppendUid uid = must(session.append(kTrash, AppendSource::of("a\r\nb\r\n"), Flag::Seen, 9));
            QCOMPARE(uid.uids.toWire(), "44");
            QCOMPARE(uid.uidValidity.number(), 9u);
        });
    }

    void aRefusedLiteralIsNeverSent()
    {
        played("", "C: P2 APPEND \"Trash\" () {6}\nS: P2 NO [TRYCREATE] none\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(int(session.append(kTrash, AppendSource::of("a\r\nb\r\n"), {}).error().kind), int(ErrorKind::NotFound));
            QVERIFY(session.noop().ok());
        });
    }

    void literalPlusTravelsAtOnceAndMinusOnlyWhenSmall()
    {
        played("LITERAL+", "C| P2 APPEND \"Trash\" () {6+}\\r\\na\\r\\nb\\r\\n\\r\\n\nS: P2 OK\n", [](ImapSession &session) {
            QVERIFY(session.append(kTrash, AppendSource::of("a\r\nb\r\n"), {})->uids.isEmpty());
        });
        played("LITERAL-", "C: P2 APPEND \"Trash\" () {5000}\nS: P2 NO no\n", [](ImapSession &session) {
            QVERIFY(!session.append(kTrash, AppendSource::of(QByteArray(5000, 'x')), {}).ok());
        });
    }

    void aSourceThatFailsEndsTheSession()
    {
        played("", "C: P2 APPEND \"Trash\" () {200000}\nS: + go\n", [](ImapSession &session) {
            AppendSource source;
            source.size = 200'000;
            source.read = [](std::int64_t, std::int64_t) -> Result<QByteArray> { return makeError(ErrorKind::StoreCorrupt, QStringLiteral("gone")); };
            QCOMPARE(int(session.append(kTrash, source, {}).error().kind), int(ErrorKind::StoreCorrupt));
            QVERIFY(!session.isAlive());
        });
    }

    void whatTheServerSaysOfAnAppendBeforeItClosesIsHeard_data()
    {
        QTest::addColumn<QByteArray>("lastWord");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("NO") << QByteArray("P2 NO [OVERQUOTA] too large\r\n") << ErrorKind::Quota << QByteArray("OVERQUOTA");
        QTest::newRow("BYE") << QByteArray("* BYE [UNAVAILABLE] later\r\n") << ErrorKind::Throttled << QByteArray("UNAVAILABLE");
        QTest::newRow("nothing") << QByteArray() << ErrorKind::Network << QByteArray();
    }
    void whatTheServerSaysOfAnAppendBeforeItClosesIsHeard()
    {
        QFETCH(QByteArray, lastWord);
        QFETCH(ErrorKind, kind);
        QFETCH(QByteArray, code);
        test::FakeStream stream(loggedIn("") + "C^ P2 APPEND \"Sent\"\nS: + go\n");
        stream.encrypted();
        const auto session = ImapSession::open(std::make_unique<ClosingAtContent>(stream, lastWord), playedOptions());
        QVERIFY(session.ok());
        const auto answer = (*session)->append(must(MailboxName::fromWire("Sent")), AppendSource::of("Dear Bob\r\n"), {});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().kind, kind);
        QCOMPARE(answer.error().code, code);
        QVERIFY(!(*session)->noop().ok());
    }
};

PETREL_TEST(SessionChangeTest)
#include "session_change_test.moc"
