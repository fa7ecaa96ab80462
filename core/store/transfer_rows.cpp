// Copies, and what goes to or comes from other accounts: the part of SyncReader about TransferRepository.
#include "core/store/transfer_rows_p.h"

#include "core/store/sqlite/database.h"
#include "core/store/sync_reader.h"

namespace petrel::store {

Result<QList<CopyWish>> SyncReader::dueCopies(AccountId account, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT w.id, w.placement, s.folder, s.uid, w.folder, w.stage, w.stage_uid_next, w.stage_uid_validity, w.attempts, "
        "m.message_id, m.size, m.date_received "
        "FROM append_wish w JOIN placement s ON s.id = w.source JOIN message m ON m.id = s.message WHERE w.account = ?1 AND w.origin = 1 AND w.stage <> 2 AND w.parked_since = 0 AND s.uid <> 0 "
        "AND w.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND w.not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
        "AND NOT (w.stage = 0 AND EXISTS (SELECT 1 FROM placement p WHERE p.id = w.placement AND p.want_folder = -1)) "
        "AND w.folder NOT IN (SELECT id FROM folder WHERE kind = 0 AND wire_name = x'') ORDER BY w.stage DESC, s.uid, w.id",
        account, now));
    QList<CopyWish> wishes;
    while (TRY(row.step())) {
        CopyWish wish;
        wish.id = row.id<WishId>();
        wish.placement = row.id<PlacementId>();
        wish.sourceFolder = row.id<FolderId>();
        wish.uid = row.id<Uid>();
        wish.target = row.id<FolderId>();
        wish.stage = row.enumeration<AppendWish::Stage>();
        wish.stageUidNext = row.id<Uid>();
        wish.stageUidValidity = row.id<UidValidity>();
        wish.attempts = static_cast<int>(row.integer());
        wish.messageId = row.bytes();
        wish.size = row.integer();
        wish.dateReceived = row.integer();
        wishes.append(wish);
    }
    return wishes;
}

Result<QList<ContentWish>> SyncReader::dueContents(AccountId account, std::int64_t now) const
{
    sqlite::Statement row = TRY(m_database.query(
        "SELECT p.id, NULL, m.size, p.attempts FROM placement p JOIN folder f ON f.id = p.folder JOIN folder t ON t.id = p.want_folder "
        "JOIN message m ON m.id = p.message WHERE p.want_folder <> 0 AND p.want_folder > 0 AND f.account = ?1 AND f.kind = 0 AND t.account <> f.account "
        "AND t.hidden = 0 AND p.uid <> 0 AND m.raw IS NULL AND p.stage = 0 AND p.parked_since = 0 AND p.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
        "AND p.not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
        "UNION ALL SELECT s.id, w.id, m.size, w.attempts FROM append_wish w JOIN placement s ON s.id = w.source JOIN folder f ON f.id = s.folder "
        "JOIN message m ON m.id = s.message WHERE w.origin = 2 AND w.blob IS NULL AND f.account = ?1 AND f.kind = 0 AND s.uid <> 0 AND m.raw IS NULL "
        "AND w.parked_since = 0 AND w.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND w.not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 ORDER BY 1",
        account, now));
    QList<ContentWish> wishes;
    while (TRY(row.step())) {
        ContentWish wish;
        wish.placement = row.id<PlacementId>();
        wish.copy = row.id<WishId>();
        wish.size = row.integer();
        wish.attempts = static_cast<int>(row.integer());
        wishes.append(wish);
    }
    return wishes;
}

Result<bool> SyncReader::hasCarriable(AccountId account, std::int64_t now) const
{
    static const std::string sql = std::string("SELECT EXISTS (SELECT 1 ") + kMovesToCarry + ") OR EXISTS (SELECT 1 " + kCopiesToFill + ") OR EXISTS (SELECT 1 "
        + kCopiesOfNothing + ")";
    return TRY(m_database.integer(sql, account, now)).value_or(0) != 0;
}

Result<bool> SyncReader::hasTransfers(AccountId account, std::int64_t now) const
{
    return TRY(hasCarriable(account, now)) || !TRY(dueContents(account, now)).isEmpty();
}

} // namespace petrel::store
