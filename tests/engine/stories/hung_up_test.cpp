#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

OutboxId queue(Workbench &bench, const char *to)
{
    mime::OutgoingMessage message;
    message.to = {{{}, QString::fromLatin1(to)}};
    message.subject = QStringLiteral("Ferry");
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

} // namespace

/** A server that says no and closes the line: its word counts, and the next message gets another line. */
class HungUpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNoIsTakenDownAndHoldsUpNoOther_data()
    {
        QTest::addColumn<bool>("pipelining");
        QTest::addColumn<QByteArray>("toRecipient");
        QTest::addColumn<QByteArray>("toData");
        QTest::addColumn<QByteArray>("toDot");
        QTest::addColumn<OutboxState>("state");
        const QByteArray no = "550 5.7.1 blocked";
        const QByteArray later = "451 4.7.1 blocked for now";
        const QByteArray go = "354 go on";
        const QByteArray taken = "250 2.0.0 taken";
        QTest::newRow("to the recipient") << true << no << go << taken << OutboxState::Refused;
        QTest::newRow("to the recipient, step by step") << false << no << go << taken << OutboxState::Refused;
        QTest::newRow("to DATA") << true << QByteArray() << no << taken << OutboxState::Refused;
        QTest::newRow("to the content") << true << QByteArray() << go << no << OutboxState::Refused;
        QTest::newRow("to the recipient, for now") << true << later << go << taken << OutboxState::Queued;
        QTest::newRow("to DATA, for now") << true << QByteArray() << later << taken << OutboxState::Queued;
        QTest::newRow("to the content, for now") << true << QByteArray() << go << later << OutboxState::Queued;
    }
    void aNoIsTakenDownAndHoldsUpNoOther()
    {
        QFETCH(bool, pipelining);
        QFETCH(QByteArray, toRecipient);
        QFETCH(QByteArray, toData);
        QFETCH(QByteArray, toDot);
        QFETCH(OutboxState, state);
        Workbench bench(IncomingKind::Imap);
        bench.smtp.pipelining = pipelining;
        if (!toRecipient.isEmpty())
            bench.smtp.refuse = {{"eve@example.net", toRecipient}};
        bench.smtp.dataReply = toData;
        bench.smtp.dotReply = toDot;
        const OutboxId refused = queue(bench, "eve@example.net");
        const OutboxId healthy = queue(bench, "bob@example.net");
        int hungUp = 0;
        bench.connector.watch([&](Way way, const QByteArray &bytes) {
            if (way == Way::In || !bytes.startsWith("RSET"))
                return true;
            ++hungUp;
            bench.smtp.dataReply = "354 go on";
            bench.smtp.dotReply = "250 2.0.0 taken";
            return false;
        });
        MUST_DO(bench.sendPass());
        QCOMPARE(hungUp, 1);
        QCOMPARE(item(bench, refused).state, state);
        QVERIFY2(item(bench, refused).serverText.contains("blocked"), item(bench, refused).serverText);
        QCOMPARE(item(bench, healthy).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }
};

PETREL_TEST(HungUpTest)

} // namespace petrel::test

#include "hung_up_test.moc"
