#include "core/store/append_repository.h"

#include "core/base/clock.h"
#include "core/store/append_rows_p.h"
#include "core/store/change_collector_p.h"
#include "core/store/keyword_table_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

Status requireChange(sqlite::Database &database, WishId id)
{
    return database.changedRows() > 0 ? Status() : Status(noSuchRow("append_wish", id.number()));
}

Result<PlacementId> placementOf(sqlite::Database &database, WishId id)
{
    sqlite::Statement row = TRY(database.query("SELECT placement FROM append_wish WHERE id = ?", id));
    if (!TRY(row.step()))
        return noSuchRow("append_wish", id.number());
    return row.id<PlacementId>();
}

/** Brought from elsewhere, and its source is gone: there is no other copy that we know of. */
Result<bool> isTheOnlyCopy(sqlite::Database &database, WishId id)
{
    return TRY(database.integer("SELECT 1 FROM append_wish WHERE id = ? AND origin = 2 AND source IS NULL AND blob IS NOT NULL", id)).has_value();
}

} // namespace

Status releaseSource(WriteTransaction &transaction, WishId id)
{
    PlacementTable table(transaction);
    const auto source = TRY(transaction.database().integer("SELECT source FROM append_wish WHERE id = ? AND source IS NOT NULL", id));
    const std::optional<PlacementState> held = TRY(table.find(PlacementId(source.value_or(0))));
    if (!held || held->stage != MoveStage::Held)
        return {};
    if (held->folderKind == FolderKind::Local) {
        TRY(table.remove(*held));
        return table.removeMessageIfOrphaned(held->message);
    }
    PlacementState after = *held;
    after.stage = MoveStage::Wanted;
    return table.update(*held, after);
}

Status copyFromInstead(WriteTransaction &transaction, PlacementId former, PlacementId row)
{
    return transaction.database().run("UPDATE append_wish SET source = ? WHERE source = ?", row, former);
}

Result<WishId> AppendRepository::insert(const AppendWish &wish)
{
    sqlite::Database &database = m_transaction.database();
    const auto kind = TRY(database.integer("SELECT kind FROM folder WHERE id = ? AND account = ? AND gone = 0", wish.folder, wish.account));
    if (kind != static_cast<int>(FolderKind::Remote) || wish.messageId.isEmpty())
        return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never,
                         QStringLiteral("an append needs a remote folder of the account and a Message-ID"));
    TRY(database.run("INSERT INTO append_wish (account, folder, blob, flags, internal_date, message_id, placement, looks_left) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                     wish.account, wish.folder, wish.blob, wish.flags, wish.internalDate, wish.messageId, wish.placement, wish.looksLeft));
    return WishId(database.lastInsertId());
}

Status AppendRepository::lookedInVain(WishId id, std::int64_t next)
{
    return m_transaction.database().run("UPDATE append_wish SET looks = looks + 1, looks_left = max(looks_left - 1, 0), next_try = iif(looks_left > 1, ?, 0) WHERE id = ?", next, id);
}

Status AppendRepository::replaces(PlacementId draft, PlacementId former)
{
    return m_transaction.database().run("UPDATE append_wish SET replaces = (SELECT id FROM placement WHERE id = ?) WHERE placement = ? AND origin = 0", former, draft);
}

Result<bool> AppendRepository::appending(WishId id, Uid targetUidNext, UidValidity targetUidValidity)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE append_wish SET stage = 1, stage_uid_next = ?, stage_uid_validity = ? WHERE id = ?", targetUidNext, targetUidValidity, id));
    return database.changedRows() > 0;
}

Status AppendRepository::notAppended(WishId id)
{
    return m_transaction.database().run("UPDATE append_wish SET stage = 0, stage_uid_next = 0, stage_uid_validity = 0 WHERE id = ?", id);
}

Status AppendRepository::done(WishId id, Uid uid)
{
    sqlite::Database &database = m_transaction.database();
    const auto placement = TRY(database.integer("SELECT coalesce(placement, 0) FROM append_wish WHERE id = ?", id));
    if (!placement)
        return {}; // a listing of the folder bound the row before the answer was written down
    m_transaction.changes().attention();
    TRY(releaseSource(m_transaction, id));
    PlacementTable table(m_transaction);
    const std::optional<PlacementState> before = TRY(table.find(PlacementId(*placement)));
    const bool floats = before && before->uid.isNull();
    if (floats && uid.isNull()) // by the wish the listing knows that this row is ours, whatever size the server tells
        return database.run("UPDATE append_wish SET stage = 2, parked_since = 0 WHERE id = ?", id);
    TRY(database.run("DELETE FROM append_wish WHERE id = ?", id));
    if (!floats)
        return {};
    PlacementState after = *before;
    if (const std::optional<PlacementState> twin = TRY(table.findByUid(before->folder, uid))) {
        // A sync listed it before the answer was written down: one mail, one row.
        after.takeOver(*twin);
        TRY(KeywordTable(m_transaction).takeOver(before->id, twin->id));
        TRY(copyFromInstead(m_transaction, twin->id, before->id));
        TRY(table.remove(*twin));
        if (twin->message != before->message)
            TRY(table.removeMessageIfOrphaned(twin->message));
    }
    after.uid = uid;
    after.floatingSince = 0;
    return table.update(*before, after);
}

Status AppendRepository::postpone(WishId id, const QString &error, std::int64_t nextTry)
{
    return m_transaction.database().run("UPDATE append_wish SET attempts = attempts + 1, last_error = ?, next_try = ? WHERE id = ?", error, nextTry, id);
}

Status AppendRepository::park(WishId id, const QString &error)
{
    m_transaction.changes().attention();
    return m_transaction.database().run("UPDATE append_wish SET attempts = attempts + 1, last_error = ?, parked_since = ? WHERE id = ?", error,
                                        Clock::nowUtc(), id);
}

Status AppendRepository::unpark(WishId id)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE append_wish SET attempts = 0, last_error = '', parked_since = 0, next_try = 0 WHERE id = ?", id));
    m_transaction.changes().attention();
    return requireChange(database, id);
}

Status AppendRepository::discardCopy(WishId id)
{
    const auto isCopy = TRY(m_transaction.database().integer("SELECT 1 FROM append_wish WHERE id = ? AND origin <> 0 AND source IS NOT NULL", id));
    return isCopy ? discard(id) : Status();
}

Status AppendRepository::discard(WishId id)
{
    sqlite::Database &database = m_transaction.database();
    const PlacementId placement = TRY(placementOf(database, id));
    if (TRY(m_transaction.transfers().giveBack(placement)) || TRY(isTheOnlyCopy(database, id)))
        return {};
    TRY(database.run("DELETE FROM append_wish WHERE id = ?", id));
    m_transaction.changes().attention();
    PlacementTable table(m_transaction);
    const std::optional<PlacementState> shown = TRY(table.find(placement));
    if (!shown || (shown->floatingSince == 0 && shown->folderKind == FolderKind::Remote))
        return {};
    TRY(table.remove(*shown));
    return table.removeMessageIfOrphaned(shown->message);
}

} // namespace petrel::store
