#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 9 EXISTS\nS: P2 OK [READ-WRITE] done\n";
const QByteArray kItems = " (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)])\n";

QByteArray header(int uid)
{
    return "S: * " + QByteArray::number(uid) + " FETCH (UID " + QByteArray::number(uid) + " RFC822.SIZE 5 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\n";
}

QList<MessageSet> sets(std::initializer_list<std::uint32_t> uids)
{
    QList<MessageSet> sets;
    for (const std::uint32_t uid : uids)
        sets.append(MessageSet::uids(SequenceSet::range(uid, uid)));
    return sets;
}

/** What came, in its order: a header as its UID, a complete set as minus its index and one. */
struct Diary
{
    QList<int> entries;
    int stopAt = -1;

    HeaderSink sink = [this](FetchedHeader &&header) -> Status {
        entries.append(int(header.uid.number()));
        return {};
    };
    HeaderSetDone done = [this](qsizetype index) -> Result<bool> {
        entries.append(-1 - int(index));
        return index != stopAt;
    };
};

QByteArray bodyAsked(int tag, int uid)
{
    return "C: P" + QByteArray::number(tag) + " UID FETCH " + QByteArray::number(uid) + " (UID BODY.PEEK[])\n";
}

QByteArray body(int uid, int tag)
{
    return "S: * " + QByteArray::number(uid) + " FETCH (UID " + QByteArray::number(uid) + " BODY[] \"x\")\nS: P" + QByteArray::number(tag) + " OK\n";
}

/** The same for whole messages. */
struct Whole
{
    QByteArrayList story;
    int stopAt = -1;

    WholeSink sink = [this](Uid uid, const QByteArray &message) -> Status {
        story.append(QByteArray::number(uid.number()) + ' ' + message);
        return {};
    };
    WholeSetDone done = [this](qsizetype index) -> Result<bool> {
        story.append("set " + QByteArray::number(index));
        return index != stopAt;
    };

    static WholeSets each(std::initializer_list<std::uint32_t> uids, std::int64_t bytesAhead)
    {
        WholeSets sets;
        sets.bytesAhead = bytesAhead;
        for (const std::uint32_t uid : uids)
            sets.sets.append({SequenceSet::range(uid, uid), 10});
        return sets;
    }
};

} // namespace

class SessionPipelineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextSetIsAskedForBeforeTheFirstIsAnswered()
    {
        played("", kSelected + "C: P3 UID FETCH 9" + kItems + "C: P4 UID FETCH 8" + kItems + header(9) + "S: P3 OK\n"
            "C: P5 UID FETCH 7" + kItems + header(8) + "S: P4 OK\n" + header(7) + "S: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const int before = session.roundTrips();
            Diary diary;
            QCOMPARE(must(session.fetchHeadersInTurn(sets({9, 8, 7}), diary.sink, diary.done)), 3);
            QCOMPARE(diary.entries, (QList<int>{9, -1, 8, -2, 7, -3}));
            QCOMPARE(session.roundTrips() - before, 1);
        });
    }

    void whoSaysNoStillGetsWhatIsUnderWay()
    {
        played("", kSelected + "C: P3 UID FETCH 9" + kItems + "C: P4 UID FETCH 8" + kItems + header(9) + "S: P3 OK\n" + header(8) + "S: P4 OK\nC: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Diary diary;
            diary.stopAt = 0;
            QCOMPARE(must(session.fetchHeadersInTurn(sets({9, 8, 7, 6}), diary.sink, diary.done)), 2);
            QCOMPARE(diary.entries, (QList<int>{9, -1, 8, -2}));
            QVERIFY(session.noop().ok());
        });
    }

    void answersInAnotherOrderAreToldInOurs()
    {
        played("", kSelected + "C: P3 UID FETCH 9" + kItems + "C: P4 UID FETCH 8" + kItems + header(8) + "S: P4 OK\n" + header(9) + "S: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Diary diary;
            QCOMPARE(must(session.fetchHeadersInTurn(sets({9, 8}), diary.sink, diary.done)), 2);
            QCOMPARE(diary.entries, (QList<int>{8, 9, -1, -2}));
        });
    }

    void aSetWithABrokenEnvelopeIsCompleteOnlyWhenItsHeaderCame()
    {
        played("", kSelected + "C: P3 UID FETCH 9" + kItems + "C: P4 UID FETCH 8" + kItems + "S: * 9 FETCH (UID 9 RFC822.SIZE 5 ENVELOPE (oops))\nS: P3 OK\n" + header(8) + "S: P4 OK\n"
            "C: P5 UID FETCH 9 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])\nS: * 9 FETCH (UID 9 RFC822.SIZE 5 BODY[HEADER] \"A: b\")\nS: P5 OK\n"
            "C: P6 UID FETCH 7" + kItems + header(7) + "S: P6 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Diary diary;
            QCOMPARE(must(session.fetchHeadersInTurn(sets({9, 8, 7}), diary.sink, diary.done)), 3);
            QCOMPARE(diary.entries, (QList<int>{8, 9, -1, -2, 7, -3}));
        });
    }

    void aRefusedSetIsAnErrorAndTheSessionLives()
    {
        played("", kSelected + "C: P3 UID FETCH 9" + kItems + "C: P4 UID FETCH 8" + kItems + "S: P3 NO not now\n" + header(8) + "S: P4 OK\nC: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Diary diary;
            QVERIFY(!session.fetchHeadersInTurn(sets({9, 8, 7}), diary.sink, diary.done).ok());
            QVERIFY2(!diary.entries.contains(-1), "a refused set is not complete");
            QVERIFY(session.noop().ok());
        });
    }

    void smallMessagesComeWholeInOneCommand()
    {
        played("", kSelected + "C: P3 UID FETCH 7,9 (UID BODY.PEEK[])\nS: * 1 FETCH (UID 7 BODY[] \"seven\")\nS: * 2 FETCH (UID 8 BODY[] \"not asked for\")\n"
            "S: * 3 FETCH (FLAGS (\\Seen))\nS: * 3 FETCH (UID 9 BODY[] NIL)\nS: * 1 FETCH (UID 7 BODY[] \"again\")\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Whole whole;
            SequenceSet uids = SequenceSet::range(7u, 7u);
            uids.add(Uid(9));
            QCOMPARE(must(session.fetchWholeInTurn({{{uids, 10}}, 0}, whole.sink, whole.done)), 1);
            QCOMPARE(whole.story.join(", "), "7 seven, set 0");
        });
    }

    void asManyWholeMessagesAsWereWishedAreAskedForAhead()
    {
        // Ten bytes each, and the next goes out while less than twenty are under way.
        played("", kSelected + bodyAsked(3, 9) + bodyAsked(4, 8) + body(9, 3) + bodyAsked(5, 7) + body(8, 4) + bodyAsked(6, 6) + body(7, 5) + body(6, 6), [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const int before = session.roundTrips();
            Whole whole;
            QCOMPARE(must(session.fetchWholeInTurn(Whole::each({9, 8, 7, 6}, 20), whole.sink, whole.done)), 4);
            QCOMPARE(whole.story.join(", "), "9 x, set 0, 8 x, set 1, 7 x, set 2, 6 x, set 3");
            QCOMPARE(session.roundTrips() - before, 1);
        });
    }

    void whoSaysNoGetsTheBodiesThatAreUnderWayAndNoMore()
    {
        played("", kSelected + bodyAsked(3, 9) + bodyAsked(4, 8) + body(9, 3) + body(8, 4) + "C: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Whole whole;
            whole.stopAt = 0;
            QCOMPARE(must(session.fetchWholeInTurn(Whole::each({9, 8, 7, 6}, 20), whole.sink, whole.done)), 2);
            QCOMPARE(whole.story.join(", "), "9 x, set 0, 8 x, set 1");
            QVERIFY(session.noop().ok());
        });
    }

    void aRefusedSetOfBodiesTakesNoOtherWithIt()
    {
        played("", kSelected + bodyAsked(3, 9) + bodyAsked(4, 8) + "S: P3 NO cannot read it\n" + body(8, 4) + "C: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Whole whole;
            const auto fetched = session.fetchWholeInTurn(Whole::each({9, 8, 7}, 20), whole.sink, whole.done);
            QCOMPARE(int(fetched.error().kind), int(ErrorKind::Refused));
            QCOMPARE(whole.story.join(", "), "8 x");
            QVERIFY(session.noop().ok());
        });
    }

    void aFullDiskEndsItAndTheSessionLives()
    {
        played("", kSelected + bodyAsked(3, 9) + bodyAsked(4, 8) + body(9, 3) + body(8, 4) + "C: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Whole whole;
            int came = 0;
            const auto full = [&](Uid, const QByteArray &) -> Status { return ++came, makeError(ErrorKind::StoreFull, QStringLiteral("full")); };
            QCOMPARE(int(session.fetchWholeInTurn(Whole::each({9, 8, 7}, 20), full, whole.done).error().kind), int(ErrorKind::StoreFull));
            QCOMPARE(came, 1);
            QVERIFY(session.noop().ok());
        });
    }

    void enableTravelsWithTheFirstListOrTheFirstSelect()
    {
        const QByteArray login = "S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\nC: P1 AUTHENTICATE PLAIN AGFkYQBwdw==\n"
                                 "S: P1 OK [CAPABILITY IMAP4rev1 ENABLE CONDSTORE QRESYNC LIST-EXTENDED] in\n";
        SessionOptions along = playedOptions();
        along.enableAlong = true;
        test::converse(login + "C: P2 ENABLE QRESYNC\nC: P3 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN)\nS: * ENABLED QRESYNC\nS: P2 OK\nS: * LIST () \"/\" INBOX\nS: P3 OK\n"
            "C: P4 SELECT \"INBOX\" (CONDSTORE)\nS: P4 OK\n", [&](test::FakeStream &stream) {
            const auto session = openOn(stream, along);
            QVERIFY(session.ok());
            const int before = (*session)->roundTrips();
            QCOMPARE(must((*session)->list()).folders.size(), 1);
            QCOMPARE((*session)->roundTrips() - before, 1);
            QVERIFY((*session)->usesQresync());
            QVERIFY((*session)->select(MailboxName::inbox()).ok());
        });
        const QresyncState known{UidValidity(7), ModSeq(50), SequenceSet::range(1, 10)};
        const QByteArray together = login + "C: P2 ENABLE QRESYNC\nC: P3 SELECT \"INBOX\" (QRESYNC (7 50 1:10))\n";
        test::converse(together + "S: * ENABLED QRESYNC\nS: P2 OK\nS: * 9 EXISTS\nS: * OK [UIDVALIDITY 7] x\nS: * OK [HIGHESTMODSEQ 60] x\nS: * VANISHED (EARLIER) 4\nS: P3 OK\n",
                       [&](test::FakeStream &stream) {
            const auto session = openOn(stream, along);
            const int before = (*session)->roundTrips();
            const SelectResult selected = must((*session)->select(MailboxName::inbox(), ImapSession::Access::ReadWrite, known));
            QCOMPARE((*session)->roundTrips() - before, 1);
            QVERIFY(selected.qresync);
            QVERIFY(selected.vanished.contains(Uid(4)));
        });
        // Offered, asked for, and not to be had: whatever became of the parameter, nothing of it is believed.
        for (const char *answer : {"S: P2 NO not today\nS: P3 BAD what?\n", "S: P2 OK\nS: * 9 EXISTS\nS: * OK [UIDVALIDITY 7] x\nS: * OK [HIGHESTMODSEQ 60] x\nS: * VANISHED (EARLIER) 4\nS: P3 OK\n"}) {
            test::converse(together + answer + "C: P4 SELECT \"INBOX\" (CONDSTORE)\nS: * 10 EXISTS\nS: * OK [UIDVALIDITY 7] x\nS: P4 OK\n", [&](test::FakeStream &stream) {
                const auto session = openOn(stream, along);
                const SelectResult selected = must((*session)->select(MailboxName::inbox(), ImapSession::Access::ReadWrite, known));
                QVERIFY(!selected.qresync && selected.vanished.isEmpty());
                QCOMPARE(selected.exists, 10u);
                QVERIFY(!(*session)->usesQresync());
            });
        }
    }
};

PETREL_TEST(SessionPipelineTest)
#include "session_pipeline_test.moc"
