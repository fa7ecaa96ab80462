#include "core/engine/send/sent_copy.h"

#include "core/base/clock.h"
#include "core/engine/message_intake.h"
#include "core/engine/role_folder.h"

namespace petrel::engine {

namespace {

/** Those who got it without standing in To or Cc. */
QByteArray bccField(const OutboxItem &item, const Envelope &envelope)
{
    QByteArrayList hidden;
    for (const OutboxRecipient &recipient : item.recipients) {
        const QString address = QString::fromUtf8(recipient.address);
        const auto same = [&](const Address &shown) { return shown.email.compare(address, Qt::CaseInsensitive) == 0; };
        if (std::none_of(envelope.to.cbegin(), envelope.to.cend(), same) && std::none_of(envelope.cc.cbegin(), envelope.cc.cend(), same))
            hidden.append(recipient.address);
    }
    return hidden.isEmpty() ? QByteArray() : "Bcc: " + hidden.join(",\r\n ") + "\r\n";
}

} // namespace

SentCopy prepareSentCopy(const OutboxItem &item, const QByteArray &raw)
{
    SentCopy copy;
    const mime::MessageContent content = understand(raw);
    copy.raw = bccField(item, content.envelope) + raw;
    copy.message.envelope = content.envelope;
    copy.message.flags = Flag::Seen;
    copy.message.dateReceived = Clock::nowUtc();
    copy.message.size = copy.raw.size();
    copy.message.parts = leafParts(copy.raw);
    copy.message.bodyState = BodyState::Full;
    copy.message.preview = content.preview;
    copy.message.text = content.text;
    return copy;
}

Result<PlacementId> fileOwnMessage(store::WriteTransaction &tx, const Account &account, const FolderRow &folder,
                                   store::NewMessage message, const QByteArray &raw)
{
    message.raw = TRY(tx.blobs().insertBytes(raw));
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

Status recordSentCopy(store::WriteTransaction &tx, const Account &account, const SentCopy &copy)
{
    const FolderRow folder = TRY(roleFolder(tx, account.id, FolderRole::Sent));
    (void)TRY(fileOwnMessage(tx, account, folder, copy.message, copy.raw));
    return tx.contacts().touch(copy.message.envelope.to + copy.message.envelope.cc);
}

} // namespace petrel::engine
