#include "tests/conversations/imap/played_session.h"
#include "tests/support/compressing_stream.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

const QByteArray kOffers = "COMPRESS=DEFLATE";
const QByteArray kAgreed = "C: P2 COMPRESS DEFLATE\nS: P2 OK DEFLATE active\n";
const QByteArray kLastPlain = "P2 OK DEFLATE active\r\n";

/** As played(), with a server that compresses once it has agreed to. */
void playedCompressed(const QByteArray &script, const std::function<void(ImapSession &)> &act)
{
    test::converse(loggedIn(kOffers) + kAgreed + script, [&](test::FakeStream &fake) {
        fake.encrypted();
        test::CompressingStream server(fake, kLastPlain);
        const auto session = ImapSession::open(std::make_unique<LentStream>(server), playedOptions());
        QVERIFY2(session.ok(), session.ok() ? "" : qPrintable(describe(session.error())));
        act(**session);
    });
}

} // namespace

/** COMPRESS=DEFLATE (RFC 4978). */
class SessionCompressTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theConversationGoesOnCompressed()
    {
        playedCompressed("C: P3 SELECT \"INBOX\"\nS: * 3 EXISTS\nS: P3 OK [READ-WRITE] done\nC: P4 NOOP\nS: * 4 EXISTS\nS: P4 OK\n", [](ImapSession &session) {
            QVERIFY(session.canCompress() && !session.isCompressed());
            const Status compressed = session.compress();
            QVERIFY2(compressed.ok(), compressed.ok() ? "" : qPrintable(describe(compressed.error())));
            QVERIFY(session.isCompressed());
            QCOMPARE(must(session.select(MailboxName::inbox())).exists, 3u);
            QVERIFY(session.noop().ok());
            QCOMPARE(session.exists(), 4u);
        });
    }

    void whatStandsRightBehindTheAnswerIsCompressedAlready()
    {
        playedCompressed("S: * OK [ALERT] back at noon\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.compress().ok());
            QVERIFY(session.noop().ok());
        });
    }

    void askedTwiceItIsDoneOnce()
    {
        playedCompressed("C: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(session.compress().ok());
            QVERIFY(session.compress().ok());
            QVERIFY(session.noop().ok());
        });
    }

    void largeMessagesTravelBothWays()
    {
        const QByteArray body = QByteArray("A line of a message that repeats itself.\\r\\n").repeated(2'000);
        const QByteArray bytes = QByteArray("A line of a message that repeats itself.\r\n").repeated(2'000);
        const QByteArray size = QByteArray::number(bytes.size());
        playedCompressed("C: P3 SELECT \"INBOX\"\nS: * 1 EXISTS\nS: P3 OK\nC^ P4 UID FETCH 9 (UID BODY.PEEK[]\nS: * 1 FETCH (UID 9 BODY[] {" + size + "}\nS| " + body + "\nS: )\nS: P4 OK\n"
            "C: P5 APPEND \"INBOX\" () {" + size + "}\nS: + go\nC| " + body + "\\r\\n\nS: P5 OK\n", [&](ImapSession &session) {
            QVERIFY(session.compress().ok() && session.select(MailboxName::inbox()).ok());
            QByteArray heard;
            const Status fetched = session.fetchBody(Uid(9), "", [&](const QByteArray &piece) -> Status { heard += piece; return {}; });
            QVERIFY2(fetched.ok(), fetched.ok() ? "" : qPrintable(describe(fetched.error())));
            QCOMPARE(heard, bytes);
            QVERIFY(session.append(MailboxName::inbox(), LiteralSource::of(bytes), {}).ok());
        });
    }

    void idleWorksCompressed()
    {
        test::converse(loggedIn(kOffers + " IDLE") + kAgreed + "C: P3 SELECT \"INBOX\"\nS: * 1 EXISTS\nS: P3 OK\nC: P4 IDLE\nS: + idling\nS: * 2 EXISTS\nC: DONE\nS: P4 OK\n", [](test::FakeStream &fake) {
            fake.encrypted();
            test::CompressingStream server(fake, kLastPlain);
            const auto session = ImapSession::open(std::make_unique<LentStream>(server), playedOptions());
            QVERIFY(session.ok() && (*session)->compress().ok() && (*session)->select(MailboxName::inbox()).ok());
            QCOMPARE(int(must((*session)->idle(Deadline::in(std::chrono::minutes(1))))), int(IdleOutcome::Events));
            QCOMPARE((*session)->exists(), 2u);
        });
    }

    void aRefusalLeavesTheSessionAsItWas_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("active already") << QByteArray("NO [COMPRESSIONACTIVE] DEFLATE active via TLS");
        QTest::newRow("no memory") << QByteArray("NO unable");
        QTest::newRow("not understood") << QByteArray("BAD what?");
    }
    void aRefusalLeavesTheSessionAsItWas()
    {
        QFETCH(QByteArray, answer);
        played(kOffers, "C: P2 COMPRESS DEFLATE\nS: P2 " + answer + "\nC: P3 NOOP\nS: P3 OK\n", [](ImapSession &session) {
            QVERIFY(!session.compress().ok());
            QVERIFY(session.isAlive() && !session.isCompressed());
            QVERIFY(session.noop().ok());
        });
    }

    void whereItIsNotOfferedNothingIsSaid()
    {
        played("IDLE", "C: P2 NOOP\nS: P2 OK\n", [](ImapSession &session) {
            QCOMPARE(int(session.compress().error().kind), int(ErrorKind::Unsupported));
            QVERIFY(session.noop().ok());
        });
    }

    void aServerThatAgreesAndGoesOnInThePlainEndsTheSession()
    {
        test::FakeStream fake(loggedIn(kOffers) + kAgreed + "S: * OK not compressed at all, this is\n");
        const Result<std::unique_ptr<ImapSession>> session = openOn(fake);
        QVERIFY(session.ok() && (*session)->compress().ok());
        const Status status = (*session)->noop();
        QCOMPARE(int(status.error().kind), int(ErrorKind::Protocol));
        QCOMPARE(status.error().code, "compression");
        QVERIFY(!(*session)->isAlive());
    }
};

PETREL_TEST(SessionCompressTest)
#include "session_compress_test.moc"
