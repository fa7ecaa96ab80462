#include "core/engine/send/sent_copy.h"

#include "core/base/clock.h"
#include "core/engine/message_intake.h"
#include "core/engine/role_folder.h"
#include "core/engine/send/outgoing_content.h"
#include "core/engine/send/sent_habits.h"
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

/** For those; empty where there are none. */
QByteArray bccField(const OutboxItem &item, const QByteArray &raw)
{
    const QByteArrayList hidden = hiddenRecipients(item, mime::parseHeaderBlock(raw));
    return hidden.isEmpty() ? QByteArray() : "Bcc: " + hidden.join(",\r\n ") + "\r\n";
}

} // namespace

QByteArray withBccField(const OutboxItem &item, const QByteArray &raw)
{
    return bccField(item, raw) + raw;
}

/** The same bytes are in the store already; only where somebody got it unseen the copy has a field more, and is another content. */
Result<SentCopy> prepareSentCopy(store::Store &store, const OutboxItem &item, OutgoingContent &content)
{
    TRY(content.rewind());
    QByteArray head;
    QByteArray piece = TRY(content.next());
    for (; !piece.isEmpty() && head.size() < MessageIntake::kParsedBytes; piece = TRY(content.next()))
        head += piece;
    SentCopy copy;
    const QByteArray bcc = bccField(item, head);
    if (bcc.isEmpty()) {
        copy.message = MessageIntake::fromHead(head, item.size);
        copy.message.raw = item.raw;
    } else {
        MessageIntake intake(store);
        TRY(intake.write(bcc));
        TRY(intake.write(head));
        for (; !piece.isEmpty(); piece = TRY(content.next()))
            TRY(intake.write(piece));
        MessageIntake::Whole whole = TRY(intake.finish());
        copy.message = std::move(whole.message);
        copy.content = std::move(whole.blob);
    }
    copy.message.flags = Flag::Seen;
    copy.message.dateReceived = Clock::nowUtc();
    return copy;
}

Result<SentCopy> prepareSentCopy(store::Store &store, const OutboxItem &item)
{
    OutgoingContent content = TRY(OutgoingContent::open(store, item.raw, item.size));
    return prepareSentCopy(store, item, content);
}

Result<PlacementId> fileOwnMessage(store::WriteTransaction &tx, const Account &account, const FolderRow &folder, const store::NewMessage &message, int looksForServersCopy)
{
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
        wish.looksLeft = looksForServersCopy;
        (void)TRY(tx.appends().insert(wish));
    }
    return rows.first().placement;
}

Status recordSentCopy(store::WriteTransaction &tx, const Account &account, SentCopy copy)
{
    const FolderRow folder = TRY(roleFolder(tx, account.id, FolderRole::Sent));
    if (copy.content)
        copy.message.raw = TRY(tx.blobs().insert(*std::move(copy.content), store::BlobRepository::IfKnown::Trust));
    const int looks = looksForServersCopy(account, TRY(tx.syncReader().sentLesson(account.id)));
    (void)TRY(fileOwnMessage(tx, account, folder, copy.message, looks));
    return tx.contacts().touch(copy.message.envelope.to + copy.message.envelope.cc + copy.message.envelope.bcc);
}

} // namespace petrel::engine
