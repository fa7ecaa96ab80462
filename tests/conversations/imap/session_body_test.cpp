#include "tests/conversations/imap/played_session.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kSelected = "C: P2 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P2 OK done\n";

/** The same as played(), with slices of eight bytes. */
void sliced(const QByteArray &script, const std::function<void(ImapSession &)> &act)
{
    test::converse(loggedIn("") + kSelected + script, [&act](test::FakeStream &stream) {
        SessionOptions options = playedOptions();
        options.sliceBytes = 8;
        const auto session = openOn(stream, options);
        QVERIFY(session.ok() && (*session)->select(MailboxName::inbox()).ok());
        act(**session);
    });
}

struct Body
{
    QByteArray bytes;
    Status status;
};

Body bodyOf(ImapSession &session, const QByteArray &section = {})
{
    Body body;
    body.status = session.fetchBody(Uid(7), section, [&](const QByteArray &piece) -> Status {
        body.bytes += piece;
        return {};
    });
    return body;
}

} // namespace

class SessionBodyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bodiesComeInSlicesUntilAShortOne()
    {
        sliced("C: P3 UID FETCH 7 (UID BODY.PEEK[]<0.8>)\nS| * 1 FETCH (UID 7 BODY[]<0> {8}\\r\\nab\\r\\ncdef)\\r\\n\nS: P3 OK\n"
               "C: P4 UID FETCH 7 (UID BODY.PEEK[]<8.8>)\nS: * 1 FETCH (UID 7 BODY[]<8> \"gh\")\nS: P4 OK\n", [](ImapSession &session) {
            const Body body = bodyOf(session);
            QVERIFY(body.status.ok());
            QCOMPARE(body.bytes, "ab\r\ncdefgh");
        });
    }

    void aWholeNumberOfSlicesEndsWithAnEmptyOne()
    {
        sliced("C: P3 UID FETCH 7 (UID BODY.PEEK[1]<0.8>)\nS: * 1 FETCH (UID 7 BODY[1]<0> \"12345678\")\nS: P3 OK\n"
               "C: P4 UID FETCH 7 (UID BODY.PEEK[1]<8.8>)\nS: * 1 FETCH (UID 7 BODY[1]<8> \"\")\nS: P4 OK\n", [](ImapSession &session) {
            QCOMPARE(bodyOf(session, "1").bytes, "12345678");
        });
    }

    void aServerThatIgnoresSlicesIsBelievedOnce()
    {
        sliced("C^ P3 UID FETCH 7\nS: * 1 FETCH (UID 7 BODY[] \"longer than eight\")\nS: P3 OK\n", [](ImapSession &session) {
            QCOMPARE(bodyOf(session).bytes, "longer than eight");
        });
    }

    void whatIsGoneIsNotFound()
    {
        sliced("C^ P3 UID FETCH 7\nS: P3 OK nothing\n", [](ImapSession &session) {
            QCOMPARE(int(bodyOf(session).status.error().kind), int(ErrorKind::NotFound));
            QVERIFY(session.isAlive());
        });
        sliced("C^ P3 UID FETCH 7\nS: * 1 FETCH (UID 7 BODY[4] NIL)\nS: P3 OK nothing\n", [](ImapSession &session) {
            QCOMPARE(int(bodyOf(session, "4").status.error().kind), int(ErrorKind::NotFound));
        });
    }

    void anotherMessagesBytesAreNeverTaken()
    {
        sliced("C^ P3 UID FETCH 7\nS: * 1 FETCH (UID 8 BODY[] \"wrong\")\nS: P3 OK\n", [](ImapSession &session) {
            const Body body = bodyOf(session);
            QVERIFY(body.bytes.isEmpty());
            QCOMPARE(int(body.status.error().kind), int(ErrorKind::NotFound));
        });
    }

    void cancellingStopsBeforeTheNextSliceAndKeepsTheSession()
    {
        sliced("C: P3 UID FETCH 7 (UID BODY.PEEK[]<0.8>)\nS: * 1 FETCH (UID 7 BODY[]<0> \"12345678\")\nS: P3 OK\nC: P4 NOOP\nS: P4 OK\n", [](ImapSession &session) {
            const Status status = session.fetchBody(Uid(7), {}, [](const QByteArray &) -> Status { return makeError(ErrorKind::Cancelled, QStringLiteral("enough")); });
            QCOMPARE(int(status.error().kind), int(ErrorKind::Cancelled));
            QVERIFY(session.noop().ok());
        });
    }

    void aConnectionLostInsideALiteralGivesNothing()
    {
        sliced("C^ P3 UID FETCH 7\nS| * 1 FETCH (UID 7 BODY[]<0> {8}\\r\\nabc\nCLOSE\n", [](ImapSession &session) {
            const Body body = bodyOf(session);
            QVERIFY(body.bytes.isEmpty());
            QCOMPARE(int(body.status.error().kind), int(ErrorKind::Network));
            QVERIFY(!session.isAlive());
        });
    }

    void aLiteralBeyondTheCapEndsTheSessionBeforeItIsRead()
    {
        sliced("C^ P3 UID FETCH 7\nS: * 1 FETCH (UID 7 BODY[]<0> {4294967295}\n", [](ImapSession &session) {
            QCOMPARE(int(bodyOf(session).status.error().kind), int(ErrorKind::Protocol));
        });
    }

    void severalSectionsInOneRoundTrip()
    {
        sliced("C: P3 UID FETCH 7 (UID BODY.PEEK[1] BODY.PEEK[2.MIME])\nS: * 1 FETCH (UID 7 BODY[1] \"a\" BODY[2.MIME] NIL)\nS: P3 OK\n", [](ImapSession &session) {
            const int before = session.roundTrips();
            const QList<BodySection> sections = must(session.fetchSections(Uid(7), {"1", "2.MIME"}));
            QCOMPARE(sections.size(), 1);
            QCOMPARE(sections.first().bytes, "a");
            QCOMPARE(session.roundTrips() - before, 1);
        });
    }
};

PETREL_TEST(SessionBodyTest)
#include "session_body_test.moc"
