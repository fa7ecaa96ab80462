#include "core/store/arrivals_p.h"

#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/message_content_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/search_text.h"
#include "core/store/sqlite/many_rows.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

/** A hostile or endless reference list must not make rows large. */
constexpr qsizetype kMaxReferences = 100;

QString people(const AddressList &addresses)
{
    QStringList texts;
    for (const Address &address : addresses)
        texts.append(address.name + QLatin1Char(' ') + address.email);
    return indexText(texts.join(QLatin1Char('\n')));
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

Arrivals::Arrivals(WriteTransaction &transaction, const Place &place, ThreadBook threads)
    : m_transaction(transaction), m_place(place), m_threads(std::move(threads))
{
}

Result<Arrivals> Arrivals::open(WriteTransaction &transaction, const Place &place, std::span<const NewMessage> batch)
{
    Arrivals arrivals(transaction, place, TRY(ThreadBook::open(transaction.database(), place.account, batch)));
    TRY(arrivals.lookUp(batch));
    arrivals.m_nextContent = TRY(sqlite::nextId(transaction.database(), QStringLiteral("message")));
    arrivals.m_nextPlacement = TRY(sqlite::nextId(transaction.database(), QStringLiteral("placement")));
    return Result<Arrivals>(std::move(arrivals));
}

Status Arrivals::lookUp(std::span<const NewMessage> batch)
{
    const sqlite::ManyRows byMessageId{"SELECT DISTINCT message_id FROM message WHERE account = ? AND message_id <> x'' AND message_id IN (", 1, ")"};
    TRY(lookUp(byMessageId, batch, m_known, [](const NewMessage &message) { return message.envelope.messageId; }));
    const bool areNamed = std::any_of(batch.begin(), batch.end(), [](const NewMessage &message) { return !message.emailId.isEmpty(); });
    if (!areNamed)
        return {};
    const sqlite::ManyRows byEmailId{"SELECT DISTINCT email_id FROM message WHERE account = ? AND email_id <> x'' AND email_id IN (", 1, ")"};
    return lookUp(byEmailId, batch, m_knownEmailIds, [](const NewMessage &message) { return message.emailId; });
}

Status Arrivals::lookUp(const sqlite::ManyRows &sql, std::span<const NewMessage> batch, QSet<QByteArray> &known, QByteArray (*idOf)(const NewMessage &))
{
    return sqlite::inPieces(m_transaction.database(), sql, batch, [&](sqlite::Statement &row, std::span<const NewMessage> piece) -> Status {
        row.bind(m_place.account);
        for (const NewMessage &message : piece)
            row.bind(idOf(message));
        while (TRY(row.step()))
            known.insert(row.bytes());
        return {};
    });
}

bool Arrivals::holds(const NewMessage &message) const
{
    return (!message.uid.isNull() && m_uids.contains(message.uid)) || m_messageIds.contains(message.envelope.messageId)
        || m_emailIds.contains(message.emailId);
}

bool Arrivals::hasUid(const NewMessage &message) const
{
    return m_place.kind == FolderKind::Remote && !message.uid.isNull();
}

/** Null: the account of the folder itself. */
AccountId Arrivals::fetcherOf(const NewMessage &message) const
{
    return message.fetchedBy == m_place.account ? AccountId() : message.fetchedBy;
}

Result<InsertedMessage> Arrivals::add(const NewMessage &message)
{
    const MessageId firstNew(m_nextContent);
    const MessageId content = TRY(contentOf(message));
    const PlacementId placement(m_nextPlacement++);
    m_placements.push_back({placement, content, &message});
    if (!message.uid.isNull())
        m_uids.insert(message.uid);
    if (!message.envelope.messageId.isEmpty())
        m_messageIds.insert(message.envelope.messageId);
    if (!message.emailId.isEmpty())
        m_emailIds.insert(message.emailId);
    m_transaction.changes().inserted(m_place.folder, placement);
    return InsertedMessage{placement, content, InsertedMessage::How::New, content < firstNew};
}

/** The row of the same message if the account has it, else a new one. */
Result<MessageId> Arrivals::contentOf(const NewMessage &message)
{
    if (m_known.contains(message.envelope.messageId) || m_knownEmailIds.contains(message.emailId)) {
        const MessageId shared = TRY(sharedContent(message));
        if (!shared.isNull())
            return shared;
    }
    if (m_threads.unites(message))
        TRY(write());
    const MessageId id(m_nextContent++);
    m_contents.push_back({id, TRY(m_threads.join(message)), &message});
    return id;
}

Result<MessageId> Arrivals::sharedContent(const NewMessage &message)
{
    // What will come whole one day, and then be the only copy, is nobody else's.
    if (m_place.kind == FolderKind::Local && message.raw.isNull())
        return MessageId();
    // A whole message is the same only when its bytes are: for POP3 ours may be the only copy. And two messages that one
    // folder lists at the same time are two, however alike their headers were made; so are two that different accounts fetched.
    const FolderId among = hasUid(message) && message.raw.isNull() ? m_place.folder : FolderId();
    if (m_knownEmailIds.contains(message.emailId)) {
        const auto named = TRY(m_transaction.database().integer(
            "SELECT id FROM message WHERE account = ? AND email_id = ? AND email_id <> x'' "
            "AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.message = message.id AND p.folder = ? AND p.uid <> 0) ORDER BY id LIMIT 1",
            m_place.account, message.emailId, among));
        if (named)
            return MessageId(*named);
    }
    const auto found = TRY(m_transaction.database().integer(
        "SELECT id FROM message WHERE account = ? AND message_id = ? AND size = ? AND date_sent = ? AND date_received = ? AND subject = ? "
        "AND from_list = ? AND (?8 IS NULL OR raw = ?8) AND (email_id = x'' OR ?10) "
        "AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.message = message.id AND p.folder = ?9 AND p.uid <> 0) AND fetched_by IS ?11 ORDER BY id LIMIT 1",
        m_place.account, message.envelope.messageId, message.size, message.envelope.dateSent, message.dateReceived, message.envelope.subject,
        addressText(message.envelope.from), message.raw, among, message.emailId.isEmpty(), fetcherOf(message)));
    return MessageId(found.value_or(0));
}

Status Arrivals::write()
{
    TRY(m_threads.write());
    TRY(writeContents());
    TRY(writeParts());
    TRY(writePlacements());
    TRY(writeKeywords());
    TRY(writeIndex());
    m_known.unite(std::exchange(m_messageIds, {}));
    m_knownEmailIds.unite(std::exchange(m_emailIds, {}));
    m_uids.clear();
    m_contents.clear();
    m_placements.clear();
    return {};
}

Status Arrivals::writeContents()
{
    const sqlite::ManyRows sql{"INSERT INTO message (id, account, thread, message_id, in_reply_to, reference_ids, date_sent, date_received, size, subject, "
                               "from_list, sender_list, reply_to_list, to_list, cc_list, bcc_list, sort_from, sort_subject, preview, attachments, "
                               "body_state, raw, email_id, fetched_by)", 24};
    return sqlite::runForRows(m_transaction.database(), sql, std::span<const Content>(m_contents), [this](sqlite::Statement &row, const Content &content) {
        const NewMessage &message = *content.message;
        const Envelope &envelope = message.envelope;
        const QString from = envelope.from.isEmpty() ? QString() : envelope.from.first().shown();
        row.bind(content.id, m_place.account, content.thread, envelope.messageId, envelope.inReplyTo, idLine(envelope.references), envelope.dateSent,
                 message.dateReceived, message.size, envelope.subject, addressText(envelope.from), addressText(envelope.sender),
                 addressText(envelope.replyTo), addressText(envelope.to), addressText(envelope.cc), addressText(envelope.bcc), from.toCaseFolded(),
                 subjectBase(envelope.subject).toCaseFolded(), MessageContent::shortPreview(message.preview), MessageContent::attachmentCount(message.parts),
                 stateOf(message), message.raw, message.emailId, fetcherOf(message));
    });
}

Status Arrivals::writeParts()
{
    std::vector<MessageContent::Part> parts;
    for (const Content &content : m_contents) {
        for (const PartInfo &part : content.message->parts)
            parts.push_back({content.id, static_cast<int>(&part - content.message->parts.constData()), &part});
    }
    return MessageContent(m_transaction).insertParts(parts);
}

Status Arrivals::writePlacements()
{
    const sqlite::ManyRows sql{"INSERT INTO placement (id, folder, message, uid, modseq, sort_date, flags_base, floating_since)", 8};
    const std::int64_t now = Clock::nowUtc();
    return sqlite::runForRows(m_transaction.database(), sql, std::span<const Placement>(m_placements), [&](sqlite::Statement &row, const Placement &placement) {
        const NewMessage &message = *placement.message;
        const bool floats = m_place.kind == FolderKind::Remote && !hasUid(message);
        row.bind(placement.id, m_place.folder, placement.content, hasUid(message) ? message.uid : Uid(), message.modSeq,
                 MessageContent::sortDate(message), message.flags, floats ? now : 0);
    });
}

Status Arrivals::writeKeywords()
{
    std::vector<std::pair<PlacementId, QString>> keywords;
    for (const Placement &placement : m_placements) {
        for (const QString &keyword : placement.message->keywords)
            keywords.emplace_back(placement.id, keyword);
    }
    return sqlite::runForRows(m_transaction.database(), {"INSERT INTO placement_keyword (placement, keyword)", 2, "ON CONFLICT DO NOTHING"},
                              std::span<const std::pair<PlacementId, QString>>(keywords), [](sqlite::Statement &row, const auto &keyword) {
                                  row.bind(keyword.first, keyword.second);
                              });
}

Status Arrivals::writeIndex()
{
    const sqlite::ManyRows sql{"INSERT INTO search_doc (message, subject, sender, recipients, attachments, body)", 6};
    return sqlite::runForRows(m_transaction.database(), sql, std::span<const Content>(m_contents), [](sqlite::Statement &row, const Content &content) {
        const Envelope &envelope = content.message->envelope;
        row.bind(content.id, indexText(envelope.subject), people(envelope.from), people(envelope.to + envelope.cc + envelope.bcc),
                 MessageContent::indexedAttachments(content.message->parts), MessageContent::indexedBody(content.message->text));
    });
}

} // namespace petrel::store
