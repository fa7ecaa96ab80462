#include "core/engine/send/outgoing.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/message_intake.h"
#include "core/engine/role_folder.h"
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

Result<OutboxId> insertItem(store::Store &store, OutboxItem item, const QByteArray &raw, const SendOptions &options, std::optional<PlacementId> former)
{
    item.size = raw.size();
    item.notBefore = options.notBefore;
    item.askDelivered = options.askDelivered;
    item.requireTls = options.requireTls;
    store::FinishedBlob packed = TRY(store.pack(raw));
    return store.write(u"queue message", [&](store::WriteTransaction &tx) -> Result<OutboxId> {
        item.raw = TRY(tx.blobs().insert(std::move(packed)));
        const OutboxId id = TRY(tx.outbox().insert(item));
        if (former)
            TRY(tx.wishes().wantExpunge({*former}));
        return id;
    });
}

/** The bytes of a message that is here whole. */
Result<QByteArray> wholeMessage(store::Store &store, PlacementId id)
{
    return store.read([&](const store::Reader &reader) -> Result<QByteArray> {
        const store::MessageDetail detail = TRY(reader.detail(id));
        if (detail.raw.isNull())
            return makeError(ErrorKind::NotFound, QStringLiteral("only the header of the message is here"));
        return reader.blob(detail.raw);
    });
}

/** Reads the files that are named by StoredPart, each message once. */
class StoredFiles
{
public:
    explicit StoredFiles(store::Store &store) : m_store(store) {}

    /** Puts the bytes in their place. */
    Status bring(mime::OutgoingFile &file)
    {
        if (file.stored.isNull())
            return {};
        if (m_message != file.stored.message) {
            m_raw = wholeMessage(m_store, file.stored.message);
            m_message = file.stored.message;
        }
        file.bytes = TRY(mime::extractPart(TRY(Result<QByteArray>(m_raw)), file.stored.path));
        file.stored = {};
        return {};
    }

private:
    store::Store &m_store;
    PlacementId m_message;
    Result<QByteArray> m_raw = QByteArray();
};

Status bringFiles(store::Store &store, mime::OutgoingMessage &message)
{
    StoredFiles stored(store);
    for (QList<mime::OutgoingFile> *files : {&message.attachments, &message.inlinePictures}) {
        for (mime::OutgoingFile &file : *files) {
            if (const Status brought = stored.bring(file); !brought)
                return Error(brought.error()).withServerText({}, "file-gone");
        }
    }
    return {};
}

/** What of the files of a draft can be had. */
struct FilesAtHand
{
    QList<mime::OutgoingFile> files;
    QList<QByteArray> parts; ///< which part each of those that were wanted becomes: the text is part 1, they come next; or empty
    bool needFormer = false; ///< one of those that cannot be had should have come from the former version
};

FilesAtHand filesAtHand(store::Store &store, const QList<mime::OutgoingFile> &wanted, std::optional<PlacementId> former)
{
    StoredFiles stored(store);
    FilesAtHand atHand;
    for (mime::OutgoingFile file : wanted) {
        const bool ofFormer = file.stored.message == former;
        if (const Status brought = stored.bring(file); !brought) {
            qCWarning(logEngine) << "a draft is kept without a file:" << describe(brought.error());
            atHand.parts.append(QByteArray());
            atHand.needFormer = atHand.needFormer || ofFormer;
            continue;
        }
        atHand.files.append(file);
        atHand.parts.append(QByteArray::number(atHand.files.size() + 1));
    }
    return atHand;
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

/** Leaves those out who have the message already: written on and sent, it must not reach them twice. */
QByteArray withoutTakers(QByteArray raw, const QList<OutboxRecipient> &recipients)
{
    const auto hasIt = [&](const Address &address) {
        const QByteArray email = mime::asciiAddress(address.email);
        return std::any_of(recipients.cbegin(), recipients.cend(), [&](const OutboxRecipient &one) {
            return one.state == RecipientState::Accepted && one.address.compare(email, Qt::CaseInsensitive) == 0;
        });
    };
    const Envelope envelope = mime::parseHeaderBlock(raw);
    for (const auto &[name, list] : {std::pair("Bcc", envelope.bcc), std::pair("Cc", envelope.cc), std::pair("To", envelope.to)}) {
        if (std::none_of(list.cbegin(), list.cend(), hasIt))
            continue;
        AddressList others = list;
        others.removeIf(hasIt);
        raw = mime::addressField(name, others) + mime::withoutFields(raw, {name});
    }
    return raw;
}

store::NewMessage draftRow(const QByteArray &raw, std::int64_t now)
{
    store::NewMessage row = MessageIntake::fromHead(raw, raw.size());
    row.flags = Flags(Flag::Draft) | Flag::Seen;
    row.dateReceived = now;
    return row;
}

/** As drafts bear them (mime::OutgoingMessage): the sent bytes do not. */
QByteArray wishFields(const OutboxItem &item)
{
    return QByteArray(item.askDelivered ? "X-Petrel-Ask-Delivered: yes\r\n" : "") + (item.requireTls ? "X-Petrel-Require-Tls: yes\r\n" : "");
}

} // namespace

