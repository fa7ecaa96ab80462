#include "core/store/reader.h"

#include "core/store/row_mapping_p.h"
#include "core/store/sync_reader.h"
#include "core/store/sqlite/database.h"

#include <algorithm>

namespace petrel::store {

namespace {

/** Counting through partial indexes is cheaper than keeping counters right; a whole folder is counted only where somebody shows it. */
std::string folderQuery(Reader::Counts counts, const char *condition)
{
    const std::string unread = "(SELECT count(*) FROM placement WHERE view_folder = f.id AND flags_view & 1 = 0)";
    const std::string total = "(SELECT count(*) FROM placement WHERE view_folder = f.id)";
    std::string sql = "SELECT f.id, f.account, f.parent, f.name, f.path, f.role, f.kind, f.selectable, f.subscribed, ";
    switch (counts) {
    case Reader::Counts::None: sql += "0, 0"; break;
    case Reader::Counts::Shown: sql += unread + ", iif(f.role = 2 OR (f.role = 1 AND a.deliver_to IS NOT NULL), " + total + ", 0)"; break; // an inbox that takes in no mail is shown for what is in it
    case Reader::Counts::All: sql += unread + ", " + total; break;
    }
    sql += ", f.server_total, f.last_sync, CASE WHEN f.kind = 1 THEN 0 WHEN f.want_gone <> 0 THEN 3 WHEN f.wire_name = x'' THEN 1 WHEN f.want_name <> '' THEN 2 "
           "WHEN f.want_subscribed = 1 THEN 4 WHEN f.want_subscribed = 0 THEN 5 ELSE 0 END, f.parked_since <> 0, f.takes_folders"; // FolderWant
    return sql + " FROM folder f JOIN account a ON a.id = f.account WHERE a.gone = 0 AND " + condition;
}

FolderRow folderFrom(sqlite::Statement &row)
{
    FolderRow folder;
    folder.id = row.id<FolderId>();
    folder.account = row.id<AccountId>();
    folder.parent = row.id<FolderId>();
    folder.name = row.text();
    folder.path = row.text();
    folder.role = row.enumeration<FolderRole>();
    folder.kind = row.enumeration<FolderKind>();
    folder.selectable = row.boolean();
    folder.subscribed = row.boolean();
    folder.unread = static_cast<int>(row.integer());
    folder.total = static_cast<int>(row.integer());
    folder.serverTotal = static_cast<int>(row.integer());
    folder.lastSync = row.integer();
    folder.want = row.enumeration<FolderWant>();
    folder.isRefused = row.boolean();
    folder.takesFolders = row.boolean();
    return folder;
}

int roleRank(FolderRole role)
{
    return role == FolderRole::None ? 100 : static_cast<int>(role);
}

/** Where a folder stands among its siblings, and their parents among theirs. */
using DisplayKey = QList<std::pair<int, QString>>;

/** From the folder up to the nearest one with a role: role folders stand on top whatever they lie in. */
DisplayKey displayKey(const FolderRow &folder, const QHash<FolderId, FolderRow> &byId)
{
    DisplayKey key;
    const FolderRow *step = &folder;
    for (int depth = 0; depth < 100; ++depth) { // a damaged table might hold a ring
        key.prepend({roleRank(step->role), step->name.toCaseFolded()});
        const auto parent = byId.constFind(step->parent);
        if (step->role != FolderRole::None || parent == byId.constEnd())
            break;
        step = &*parent;
    }
    return key;
}

void sortForDisplay(QList<FolderRow> &folders)
{
    QHash<FolderId, FolderRow> byId;
    QHash<AccountId, int> accountOrder; // rows come account by account
    for (const FolderRow &folder : folders) {
        byId.insert(folder.id, folder);
        if (!accountOrder.contains(folder.account))
            accountOrder.insert(folder.account, static_cast<int>(accountOrder.size()));
    }
    QHash<FolderId, DisplayKey> keys;
    for (const FolderRow &folder : folders)
        keys.insert(folder.id, displayKey(folder, byId));
    std::stable_sort(folders.begin(), folders.end(), [&](const FolderRow &a, const FolderRow &b) {
        if (a.account != b.account)
            return accountOrder.value(a.account) < accountOrder.value(b.account);
        return keys[a.id] < keys[b.id];
    });
}

/** "inbox/Lists" and "Inbox" as the database has them. */
QString withInboxInCapitals(const QString &path)
{
    const QString inbox = QStringLiteral("INBOX");
    const bool beginsSo = path.startsWith(inbox, Qt::CaseInsensitive) && (path.size() == inbox.size() || path[inbox.size()] == QLatin1Char('/'));
    return beginsSo ? inbox + path.mid(inbox.size()) : path;
}

} // namespace

Result<QList<FolderRow>> Reader::folders(AccountId account, Counts counts) const
{
    const std::string sql = folderQuery(counts, "f.hidden = 0 AND (?1 = 0 OR f.account = ?1) ORDER BY a.sort_order, a.id, f.id");
    sqlite::Statement row = TRY(m_database.query(sql, account.number()));
    QList<FolderRow> folders;
    while (TRY(row.step()))
        folders.append(folderFrom(row));
    sortForDisplay(folders);
    return folders;
}

Result<FolderRow> Reader::folder(FolderId id) const
{
    static const std::string sql = folderQuery(Counts::Shown, "f.hidden = 0 AND f.id = ?");
    sqlite::Statement row = TRY(m_database.query(sql, id));
    if (!TRY(row.step()))
        return noSuchRow("folder", id.number());
    return folderFrom(row);
}

Result<QList<FolderRow>> SyncReader::folders(AccountId account) const
{
    static const std::string sql = folderQuery(Reader::Counts::None, "f.gone = 0 AND f.account = ? ORDER BY f.id");
    sqlite::Statement row = TRY(m_database.query(sql, account));
    QList<FolderRow> folders;
    while (TRY(row.step()))
        folders.append(folderFrom(row));
    sortForDisplay(folders);
    return folders;
}

Result<FolderRow> SyncReader::folder(FolderId id) const
{
    static const std::string sql = folderQuery(Reader::Counts::None, "f.gone = 0 AND f.id = ?");
    sqlite::Statement row = TRY(m_database.query(sql, id));
    if (!TRY(row.step()))
        return noSuchRow("folder", id.number());
    return folderFrom(row);
}

Result<FolderRow> Reader::folderByPath(AccountId account, const QString &path) const
{
    static const std::string sql = folderQuery(Counts::Shown, "f.hidden = 0 AND f.account = ? AND f.path = ? ORDER BY f.id LIMIT 1");
    sqlite::Statement row = TRY(m_database.query(sql, account, withInboxInCapitals(path)));
    if (!TRY(row.step()))
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("no folder ") + path);
    return folderFrom(row);
}

Result<FolderRow> Reader::folderByRole(AccountId account, FolderRole role) const
{
    static const std::string sql = folderQuery(Counts::Shown, "f.hidden = 0 AND f.account = ? AND f.role = ? ORDER BY f.id LIMIT 1");
    sqlite::Statement row = TRY(m_database.query(sql, account, role));
    if (!TRY(row.step()))
        return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("no folder for ") + roleName(role));
    return folderFrom(row);
}

} // namespace petrel::store
