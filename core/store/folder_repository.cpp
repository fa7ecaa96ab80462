#include "core/store/folder_repository.h"

#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/local_folders_p.h"
#include "core/store/placement_table_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QSet>

namespace petrel::store {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::Never, what);
}

Result<QString> childPath(sqlite::Database &database, AccountId account, FolderId parent, const QString &name)
{
    if (name.trimmed().isEmpty() || name.contains(QLatin1Char('/')))
        return invalid(QStringLiteral("a folder name must not be empty and not hold '/'"));
    QString path = name;
    if (!parent.isNull()) {
        sqlite::Statement row = TRY(database.query("SELECT path FROM folder WHERE id = ? AND account = ? AND kind = 1 AND hidden = 0", parent, account));
        if (!TRY(row.step()))
            return noSuchRow("folder", parent.number());
        path = row.text() + QLatin1Char('/') + name;
    }
    if (TRY(database.integer("SELECT 1 FROM folder WHERE account = ? AND path = ? AND kind = 1 AND hidden = 0", account, path)))
        return invalid(QStringLiteral("a folder of this name is there already"));
    return path;
}

} // namespace

Status FolderRepository::ensureLocalFolders(AccountId account)
{
    TRY(makeLocalFolders(m_transaction.database(), account));
    m_transaction.changes().folderList();
    return {};
}

Result<FolderId> FolderRepository::createLocal(AccountId account, FolderId parent, const QString &name)
{
    sqlite::Database &database = m_transaction.database();
    const QString path = TRY(childPath(database, account, parent, name));
    TRY(database.run("INSERT INTO folder (account, parent, kind, wire_name, path, name) VALUES (?, ?, 1, x'', ?, ?)", account, parent, path, name));
    m_transaction.changes().folderList();
    return FolderId(database.lastInsertId());
}

Status FolderRepository::setSyncState(FolderId folder, const FolderSyncState &state)
{
    TRY(m_transaction.database().run("UPDATE folder SET uid_validity = ?, uid_next = ?, highest_modseq = ?, server_total = ?, backfill_uid = ?, "
                                     "last_sync = ? WHERE id = ?",
                                     state.uidValidity, state.uidNext, state.highestModSeq, state.serverTotal, state.backfillUid, state.lastSync, folder));
    m_transaction.changes().folder(folder);
    return {};
}

Status FolderRepository::noteLook(FolderId folder, std::int64_t now)
{
    TRY(m_transaction.database().run("UPDATE folder SET last_sync = ? WHERE id = ?", now, folder));
    m_transaction.changes().folder(folder);
    return {};
}

Status FolderRepository::nameBeforeCreation(FolderId folder, const QByteArray &wireName)
{
    sqlite::Database &database = m_transaction.database();
    const auto taken = TRY(database.integer("SELECT 1 FROM folder WHERE kind = 0 AND wire_name = ?2 AND id <> ?1 "
                                            "AND account = (SELECT account FROM folder WHERE id = ?1)",
                                            folder, wireName));
    if (taken)
        return makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::AfterUser, QStringLiteral("there is a folder of this name"));
    return database.run("UPDATE folder SET wire_name = ?2 WHERE id = ?1 AND kind = 0 AND uid_validity = 0", folder, wireName);
}

Status FolderRepository::resetUidValidity(FolderId folder, UidValidity uidValidity, std::int64_t floatsSince)
{
    const std::int64_t since = floatsSince == 0 ? Clock::nowUtc() : floatsSince;
    FolderSyncState state;
    state.uidValidity = uidValidity;
    TRY(setSyncState(folder, state));
    // A copy that may be under way was counted in the target's old numbers; look for it anew from the start.
    TRY(m_transaction.database().run("UPDATE placement SET stage_uid_next = 0 WHERE want_folder = ?", folder));
    TRY(m_transaction.database().run("UPDATE append_wish SET stage_uid_next = 0 WHERE folder = ?", folder));
    TRY(m_transaction.database().run("UPDATE placement SET uid = 0, modseq = 0, floating_since = ? WHERE folder = ? AND uid <> 0",
                                     since, folder));
    TRY(m_transaction.database().run("UPDATE folder SET renumbered_at = ? WHERE id = ?", since, folder));
    m_transaction.changes().reload(folder);
    return {};
}

Status FolderRepository::dropUnbound(FolderId folder, std::int64_t floatedBefore)
{
    QList<PlacementId> unbound;
    {
        sqlite::Statement row = TRY(m_transaction.database().query(
            "SELECT id FROM placement p WHERE folder = ? AND floating_since <> 0 AND floating_since < ? AND parked_since = 0 "
            "AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.placement = p.id AND w.stage <> 2)",
            folder, floatedBefore));
        while (TRY(row.step()))
            unbound.append(row.id<PlacementId>());
    }
    const std::int64_t renumbered = TRY(m_transaction.database().integer("SELECT renumbered_at FROM folder WHERE id = ?", folder)).value_or(0);
    PlacementTable table(m_transaction);
    for (const PlacementId id : unbound) {
        const std::optional<PlacementState> state = TRY(table.find(id));
        if (!state)
            continue;
        TRY(m_transaction.database().run("DELETE FROM append_wish WHERE placement = ?", id)); // appended, and gone since
        // One that floats since its move was deleted elsewhere, and what was wanted of it is over. After a renumbering nobody
        // knows; to be rid of it is done in any case.
        const auto keyword = TRY(m_transaction.database().integer("SELECT 1 FROM placement_keyword WHERE placement = ? AND want <> 0 AND kept_here = 0", id));
        const bool wantsMore = state->flags.isDirty() || state->wantFolder > 0 || keyword;
        if (!wantsMore || state->floatingSince != renumbered) {
            TRY(table.remove(*state));
            continue;
        }
        PlacementState parked = *state;
        parked.parkedSince = Clock::nowUtc();
        parked.lastError = QStringLiteral("the server no longer has this message");
        TRY(table.update(*state, parked));
    }
    return {};
}

} // namespace petrel::store
