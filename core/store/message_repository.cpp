#include "core/store/message_repository.h"

#include "core/base/clock.h"
#include "core/store/arrivals_p.h"
#include "core/store/keyword_table_p.h"
#include "core/store/message_content_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <algorithm>

namespace petrel::store {

namespace {

Result<Arrivals::Place> placeOf(sqlite::Database &database, FolderId folder)
{
    sqlite::Statement row = TRY(database.query("SELECT account, kind FROM folder WHERE id = ?", folder));
    if (!TRY(row.step()))
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the folder is gone"));
    Arrivals::Place place;
    place.folder = folder;
    place.account = row.id<AccountId>();
    place.kind = row.enumeration<FolderKind>();
    return place;
}

/** Into another account, or onto this computer: its message is not to be found there. */
Result<bool> goesElsewhere(WriteTransaction &transaction, const PlacementState &state)
{
    if (state.wantFolder <= 0 || state.parkedSince != 0)
        return false;
    return TRY(transaction.database().integer("SELECT 1 FROM folder WHERE id = ? AND account <> ?", state.wantFolder, state.account)).has_value();
}

/** Compared with a column that is never NULL. */
QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

/**
 * A row of this folder that lost its UID, or never had one, and is this message: by the name the server gave it for ever, if
 * it gives any. Else what we append is known by its Message-ID alone (servers may count bytes differently), the rest by size
 * and date too. A copy is not known by anything while it was not made, or nobody knows: another message may look like it.
 */
Result<PlacementId> floatingRowFor(sqlite::Database &database, const Arrivals::Place &place, const NewMessage &message)
{
    if (!message.emailId.isEmpty()) {
        const auto named = TRY(database.integer(
            "SELECT p.id FROM message m CROSS JOIN placement p ON p.message = m.id "
            "WHERE m.account = ? AND m.email_id = ? AND m.email_id <> x'' AND p.folder = ? AND p.floating_since <> 0 "
            "AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.placement = p.id AND w.origin <> 0 AND w.stage <> 2) ORDER BY p.id LIMIT 1",
            place.account, message.emailId, place.folder));
        if (named)
            return PlacementId(*named);
    }
    const auto found = TRY(database.integer(
        // The message leads: after a new UIDVALIDITY every row of the folder floats.
        "SELECT p.id FROM message m CROSS JOIN placement p ON p.message = m.id "
        "WHERE m.account = ?6 AND m.message_id = ?2 AND p.folder = ?1 AND p.floating_since <> 0 AND (m.email_id = x'' OR ?7 = x'') "
        "AND ((m.message_id <> x'' AND (m.size = ?3 OR EXISTS (SELECT 1 FROM append_wish w WHERE w.placement = p.id AND w.origin = 0))) "
        "  OR (m.size = ?3 AND m.date_received = ?4 AND m.subject = ?5)) "
        "AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.placement = p.id AND w.origin <> 0 AND w.stage <> 2) "
        "ORDER BY m.size = ?3 DESC, m.date_received = ?4 DESC, p.id LIMIT 1",
        place.folder, message.envelope.messageId, message.size, message.dateReceived, message.envelope.subject, place.account, notNull(message.emailId)));
    return PlacementId(found.value_or(0));
}

Status mergeFlags(WriteTransaction &transaction, const PlacementState &before, const ServerFlags &server)
{
    PlacementState after = before;
    after.flags = pulled(before.flags, server.flags);
    if (!server.modSeq.isNull())
        after.modSeq = server.modSeq;
    TRY(PlacementTable(transaction).update(before, after));
    return server.keywords ? KeywordTable(transaction).pull(before.id, *server.keywords) : Status();
}

Status bind(WriteTransaction &transaction, const PlacementState &before, const NewMessage &message)
{
    PlacementState after = before;
    after.uid = message.uid;
    after.modSeq = message.modSeq;
    after.flags = pulled(before.flags, message.flags);
    after.floatingSince = 0;
    TRY(PlacementTable(transaction).update(before, after));
    if (!message.emailId.isEmpty())
        TRY(transaction.database().run("UPDATE message SET email_id = ? WHERE id = ? AND email_id = x''", message.emailId, before.message));
    // It is at the server, so its append is done, whatever became of the answer.
    TRY(transaction.database().run("DELETE FROM append_wish WHERE placement = ?", before.id));
    return KeywordTable(transaction).pull(before.id, message.keywords);
}

/** What a batch may find in its folder, asked once: a first listing then asks nothing row by row. */
struct Neighbours
{
    bool sharesUids = false;   ///< rows with UIDs of the batch's range are there, or the batch names one twice
    bool floatingRows = false;
};

Result<Neighbours> neighboursOf(sqlite::Database &database, const Arrivals::Place &place, std::span<const NewMessage> messages)
{
    std::vector<std::uint32_t> uids;
    for (const NewMessage &message : messages)
        uids.push_back(message.uid.number());
    std::sort(uids.begin(), uids.end());
    if (uids.empty() || uids.back() == 0)
        return Neighbours();
    Neighbours neighbours;
    neighbours.sharesUids = std::adjacent_find(uids.begin(), uids.end()) != uids.end()
        || TRY(database.integer("SELECT 1 FROM placement WHERE folder = ? AND uid BETWEEN ? AND ? AND uid <> 0 LIMIT 1", place.folder, uids.front(), uids.back()));
    neighbours.floatingRows = TRY(database.integer("SELECT 1 FROM placement WHERE folder = ? AND floating_since <> 0 LIMIT 1", place.folder)).has_value();
    return neighbours;
}

/** The row that this message is already, merged or bound; nothing when it is new here. */
Result<std::optional<InsertedMessage>> meet(WriteTransaction &transaction, const Arrivals::Place &place, const Neighbours &neighbours, const NewMessage &message)
{
    if (place.kind != FolderKind::Remote || message.uid.isNull())
        return std::optional<InsertedMessage>();
    PlacementTable table(transaction);
    if (neighbours.sharesUids) {
        if (const std::optional<PlacementState> known = TRY(table.findByUid(place.folder, message.uid))) {
            TRY(mergeFlags(transaction, *known, {message.uid, message.flags, message.modSeq, message.keywords}));
            return std::optional(InsertedMessage{known->id, known->message, InsertedMessage::How::Known});
        }
    }
    if (neighbours.floatingRows) {
        const PlacementId floating = TRY(floatingRowFor(transaction.database(), place, message));
        if (const std::optional<PlacementState> row = TRY(table.find(floating))) {
            TRY(bind(transaction, *row, message));
            return std::optional(InsertedMessage{row->id, row->message, InsertedMessage::How::Bound});
        }
    }
    return std::optional<InsertedMessage>();
}

} // namespace

Result<QList<InsertedMessage>> MessageRepository::insertMessages(FolderId folder, std::span<const NewMessage> messages)
{
    const Arrivals::Place place = TRY(placeOf(m_transaction.database(), folder));
    const Neighbours neighbours = TRY(neighboursOf(m_transaction.database(), place, messages));
    Arrivals arrivals = TRY(Arrivals::open(m_transaction, place, messages));
    QList<InsertedMessage> inserted;
    inserted.reserve(static_cast<qsizetype>(messages.size()));
    for (const NewMessage &message : messages) {
        if (arrivals.holds(message))
            TRY(arrivals.write());
        const std::optional<InsertedMessage> met = TRY(meet(m_transaction, place, neighbours, message));
        inserted.append(met ? *met : TRY(arrivals.add(message)));
    }
    TRY(arrivals.write());
    return inserted;
}

Status MessageRepository::applyServerFlags(FolderId folder, std::span<const ServerFlags> flags)
{
    PlacementTable table(m_transaction);
    for (const ServerFlags &server : flags) {
        if (const std::optional<PlacementState> row = TRY(table.findByUid(folder, server.uid)))
            TRY(mergeFlags(m_transaction, *row, server));
    }
    return {};
}

Status MessageRepository::removeVanished(FolderId folder, std::span<const Uid> uids)
{
    PlacementTable table(m_transaction);
    for (const Uid uid : uids) {
        const std::optional<PlacementState> row = TRY(table.findByUid(folder, uid));
        if (!row)
            continue;
        if (TRY(goesElsewhere(m_transaction, *row)) && TRY(m_transaction.transfers().carryOn(*row)))
            continue;
        if (row->wantFolder > 0 && row->parkedSince == 0 && !TRY(goesElsewhere(m_transaction, *row))) {
            PlacementState after = *row;
            after.arrive();
            after.uid = {};
            after.floatingSince = Clock::nowUtc();
            TRY(table.update(*row, after));
        } else {
            TRY(table.remove(*row));
            if (row->wantFolder == PlacementState::kExpunge)
                TRY(table.removeMessageIfOrphaned(row->message));
        }
    }
    return {};
}

Status MessageRepository::storeBody(MessageId message, const BodyUpdate &body)
{
    return MessageContent(m_transaction).storeBody(message, body);
}

Status MessageRepository::storeOutline(MessageId message, BodyUpdate body, BlobId outline)
{
    sqlite::Database &database = m_transaction.database();
    if (TRY(database.integer("SELECT body_state FROM message WHERE id = ?", message)) == static_cast<int>(BodyState::Full))
        return {};
    body.state = BodyState::Text;
    body.raw = {};
    TRY(MessageContent(m_transaction).storeBody(message, body));
    // It stands beside the parts as the root of their tree, whose IMAP section number is empty.
    return database.run("INSERT OR REPLACE INTO part (message, position, path, type, charset, encoding, disposition, file_name, content_id, size, blob) "
                        "VALUES (?, -1, x'', x'', x'', x'', x'', '', x'', 0, ?)", message, outline);
}

Status MessageRepository::storePart(MessageId message, const QByteArray &path, BlobId content)
{
    TRY(m_transaction.database().run("UPDATE part SET blob = ? WHERE message = ? AND path = ?", content, message, path));
    if (m_transaction.database().changedRows() == 0)
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("no such part"));
    return {};
}

} // namespace petrel::store
