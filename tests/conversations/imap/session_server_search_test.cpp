#include "core/imap/session/server_search.h"
#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 30 EXISTS\nS: P2 OK done\n";
const QByteArray kEnvelope = "ENVELOPE (NIL \"hello\" NIL NIL NIL NIL NIL NIL NIL \"<1@x>\")";

void searched(const QByteArray &capabilities, const QByteArray &script, const std::function<void(ImapSession &)> &act, const SessionOptions &options = playedOptions())
{
    played(capabilities, kSelected + script, [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    }, options);
}

SearchKey from(const QString &who)
{
    return SearchKey::contains(SearchKey::Field::From, who);
}

const SearchKey kAda = from(QStringLiteral("ada"));

QList<Uid> headersOf(ImapSession &session, Result<SequenceSet> &found)
{
    QList<Uid> uids;
    found = searchHeaders(session, kAda, [&](FetchedHeader &&header) -> Status {
        uids.append(header.uid);
        return {};
    });
    return uids;
}

} // namespace

/** Searching, sorting and threading at the server: ESEARCH, WITHIN, PARTIAL, SEARCHRES, SORT, THREAD, and without them. */
class SessionServerSearchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatMatchesIsTold()
    {
        searched("ESEARCH", "C: P3 UID SEARCH RETURN (ALL) FROM \"ada\"\nS: * ESEARCH (TAG \"P3\") UID ALL 3,7:9\nS: P3 OK\nC: P4 UID SEARCH RETURN (ALL) FROM \"ada\"\nS: * ESEARCH (TAG \"P4\") UID\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(must(searchServer(session, kAda)).toWire(), "3,7:9");
            const auto nothing = searchServer(session, kAda);
            QVERIFY(nothing.ok() && nothing->isEmpty());
        });
        searched("", "C: P3 UID SEARCH FROM \"ada\"\nS: * SEARCH 9 3\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(searchServer(session, kAda)).toWire(), "3,9");
        });
    }

    void textBeyondAsciiNamesItsCharset()
    {
        searched("", "C: P3 UID SEARCH CHARSET UTF-8 FROM {4}\nS: + go\nC| J\\xc3\\xb8n\\r\\n\nS: P3 NO [BADCHARSET (US-ASCII)] no\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(int(searchServer(session, from(QStringLiteral("Jøn"))).error().kind), int(ErrorKind::Unsupported));
            QVERIFY(session.noop().ok());
        });
    }

    void aKeyTheServerDoesNotKnowIsNeverSent()
    {
        searched("", "C: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(int(searchServer(session, SearchKey::gmail(QStringLiteral("x"))).error().kind), int(ErrorKind::Unsupported));
            QCOMPARE(int(searchServer(session, SearchKey::uids({})).error().kind), int(ErrorKind::Invalid));
            QVERIFY(session.noop().ok());
        });
    }

    void silenceIsNoAnswer()
    {
        searched("", "C^ P3 UID SEARCH\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(int(searchServer(session, kAda).error().kind), int(ErrorKind::Protocol));
            QVERIFY(session.isAlive());
        });
    }

    void theNewestOfManyArePartOfTheAnswer()
    {
        searched("ESEARCH PARTIAL", "C: P3 UID SEARCH RETURN (COUNT PARTIAL -1:-2) FROM \"ada\"\nS: * ESEARCH (TAG \"P3\") UID PARTIAL (-1:-2 8:9) COUNT 1500\nS: P3 OK\n"
            "C: P4 UID SEARCH RETURN (COUNT PARTIAL -1:-2) FROM \"ada\"\nS: * ESEARCH (TAG \"P4\") UID PARTIAL (-1:-2 NIL) COUNT 0\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(must(searchNewest(session, kAda, 2)), (NewestFound{SequenceSet::range(8u, 9u), 1500}));
            QCOMPARE(must(searchNewest(session, kAda, 2)), NewestFound());
        });
        searched("ESEARCH", "C: P3 UID SEARCH RETURN (ALL) FROM \"ada\"\nS: * ESEARCH (TAG \"P3\") UID ALL 1,3,8:9\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(searchNewest(session, kAda, 3)), (NewestFound{must(SequenceSet::parse("3,8:9")), 4}));
        });
    }

    void onlySomeMessagesAreAskedFor()
    {
        const SequenceSet some = must(SequenceSet::parse("4:6,9"));
        searched("ESEARCH PARTIAL", "C: P3 UID SEARCH RETURN (ALL) UID 4:6,9 FROM \"ada\"\nS: * ESEARCH (TAG \"P3\") UID ALL 5\nS: P3 OK\n"
            "C: P4 UID SEARCH RETURN (COUNT PARTIAL -1:-2) UID 4:6,9 FROM \"ada\"\nS: * ESEARCH (TAG \"P4\") UID PARTIAL (-1:-2 5,9) COUNT 3\nS: P4 OK\n", [&some](ImapSession &session) {
            QCOMPARE(must(searchServer(session, kAda, some)).toWire(), "5");
            QCOMPARE(must(searchNewest(session, kAda, 2, some)), (NewestFound{must(SequenceSet::parse("5,9")), 3}));
        });
    }

    void whereFewMayBeAskedForAtATimeTheNewestArePickedHere()
    {
        searched("ESEARCH PARTIAL MESSAGELIMIT=10", "C: P3 UID SEARCH RETURN (ALL) UID 1:30 FROM \"ada\"\nS: * ESEARCH (TAG \"P3\") UID ALL 25\nS: P3 OK [MESSAGELIMIT 10 21] more\n"
            "C: P4 UID SEARCH RETURN (ALL) UID 1:20 FROM \"ada\"\nS: * ESEARCH (TAG \"P4\") UID ALL 4,6\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(must(searchNewest(session, kAda, 2, SequenceSet::range(1u, 30u))), (NewestFound{must(SequenceSet::parse("6,25")), 3}));
        });
    }

    /** Then PARTIAL would tell the newest of each piece alone. */
    void ofMoreThanALineCanNameTheNewestArePickedHere()
    {
        SequenceSet many;
        for (std::uint32_t uid = 1; uid < 4000; uid += 2)
            many.add(uid);
        searched("ESEARCH PARTIAL", "C^ P3 UID SEARCH RETURN (ALL) UID 1,3,5\nS: * ESEARCH (TAG \"P3\") UID ALL 3,5\nS: P3 OK\n"
            "C^ P4 UID SEARCH RETURN (ALL) UID\nS: * ESEARCH (TAG \"P4\") UID ALL 3999\nS: P4 OK\n", [&many](ImapSession &session) {
            QCOMPARE(must(searchNewest(session, kAda, 2, many)), (NewestFound{must(SequenceSet::parse("5,3999")), 3}));
        });
    }

    void searchAndHeadersInOneTurn()
    {
        searched("ESEARCH SEARCHRES", "C: P3 UID SEARCH RETURN (SAVE ALL) FROM \"ada\"\nC^ P4 UID FETCH $ (UID FLAGS\nS: * ESEARCH (TAG \"P3\") UID ALL 3,7\nS: P3 OK\n"
            "S: * 1 FETCH (UID 3 RFC822.SIZE 5 " + kEnvelope + ")\nS: * 5 FETCH (FLAGS (\\Seen))\nS: * 2 FETCH (UID 7 RFC822.SIZE 5 " + kEnvelope + ")\nS: P4 OK\n", [](ImapSession &session) {
            Result<SequenceSet> found = SequenceSet();
            const int before = session.roundTrips();
            QCOMPARE(headersOf(session, found), (QList<Uid>{Uid(3), Uid(7)}));
            QCOMPARE(must(found).toWire(), "3,7");
            QCOMPARE(session.roundTrips() - before, 1);
            QCOMPARE(session.takeEvents().size(), 1);
        });
    }

    void headersThatCouldNotBeReadAreFetchedTheLongWay()
    {
        searched("ESEARCH SEARCHRES", "C^ P3 UID SEARCH RETURN (SAVE ALL)\nC^ P4 UID FETCH $\nS: * ESEARCH (TAG \"P3\") UID ALL 3,7\nS: P3 OK\nS: * 1 FETCH (UID 3 RFC822.SIZE 5 " + kEnvelope + ")\nS: * 2 FETCH (UID 7 RFC822.SIZE 5 ENVELOPE (oops))\nS: P4 OK\n"
            "C^ P5 UID FETCH 7 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE\nS: * 2 FETCH (UID 7 RFC822.SIZE 5 ENVELOPE (oops))\nS: P5 OK\nC^ P6 UID FETCH 7 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER]\nS: * 2 FETCH (UID 7 RFC822.SIZE 5 BODY[HEADER] \"A: b\")\nS: P6 OK\n", [](ImapSession &session) {
            Result<SequenceSet> found = SequenceSet();
            QCOMPARE(headersOf(session, found), (QList<Uid>{Uid(3), Uid(7)}));
        });
    }

    void aRefusedSearchBringsNoHeaders()
    {
        searched("ESEARCH SEARCHRES", "C^ P3 UID SEARCH RETURN (SAVE ALL)\nC^ P4 UID FETCH $\nS: P3 NO no\nS: P4 OK\nC: P5 NOOP\nS: P5 OK\n", [](ImapSession &session) {
            Result<SequenceSet> found = SequenceSet();
            QVERIFY(headersOf(session, found).isEmpty());
            QCOMPARE(int(found.error().kind), int(ErrorKind::Refused));
            QVERIFY(session.noop().ok());
        });
    }

    void searchAndHeadersInTwoTurnsWithoutSearchres()
    {
        searched("ESEARCH", "C: P3 UID SEARCH RETURN (ALL) FROM \"ada\"\nS: * ESEARCH (TAG \"P3\") UID ALL 3\nS: P3 OK\nC^ P4 UID FETCH 3 (\nS: * 1 FETCH (UID 3 RFC822.SIZE 5 " + kEnvelope + ")\nS: P4 OK\n", [](ImapSession &session) {
            Result<SequenceSet> found = SequenceSet();
            QCOMPARE(headersOf(session, found), QList<Uid>{Uid(3)});
        });
    }

    void theServerSorts()
    {
        const QList<SortTerm> terms{{SortTerm::By::Date, true}, {SortTerm::By::Subject}};
        searched("SORT", "C: P3 UID SORT (REVERSE DATE SUBJECT) UTF-8 FROM \"ada\"\nS: * SORT 9 3 7\nS: P3 OK\nC^ P4 UID SORT (\nS: P4 OK\n", [&](ImapSession &session) {
            QCOMPARE(must(sortServer(session, terms, kAda)), (QList<Uid>{Uid(9), Uid(3), Uid(7)}));
            QCOMPARE(int(sortServer(session, terms, kAda).error().kind), int(ErrorKind::Protocol));
            QCOMPARE(int(sortServer(session, {{SortTerm::By::DisplayFrom}}, kAda).error().kind), int(ErrorKind::Unsupported));
            QCOMPARE(int(sortServer(session, {}, kAda).error().kind), int(ErrorKind::Unsupported));
        });
        searched("", "", [&](ImapSession &session) { QCOMPARE(int(sortServer(session, terms, kAda).error().kind), int(ErrorKind::Unsupported)); });
    }

    void theServerThreads()
    {
        searched("THREAD=ORDEREDSUBJECT THREAD=REFERENCES", "C: P3 UID THREAD REFERENCES UTF-8 FROM \"ada\"\nS: * THREAD (3 (7)(9))\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(must(threadServer(session, kAda)), (QList<ThreadedMessage>{{Uid(3), -1}, {Uid(7), 0}, {Uid(9), 0}}));
        });
        searched("SORT", "", [](ImapSession &session) { QCOMPARE(int(threadServer(session, kAda).error().kind), int(ErrorKind::Unsupported)); });
    }

    void anOrderThatFitsNoLineIsNotAskedFor()
    {
        SessionOptions options = playedOptions();
        options.limits.lineBytes = 500;
        searched("SORT THREAD=REFS", "", [](ImapSession &session) {
            QCOMPARE(int(sortServer(session, {{SortTerm::By::Date}}, kAda).error().kind), int(ErrorKind::Unsupported));
            QCOMPARE(int(threadServer(session, kAda).error().kind), int(ErrorKind::Unsupported));
        }, options);
    }
};

PETREL_TEST(SessionServerSearchTest)
#include "session_server_search_test.moc"
