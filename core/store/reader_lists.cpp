#include "core/store/list_sql_p.h"
#include "core/store/reader.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"

#include <QSet>

#include <algorithm>

namespace petrel::store {

namespace {

void bindScope(sqlite::Statement &statement, const ListQuery &query)
{
    if (query.scope == ListQuery::Scope::Folder)
        statement.bind(query.folder.number());
}

Result<QList<MessageRow>> allRows(sqlite::Statement statement)
{
    QList<MessageRow> rows;
    while (TRY(statement.step()))
        rows.append(messageRow(statement));
    return rows;
}

/** The folders of a unified list by date, to be merged: each is in order already. None: the list is read in one. */
Result<QList<FolderId>> foldersToMerge(sqlite::Database &database, const ListQuery &query)
{
    const bool inboxes = query.scope == ListQuery::Scope::AllInboxes, drafts = query.scope == ListQuery::Scope::AllDrafts;
    if (query.sort != ListQuery::Sort::Date || (!inboxes && !drafts))
        return QList<FolderId>();
    sqlite::Statement row = TRY(database.query("SELECT id FROM folder WHERE role = ? AND hidden = 0", inboxes ? FolderRole::Inbox : FolderRole::Drafts));
    QList<FolderId> folders;
    while (TRY(row.step()))
        folders.append(row.id<FolderId>());
    return folders.size() <= kMaxMergedFolders ? folders : QList<FolderId>();
}

Result<std::vector<ListKey>> keysInOne(sqlite::Database &database, const ListQuery &query)
{
    sqlite::Statement statement = TRY(database.prepare(listKeysSql(query)));
    bindScope(statement, query);
    const bool isText = query.sort == ListQuery::Sort::From || query.sort == ListQuery::Sort::Subject;
    std::vector<ListKey> keys;
    while (TRY(statement.step())) {
        ListKey key;
        key.id = statement.id<PlacementId>();
        key.sortKey = isText ? static_cast<std::int64_t>(keys.size()) : statement.integer();
        keys.push_back(key);
    }
    return keys;
}

} // namespace

Result<QList<MessageRow>> Reader::list(const ListQuery &query, const Page &page) const
{
    const QList<FolderId> merged = TRY(foldersToMerge(m_database, query));
    const bool after = page.after.has_value();
    sqlite::Statement statement = TRY(m_database.prepare(merged.isEmpty() ? listSql(query, after) : mergedListSql(query, after, static_cast<int>(merged.size()))));
    for (const FolderId folder : merged)
        statement.bind(folder);
    bindScope(statement, query);
    if (page.after)
        statement.bind(page.after->sortKey, page.after->id.number());
    statement.bind(page.limit, page.offset);
    return allRows(std::move(statement));
}

Result<std::vector<ListKey>> Reader::listKeys(const ListQuery &query) const
{
    const QList<FolderId> merged = TRY(foldersToMerge(m_database, query));
    if (merged.isEmpty())
        return keysInOne(m_database, query);
    ListQuery one = query;
    one.scope = ListQuery::Scope::Folder;
    const bool descending = query.order == ListQuery::Order::Descending;
    std::vector<ListKey> keys;
    for (const FolderId folder : merged) {
        one.folder = folder;
        const std::vector<ListKey> ofFolder = TRY(keysInOne(m_database, one));
        const auto before = static_cast<std::ptrdiff_t>(keys.size());
        keys.insert(keys.end(), ofFolder.begin(), ofFolder.end());
        std::inplace_merge(keys.begin(), keys.begin() + before, keys.end(),
                           [descending](const ListKey &a, const ListKey &b) { return descending ? b < a : a < b; });
    }
    return keys;
}

Result<QList<PlacementId>> Reader::unread(FolderId folder) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT id FROM placement WHERE view_folder = ? AND flags_view & 1 = 0", folder));
    QList<PlacementId> ids;
    while (TRY(row.step()))
        ids.append(row.id<PlacementId>());
    return ids;
}

Result<int> Reader::listCount(const ListQuery &query) const
{
    sqlite::Statement statement = TRY(m_database.prepare(listCountSql(query)));
    bindScope(statement, query);
    TRY(statement.step());
    return static_cast<int>(statement.integer());
}

Result<QList<MessageRow>> Reader::rows(const QList<PlacementId> &ids) const
{
    static const std::string sql = std::string("SELECT ") + kMessageRowColumns
        + " FROM placement p JOIN message m ON m.id = p.message WHERE p.id = ? AND p.view_folder > 0";
    sqlite::Statement statement = TRY(m_database.prepare(sql));
    QList<MessageRow> rows;
    for (const PlacementId id : ids) {
        statement.bind(id);
        if (TRY(statement.step()))
            rows.append(messageRow(statement));
        statement.reset();
    }
    return rows;
}

Result<MessageRow> Reader::row(PlacementId id) const
{
    const QList<MessageRow> found = TRY(rows({id}));
    if (found.isEmpty())
        return noSuchRow("placement", id.number());
    return found.first();
}

Result<QList<MessageRow>> Reader::thread(ThreadId id) const
{
    static const std::string sql = std::string("SELECT ") + kMessageRowColumns
        + " FROM message m JOIN placement p ON p.message = m.id JOIN folder f ON f.id = p.view_folder"
          " WHERE m.thread = ? AND f.hidden = 0 ORDER BY p.sort_date, p.id";
    QList<MessageRow> rows;
    QSet<MessageId> shown;
    for (const MessageRow &row : TRY(allRows(TRY(m_database.query(sql, id))))) {
        if (!shown.contains(row.message))
            rows.append(row);
        shown.insert(row.message);
    }
    return rows;
}

} // namespace petrel::store
