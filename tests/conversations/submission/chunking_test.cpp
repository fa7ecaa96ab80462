#include "tests/conversations/smtp/smtp_play.h"
#include "tests/support/cut_stream.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::smtp;
using namespace petrel::test;
using Outcome = Delivery::Outcome;

namespace {

const QByteArray kGreeted = "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\nS: 250-PIPELINING\nS: 250 CHUNKING\n";
const QByteArray kEnvelope = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nS: 250 ok\nS: 250 ok\n";
const QByteArray kContent = "C| BDAT 7\\r\\nhello\\r\\nBDAT 0 LAST\\r\\n\n";

Result<Delivery> sendHello(SmtpSession &session, int *recorded = nullptr)
{
    BytesSource source("hello");
    return session.data(source, [recorded]() -> Status {
        if (recorded)
            ++*recorded;
        return {};
    }, {});
}

} // namespace

/** A message in BDAT chunks (RFC 3030), as submitted where CHUNKING and PIPELINING are offered. */
class ChunkingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMessageIsSubmittedInTwoRoundTrips()
    {
        submitting(kEnvelope + kContent + "S: 250 7 bytes\nS: 250 2.0.0 queued as 17\n", [](SmtpSession &session, FakeStream &) {
            QVERIFY(session.envelope(adaToBob(), {})->allAccepted());
            const auto delivery = sendHello(session);
            QVERIFY(delivery.ok() && delivery->outcome == Outcome::Accepted);
            QCOMPARE(delivery->reply.text(), QByteArray("queued as 17"));
            QCOMPARE(session.roundTrips(), 1 + 2);
        }, kGreeted);
    }

    void withoutPipeliningEachChunkWouldBeATurnSoDataIsSaid()
    {
        submitting("C: MAIL FROM:<ada@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.org>\nS: 250 ok\nC: DATA\nS: 354 go\nC: hello\nC: .\nS: 250 ok\n",
                   [](SmtpSession &session, FakeStream &) {
                       QVERIFY(session.envelope(adaToBob(), {}).ok());
                       QVERIFY(sendHello(session)->outcome == Outcome::Accepted);
                   }, "S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250-hi\nS: 250 CHUNKING\n");
    }

    void chunksHaveCrLfAndTheirDotsAsTheyAre()
    {
        submitting(kEnvelope + "C| BDAT 13\\r\\na\\r\\n.\\r\\n.b\\r\\nc\\r\\nBDAT 0 LAST\\r\\n\nS: 250 ok\nS: 250 ok\n", [](SmtpSession &session, FakeStream &) {
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            BytesSource source("a\n.\r.b\r\nc");
            QVERIFY(session.data(source, nothingToRecord, {})->outcome == Outcome::Accepted);
        }, kGreeted);
    }

    void anEmptyMessageIsOneEmptyChunk()
    {
        submitting(kEnvelope + "C: BDAT 0 LAST\nS: 250 ok\n", [](SmtpSession &session, FakeStream &) {
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            BytesSource source("");
            QVERIFY(session.data(source, nothingToRecord, {})->outcome == Outcome::Accepted);
        }, kGreeted);
    }

    void aLargeMessageTravelsInChunksOfOneBlock()
    {
        const QByteArray block = QByteArray("0123456789abcde\r\n").repeated(128 * 1024 / 17 + 1); // what fills a block, in pieces of one line
        class Lines final : public MessageSource
        {
        public:
            Result<QByteArray> next() override { return m_left-- > 0 ? QByteArray("0123456789abcde\n") : QByteArray(); }

        private:
            qsizetype m_left = 2 * (128 * 1024 / 17 + 1);
        };
        const QByteArray chunk = "C| BDAT " + QByteArray::number(block.size()) + "\\r\\n" + QByteArray(block).replace("\r\n", "\\r\\n") + "\n";
        FakeStream stream(kGreeted + kEnvelope + chunk + "S: 250 ok\n" + chunk + "S: 250 ok\nC: BDAT 0 LAST\nS: 250 ok\n");
        stream.encrypted();
        auto session = openSmtp(stream);
        QVERIFY((*session)->envelope(adaToBob(), {}).ok());
        Lines source;
        QVERIFY((*session)->data(source, nothingToRecord, {})->outcome == Outcome::Accepted);
        QVERIFY2(stream.finished(), stream.problem());
    }

    void theRecordIsMadeWhenOnlyTheLastChunkIsMissing()
    {
        submitting(kEnvelope + kContent + "S: 250 ok\nS: 250 ok\n", [](SmtpSession &session, FakeStream &stream) {
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            BytesSource source("hello");
            int recorded = 0;
            const auto delivery = session.data(source, [&]() -> Status {
                ++recorded;
                return stream.written().endsWith("BDAT 7\r\nhello\r\n") ? Status() : Status(makeError(ErrorKind::Bug, QStringLiteral("too early or too late")));
            }, {});
            QVERIFY(delivery.ok());
            QCOMPARE(recorded, 1);
        }, kGreeted);
    }

    void withoutTheRecordThereIsNoLastChunk()
    {
        FakeStream stream(kGreeted + kEnvelope + "C| BDAT 7\\r\\nhello\\r\\n\n");
        stream.encrypted();
        auto session = openSmtp(stream);
        QVERIFY((*session)->envelope(adaToBob(), {}).ok());
        BytesSource source("hello");
        const auto delivery = (*session)->data(source, [] { return Status(makeError(ErrorKind::StoreFull, QStringLiteral("no space"))); }, {});
        QCOMPARE(delivery.error().kind, ErrorKind::StoreFull);
        QVERIFY((*session)->isOver() && !stream.written().contains("LAST"));
    }

    void aMessageGivenUpDoesNotCostTheConnection()
    {
        submitting(kEnvelope + "C: RSET\nS: 250 ok\n" + kEnvelope + kContent + "S: 250 ok\nS: 250 ok\n", [](SmtpSession &session, FakeStream &) {
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            QVERIFY(session.reset({}).ok());
            QVERIFY(!session.isOver());
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            QVERIFY(sendHello(session)->outcome == Outcome::Accepted);
        }, kGreeted);
    }

    void nobodyTakesItSoNothingIsSent()
    {
        submitting("C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nS: 250 ok\nS: 550 5.1.1 no\nC: RSET\nS: 250 ok\n", [](SmtpSession &session, FakeStream &) {
            QCOMPARE(session.envelope(adaToBob(), {})->accepted(), 0);
            QVERIFY(session.reset({}).ok());
        }, kGreeted);
    }

    void aChunkRefusedEarlyEndsItBeforeTheLast()
    {
        FakeStream stream(kGreeted + kEnvelope + "S: 552 5.3.4 too big\nC^ BDAT\n"); // as from a server that gave up while we were sending
        stream.encrypted();
        auto session = openSmtp(stream);
        QVERIFY((*session)->envelope(adaToBob(), {}).ok());
        int recorded = 0;
        const auto delivery = sendHello(**session, &recorded);
        QCOMPARE(delivery.error().code, QByteArray("5.3.4"));
        QVERIFY(recorded == 0 && (*session)->isOver() && !stream.written().contains("LAST"));
    }

    void onlyTheAnswerToTheLastChunkIsCertain_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("kind"); // of the error, -1 for none
        const auto means = [](const char *name, const char *server, Outcome outcome, int kind) { QTest::newRow(name) << QByteArray(server) << int(outcome) << kind; };
        means("both taken", "S: 250 ok\nS: 250 ok\n", Outcome::Accepted, -1);
        means("the last refused", "S: 250 ok\nS: 554 5.7.1 no\n", Outcome::Refused, int(ErrorKind::Refused));
        means("the last refused for now", "S: 250 ok\nS: 451 4.3.0 later\n", Outcome::Refused, int(ErrorKind::Throttled));
        means("both refused", "S: 552 5.2.2 full\nS: 503 what?\n", Outcome::Refused, int(ErrorKind::Quota));
        means("a chunk refused, then closed", "S: 552 5.2.2 full\nCLOSE\n", Outcome::Refused, int(ErrorKind::Quota));
        means("a chunk refused, and the message taken", "S: 552 5.2.2 full\nS: 250 ok\n", Outcome::Uncertain, int(ErrorKind::Protocol));
        means("closed after a chunk", "S: 250 ok\nCLOSE\n", Outcome::Uncertain, int(ErrorKind::Network));
        means("closed at once", "CLOSE\n", Outcome::Uncertain, int(ErrorKind::Network));
        means("silence", "S: 250 ok\nSILENCE\n", Outcome::Uncertain, int(ErrorKind::Timeout));
        means("stopped by the person", "S: 250 ok\nSTOP\n", Outcome::Uncertain, int(ErrorKind::Cancelled));
        means("421", "S: 421 closing\nCLOSE\n", Outcome::Refused, int(ErrorKind::Throttled));
        means("354 to a chunk", "S: 354 go\nS: 554 what?\n", Outcome::Uncertain, int(ErrorKind::Protocol));
        means("354 to the last", "S: 250 ok\nS: 354 go\n", Outcome::Uncertain, int(ErrorKind::Protocol));
        means("nonsense", "S: 250 ok\nS: thanks\n", Outcome::Uncertain, int(ErrorKind::Protocol));
        means("codes that change", "S: 250 ok\nS: 250-a\nS: 550 b\n", Outcome::Uncertain, int(ErrorKind::Protocol));
    }
    void onlyTheAnswerToTheLastChunkIsCertain()
    {
        QFETCH(QByteArray, server);
        QFETCH(int, outcome);
        QFETCH(int, kind);
        submitting(kEnvelope + kContent + server, [&](SmtpSession &session, FakeStream &stream) {
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            const auto delivery = sendHello(session);
            QVERIFY(delivery.ok());
            QCOMPARE(int(delivery->outcome), outcome);
            QCOMPARE(delivery->error ? int(delivery->error->kind) : -1, kind);
            if (delivery->outcome == Outcome::Uncertain)
                QVERIFY(session.isOver() && stream.isClosed());
        }, kGreeted);
    }

    /** A whole submission, cut after every byte the server sends: each cut gives the one answer that is true. */
    void cutAfterEveryByteNeverClaimsTooMuch()
    {
        const QByteArray script = kGreeted + kEnvelope + kContent + "S: 250 7 bytes\nS: 250 2.0.0 thank you\n";
        int errors = 0, uncertain = 0;
        for (qint64 cut = 0;; ++cut) {
            QVERIFY(cut < 1000);
            FakeStream played(script);
            played.encrypted();
            CutStream stream(played, cut);
            auto session = openSmtp(stream);
            if (!session || !(*session)->envelope(adaToBob(), {})) {
                ++errors;
                continue;
            }
            const auto delivery = sendHello(**session);
            QCOMPARE(delivery.ok(), played.written().endsWith("LAST\r\n"));
            if (!delivery) {
                ++errors;
                continue;
            }
            if (delivery->outcome == Outcome::Accepted) {
                QCOMPARE(cut, played.bytesIn()); // not one byte earlier
                break;
            }
            QVERIFY(delivery->outcome == Outcome::Uncertain);
            ++uncertain;
        }
        QVERIFY(errors > 50);
        QCOMPARE(uncertain, int(qstrlen("250 7 bytes\r\n250 2.0.0 thank you\r\n")));
    }
};

PETREL_TEST(ChunkingTest)
#include "chunking_test.moc"
