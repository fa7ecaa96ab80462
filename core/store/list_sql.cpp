#include "core/store/list_sql_p.h"

#include "core/store/row_mapping_p.h"

namespace petrel::store {

namespace {

/** The `+` keeps the planner from walking every folder where one partial index has the order already. */
constexpr const char *kOrdinaryFolders = "+p.view_folder IN (SELECT id FROM folder WHERE gone = 0 AND role NOT IN (5, 6, 7, 8))";

std::string scopeCondition(const ListQuery &query)
{
    switch (query.scope) {
    case ListQuery::Scope::Folder: return "p.view_folder = ?";
    case ListQuery::Scope::AllInboxes: return "p.view_folder IN (SELECT id FROM folder WHERE role = 1 AND gone = 0)";
    case ListQuery::Scope::AllDrafts: return "p.view_folder IN (SELECT id FROM folder WHERE role = 2 AND gone = 0)";
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

} // namespace

std::string listSql(const ListQuery &query, bool after)
{
    std::string sql = std::string("SELECT ") + kMessageRowColumns + " FROM placement p CROSS JOIN message m ON m.id = p.message WHERE "
        + scopeCondition(query);
    if (after) {
        const char *comparison = query.order == ListQuery::Order::Descending ? ") < (?, ?)" : ") > (?, ?)";
        sql += " AND (" + sortColumn(query) + ", p.id" + comparison;
    }
    return sql + orderClause(query) + " LIMIT ? OFFSET ?";
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
