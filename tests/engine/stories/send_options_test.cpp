#include "core/engine/send/outgoing.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

OutboxId queue(Workbench &bench, const SendOptions &options)
{
    mime::OutgoingMessage message;
    message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
    message.subject = QStringLiteral("Ferry");
    message.text = QStringLiteral("It leaves at nine.\n");
    return MUST(engine::queueMessage(*bench.store, bench.account, message, options));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

/** The line of the conversation that begins so. */
QByteArray heard(const Workbench &bench, const QByteArray &beginning)
{
    for (const QByteArray &line : bench.smtp.heard) {
        if (line.startsWith(beginning))
            return line;
    }
    return {};
}

} // namespace

/** What the person wishes of a message's way. */
class SendOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyOutliveTheProgram()
    {
        Workbench bench(IncomingKind::Pop3);
        const SendOptions options{.notBefore = Clock::nowUtc() + 3600, .askDelivered = true, .requireTls = true};
        const OutboxId id = queue(bench, options);
        bench.restart();
        const OutboxItem kept = item(bench, id);
        QCOMPARE(kept.notBefore, options.notBefore);
        QVERIFY(kept.askDelivered);
        QVERIFY(kept.requireTls);
        QCOMPARE(kept.reports, ReportPromise::None);
        const OutboxItem plain = item(bench, queue(bench, {}));
        QVERIFY(!plain.askDelivered && !plain.requireTls && plain.notBefore == 0);
    }

    void bytesFromAFileHaveThemToo()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account, "To: bob@example.net\r\n\r\nHello\r\n", {.askDelivered = true, .requireTls = true}));
        QVERIFY(item(bench, id).askDelivered && item(bench, id).requireTls);
    }

    void aServerThatMakesReportsIsAskedForThem()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.offers = {"DSN"};
        const OutboxId id = queue(bench, {.askDelivered = true});
        MUST_DO(bench.sendPass());
        const OutboxItem sent = item(bench, id);
        QCOMPARE(sent.state, OutboxState::Sent);
        QCOMPARE(sent.reports, ReportPromise::Given);
        const QByteArray mail = heard(bench, "MAIL");
        QVERIFY2(mail.contains(" RET=HDRS ENVID="), mail);
        QCOMPARE(heard(bench, "RCPT"), QByteArray("RCPT TO:<bob@example.net> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@example.net"));
    }

    void whatReportsAreNamedByTellsNothingAndStaysTheSame()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.offers = {"DSN"};
        bench.smtp.dotReply = "451 4.3.0 not now";
        const OutboxId id = MUST(engine::queueRaw(*bench.store, bench.account,
                                                  "To: bob@example.net\r\nMessage-ID: <ada-lovelace.secret@laptop.home>\r\n\r\nHello\r\n", {.askDelivered = true}));
        MUST_DO(bench.sendPass());
        const QByteArray first = heard(bench, "MAIL");
        const QByteArray name = first.mid(first.indexOf("ENVID=") + 6);
        QVERIFY2(name.size() == 32 && !first.contains("ada-lovelace") && !first.contains("laptop"), first);
        bench.smtp.heard.clear();
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().requeue(id, OutboxState::Queued); }));
        MUST_DO(bench.sendPass());
        QCOMPARE(heard(bench, "MAIL"), first);
    }

    void withoutThemItIsSentAllTheSameAndThatIsTold()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId id = queue(bench, {.askDelivered = true});
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QCOMPARE(item(bench, id).reports, ReportPromise::NotOffered);
        QVERIFY(!heard(bench, "RCPT").contains("NOTIFY"));
    }

    void nobodyIsAskedForReportsUnasked()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.offers = {"DSN", "REQUIRETLS"};
        const OutboxId id = queue(bench, {});
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).reports, ReportPromise::None);
        QCOMPARE(heard(bench, "RCPT"), QByteArray("RCPT TO:<bob@example.net>"));
        QVERIFY(!heard(bench, "MAIL").contains("RE"));
    }

    void whatMustTravelOverTlsSaysSo()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.offers = {"REQUIRETLS"};
        const OutboxId id = queue(bench, {.requireTls = true});
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Sent);
        QVERIFY2(heard(bench, "MAIL").endsWith(" REQUIRETLS"), heard(bench, "MAIL"));
    }

    void whereThatCannotBePromisedItStaysHereAndTheOthersGo()
    {
        Workbench bench(IncomingKind::Pop3);
        const OutboxId strict = queue(bench, {.requireTls = true});
        const OutboxId other = queue(bench, {});
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, strict).state, OutboxState::Refused);
        QVERIFY2(item(bench, strict).lastError.contains(QStringLiteral("over TLS")), qPrintable(item(bench, strict).lastError));
        QCOMPARE(item(bench, other).state, OutboxState::Sent);
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }
};

PETREL_TEST(SendOptionsTest)

} // namespace petrel::test

#include "send_options_test.moc"
