// Drafts, the outbox and the way between them: nothing leaves the store before its successor, with all its parts, is in it.

#include "core/engine/message_intake.h"
#include "core/engine/send/outgoing.h"
#include "core/mime/parsed_message.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

mime::OutgoingMessage letter(const QString &subject = QStringLiteral("Plan"))
{
    mime::OutgoingMessage message;
    message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
    message.bcc = {{{}, QStringLiteral("eve@example.net")}};
    message.subject = subject;
    message.text = QStringLiteral("Dear Bob,\n");
    return message;
}

mime::OutgoingFile fileOf(const QString &name, const QByteArray &bytes)
{
    mime::OutgoingFile file;
    file.fileName = name;
    file.type = "application/pdf";
    file.bytes = bytes;
    return file;
}

mime::OutgoingFile storedPart(PlacementId message, const QByteArray &path)
{
    mime::OutgoingFile file;
    file.fileName = QStringLiteral("plan.pdf");
    file.type = "application/pdf";
    file.stored = {message, path};
    return file;
}

KeptDraft keep(Workbench &bench, const mime::OutgoingMessage &message, std::optional<PlacementId> former = {})
{
    return MUST(engine::keepDraft(*bench.store, bench.account, message, former));
}

QByteArray rawOf(Workbench &bench, PlacementId id)
{
    return MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.detail(id)).raw); }));
}

QByteArray partOf(Workbench &bench, PlacementId id, const QByteArray &path)
{
    return MUST(mime::extractPart(rawOf(bench, id), path));
}

OutboxItem item(Workbench &bench, OutboxId id)
{
    return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
}

OutboxId queue(Workbench &bench, std::optional<PlacementId> former = {})
{
    return MUST(engine::queueMessage(*bench.store, bench.account, letter(), {}, former));
}

void makeUncertain(Workbench &bench, OutboxId id)
{
    MUST_DO(bench.write([&](store::WriteTransaction &tx) -> Status {
        TRY(tx.outbox().sending(id));
        return tx.outbox().uncertain(id, QStringLiteral("the line broke"));
    }));
}

} // namespace

class DraftsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVersionCopiesTheFilesOfTheFormerOne()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        mime::OutgoingMessage message = letter();
        message.attachments = {fileOf(QStringLiteral("a.pdf"), "first bytes"), fileOf(QStringLiteral("plan.pdf"), "second bytes")};
        const KeptDraft first = keep(bench, message);
        QCOMPARE(first.fileParts.size(), 2);

        message.attachments = {storedPart(first.id, first.fileParts[1])};
        message.text = QStringLiteral("Dear Bob, again\n");
        const KeptDraft second = keep(bench, message, first.id);
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
        QCOMPARE(second.fileParts.size(), 1);
        QCOMPARE(partOf(bench, second.id, second.fileParts[0]), QByteArray("second bytes"));
    }

    void aMessageAttachedToADraftIsCopiedWhole()
    {
        Workbench bench(IncomingKind::Imap);
        mime::OutgoingMessage message = letter();
        mime::OutgoingFile inside;
        inside.fileName = QStringLiteral("asked.eml");
        inside.type = "message/rfc822";
        inside.bytes = "From: eve@example.net\r\nSubject: asked\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n";
        message.attachments = {inside, fileOf(QStringLiteral("plan.pdf"), "the plan")};
        const KeptDraft kept = keep(bench, message);
        QCOMPARE(kept.fileParts.size(), 2);
        QVERIFY(partOf(bench, kept.id, kept.fileParts[0]).contains("Subject: asked"));
        QCOMPARE(partOf(bench, kept.id, kept.fileParts[1]), QByteArray("the plan"));
    }

    void aMessageWhoseFilesAreNotHereIsNotSent()
    {
        Workbench bench(IncomingKind::Imap);
        const KeptDraft first = keep(bench, letter());
        for (const mime::OutgoingFile &missing : {storedPart(PlacementId(999), "2"), storedPart(first.id, "7")}) {
            mime::OutgoingMessage message = letter(QStringLiteral("Plan without its file"));
            message.attachments = {missing};
            const Result<OutboxId> queued = engine::queueMessage(*bench.store, bench.account, message, {}, first.id);
            QVERIFY(!queued.ok());
            QCOMPARE(queued.error().code, QByteArray("file-gone"));
            QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
            QCOMPARE(bench.number("SELECT count(*) FROM outbox"), 0);
        }
    }

    void theWordsAreKeptAlsoWithoutAFileThatIsGone()
    {
        Workbench bench(IncomingKind::Imap);
        const KeptDraft first = keep(bench, letter());
        mime::OutgoingMessage message = letter(QStringLiteral("Later words"));
        message.attachments = {storedPart(PlacementId(999), "2"), fileOf(QStringLiteral("plan.pdf"), "the plan")};
        const KeptDraft second = keep(bench, message, first.id);
        QCOMPARE(second.fileParts, (QList<QByteArray>{{}, "2"}));
        QCOMPARE(partOf(bench, second.id, "2"), QByteArray("the plan"));
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Later words")});
    }

    void theFormerVersionStaysWhenItsFileCannotBeHad()
    {
        Workbench bench(IncomingKind::Imap);
        const KeptDraft first = keep(bench, letter());
        mime::OutgoingMessage message = letter(QStringLiteral("Later words"));
        message.attachments = {storedPart(first.id, "7")};
        const KeptDraft second = keep(bench, message, first.id);
        QCOMPARE(second.fileParts, QList<QByteArray>{{}});
        QCOMPARE(bench.shown("Drafts").size(), 2);
    }

    void queueingTakesTheDraftAlong()
    {
        Workbench bench(IncomingKind::Imap);
        mime::OutgoingMessage message = letter();
        message.attachments = {fileOf(QStringLiteral("plan.pdf"), "the plan")};
        const KeptDraft kept = keep(bench, message);
        message.attachments = {storedPart(kept.id, kept.fileParts[0])};
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message, {}, kept.id));
        QVERIFY(bench.shown("Drafts").isEmpty());
        const QByteArray raw = MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.outboxItem(id)).raw); }));
        QVERIFY(raw.contains(QByteArray("the plan").toBase64()));
    }

    void unfinishedAddressesAreKeptInADraftAndNeverSent()
    {
        Workbench bench(IncomingKind::Imap);
        mime::OutgoingMessage message = letter();
        message.unfinished.cc = QStringLiteral("anna, böse@");
        const KeptDraft kept = keep(bench, message);
        const mime::MessageContent content = engine::understand(rawOf(bench, kept.id));
        QCOMPARE(content.header("X-Petrel-Unfinished-Cc"), QStringLiteral("anna, böse@"));
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message, {}, kept.id));
        const QByteArray raw = MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return reader.blob(TRY(reader.outboxItem(id)).raw); }));
        QVERIFY(!raw.contains("X-Petrel"));
    }

    void takenBackItIsADraftWithAllItsRecipientsAndCanWaitAgain()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        const PlacementId draft = MUST(engine::returnToDrafts(*bench.store, bench.account, item(bench, id)));
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan")});
        QVERIFY(rawOf(bench, draft).contains("eve@example.net"));
        QCOMPARE(item(bench, id).state, OutboxState::Cancelled);

        MUST_DO(engine::sendAfterAll(*bench.store, id, draft));
        QCOMPARE(item(bench, id).state, OutboxState::Queued);
        QVERIFY(bench.shown("Drafts").isEmpty());
        MUST_DO(bench.sendPass());
        QCOMPARE(bench.smtp.delivered.size(), 1);
    }

    void whatWasWishedOfItsWayIsKeptWithIt()
    {
        Workbench bench(IncomingKind::Imap);
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, letter(), SendOptions{.askDelivered = true, .requireTls = true}));
        const PlacementId draft = MUST(engine::returnToDrafts(*bench.store, bench.account, item(bench, id)));
        const mime::MessageContent content = engine::understand(rawOf(bench, draft));
        QCOMPARE(content.header("X-Petrel-Ask-Delivered"), QStringLiteral("yes"));
        QCOMPARE(content.header("X-Petrel-Require-Tls"), QStringLiteral("yes"));
        QCOMPARE(content.envelope.subject, letter().subject);
    }

    void aDraftWrittenOnIsNotSentInItsOldForm()
    {
        Workbench bench(IncomingKind::Imap);
        const OutboxId id = queue(bench);
        const PlacementId draft = MUST(engine::returnToDrafts(*bench.store, bench.account, item(bench, id)));
        (void)keep(bench, letter(QStringLiteral("Plan B")), draft);
        const Status again = engine::sendAfterAll(*bench.store, id, draft);
        QVERIFY(!again.ok());
        QCOMPARE(again.error().kind, ErrorKind::Invalid);
        QCOMPARE(item(bench, id).state, OutboxState::Cancelled);
        QCOMPARE(bench.shown("Drafts"), QStringList{QStringLiteral("Plan B")});
    }

    void whoHasItAlreadyIsNotWrittenToAgain()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse.insert("eve@example.net", "550 5.1.1 no such person");
        mime::OutgoingMessage message = letter();
        message.cc = {{QStringLiteral("Zoe"), QStringLiteral("zoe@example.net")}};
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message));
        MUST_DO(bench.sendPass());
        QCOMPARE(item(bench, id).state, OutboxState::Refused);
        const PlacementId draft = MUST(engine::returnToDrafts(*bench.store, bench.account, item(bench, id)));
        const Envelope envelope = engine::understand(rawOf(bench, draft)).envelope;
        QVERIFY(envelope.to.isEmpty());
        QVERIFY(envelope.cc.isEmpty());
        QCOMPARE(envelope.bcc.size(), 1);
        QCOMPARE(envelope.bcc[0].email, QStringLiteral("eve@example.net"));
        QCOMPARE(envelope.subject, QStringLiteral("Plan"));
    }

    void whoRemainsKeepsTheirNames()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.smtp.refuse.insert("zoe@example.net", "550 5.1.1 no such person");
        mime::OutgoingMessage message = letter();
        message.to.append({QStringLiteral("Zoë Å."), QStringLiteral("zoe@example.net")});
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message));
        MUST_DO(bench.sendPass());
        const PlacementId draft = MUST(engine::returnToDrafts(*bench.store, bench.account, item(bench, id)));
        const Envelope envelope = engine::understand(rawOf(bench, draft)).envelope;
        QCOMPARE(envelope.to, (AddressList{{QStringLiteral("Zoë Å."), QStringLiteral("zoe@example.net")}}));
    }

    void whatIsOnItsWayIsNotTakenBack()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.outbox().sending(id); }));
        QVERIFY(!engine::returnToDrafts(*bench.store, bench.account, item(bench, id)).ok());
        QVERIFY(!engine::leaveAsSent(*bench.store, bench.account, item(bench, id)).ok());
        QVERIFY(bench.shown("Drafts").isEmpty());
        QVERIFY(bench.shown("Sent").isEmpty());
        QCOMPARE(item(bench, id).state, OutboxState::Sending);
    }

    void anUncertainMessageThatIsLeftLiesInSentAndIsNotSentAgain()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        const OutboxId id = queue(bench);
        makeUncertain(bench, id);
        MUST_DO(engine::leaveAsSent(*bench.store, bench.account, item(bench, id)));
        QCOMPARE(bench.shown("Sent"), QStringList{QStringLiteral("Plan")});
        QVERIFY(MUST(bench.read([](const store::Reader &reader) { return reader.attention(); })).isEmpty());
        MUST_DO(bench.sendPass());
        QVERIFY(bench.smtp.delivered.isEmpty());
    }

    void everyCopyOfAMessageIsFoundByItsId()
    {
        Workbench bench(IncomingKind::Imap);
        const KeptDraft kept = keep(bench, letter());
        const QByteArray id = MUST(bench.read([&](const store::Reader &reader) -> Result<QByteArray> { return TRY(reader.row(kept.id)).messageId; }));
        QCOMPARE(MUST(bench.read([&](const store::Reader &reader) { return reader.placementsOf(id); })), QList<PlacementId>{kept.id});
        QVERIFY(MUST(bench.read([](const store::Reader &reader) { return reader.placementsOf("none@example.org"); })).isEmpty());
    }
};

PETREL_TEST(DraftsTest)

} // namespace petrel::test

#include "drafts_test.moc"
