#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [UIDNEXT 30] ok\nS: P2 OK [READ-WRITE] done\n";
const QByteArray kEnvelope = "ENVELOPE (NIL \"hello\" ((NIL NIL \"ada\" \"x.org\")) NIL NIL NIL NIL NIL NIL \"<1@x>\")";

QList<FetchedHeader> headersOf(ImapSession &session, const MessageSet &messages, Status *status = nullptr)
{
    QList<FetchedHeader> headers;
    const Status ended = session.fetchHeaders(messages, [&](FetchedHeader &&header) -> Status {
        headers.append(std::move(header));
        return {};
    });
    if (status)
        *status = ended;
    return headers;
}

const char *const kItems = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES)])";

} // namespace

class SessionReadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void selectTellsTheFacts()
    {
        played("", "C: P2 SELECT \"INBOX\"\nS: * FLAGS (\\Seen)\nS: * 172 EXISTS\nS: * 1 RECENT\nS: * OK [UNSEEN 12] x\nS: * OK [UIDVALIDITY 3857529045] x\n"
                   "S: * OK [UIDNEXT 4392] x\nS: * OK [PERMANENTFLAGS (\\Seen \\*)] x\nS: P2 OK [READ-WRITE] done\n", [](ImapSession &session) {
            const SelectResult result = must(session.select(MailboxName::inbox()));
            QCOMPARE(result.uidValidity.number(), 3857529045u);
            QCOMPARE(result.uidNext.number(), 4392u);
            QCOMPARE(result.exists, 172u);
            QVERIFY(result.permanentFlags.anyKeyword && !result.readOnly && result.highestModSeq.isNull());
            QCOMPARE(session.exists(), 172u);
        });
    }

    void selectWithQresyncTellsWhatChangedAndVanished()
    {
        played("ENABLE CONDSTORE QRESYNC", "C: P3 SELECT \"INBOX\" (QRESYNC (7 50 1:10))\nS: * OK [CLOSED] x\nS: * 9 EXISTS\nS: * OK [UIDVALIDITY 7] x\nS: * OK [HIGHESTMODSEQ 60] x\n"
                   "S: * VANISHED (EARLIER) 4\nS: * 3 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (55))\nS: P3 OK [READ-WRITE] done\n", [](ImapSession &session) {
            const SelectResult result = must(session.select(MailboxName::inbox(), ImapSession::Access::ReadWrite,
                QresyncState{UidValidity(7), ModSeq(50), SequenceSet::range(1u, 10u)}));
            QVERIFY(result.qresync);
            QCOMPARE(result.vanished.toWire(), "4");
            QCOMPARE(result.changed.value(0).modSeq.number(), 55u);
            QVERIFY(session.takeEvents().isEmpty());
        });
    }

    void missingFolderIsNotFoundAndTheSessionLives()
    {
        played("", "C: P2 SELECT \"Gone\"\nS: P2 NO [NONEXISTENT] none\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            const auto result = session.select(must(MailboxName::fromWire("Gone")));
            QCOMPARE(int(result.error().kind), int(ErrorKind::NotFound));
            QVERIFY(session.isAlive() && !session.selected());
            QVERIFY(session.noop().ok());
        });
    }

    void headersStreamInAndStrangersPassBy()
    {
        played("", kSelected + "C: P3 UID FETCH 20:29 " + kItems + "\n"
            "S: * 2 FETCH (UID 21 FLAGS (\\Seen) INTERNALDATE \"01-Jan-1970 00:00:09 +0000\" RFC822.SIZE 99 " + kEnvelope + " BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) BODY[HEADER.FIELDS (REFERENCES)] {2}\nS:\n"
            "S: )\nS: * 1 FETCH (FLAGS (\\Flagged))\nS: * 2 EXPUNGE\nS: * 3 EXISTS\nS: P3 OK done\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const QList<FetchedHeader> headers = headersOf(session, MessageSet::uids(SequenceSet::range(20u, 29u)));
            QCOMPARE(headers.size(), 1);
            QCOMPARE(headers.first().envelope->subject, "hello");
            QCOMPARE(headers.first().internalDate, 9);
            QCOMPARE(headers.first().structure.size(), 1);
            const QList<MailboxEvent> events = session.takeEvents();
            QCOMPARE(events.size(), 3);
            QCOMPARE(int(events.at(0).kind), int(MailboxEvent::Kind::Flags));
            QCOMPARE(int(events.at(1).kind), int(MailboxEvent::Kind::Expunged));
            QCOMPARE(session.exists(), 3u);
        });
    }

    void aBrokenEnvelopeIsFetchedAsPlainHeader()
    {
        played("", kSelected + "C: P3 UID FETCH 21:22 " + kItems + "\nS: * 2 FETCH (UID 21 FLAGS () RFC822.SIZE 5 ENVELOPE (oops))\nS: * 3 FETCH (UID ?)\nS: P3 OK\n"
            "C: P4 UID FETCH 21 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])\nS: * 2 FETCH (UID 21 RFC822.SIZE 5 BODY[HEADER] \"A: b\")\nS: P4 OK\n"
            "C: P5 FETCH 3 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])\nS: * 3 FETCH (UID 22 RFC822.SIZE 5 BODY[HEADER] \"C: d\")\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const QList<FetchedHeader> headers = headersOf(session, MessageSet::uids(SequenceSet::range(21u, 22u)));
            QCOMPARE(headers.size(), 2);
            QVERIFY(!headers.first().envelope && headers.first().header == "A: b");
            QCOMPARE(headers.last().uid.number(), 22u);
        });
    }

    /** The last resort asks for nothing that needs the message to be parsed. */
    void aBrokenEnvelopeIsFetchedWithoutWhatExtensionsTell()
    {
        played("PREVIEW", kSelected + "C^ P3 UID FETCH 21 \nS: * 2 FETCH (UID 21 FLAGS () RFC822.SIZE 5 ENVELOPE (oops))\nS: P3 OK\n"
            "C: P4 UID FETCH 21 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])\nS: * 2 FETCH (UID 21 RFC822.SIZE 5 BODY[HEADER] \"A: b\")\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(headersOf(session, MessageSet::uids(SequenceSet::range(21u, 21u))).size(), 1);
        });
    }

    /** A server may offer PREVIEW, and refuse it: its folders are listed all the same. */
    void headersComeWithoutExtrasWhereTheServerRefusesThem()
    {
        for (const QByteArray answer : {"BAD PREVIEW what?", "NO not today"}) {
            played("PREVIEW", kSelected + "C^ P3 UID FETCH 21 \nS: P3 " + answer + "\nC: P4 UID FETCH 21 " + kItems + "\n"
                "S: * 2 FETCH (UID 21 RFC822.SIZE 99 " + kEnvelope + ")\nS: P4 OK\nC: P5 UID FETCH 22 " + kItems + "\nS: P5 NO not that one\n", [](ImapSession &session) {
                QVERIFY(session.select(MailboxName::inbox()).ok());
                QCOMPARE(headersOf(session, MessageSet::uids(SequenceSet::range(21u, 21u))).size(), 1);
                const Status refused = session.fetchHeaders(MessageSet::uids(SequenceSet::range(22u, 22u)), [](FetchedHeader &&) { return Status(); });
                QVERIFY2(!refused.ok(), "once is enough");
            });
        }
    }

    void anErrorOfTheSinkEndsTheFetchButNotTheSession()
    {
        played("", kSelected + "C: P3 FETCH 1:2 " + kItems + "\nS: * 1 FETCH (UID 1 RFC822.SIZE 5 " + kEnvelope + ")\nS: * 2 FETCH (UID 2 RFC822.SIZE 5 " + kEnvelope + ")\nS: P3 OK\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            int calls = 0;
            const Status status = session.fetchHeaders(MessageSet::numbers(SequenceSet::range(1u, 2u)), [&](FetchedHeader &&) -> Status {
                ++calls;
                return makeError(ErrorKind::StoreFull, QStringLiteral("full"));
            });
            QCOMPARE(int(status.error().kind), int(ErrorKind::StoreFull));
            QCOMPARE(calls, 1);
            QVERIFY(session.noop().ok());
        });
    }

    void flagsSinceAModSequence()
    {
        played("ENABLE CONDSTORE QRESYNC", "C: P3 SELECT \"INBOX\" (CONDSTORE)\nS: * 3 EXISTS\nS: P3 OK\nC: P4 UID FETCH 1:9 (UID FLAGS MODSEQ) (CHANGEDSINCE 50 VANISHED)\n"
            "S: * VANISHED (EARLIER) 2\nS: * 1 FETCH (UID 1 MODSEQ (60) FLAGS (\\Seen))\nS: * 1 FETCH (UID 1 MODSEQ (61) FLAGS ())\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const FlagsAnswer answer = must(session.fetchFlags(SequenceSet::range(1u, 9u), ModSeq(50)));
            QCOMPARE(answer.updates.size(), 1);
            QCOMPARE(answer.updates.first().modSeq.number(), 61u);
            QCOMPARE(answer.vanished.toWire(), "2");
        });
    }

    void existingUidsByEsearchAndBySearch()
    {
        played("ESEARCH", kSelected + "C: P3 UID SEARCH RETURN (ALL) ALL\nS: * ESEARCH (TAG \"P3\") UID ALL 1:5,9\nS: P3 OK\nC: P4 UID SEARCH RETURN (ALL) UID 20:*\nS: * ESEARCH (TAG \"P4\") UID ALL 9\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(session.existingUids()->toWire(), "1:5,9");
            QVERIFY2(session.existingUids(SequenceSet::from(20u))->isEmpty(), "n:* names the last message even below n");
        });
        played("", kSelected + "C: P3 UID SEARCH UID 1:9\nS: * SEARCH 1 2\nS: * SEARCH 3 77\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(session.existingUids(SequenceSet::range(1u, 9u))->toWire(), "1:3");
        });
    }

    /** Without ESEARCH every number is spelt out, and all of a large folder is longer than any line may be. */
    void theUidsOfALargeFolderComeInLinesThatFit()
    {
        SessionOptions options = playedOptions();
        options.limits.lineBytes = 2'000;
        const QByteArray selected = "C: P2 SELECT \"INBOX\"\nS: * 250 EXISTS\nS: P2 OK [READ-WRITE] done\n";
        played("", selected + "C: P3 UID SEARCH UID 1:100\nS: * SEARCH 1 100\nS: P3 OK\nC: P4 UID SEARCH UID 101:200\nS: * SEARCH\nS: P4 OK\n"
                   "C: P5 UID SEARCH UID 201:290,300\nS: * SEARCH 300\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(must(session.existingUids(SequenceSet::range(1u, 290u).united(SequenceSet::range(300u, 300u)))).toWire(), "1,100,300");
        }, options);
        played("", selected + "C: P3 UID SEARCH UID 4294967295:*\nS: * SEARCH 150\nS: P3 OK\nC: P4 UID SEARCH UID 1:100\nS: * SEARCH 7\nS: P4 OK\n"
                   "C: P5 UID SEARCH UID 101:*\nS: * SEARCH 150 151\nS: P5 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(must(session.existingUids()).toWire(), "7,150:151");
        }, options);
    }

    void lookBeforeRepeating()
    {
        played("", kSelected + "C: P3 UID SEARCH UID 30:* HEADER Message-ID \"<1@x>\"\nS: * SEARCH 29 31\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(must(session.findByMessageId("<1@x>", Uid(30))), QList<Uid>{Uid(31)});
        });
    }

    /** "Not named" is "gone": that must have been said. */
    void aSearchWhoseAnswerWasNotReadProvesNothing_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("SEARCH malformed") << QByteArray() << QByteArray("UID SEARCH UID 1:9") << QByteArray("S: * SEARCH 1 two 3\n");
        QTest::newRow("no SEARCH at all") << QByteArray() << QByteArray("UID SEARCH UID 1:9") << QByteArray();
        QTest::newRow("ESEARCH malformed") << QByteArray("ESEARCH") << QByteArray("UID SEARCH RETURN (ALL) UID 1:9") << QByteArray("S: * ESEARCH (TAG \"P3\") UID ALL 1:x\n");
        QTest::newRow("no ESEARCH at all") << QByteArray("ESEARCH") << QByteArray("UID SEARCH RETURN (ALL) UID 1:9") << QByteArray();
    }
    void aSearchWhoseAnswerWasNotReadProvesNothing()
    {
        QFETCH(QByteArray, capabilities);
        QFETCH(QByteArray, question);
        QFETCH(QByteArray, answer);
        played(capabilities, kSelected + "C: P3 " + question + '\n' + answer + "S: P3 OK\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            const Result<SequenceSet> existing = session.existingUids(SequenceSet::range(1u, 9u));
            QVERIFY(!existing.ok());
            QCOMPARE(int(existing.error().kind), int(ErrorKind::Protocol));
            QCOMPARE(int(existing.error().scope), int(ErrorScope::Folder));
            QVERIFY(session.noop().ok());
        });
    }

    void beforeRepeatingWeLookOurselvesWhereTheSearchWasNotAnswered()
    {
        played("", kSelected + "C: P3 UID SEARCH UID 30:* HEADER Message-ID \"<1@x>\"\nS: P3 OK\nC^ P4 UID FETCH 30:*\nS: * 3 FETCH (UID 31 RFC822.SIZE 5 " + kEnvelope + ")\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(must(session.findByMessageId("<1@x>", Uid(30))), QList<Uid>{Uid(31)});
        });
    }

    void whatChangedIsAskedForAgainWhenItsReportWasNotRead()
    {
        played("ENABLE CONDSTORE QRESYNC", "C: P3 SELECT \"INBOX\" (QRESYNC (7 50 1:10))\nS: * 9 EXISTS\nS: * OK [UIDVALIDITY 7] x\nS: * OK [HIGHESTMODSEQ 60] x\n"
                   "S: * 3 FETCH (UID 3 FLAGS (\\Seen MODSEQ (55))\nS: P3 OK [READ-WRITE] done\n", [](ImapSession &session) {
            const SelectResult result = must(session.select(MailboxName::inbox(), ImapSession::Access::ReadWrite,
                QresyncState{UidValidity(7), ModSeq(50), SequenceSet::range(1u, 10u)}));
            QVERIFY(result.qresync && !result.complete);
        });
    }

    void lookBeforeRepeatingWhereHeadersCannotBeSearched()
    {
        played("", kSelected + "C: P3 UID SEARCH UID 30:* HEADER Message-ID \"<1@x>\"\nS: P3 NO [UNAVAILABLE] no\nC^ P4 UID FETCH 30:*\nS: * 3 FETCH (UID 31 RFC822.SIZE 5 " + kEnvelope + ")\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(must(session.findByMessageId("<1@x>", Uid(30))), QList<Uid>{Uid(31)});
        });
    }

    void byeInTheMiddleEndsTheSession()
    {
        played("", kSelected + "C^ P3 UID FETCH\nS: * 1 FETCH (UID 1 RFC822.SIZE 5 " + kEnvelope + ")\nS: * BYE restarting\nCLOSE\n", [](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            Status status;
            QCOMPARE(headersOf(session, MessageSet::uids(SequenceSet::all()), &status).size(), 1);
            QCOMPARE(int(status.error().kind), int(ErrorKind::Network));
            QVERIFY(!session.isAlive());
            QVERIFY(!session.noop().ok());
        });
    }

    void anAnswerToACommandNeverSentEndsTheSession()
    {
        played("", "C: P2 NOOP\nS: P9 OK\n", [](ImapSession &session) {
            QCOMPARE(int(session.noop().error().kind), int(ErrorKind::Protocol));
            QVERIFY(!session.isAlive());
        });
    }
};

PETREL_TEST(SessionReadTest)
#include "session_read_test.moc"
