#include "core/store/list_sql_p.h"

#include "core/store/row_mapping_p.h"

namespace petrel::store {

namespace {

/** The `+` keeps the planner from walking every folder where one partial index has the order already. */
constexpr const char *kOrdinaryFolders = "+p.view_folder IN (SELECT id FROM folder WHERE hidden = 0 AND role NOT IN (5, 6, 7, 8))";

std::string scopeCondition(const ListQuery &query)
{
    switch (query.scope) {
    case ListQuery::Scope::Folder: return "p.view_folder = ?";
    case ListQuery::Scope::AllInboxes: return "p.view_folder IN (SELECT id FROM folder WHERE role = 1 AND hidden = 0)";
    case ListQuery::Scope::AllDrafts: return "p.view_folder IN (SELECT id FROM folder WHERE role = 2 AND hidden = 0)";
    case ListQuery::Scope::Flagged: return std::string("p.flags_view & 4 <> 0 AND ") + kOrdinaryFolders;
    case ListQuery::Scope::Unread: return std::string("p.flags_view & 1 = 0 AND ") + kOrdinaryFolders;
    }
    return "0";
}

std::string sortColumn(const ListQuery &query)
{
    switch (query.sort) {
    case ListQuery::Sort::Date: return "p.sort_date";
    case ListQuery::Sort::Size: return "m.size";
    case ListQuery::Sort::From: return "m.sort_from";
    case ListQuery::Sort::Subject: return "m.sort_subject";
    }
    return "p.sort_date";
}

std::string orderClause(const ListQuery &query)
{
    const std::string direction = query.order == ListQuery::Order::Descending ? " DESC" : " ASC";
    return " ORDER BY " + sortColumn(query) + direction + ", p.id" + direction;
}

/** Rows behind the one whose sort key and id are bound at these places. */
std::string afterCondition(const ListQuery &query, const std::string &key, const std::string &id)
{
    const char *comparison = query.order == ListQuery::Order::Descending ? ") < (" : ") > (";
    return " AND (" + sortColumn(query) + ", p.id" + comparison + key + ", " + id + ")";
}

} // namespace

std::string listSql(const ListQuery &query, bool after)
{
    std::string sql = std::string("SELECT ") + kMessageRowColumns + " FROM placement p CROSS JOIN message m ON m.id = p.message WHERE "
        + scopeCondition(query);
    if (after)
        sql += afterCondition(query, "?", "?");
    return sql + orderClause(query) + " LIMIT ? OFFSET ?";
}

std::string mergedListSql(const ListQuery &query, bool after, int folders)
{
    int bound = folders;
    const auto next = [&bound] { return std::string("?").append(std::to_string(++bound)); };
    std::string behind;
    if (after) {
        const std::string key = next();
        behind = afterCondition(query, key, next());
    }
    const std::string limit = next(), offset = next();
    std::string heads;
    for (int folder = 1; folder <= folders; ++folder) {
        if (folder > 1)
            heads += " UNION ALL ";
        heads += "SELECT id FROM (SELECT p.id FROM placement p WHERE p.view_folder = ?" + std::to_string(folder) + behind + orderClause(query)
            + " LIMIT " + limit + " + " + offset + ")";
    }
    return "WITH head (id) AS (" + heads + ") SELECT " + kMessageRowColumns
        + " FROM head CROSS JOIN placement p ON p.id = head.id CROSS JOIN message m ON m.id = p.message" + orderClause(query) + " LIMIT " + limit
        + " OFFSET " + offset;
}

std::string listKeysSql(const ListQuery &query)
{
    const bool needsMessage = query.sort != ListQuery::Sort::Date;
    return "SELECT p.id, " + sortColumn(query) + " FROM placement p " + (needsMessage ? "CROSS JOIN message m ON m.id = p.message " : "")
        + "WHERE " + scopeCondition(query) + orderClause(query);
}

std::string listCountSql(const ListQuery &query)
{
    return "SELECT COUNT(*) FROM placement p WHERE " + scopeCondition(query);
}

} // namespace petrel::store
