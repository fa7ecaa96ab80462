#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/folder_repository.h"
#include "core/store/placement_table_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QSet>

namespace petrel::store {

namespace {

QString pathOf(const RemoteFolder &folder)
{
    QStringList components = folder.path;
    if (!components.isEmpty() && components.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        components.first() = QStringLiteral("INBOX");
    return components.join(QLatin1Char('/'));
}

Result<FolderId> upsert(sqlite::Database &database, AccountId account, const RemoteFolder &folder)
{
    const QString name = folder.path.isEmpty() ? QString::fromLatin1(folder.wireName) : folder.path.last();
    TRY(database.run("INSERT INTO folder (account, kind, wire_name, path, name, delimiter, role, selectable, subscribed) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT (account, wire_name) WHERE kind = 0 DO UPDATE SET path = excluded.path, name = excluded.name, "
                     "delimiter = excluded.delimiter, role = iif(role_chosen, role, excluded.role), selectable = excluded.selectable, "
                     "subscribed = excluded.subscribed, gone = 0",
                     account, folder.wireName, pathOf(folder), name, static_cast<unsigned char>(folder.delimiter), folder.role, folder.selectable,
                     folder.subscribed));
    const auto id = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 0 AND wire_name = ?", account, folder.wireName));
    return FolderId(id.value_or(0));
}

/** Parents by path, and each role once: the first folder that came with it, or the person's choice. */
Status settleTree(sqlite::Database &database, AccountId account)
{
    TRY(database.run("UPDATE folder SET parent = (SELECT p.id FROM folder p WHERE p.account = folder.account AND p.kind = 0 AND p.gone = 0 "
                     "AND p.path <> '' AND folder.path = p.path || '/' || folder.name ORDER BY p.id LIMIT 1) WHERE account = ? AND kind = 0",
                     account));
    return database.run("UPDATE folder SET role = 0 WHERE account = ?1 AND kind = 0 AND role <> 0 AND EXISTS (SELECT 1 FROM folder o "
                        "WHERE o.account = ?1 AND o.role = folder.role AND o.gone = 0 "
                        "AND (o.role_chosen > folder.role_chosen OR (o.role_chosen = folder.role_chosen AND o.id < folder.id)))",
                        account);
}

/** Moves into a folder that went cannot be done: they are parked, and shown where the mail still is. */
Status parkMovesInto(WriteTransaction &transaction, FolderId folder)
{
    QList<PlacementId> ids;
    {
        sqlite::Statement row = TRY(transaction.database().query("SELECT id FROM placement WHERE want_folder = ? AND parked_since = 0", folder));
        while (TRY(row.step()))
            ids.append(row.id<PlacementId>());
    }
    return transaction.wishes().park(ids, QStringLiteral("the target folder is gone"));
}

Status removeRemote(WriteTransaction &transaction, FolderId folder)
{
    sqlite::Database &database = transaction.database();
    TRY(parkMovesInto(transaction, folder));
    if (TRY(database.integer("SELECT 1 FROM append_wish WHERE folder = ? LIMIT 1", folder))) {
        TRY(database.run("UPDATE append_wish SET parked_since = ?, last_error = 'the target folder is gone' WHERE folder = ? AND parked_since = 0",
                         Clock::nowUtc(), folder));
        transaction.changes().attention();
        return database.run("UPDATE folder SET selectable = 0 WHERE id = ?", folder);
    }
    return database.run("UPDATE folder SET gone = 1, role = 0, uid_validity = 0, uid_next = 0, highest_modseq = 0 WHERE id = ?", folder);
}

Result<QList<FolderId>> remoteFolders(sqlite::Database &database, AccountId account)
{
    sqlite::Statement row = TRY(database.query("SELECT id FROM folder WHERE account = ? AND kind = 0 AND gone = 0", account));
    QList<FolderId> ids;
    while (TRY(row.step()))
        ids.append(row.id<FolderId>());
    return ids;
}

} // namespace

Status FolderRepository::setRemoteFolders(AccountId account, const QList<RemoteFolder> &list)
{
    if (list.isEmpty())
        return makeError(ErrorKind::Protocol, ErrorScope::Account, ErrorRetry::Backoff, QStringLiteral("the server listed no folder at all"));
    sqlite::Database &database = m_transaction.database();
    QSet<FolderId> present;
    for (const RemoteFolder &folder : list)
        present.insert(TRY(upsert(database, account, folder)));
    for (const FolderId known : TRY(remoteFolders(database, account))) {
        if (!present.contains(known))
            TRY(removeRemote(m_transaction, known));
    }
    m_transaction.changes().folderList();
    return settleTree(database, account);
}

Result<FolderId> FolderRepository::upsertRemote(AccountId account, const RemoteFolder &folder)
{
    const FolderId id = TRY(upsert(m_transaction.database(), account, folder));
    TRY(settleTree(m_transaction.database(), account));
    m_transaction.changes().folderList();
    return id;
}

Status FolderRepository::setRole(FolderId folder, FolderRole role)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE folder SET role = 0, role_chosen = 1 WHERE role = ? AND role <> 0 AND account = (SELECT account FROM folder WHERE id = ?)", role,
                     folder));
    TRY(database.run("UPDATE folder SET role = ?, role_chosen = 1 WHERE id = ? AND gone = 0", role, folder));
    if (database.changedRows() == 0)
        return noSuchRow("folder", folder.number());
    m_transaction.changes().folderList();
    return {};
}

} // namespace petrel::store
