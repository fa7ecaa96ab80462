#include "core/store/reader.h"

#include "core/store/search_query.h"
#include "core/store/sqlite/database.h"

#include <QSet>

namespace petrel::store {

namespace {

bool folderMatches(const FolderRow &folder, const QString &word)
{
    return folder.path.compare(word, Qt::CaseInsensitive) == 0 || folder.name.compare(word, Qt::CaseInsensitive) == 0
        || roleName(folder.role).compare(word, Qt::CaseInsensitive) == 0;
}

/** The folders the query may find in, as a JSON list for json_each(). */
QString folderList(const QList<FolderRow> &folders, const SearchRequest &request, const SearchQuery &query)
{
    QStringList ids;
    for (const FolderRow &folder : folders) {
        const auto matches = [&folder](const QString &word) { return folderMatches(folder, word); };
        const bool wanted = (request.folder.isNull() || folder.id == request.folder)
            && std::all_of(query.folders.begin(), query.folders.end(), matches)
            && std::none_of(query.excludedFolders.begin(), query.excludedFolders.end(), matches);
        if (wanted)
            ids.append(QString::number(folder.id.number()));
    }
    return QLatin1Char('[') + ids.join(QLatin1Char(',')) + QLatin1Char(']');
}

/** With words the index leads, without them the list by date does. */
std::string searchSql(const SearchQuery &query)
{
    std::string sql = "SELECT p.id, p.message FROM ";
    sql += query.match.isEmpty() ? "placement p CROSS JOIN message m ON m.id = p.message WHERE 1 "
                                 : "search CROSS JOIN placement p ON p.message = search.rowid CROSS JOIN message m ON m.id = p.message "
                                   "WHERE search MATCH ? ";
    for (qsizetype i = 0; i < query.excluded.size(); ++i)
        sql += "AND m.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?) ";
    return sql + "AND p.view_folder IN (SELECT value FROM json_each(?)) AND p.flags_view & ? = ? "
                 "AND (? < 0 OR (m.attachments > 0) = ?) AND p.sort_date >= ? AND p.sort_date < ? "
                 "ORDER BY p.sort_date DESC, p.id DESC";
}

} // namespace

Result<QList<MessageRow>> Reader::search(const SearchRequest &request) const
{
    const SearchQuery query = parseSearch(request.text);
    if (query.isEmpty())
        return QList<MessageRow>();
    const QString inFolders = folderList(TRY(folders(request.account, Counts::None)), request, query);

    sqlite::Statement row = TRY(m_database.prepare(searchSql(query)));
    if (!query.match.isEmpty())
        row.bind(query.match);
    for (const QString &excluded : query.excluded)
        row.bind(excluded);
    const int attachment = query.hasAttachment ? int(*query.hasAttachment) : -1;
    row.bind(inFolders, query.flagsSet | query.flagsClear, query.flagsSet, attachment, attachment,
             query.after.value_or(std::numeric_limits<std::int64_t>::min()), query.before.value_or(std::numeric_limits<std::int64_t>::max()));

    QList<PlacementId> ids;
    QSet<std::int64_t> shown;
    while (ids.size() < request.limit && TRY(row.step())) {
        const auto placement = row.id<PlacementId>();
        const std::int64_t message = row.integer();
        if (!shown.contains(message))
            ids.append(placement);
        shown.insert(message);
    }
    return rows(ids);
}

} // namespace petrel::store
