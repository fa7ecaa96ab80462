#include "core/store/folder_end_p.h"

#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

Status parkThose(WriteTransaction &transaction, const char *which, FolderId folder, const QString &why)
{
    QList<PlacementId> ids;
    {
        sqlite::Statement row = TRY(transaction.database().query(which, folder));
        while (TRY(row.step()))
            ids.append(row.id<PlacementId>());
    }
    return transaction.wishes().park(ids, why);
}

/**
 * Moves into a folder that went cannot be done: they are parked, and shown where the mail still is. What was done to the
 * mail in it cannot be either: it stays until the person has read that.
 */
Status parkWishesAbout(WriteTransaction &transaction, FolderId folder)
{
    TRY(transaction.folderWishes().parkWishesInto(folder));
    TRY(parkThose(transaction, "SELECT id FROM placement WHERE want_folder = ? AND parked_since = 0", folder, QStringLiteral("the target folder is gone")));
    return parkThose(transaction,
                     "SELECT id FROM placement WHERE folder = ? AND parked_since = 0 AND stage <> 3 AND (want_folder <> 0 OR want_set | want_clear <> 0 "
                     "OR EXISTS (SELECT 1 FROM placement_keyword k WHERE k.placement = placement.id AND k.want <> 0 AND k.kept_here = 0))",
                     folder, QStringLiteral("the folder was renamed or removed elsewhere"));
}

/** What comes from other accounts, and was not sent yet, is there again. */
Status giveBackMovesInto(WriteTransaction &transaction, FolderId folder)
{
    QList<WishId> ids;
    {
        sqlite::Statement row = TRY(transaction.database().query("SELECT id FROM append_wish WHERE folder = ? AND origin = 2 AND stage = 0", folder));
        while (TRY(row.step()))
            ids.append(row.id<WishId>());
    }
    for (const WishId id : std::as_const(ids))
        (void)TRY(transaction.transfers().giveBackRefused(id, QStringLiteral("the target folder is gone")));
    return {};
}

} // namespace

Status endRemoteFolder(WriteTransaction &transaction, FolderId folder)
{
    sqlite::Database &database = transaction.database();
    TRY(parkWishesAbout(transaction, folder));
    TRY(giveBackMovesInto(transaction, folder));
    TRY(database.run("DELETE FROM append_wish WHERE folder = ? AND stage = 2", folder));
    if (TRY(database.integer("SELECT 1 FROM append_wish WHERE folder = ? LIMIT 1", folder))) {
        TRY(database.run("UPDATE append_wish SET parked_since = ?, last_error = 'the target folder is gone' WHERE folder = ? AND parked_since = 0",
                         Clock::nowUtc(), folder));
        transaction.changes().attention();
        return database.run("UPDATE folder SET selectable = 0 WHERE id = ?", folder);
    }
    return database.run("UPDATE folder SET gone = 1, role = 0, uid_validity = 0, uid_next = 0, highest_modseq = 0 WHERE id = ?", folder);
}

Status handOver(WriteTransaction &transaction, FolderId made, FolderId heir)
{
    sqlite::Database &database = transaction.database();
    PlacementTable table(transaction);
    QList<PlacementId> ids;
    {
        sqlite::Statement row = TRY(database.query("SELECT id FROM placement WHERE folder = ?1 OR want_folder = ?1", made));
        while (TRY(row.step()))
            ids.append(row.id<PlacementId>());
    }
    for (const PlacementId id : std::as_const(ids)) {
        const std::optional<PlacementState> before = TRY(table.find(id));
        if (!before)
            continue;
        PlacementState after = *before;
        after.folder = before->folder == made ? heir : before->folder;
        after.wantFolder = before->wantFolder == made.number() ? heir.number() : before->wantFolder;
        if (after.folder.number() == after.wantFolder)
            after.forgetMove();
        TRY(table.update(*before, after));
    }
    TRY(database.run("UPDATE append_wish SET folder = ? WHERE folder = ?", heir, made));
    TRY(database.run("UPDATE folder SET want_parent = ? WHERE want_parent = ?", heir, made));
    TRY(database.run("UPDATE folder SET role = (SELECT role FROM folder WHERE id = ?1) WHERE id = ?2 AND role_chosen = 0 "
                     "AND 0 <> (SELECT role FROM folder WHERE id = ?1)",
                     made, heir));
    return database.run("DELETE FROM folder WHERE id = ?", made);
}

} // namespace petrel::store
