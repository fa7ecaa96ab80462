#include "core/engine/send/outgoing.h"

#include "core/base/clock.h"
#include "core/engine/message_intake.h"
#include "core/engine/send/sent_copy.h"
#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"

namespace petrel::engine {

namespace {

Result<QList<OutboxRecipient>> envelopeRecipients(const AddressList &addresses)
{
    QList<OutboxRecipient> recipients;
    for (const Address &address : addresses) {
        OutboxRecipient recipient;
        recipient.address = mime::asciiAddress(address.email);
        if (recipient.address.isEmpty())
            return makeError(ErrorKind::Invalid, QStringLiteral("\"%1\" is no e-mail address").arg(address.full()));
        const auto same = [&](const OutboxRecipient &other) { return other.address.compare(recipient.address, Qt::CaseInsensitive) == 0; };
        if (std::none_of(recipients.cbegin(), recipients.cend(), same))
            recipients.append(recipient);
    }
    if (recipients.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("the message has no recipient"));
    return recipients;
}

Result<OutboxId> insertItem(store::Store &store, OutboxItem item, const QByteArray &raw)
{
    item.size = raw.size();
    return store.write(u"queue message", [&](store::WriteTransaction &tx) -> Result<OutboxId> {
        item.raw = TRY(tx.blobs().insertBytes(raw));
        return tx.outbox().insert(item);
    });
}

QByteArray withCrlf(const QByteArray &raw)
{
    QByteArray lines;
    lines.reserve(raw.size() + raw.size() / 40);
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const char byte = raw[i];
        if (byte == '\r') {
            lines += "\r\n";
            if (i + 1 < raw.size() && raw[i + 1] == '\n')
                ++i;
        } else if (byte == '\n') {
            lines += "\r\n";
        } else {
            lines += byte;
        }
    }
    return lines;
}

/** The header without fields of this name (folded lines included). `raw` has CRLF lines. */
QByteArray withoutField(const QByteArray &raw, const QByteArray &name)
{
    QByteArray result;
    qsizetype at = 0;
    bool dropping = false;
    while (at < raw.size()) {
        qsizetype end = raw.indexOf("\r\n", at);
        end = end < 0 ? raw.size() : end + 2;
        const QByteArrayView line(raw.constData() + at, end - at);
        if (line.size() <= 2)
            return result + raw.mid(at); // the empty line: the body follows
        if (!line.startsWith(' ') && !line.startsWith('\t'))
            dropping = line.first(std::min(line.size(), name.size() + 1)).compare(name + ':', Qt::CaseInsensitive) == 0;
        if (!dropping)
            result += line;
        at = end;
    }
    return result;
}

store::NewMessage draftRow(const QByteArray &raw, std::int64_t now)
{
    const mime::MessageContent content = understand(raw);
    store::NewMessage row;
    row.envelope = content.envelope;
    row.flags = Flags(Flag::Draft) | Flag::Seen;
    row.dateReceived = now;
    row.size = raw.size();
    row.parts = leafParts(raw);
    row.bodyState = BodyState::Full;
    row.preview = content.preview;
    row.text = content.text;
    return row;
}

/** The account's Drafts; an IMAP account without one gets a folder named "Drafts", created there with the first draft. */
Result<FolderRow> draftsFolder(store::WriteTransaction &tx, const Account &account)
{
    const Result<FolderRow> drafts = tx.reader().folderByRole(account.id, FolderRole::Drafts);
    if (drafts || drafts.error().kind != ErrorKind::NotFound)
        return drafts;
    store::RemoteFolder made;
    made.wireName = "Drafts";
    made.path = {QStringLiteral("Drafts")};
    made.role = FolderRole::Drafts;
    return tx.reader().folder(TRY(tx.folders().upsertRemote(account.id, made)));
}

} // namespace

Result<OutboxId> queueMessage(store::Store &store, const Account &account, mime::OutgoingMessage message, std::int64_t notBefore)
{
    if (message.from.isEmpty())
        message.from = account.address;
    message.date = Clock::nowUtc();
    if (message.messageId.isEmpty())
        message.messageId = mime::newMessageId(message.from);

    OutboxItem item;
    item.account = account.id;
    item.messageId = message.messageId;
    item.envelopeFrom = mime::asciiAddress(message.from.email);
    item.recipients = TRY(envelopeRecipients(message.recipients()));
    item.subject = message.subject;
    item.toShown = shownList(message.to + message.cc + message.bcc);
    item.notBefore = notBefore;
    const QByteArray raw = TRY(mime::buildMessage(message));
    return insertItem(store, std::move(item), raw);
}

Result<OutboxId> queueRaw(store::Store &store, const Account &account, const QByteArray &raw)
{
    QByteArray bytes = withCrlf(raw);
    const Envelope envelope = mime::parseHeaderBlock(bytes);
    if (envelope.from.isEmpty() && envelope.to.isEmpty() && envelope.cc.isEmpty() && envelope.bcc.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("the file is no message: it has neither From nor To"));
    const Address from = envelope.from.isEmpty() ? account.address : envelope.from.first();

    OutboxItem item;
    item.account = account.id;
    item.messageId = envelope.messageId.isEmpty() ? mime::newMessageId(from) : envelope.messageId;
    item.envelopeFrom = mime::asciiAddress(account.address.email);
    item.recipients = TRY(envelopeRecipients(envelope.to + envelope.cc + envelope.bcc));
    item.subject = envelope.subject;
    item.toShown = shownList(envelope.to + envelope.cc + envelope.bcc);

    bytes = withoutField(bytes, "Bcc");
    QByteArray added;
    if (envelope.from.isEmpty())
        added += "From: " + mime::asciiAddress(account.address.email) + "\r\n";
    if (envelope.messageId.isEmpty())
        added += "Message-ID: <" + item.messageId + ">\r\n";
    if (envelope.dateSent == 0)
        added += "Date: " + mime::formatDate(Clock::nowUtc()) + "\r\n";
    return insertItem(store, std::move(item), added + bytes);
}

Result<PlacementId> keepDraft(store::Store &store, const Account &account, mime::OutgoingMessage message, std::optional<PlacementId> former)
{
    if (message.from.isEmpty())
        message.from = account.address;
    message.date = Clock::nowUtc();
    // A new id for each state of the draft: at the server two states exist for a moment, and must be told apart.
    message.messageId = mime::newMessageId(message.from);
    const QByteArray raw = TRY(mime::buildMessage(message, mime::BccField::Keep));
    const store::NewMessage row = draftRow(raw, message.date);
    return store.write(u"keep draft", [&](store::WriteTransaction &tx) -> Result<PlacementId> {
        // The new state first, then the old one goes: a cut between leaves two drafts, never none.
        const PlacementId kept = TRY(fileOwnMessage(tx, account, TRY(draftsFolder(tx, account)), row, raw));
        if (former)
            TRY(tx.wishes().wantExpunge({*former}));
        return kept;
    });
}

Result<PlacementId> returnToDrafts(store::Store &store, const Account &account, const OutboxItem &item)
{
    const QByteArray sent = TRY(store.read([&](const store::Reader &reader) { return reader.blob(item.raw); }));
    const QByteArray raw = prepareSentCopy(item, sent).raw; // with the Bcc field that the sent bytes lack
    const store::NewMessage row = draftRow(raw, Clock::nowUtc());
    return store.write(u"return to drafts", [&](store::WriteTransaction &tx) -> Result<PlacementId> {
        TRY(tx.outbox().cancel(item.id));
        return fileOwnMessage(tx, account, TRY(draftsFolder(tx, account)), row, raw);
    });
}

} // namespace petrel::engine
