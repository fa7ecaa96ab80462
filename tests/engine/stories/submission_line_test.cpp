#include "core/engine/send/outgoing.h"
#include "core/engine/send/submission_line.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** Letters that leave one by one, over one line. */
class Sending : public Workbench
{
public:
    Sending() : Workbench(IncomingKind::Pop3) {}

    OutboxId send(engine::SubmissionLine &line)
    {
        mime::OutgoingMessage message;
        message.to = {{{}, QStringLiteral("bob@example.net")}};
        message.subject = QStringLiteral("Ferry");
        message.text = QStringLiteral("It leaves at nine.\n");
        const OutboxId id = MUST(engine::queueMessage(*store, account, message));
        round(line);
        return id;
    }
    void round(engine::SubmissionLine &line)
    {
        engine::PassContext pass = context();
        pass.transcript = m_transcript; // as a worker's, it outlives the line
        MUST_DO(engine::Submission(pass, [](OutboxId) {}, &line).sendDue());
        report = pass.report;
    }
    [[nodiscard]] OutboxItem item(OutboxId id)
    {
        return MUST(read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
    }
    [[nodiscard]] qsizetype said(const QByteArray &beginning) const
    {
        return std::count_if(smtp.heard.cbegin(), smtp.heard.cend(), [&](const QByteArray &line) { return line.startsWith(beginning); });
    }

private:
    std::shared_ptr<net::Transcript> m_transcript = std::make_shared<net::Transcript>();
};

} // namespace

/** The connection that is kept for the next letter. */
class SubmissionLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNextLetterFindsItOpen()
    {
        Sending bench;
        engine::SubmissionLine line;
        for (int letter = 0; letter < 3; ++letter)
            QCOMPARE(bench.item(bench.send(line)).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 3);
        QCOMPARE(bench.said("AUTH"), 1);
        QCOMPARE(bench.said("NOOP"), 2); // a sign of life each time
        QCOMPARE(bench.said("QUIT"), 0);
        QCOMPARE(bench.report.roundTrips, 2); // envelope, content
    }

    void aLineThatDiedIsNoticedBeforeTheLetterAndCostsNoAttempt()
    {
        Sending bench;
        engine::SubmissionLine line;
        bench.connector.watch([](Way way, const QByteArray &bytes) { return way == Way::In || !bytes.startsWith("NOOP"); });
        (void)bench.send(line);
        const OutboxId id = bench.send(line);
        QCOMPARE(bench.item(id).state, OutboxState::Sent);
        QCOMPARE(bench.item(id).attempts, 0);
        QCOMPARE(bench.said("AUTH"), 2);
        QCOMPARE(bench.smtp.delivered.size(), 2);
    }

    void aServerThatHasEnoughOfItIsAskedAnew()
    {
        Sending bench;
        bench.smtp.noopReply = "421 4.4.2 idle for too long";
        engine::SubmissionLine line;
        (void)bench.send(line);
        QCOMPARE(bench.item(bench.send(line)).state, OutboxState::Sent);
        QCOMPARE(bench.said("AUTH"), 2);
    }

    void itIsGivenUpPolitelyWhenItsTimeIsOver()
    {
        Sending bench;
        engine::SubmissionLine line(std::chrono::milliseconds(0));
        (void)bench.send(line);
        QVERIFY(!line.keptUntil().isNever());
        bench.round(line);
        QCOMPARE(bench.said("QUIT"), 1);
        QVERIFY(line.keptUntil().isNever());
        engine::SubmissionLine kept;
        (void)bench.send(kept);
        bench.round(kept);
        QCOMPARE(bench.said("QUIT"), 1);
    }

    void droppedItSaysNothing()
    {
        Sending bench;
        engine::SubmissionLine line;
        (void)bench.send(line);
        line.drop();
        QVERIFY(line.keptUntil().isNever());
        (void)bench.send(line);
        QCOMPARE(bench.said("AUTH"), 2);
        QCOMPARE(bench.said("QUIT"), 0);
    }

    void aLineOnWhichNobodyIsSignedInIsNotKept()
    {
        Sending bench;
        bench.smtp.authReply = "535 5.7.8 not you";
        engine::SubmissionLine line;
        mime::OutgoingMessage message;
        message.to = {{{}, QStringLiteral("bob@example.net")}};
        (void)MUST(engine::queueMessage(*bench.store, bench.account, message));
        engine::PassContext pass = bench.context();
        QCOMPARE(engine::Submission(pass, [](OutboxId) {}, &line).sendDue().error().kind, ErrorKind::Auth);
        QVERIFY(line.keptUntil().isNever());
    }

    void aMessageThatHadToBeGivenUpByClosingLeavesNone()
    {
        Sending bench;
        engine::SubmissionLine line;
        bench.smtp.refuse = {{"bob@example.net", "421 4.3.2 going down"}};
        mime::OutgoingMessage message;
        message.to = {{{}, QStringLiteral("bob@example.net")}};
        (void)MUST(engine::queueMessage(*bench.store, bench.account, message));
        engine::PassContext pass = bench.context();
        QVERIFY(!engine::Submission(pass, [](OutboxId) {}, &line).sendDue().ok());
        QVERIFY(line.keptUntil().isNever());
    }
};

PETREL_TEST(SubmissionLineTest)

} // namespace petrel::test

#include "submission_line_test.moc"
