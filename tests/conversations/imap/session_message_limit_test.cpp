#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 9 EXISTS\nS: P2 OK done\n";
const QByteArray kEnvelope = "RFC822.SIZE 5 ENVELOPE (NIL \"hello\" NIL NIL NIL NIL NIL NIL NIL NIL)";
const QByteArray kLimits = "ESEARCH UIDPLUS MOVE MESSAGELIMIT=3";

void limited(const QByteArray &script, const std::function<void(ImapSession &)> &act, const QByteArray &capabilities = kLimits)
{
    played(capabilities, kSelected + script, [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    });
}

QByteArray fetched(int uid)
{
    return "S: * " + QByteArray::number(uid) + " FETCH (UID " + QByteArray::number(uid) + ' ' + kEnvelope + ")\n";
}

QList<std::uint32_t> headersOf(ImapSession &session, const MessageSet &messages)
{
    QList<std::uint32_t> uids;
    const Status status = session.fetchHeaders(messages, [&](FetchedHeader &&header) -> Status {
        uids.append(header.uid.number());
        return {};
    });
    return status.ok() ? uids : QList<std::uint32_t>{0};
}

} // namespace

/** MESSAGELIMIT (RFC 9738): the server does part of it and says where it stopped; the session goes on by itself. INPROGRESS. */
class SessionMessageLimitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void headersGoOnBelowWhereTheServerStopped()
    {
        limited("C^ P3 UID FETCH 1:9 (\n" + fetched(9) + fetched(8) + fetched(7) + "S: P3 OK [MESSAGELIMIT 3 7] part\n"
                "C^ P4 UID FETCH 1:6 (\n" + fetched(6) + "S: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(headersOf(session, MessageSet::uids(SequenceSet::range(1u, 9u))), (QList<std::uint32_t>{9, 8, 7, 6}));
        });
    }

    void anUntaggedNoMayTellIt()
    {
        limited("C: P3 UID FETCH 1:* (UID FLAGS)\nS: * 9 FETCH (UID 9 FLAGS ())\nS: * NO [MESSAGELIMIT 3 7] part\nS: P3 OK [HIGHESTMODSEQ 5] done\n"
                "C: P4 UID FETCH 1:6 (UID FLAGS)\nS: * 2 FETCH (UID 2 FLAGS ())\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(must(session.fetchFlags(SequenceSet::all())).updates.size(), 2);
        });
    }

    void numbersAreCutBeforehand()
    {
        limited("C^ P3 FETCH 7:9 (\n" + fetched(7) + "S: P3 OK\nC^ P4 FETCH 5:6 (\n" + fetched(5) + "S: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(headersOf(session, MessageSet::numbers(SequenceSet::range(5u, 9u))), (QList<std::uint32_t>{7, 5}));
        });
    }

    void setsInTurnAreCompleteOnlyWithTheirRest()
    {
        limited("C^ P3 UID FETCH 5:9 (\nC^ P4 UID FETCH 1:4 (\n" + fetched(9) + "S: P3 OK [MESSAGELIMIT 3 7] part\n" + fetched(2) + "S: P4 OK\n"
                "C^ P5 UID FETCH 5:6 (\n" + fetched(5) + "S: P5 OK\n", [](ImapSession &session) {
            QByteArrayList story;
            const auto complete = session.fetchHeadersInTurn({MessageSet::uids(SequenceSet::range(5u, 9u)), MessageSet::uids(SequenceSet::range(1u, 4u))},
                [&](FetchedHeader &&header) -> Status { story.append(QByteArray::number(header.uid.number())); return {}; },
                [&](qsizetype index) -> Result<bool> { story.append("set " + QByteArray::number(index)); return true; });
            QCOMPARE(must(complete), 2);
            QCOMPARE(story.join(", "), "9, 2, 5, set 0, set 1");
        });
    }

    void flagsAreStoredOnAllOfThem()
    {
        limited("C: P3 UID STORE 1:9 +FLAGS (\\Seen)\nS: P3 OK [MESSAGELIMIT 3 7] part\nC: P4 UID STORE 1:6 +FLAGS (\\Seen)\nS: P4 OK [MESSAGELIMIT 3 1] all\n", [](ImapSession &session) {
            QVERIFY(session.storeFlags(SequenceSet::range(1u, 9u), ImapSession::StoreMode::Add, Flag::Seen).ok());
        });
    }

    void expungeAndSearchGoOn()
    {
        limited("C: P3 UID EXPUNGE 1,5:9\nS: P3 OK [MESSAGELIMIT 3 7] part\nC: P4 UID EXPUNGE 1,5:6\nS: P4 OK\n"
                "C: P5 UID SEARCH RETURN (ALL) ALL\nS: * ESEARCH (TAG \"P5\") UID ALL 7:9\nS: P5 OK [MESSAGELIMIT 3 7] part\n"
                "C: P6 UID SEARCH RETURN (ALL) UID 1:6\nS: * ESEARCH (TAG \"P6\") UID ALL 2\nS: P6 OK\n", [](ImapSession &session) {
            QVERIFY(session.uidExpunge(must(SequenceSet::parse("1,5:9"))).ok());
            QCOMPARE(must(session.existingUids()).toWire(), "2,7:9");
        });
    }

    void wholeMessagesGoOn()
    {
        limited("C: P3 UID FETCH 6:9 (UID BODY.PEEK[])\nS: * 9 FETCH (UID 9 BODY[] \"nine\")\nS: P3 OK [MESSAGELIMIT 3 7] part\nC: P4 UID FETCH 6 (UID BODY.PEEK[])\nS: * 6 FETCH (UID 6 BODY[] \"six\")\nS: P4 OK\n", [](ImapSession &session) {
            QByteArray heard;
            const auto sink = [&](Uid, const QByteArray &message) -> Status { heard += message; return {}; };
            QCOMPARE(must(session.fetchWholeInTurn({{{SequenceSet::range(6u, 9u), 7}}, 0}, sink, [](qsizetype) -> Result<bool> { return true; })), 1);
            QCOMPARE(heard, "ninesix");
        });
    }

    void copyAndMoveAreOneCommandOrNone()
    {
        limited("C: P3 UID COPY 7:9 \"INBOX\"\nS: P3 NO [MESSAGELIMIT 2] fewer, please\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(int(session.uidCopy(SequenceSet::range(1u, 9u), MailboxName::inbox()).error().kind), int(ErrorKind::Invalid));
            QCOMPARE(int(session.uidMove(SequenceSet::range(1u, 9u), MailboxName::inbox()).error().kind), int(ErrorKind::Invalid));
            QCOMPARE(int(session.uidCopy(SequenceSet::range(7u, 9u), MailboxName::inbox()).error().kind), int(ErrorKind::Invalid));
            QVERIFY(session.noop().ok());
        });
    }

    void aServerThatGoesRoundInCirclesIsNotFollowed()
    {
        limited("C^ P3 UID STORE 1:9\nS: P3 OK [MESSAGELIMIT 3 7] part\nC^ P4 UID STORE 1:6\nS: P4 OK [MESSAGELIMIT 3 7] part\nC: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            const auto stored = session.storeFlags(SequenceSet::range(1u, 9u), ImapSession::StoreMode::Add, Flag::Seen);
            QCOMPARE(int(stored.error().kind), int(ErrorKind::Protocol));
            QVERIFY(session.noop().ok());
        });
    }

    void theNewestComeByPartialOrByNumber()
    {
        limited("C: P3 UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)]) (PARTIAL -1:-2)\n" + fetched(8) + fetched(9) + "S: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(headersOf(session, MessageSet::newest(2)), (QList<std::uint32_t>{8, 9}));
        }, "PARTIAL");
        limited("C^ P3 FETCH 8:9 (UID FLAGS\n" + fetched(8) + fetched(9) + "S: P3 OK\nC^ P4 FETCH 1:9 (UID FLAGS\n" + fetched(1) + "S: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(headersOf(session, MessageSet::newest(2)), (QList<std::uint32_t>{8, 9}));
            QCOMPARE(headersOf(session, MessageSet::newest(200)), QList<std::uint32_t>{1});
        }, "");
    }

    void progressReachesWhoeverAskedForIt()
    {
        QList<InProgress> heard;
        SessionOptions options = playedOptions();
        options.onProgress = [&heard](const InProgress &progress) { heard.append(progress); };
        played("INPROGRESS", "C^ P2 SELECT\nS: * OK [INPROGRESS (\"P2\" 1 3)] opening\nS: * OK [INPROGRESS (\"P2\" 2 3)] opening\nS: P2 OK\nC: P3 NOOP\nS: * OK [INPROGRESS] hm\nS: P3 OK\n", [&](ImapSession &session) {
            heard.clear();
            QVERIFY(session.select(MailboxName::inbox()).ok() && session.noop().ok());
            QCOMPARE(heard, (QList<InProgress>{{"P2", 1, 3}, {"P2", 2, 3}, InProgress()}));
        }, options);
    }
};

PETREL_TEST(SessionMessageLimitTest)
#include "session_message_limit_test.moc"
