#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

OutboxId queue(Workbench &bench)
{
    mime::OutgoingMessage message;
    message.to = {{{}, QStringLiteral("bob@example.net")}, {{}, QStringLiteral("eve@example.net")}};
    message.subject = QStringLiteral("Ferry");
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

void allOrNobody(Workbench &bench)
{
    bench.account.partialRefusal = PartialRefusal::SendToNobody;
    MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.accounts().update(bench.account); }));
}

} // namespace

/** What becomes of a message that the server does not take for all of its recipients: the person's choice. */
class PartialRefusalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theChoiceIsKept()
    {
        Workbench bench(IncomingKind::Pop3);
        const auto kept = [&] { return MUST(bench.read([&](const store::Reader &reader) { return reader.account(bench.account.id); })).partialRefusal; };
        QCOMPARE(kept(), PartialRefusal::SendToTheRest);
        allOrNobody(bench);
        QCOMPARE(kept(), PartialRefusal::SendToNobody);
    }

    void unlessChosenOtherwiseItGoesToTheRest()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse = {{"eve@example.net", "550 5.1.1 nobody"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 1);
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
    }

    void chosenItGoesToNobodyAndSaysWhoWasRefused_data()
    {
        QTest::addColumn<bool>("pipelining");
        QTest::addColumn<bool>("chunking");
        QTest::newRow("DATA was sent along") << true << false;
        QTest::newRow("BDAT") << true << true;
        QTest::newRow("step by step") << false << false;
    }
    void chosenItGoesToNobodyAndSaysWhoWasRefused()
    {
        QFETCH(bool, pipelining);
        QFETCH(bool, chunking);
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.pipelining = pipelining;
        bench.smtp.chunking = chunking;
        allOrNobody(bench);
        bench.smtp.refuse = {{"eve@example.net", "550 5.1.1 nobody"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 0);
        const OutboxItem told = item(bench, id);
        QCOMPARE(told.state, OutboxState::Refused);
        QVERIFY2(told.lastError.contains(QStringLiteral("eve@example.net")), qPrintable(told.lastError));
        QCOMPARE(told.recipients.first().state, RecipientState::Pending);
        QCOMPARE(told.recipients.last().state, RecipientState::Refused);
        QCOMPARE(bench.shown("Sent"), QStringList());
        bench.smtp.refuse.clear();
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().requeue(id, OutboxState::Refused); }));
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 1);
        QCOMPARE(bench.smtp.delivered.first().recipients, (QByteArrayList{"bob@example.net", "eve@example.net"}));
    }

    void whereOneNeverWillTheOthersAreNotAskedAgain()
    {
        Workbench bench(IncomingKind::Pop3);
        allOrNobody(bench);
        bench.smtp.refuse = {{"eve@example.net", "550 5.1.1 nobody"}, {"bob@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        bench.smtp.refuse.remove("bob@example.net");
        MovedClock clock;
        clock.pass(600);
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 0);
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        QVERIFY2(item(bench, id).lastError.contains(QStringLiteral("eve@example.net")), qPrintable(item(bench, id).lastError));
    }

    void chosenAfterOneWasRefusedItGoesToNobody()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse = {{"eve@example.net", "550 5.1.1 nobody"}, {"bob@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Queued); // for Bob
        allOrNobody(bench);
        bench.smtp.refuse.clear();
        MovedClock clock;
        clock.pass(600);
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 0);
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        QVERIFY2(item(bench, id).lastError.contains(QStringLiteral("eve@example.net")), qPrintable(item(bench, id).lastError));
    }

    void notNowHoldsItBackForAll()
    {
        Workbench bench(IncomingKind::Pop3);
        allOrNobody(bench);
        bench.smtp.refuse = {{"eve@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = queue(bench);
        MovedClock clock;
        for (int attempt = 0; attempt < 3; ++attempt) {
            MUST_DO(bench.sendPass());
            QCOMPARE(item(bench, id).state, OutboxState::Queued);
            QVERIFY(item(bench, id).serverText.contains("greylisted"));
            clock.pass(600);
        }
        QCOMPARE(bench.smtp.delivered.size(), 0);
        bench.smtp.refuse.clear();
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.first().recipients.size(), 2);
    }

    void whoHasItAlreadyMakesTheChoiceIdle()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse = {{"eve@example.net", "451 4.7.1 greylisted"}};
        const OutboxId id = queue(bench);
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 1); // Bob has it
        allOrNobody(bench);
        bench.smtp.refuse.clear();
        MovedClock clock;
        clock.pass(600);
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.last().recipients, QByteArrayList{"eve@example.net"});
    }

    void oneMessageThatIsGivenUpHoldsUpNoOther()
    {
        Workbench bench(IncomingKind::Pop3);
        allOrNobody(bench);
        bench.smtp.refuse = {{"eve@example.net", "550 5.1.1 nobody"}};
        (void)queue(bench);
        mime::OutgoingMessage message;
        message.to = {{{}, QStringLiteral("bob@example.net")}};
        const OutboxId other = MUST(engine::queueMessage(*bench.store, bench.account, message));
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, other).state, OutboxState::Sent);
    }
};

PETREL_TEST(PartialRefusalTest)

} // namespace petrel::test

#include "partial_refusal_test.moc"
