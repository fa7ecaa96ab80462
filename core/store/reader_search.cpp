#include "core/store/reader.h"

#include "core/store/search_conditions_p.h"
#include "core/store/search_coverage.h"
#include "core/store/sqlite/database.h"

#include <QSet>

namespace petrel::store {

namespace {

/** The folders the query may find in. */
QList<FolderRow> foldersFor(const QList<FolderRow> &all, const SearchRequest &request, const SearchQuery &query)
{
    QList<FolderRow> wanted = all;
    wanted.removeIf([&](const FolderRow &folder) { return (request.folder && folder.id != request.folder) || !mayLieIn(folder, query); });
    return wanted;
}

/** With words the index leads, without them the list by date does. */
std::string searchSql(bool indexLeads, const SearchConditions &conditions)
{
    const std::string from = indexLeads
        ? "search CROSS JOIN placement p ON p.message = search.rowid CROSS JOIN message m ON m.id = p.message WHERE search MATCH ? "
        : "placement p CROSS JOIN message m ON m.id = p.message WHERE 1 ";
    return "SELECT p.id, p.message FROM " + from + "AND p.view_folder IN (SELECT value FROM json_each(?)) " + conditions.sql()
        + "ORDER BY p.sort_date DESC, p.id DESC";
}

} // namespace

Result<QList<MessageRow>> Reader::search(const SearchRequest &request) const
{
    SearchQuery query = parseSearch(request.text);
    if (query.isEmpty())
        return QList<MessageRow>();
    const QList<FolderRow> all = TRY(folders(request.account, Counts::None));
    const QString inFolders = jsonList(foldersFor(all, request, query));
    const QString match = SearchConditions::leadingMatch(query);
    const QList<Label> labels = TRY(this->labels());
    SearchConditions conditions(all, labels);
    conditions.add(query.clauses);

    sqlite::Statement row = TRY(m_database.prepare(searchSql(!match.isEmpty(), conditions)));
    if (!match.isEmpty())
        row.bind(match);
    row.bind(inFolders);
    conditions.bindTo(row);

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

Result<QList<PlacementId>> Reader::withoutContradiction(const SearchRequest &request, const QList<PlacementId> &ids) const
{
    SearchQuery query = parseSearch(request.text);
    const auto isText = [](const SearchTerm &term) { return term.isText(); };
    query.clauses.removeIf([&](const SearchClause &clause) { return std::any_of(clause.cbegin(), clause.cend(), isText); });
    const QList<FolderRow> all = TRY(folders(request.account, Counts::None));
    const QList<Label> labels = TRY(this->labels());
    SearchConditions conditions(all, labels);
    conditions.add(query.clauses);
    sqlite::Statement row = TRY(m_database.prepare("SELECT p.id FROM placement p JOIN message m ON m.id = p.message "
                                                   "WHERE p.id = ? AND p.view_folder > 0 " + conditions.sql()));
    QList<PlacementId> fitting;
    for (const PlacementId id : ids) {
        row.bind(id);
        conditions.bindTo(row);
        if (TRY(row.step()))
            fitting.append(id);
        row.reset();
    }
    return fitting;
}

Result<QList<SearchCoverage>> Reader::searchCoverage(const SearchRequest &request) const
{
    const SearchQuery query = parseSearch(request.text);
    sqlite::Statement row = TRY(m_database.prepare(
        "SELECT count(*), ifnull(sum(m.body_state >= 2), 0), ifnull(sum(p.uid <> 0), 0), (SELECT server_total FROM folder WHERE id = ?1), "
        "(SELECT backfill_uid <> 1 AND kind = 0 FROM folder WHERE id = ?1) "
        "FROM placement p CROSS JOIN message m ON m.id = p.message WHERE p.folder = ?1"));
    QList<SearchCoverage> coverage;
    for (const FolderRow &folder : foldersFor(TRY(folders(request.account, Counts::None)), request, query)) {
        if (!folder.selectable || !TRY(row.bind(folder.id).step()))
            continue;
        SearchCoverage one{.folder = folder.id, .account = folder.account};
        one.listed = row.integer();
        one.withText = row.integer();
        const std::int64_t ofServer = row.integer();
        const std::int64_t serverTotal = row.integer();
        one.unlisted = row.boolean() ? std::max<std::int64_t>(0, serverTotal - ofServer) : 0;
        one.isRemote = folder.kind == FolderKind::Remote;
        coverage.append(one);
        row.reset();
    }
    return coverage;
}

} // namespace petrel::store
