#include "core/store/message_content_p.h"

#include "core/store/change_collector_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/search_text.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

/** A hostile or endless reference list must not make threading slow. */
constexpr qsizetype kMaxReferences = 100;
/** More text than this says nothing new to a search, and would keep the gate closed too long. */
constexpr qsizetype kMaxIndexedChars = 256 * 1024;
constexpr qsizetype kMaxPreviewChars = 300;

int attachmentCount(const QList<PartInfo> &parts)
{
    return static_cast<int>(std::count_if(parts.begin(), parts.end(), [](const PartInfo &part) { return part.isAttachment(); }));
}

QString attachmentNames(const QList<PartInfo> &parts)
{
    QStringList names;
    for (const PartInfo &part : parts) {
        if (!part.fileName.isEmpty())
            names.append(part.fileName);
    }
    return indexText(names.join(QLatin1Char('\n')));
}

QString people(const AddressList &addresses)
{
    QStringList texts;
    for (const Address &address : addresses)
        texts.append(address.name + QLatin1Char(' ') + address.email);
    return indexText(texts.join(QLatin1Char('\n')));
}

QString bodyText(const QString &text)
{
    return indexText(text.left(kMaxIndexedChars));
}

QByteArray idLine(const QList<QByteArray> &ids)
{
    return ids.mid(std::max<qsizetype>(0, ids.size() - kMaxReferences)).join(' ');
}

BodyState stateOf(const NewMessage &message)
{
    return message.raw.isNull() ? message.bodyState : BodyState::Full;
}

} // namespace

std::int64_t MessageContent::sortDate(const NewMessage &message)
{
    return message.dateReceived != 0 ? message.dateReceived : message.envelope.dateSent;
}

Result<MessageId> MessageContent::find(AccountId account, const NewMessage &message, FolderId among)
{
    if (message.envelope.messageId.isEmpty())
        return MessageId();
    // A whole message is the same only when its bytes are: for POP3 ours may be the only copy. And two messages that one
    // folder lists at the same time are two, however alike their headers were made.
    const auto found = TRY(m_transaction.database().integer(
        "SELECT id FROM message WHERE account = ? AND message_id = ? AND size = ? AND date_sent = ? AND date_received = ? AND subject = ? "
        "AND from_list = ? AND (?8 IS NULL OR raw = ?8) "
        "AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.message = message.id AND p.folder = ?9 AND p.uid <> 0) ORDER BY id LIMIT 1",
        account, message.envelope.messageId, message.size, message.envelope.dateSent, message.dateReceived, message.envelope.subject,
        addressText(message.envelope.from), message.raw, among));
    return MessageId(found.value_or(0));
}

Result<MessageId> MessageContent::findOrInsert(AccountId account, const NewMessage &message, FolderId among)
{
    const MessageId known = TRY(find(account, message, among));
    return known.isNull() ? insert(account, message) : Result<MessageId>(known);
}

Result<MessageId> MessageContent::insert(AccountId account, const NewMessage &message)
{
    sqlite::Database &database = m_transaction.database();
    const Envelope &envelope = message.envelope;
    const ThreadId thread = TRY(threadFor(m_transaction, account, message));
    const QString from = envelope.from.isEmpty() ? QString() : envelope.from.first().shown();
    TRY(database.run("INSERT INTO message (account, thread, message_id, in_reply_to, reference_ids, date_sent, date_received, size, subject, from_list, "
                     "sender_list, reply_to_list, to_list, cc_list, bcc_list, sort_from, sort_subject, preview, attachments, body_state, raw) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     account, thread, envelope.messageId, envelope.inReplyTo, idLine(envelope.references), envelope.dateSent, message.dateReceived,
                     message.size, envelope.subject, addressText(envelope.from), addressText(envelope.sender), addressText(envelope.replyTo),
                     addressText(envelope.to), addressText(envelope.cc), addressText(envelope.bcc), from.toCaseFolded(),
                     subjectBase(envelope.subject).toCaseFolded(), message.preview.left(kMaxPreviewChars), attachmentCount(message.parts),
                     stateOf(message), message.raw));
    const MessageId id(database.lastInsertId());
    TRY(insertParts(id, message.parts));
    TRY(database.run("INSERT INTO search_doc (message, subject, sender, recipients, attachments, body) VALUES (?, ?, ?, ?, ?, ?)", id,
                     indexText(envelope.subject), people(envelope.from), people(envelope.to + envelope.cc + envelope.bcc),
                     attachmentNames(message.parts), bodyText(message.text)));
    return id;
}

Status MessageContent::replaceParts(MessageId message, const QList<PartInfo> &parts)
{
    TRY(m_transaction.database().run("DELETE FROM part WHERE message = ?", message));
    return insertParts(message, parts);
}

Status MessageContent::insertParts(MessageId message, const QList<PartInfo> &parts)
{
    sqlite::Database &database = m_transaction.database();
    int position = 0;
    for (const PartInfo &part : parts) {
        TRY(database.run("INSERT INTO part (message, position, path, type, charset, encoding, disposition, file_name, content_id, size) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         message, position++, part.path, part.type, part.charset, part.encoding, part.disposition, part.fileName, part.contentId,
                         part.size));
    }
    return {};
}

Status MessageContent::changedEverywhere(MessageId message)
{
    sqlite::Statement row = TRY(m_transaction.database().query("SELECT view_folder, id FROM placement WHERE message = ? AND view_folder > 0", message));
    while (TRY(row.step())) {
        const auto folder = row.id<FolderId>();
        m_transaction.changes().changed(folder, row.id<PlacementId>());
    }
    return {};
}

Status MessageContent::storeBody(MessageId message, const BodyUpdate &body)
{
    sqlite::Database &database = m_transaction.database();
    const auto present = TRY(database.integer("SELECT body_state FROM message WHERE id = ?", message));
    if (!present)
        return noSuchRow("message", message.number());
    const BodyState state = body.raw.isNull() ? body.state : BodyState::Full;
    if (static_cast<int>(state) < *present)
        return {};
    TRY(database.run("UPDATE message SET body_state = ?, raw = coalesce(?, raw), attachments = ?, preview = ? WHERE id = ?", state, body.raw,
                     attachmentCount(body.parts), body.preview.left(kMaxPreviewChars), message));
    // Parts that were fetched on their own are in the whole message too; only the same list keeps them.
    const bool onlyStructure = state == BodyState::Text && *present >= static_cast<int>(BodyState::Structure);
    if (!onlyStructure)
        TRY(replaceParts(message, body.parts));
    TRY(database.run("UPDATE search_doc SET attachments = ?, body = ? WHERE message = ?", attachmentNames(body.parts), bodyText(body.text), message));
    return changedEverywhere(message);
}

} // namespace petrel::store
