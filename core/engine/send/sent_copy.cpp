#include "core/engine/send/sent_copy.h"

#include "core/base/clock.h"
#include "core/engine/message_intake.h"
#include "core/engine/role_folder.h"
#include "core/mime/parsed_message.h"

namespace petrel::engine {

namespace {

/** Those who got it without standing in To or Cc. */
QByteArrayList hiddenRecipients(const OutboxItem &item, const Envelope &envelope)
{
    QByteArrayList hidden;
    for (const OutboxRecipient &recipient : item.recipients) {
        const QString address = QString::fromUtf8(recipient.address);
        const auto same = [&](const Address &shown) { return shown.email.compare(address, Qt::CaseInsensitive) == 0; };
        if (std::none_of(envelope.to.cbegin(), envelope.to.cend(), same) && std::none_of(envelope.cc.cbegin(), envelope.cc.cend(), same))
            hidden.append(recipient.address);
    }
    return hidden;
}

} // namespace

QByteArray withBccField(const OutboxItem &item, const QByteArray &raw)
{
    const QByteArrayList hidden = hiddenRecipients(item, mime::parseHeaderBlock(raw));
    return hidden.isEmpty() ? raw : "Bcc: " + hidden.join(",\r\n ") + "\r\n" + raw;
}

Result<SentCopy> prepareSentCopy(store::Store &store, const OutboxItem &item, const QByteArray &raw)
{
    SentCopy copy;
    const QByteArray whole = withBccField(item, raw);
    const mime::MessageContent content = understand(whole);
    copy.message.envelope = content.envelope;
    copy.message.flags = Flag::Seen;
    copy.message.dateReceived = Clock::nowUtc();
    copy.message.size = whole.size();
    copy.message.parts = leafParts(whole);
    copy.message.bodyState = BodyState::Full;
    copy.message.preview = content.preview;
    copy.message.text = content.text;
    copy.content = TRY(store.pack(whole));
    return Result<SentCopy>(std::move(copy));
}

Result<PlacementId> fileOwnMessage(store::WriteTransaction &tx, const Account &account, const FolderRow &folder,
                                   store::NewMessage message, store::FinishedBlob content)
{
    message.raw = TRY(tx.blobs().insert(std::move(content), store::BlobRepository::IfKnown::Trust));
    const auto rows = TRY(tx.messages().insertMessages(folder.id, std::span(&message, 1)));
    if (folder.kind == FolderKind::Remote) {
        store::AppendWish wish;
        wish.account = account.id;
        wish.folder = folder.id;
        wish.blob = message.raw;
        wish.flags = message.flags;
        wish.internalDate = message.dateReceived;
        wish.messageId = message.envelope.messageId;
        wish.placement = rows.first().placement;
        (void)TRY(tx.appends().insert(wish));
    }
    return rows.first().placement;
}

Status recordSentCopy(store::WriteTransaction &tx, const Account &account, SentCopy copy)
{
    const FolderRow folder = TRY(roleFolder(tx, account.id, FolderRole::Sent));
    (void)TRY(fileOwnMessage(tx, account, folder, copy.message, std::move(copy.content)));
    return tx.contacts().touch(copy.message.envelope.to + copy.message.envelope.cc + copy.message.envelope.bcc);
}

} // namespace petrel::engine