Result<OutboxId> queueMessage(store::Store &store, const Account &account, mime::OutgoingMessage message, const SendOptions &options,
                              std::optional<PlacementId> former)
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
    TRY(bringFiles(store, message));
    const QByteArray raw = TRY(mime::buildMessage(message));
    return insertItem(store, std::move(item), raw, options, former);
}

Result<OutboxId> queueRaw(store::Store &store, const Account &account, const QByteArray &raw, const SendOptions &options)
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

    bytes = mime::withoutFields(bytes, {"Bcc", "Resent-Bcc"});
    QByteArray added;
    if (envelope.from.isEmpty())
        added += "From: " + mime::asciiAddress(account.address.email) + "\r\n";
    if (envelope.messageId.isEmpty())
        added += "Message-ID: <" + item.messageId + ">\r\n";
    if (envelope.dateSent == 0)
        added += "Date: " + mime::formatDate(Clock::nowUtc()) + "\r\n";
    return insertItem(store, std::move(item), added + bytes, options, {});
}

Result<KeptDraft> keepDraft(store::Store &store, const Account &account, mime::OutgoingMessage message, std::optional<PlacementId> former)
{
    if (message.from.isEmpty())
        message.from = account.address;
    message.date = Clock::nowUtc();
    // A new id for each state of the draft: at the server two states exist for a moment, and must be told apart.
    message.messageId = mime::newMessageId(message.from);
    const FilesAtHand atHand = filesAtHand(store, message.attachments, former);
    message.attachments = atHand.files;
    const QByteArray raw = TRY(mime::buildMessage(message, mime::BccField::Keep));
    store::NewMessage row = draftRow(raw, message.date);
    store::FinishedBlob packed = TRY(store.pack(raw));
    return store.write(u"keep draft", [&](store::WriteTransaction &tx) -> Result<KeptDraft> {
        // The new state first, then the old one goes: a cut between leaves two drafts, never none.
        row.raw = TRY(tx.blobs().insert(std::move(packed), store::BlobRepository::IfKnown::Trust));
        const PlacementId kept = TRY(fileOwnMessage(tx, account, TRY(roleFolder(tx, account.id, FolderRole::Drafts)), row));
        if (former && !atHand.needFormer) {
            TRY(tx.wishes().wantExpunge({*former}));
            TRY(tx.appends().replaces(kept, *former));
        }
        return KeptDraft{kept, atHand.parts};
    });
}

Result<PlacementId> returnToDrafts(store::Store &store, const Account &account, const OutboxItem &item)
{
    const QByteArray sent = TRY(store.read([&](const store::Reader &reader) { return reader.blob(item.raw); }));
    const QByteArray whole = wishFields(item) + withBccField(item, sent); // with the Bcc field that the sent bytes lack
    const QByteArray raw = withoutTakers(whole, item.recipients);
    store::NewMessage row = draftRow(raw, Clock::nowUtc());
    store::FinishedBlob packed = TRY(store.pack(raw));
    return store.write(u"return to drafts", [&](store::WriteTransaction &tx) -> Result<PlacementId> {
        TRY(tx.outbox().cancel(item.id, item.state)); // as it was when its recipients were read
        row.raw = TRY(tx.blobs().insert(std::move(packed), store::BlobRepository::IfKnown::Trust));
        return fileOwnMessage(tx, account, TRY(roleFolder(tx, account.id, FolderRole::Drafts)), row);
    });
}

Status sendAfterAll(store::Store &store, OutboxId id, PlacementId draft)
{
    return store.write(u"send after all", [&](store::WriteTransaction &tx) -> Status {
        const Result<store::MessageDetail> kept = tx.reader().detail(draft);
        if (!kept || kept->wants.expunge)
            return makeError(ErrorKind::Invalid, QStringLiteral("the draft was changed or thrown away meanwhile"));
        const OutboxItem item = TRY(tx.reader().outboxItem(id));
        TRY(tx.outbox().requeue(id, OutboxState::Cancelled, item.notBefore));
        return tx.wishes().wantExpunge({draft});
    });
}

Status leaveAsSent(store::Store &store, const Account &account, const OutboxItem &item)
{
    SentCopy copy = TRY(prepareSentCopy(store, item));
    const bool hasCopy = std::any_of(item.recipients.cbegin(), item.recipients.cend(),
                                     [](const OutboxRecipient &one) { return one.state == RecipientState::Accepted; });
    return store.write(u"leave as sent", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.outbox().cancel(item.id));
        // Those who took it in an earlier attempt brought their copy with it: one message, one copy.
        return hasCopy ? Status() : recordSentCopy(tx, account, std::move(copy));
    });
}

} // namespace petrel::engine
