#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 9 EXISTS\nS: * OK [PERMANENTFLAGS (\\Seen)] x\nS: P2 OK done\n";

void inFolder(const QByteArray &script, const std::function<void(ImapSession &)> &act)
{
    played("UIDPLUS MOVE", kSelected + script, [&act](ImapSession &session) {
        QVERIFY(session.select(MailboxName::inbox()).ok());
        act(session);
    });
}

} // namespace

/** What servers do beside the book, and what must not come of it. */
class SessionHazardsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void zeroIsUnknown()
    {
        played("", "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 0] x\nS: * OK [UIDNEXT 0] x\nS: * OK [HIGHESTMODSEQ 0] x\nS: P2 OK\n", [](ImapSession &session) {
            const SelectResult result = must(session.select(MailboxName::inbox()));
            QVERIFY(result.uidValidity.isNull() && result.uidNext.isNull() && result.highestModSeq.isNull());
            QCOMPARE(result.exists, 3u);
        });
    }

    void whichFlagsAreKept_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<int>("kept");
        const int all = int(Flags(Flag::Seen | Flag::Flagged | Flag::Forwarded).toInt());
        QTest::newRow("nothing told: all") << QByteArray() << all;
        QTest::newRow("an empty list: none") << QByteArray("S: * OK [PERMANENTFLAGS ()] x\n") << 0;
        QTest::newRow("no new keywords") << QByteArray("S: * OK [PERMANENTFLAGS (\\Seen)] x\n") << int(Flags(Flag::Seen).toInt());
        QTest::newRow("any keyword") << QByteArray("S: * OK [PERMANENTFLAGS (\\Seen \\*)] x\n") << int(Flags(Flag::Seen | Flag::Forwarded).toInt());
    }
    void whichFlagsAreKept()
    {
        QFETCH(QByteArray, told);
        QFETCH(int, kept);
        played("", "C: P2 SELECT \"INBOX\"\n" + told + "S: P2 OK\n", [&](ImapSession &session) {
            QVERIFY(session.select(MailboxName::inbox()).ok());
            QCOMPARE(int(session.keptFlags(Flag::Seen | Flag::Flagged | Flag::Forwarded).toInt()), kept);
        });
    }

    void aFetchWithoutUidIsNobodysAnswer()
    {
        inFolder("C^ P3 UID FETCH 1:9 (UID FLAGS)\nS: * 3 FETCH (FLAGS (\\Seen))\nS: * 4 FETCH (UID 4 FLAGS ())\nS: * 5 FETCH (UID 77 FLAGS ())\nS: P3 OK\n", [](ImapSession &session) {
            const FlagsAnswer answer = must(session.fetchFlags(SequenceSet::range(1u, 9u)));
            QCOMPARE(answer.updates.size(), 1);
            QCOMPARE(answer.updates.first().uid.number(), 4u);
            QCOMPARE(session.takeEvents().size(), 2);
        });
    }

    void aMoveThatWasDoneInPartIsAnError()
    {
        inFolder("C: P3 UID MOVE 1:3 \"Sea\"\nS: * OK [COPYUID 7 1 11] x\nS: * 1 EXPUNGE\nS: P3 NO MOVE failed or partially completed\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(!session.uidMove(SequenceSet::range(1u, 3u), must(MailboxName::fromWire("Sea"))).ok());
            QCOMPARE(session.exists(), 8u);
            QVERIFY(session.noop().ok());
        });
    }

    void anAppendWithoutAppendUidIsStillDone()
    {
        played("LITERAL+", "C: P2 APPEND \"Sent\" () {1+}\nC: x\nS: P2 OK done\nC: P3 APPEND \"Sent\" () {1+}\nC: x\nS: P3 NO [TRYCREATE] none\n", [](ImapSession &session) {
            const MailboxName sent = must(MailboxName::fromWire("Sent"));
            const auto appended = session.append(sent, LiteralSource::of("x"), {});
            QVERIFY(appended.ok() && appended->uids.isEmpty());
            QCOMPARE(int(session.append(sent, LiteralSource::of("x"), {}).error().kind), int(ErrorKind::NotFound));
        });
    }

    /** Outlook breaks the connection at some fifty. */
    void statusIsAskedForOfSoManyFoldersAtOnceAsTheServerTakes()
    {
        QByteArray script = "C: P2 LIST \"\" \"*\"\nC: P3 LSUB \"\" \"*\"\n";
        for (int i = 0; i < 45; ++i)
            script += "S: * LIST () \"/\" f" + QByteArray::number(i) + '\n';
        script += "S: P2 OK\nS: P3 OK\n";
        for (int first = 0; first < 45; first += 20) {
            const int last = std::min(first + 20, 45);
            for (int i = first; i < last; ++i)
                script += "C^ P" + QByteArray::number(i + 4) + " STATUS \"f" + QByteArray::number(i) + "\"\n";
            for (int i = first; i < last; ++i)
                script += "S: * STATUS f" + QByteArray::number(i) + " (MESSAGES 1)\nS: P" + QByteArray::number(i + 4) + " OK\n";
        }
        SessionOptions twenty = playedOptions();
        twenty.mostAtOnce = 20;
        played("", script, [](ImapSession &session) {
            const int before = session.roundTrips();
            QCOMPARE(must(session.list(ImapSession::WithStatus::Yes)).folders.size(), 45);
            QCOMPARE(session.roundTrips() - before, 1 + 3);
        }, twenty);
    }

    void aLiteralThatIsCutShortIsNoBody()
    {
        inFolder("C^ P3 UID FETCH 7\nS| * 1 FETCH (UID 7 BODY[]<0> {500}\\r\\nhalf of\nCLOSE\n", [](ImapSession &session) {
            QByteArray heard;
            const Status status = session.fetchBody(Uid(7), "", [&](const QByteArray &piece) -> Status { heard += piece; return {}; });
            QCOMPARE(int(status.error().kind), int(ErrorKind::Network));
            QVERIFY(heard.isEmpty() && !session.isAlive());
        });
    }

    void bytesBeyondAsciiAndLoneReturnsAreContent()
    {
        inFolder("C^ P3 UID FETCH 7\nS| * 1 FETCH (UID 7 RFC822.SIZE 1 ENVELOPE (NIL \"Gr\\xc3\\xbc\\xc3\\x9f\\re\" NIL NIL NIL NIL NIL NIL NIL NIL))\\r\\n\nS: P3 OK\n", [](ImapSession &session) {
            QByteArray subject;
            QVERIFY(session.fetchHeaders(MessageSet::uids(SequenceSet::of(Uid(7))), [&](FetchedHeader &&header) -> Status {
                subject = header.envelope ? header.envelope->subject : QByteArray();
                return {};
            }).ok());
            QCOMPARE(subject, "Gr\xc3\xbc\xc3\x9f\re");
        });
    }

    void aFarewellInsteadOfAGreetingIsTold()
    {
        test::FakeStream stream("S: * BYE [UNAVAILABLE] too many connections\nCLOSE\n");
        const auto session = openOn(stream);
        QCOMPARE(int(session.error().kind), int(ErrorKind::Throttled));
    }
};

PETREL_TEST(SessionHazardsTest)
#include "session_hazards_test.moc"
