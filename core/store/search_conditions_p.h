#pragma once

#include "core/model/label.h"
#include "core/store/search_query.h"

#include <string>
#include <variant>
#include <vector>

namespace petrel::store {

namespace sqlite {
class Statement;
}

/** A query as SQL over `placement p` and `message m`, with what it binds, in order. */
class SearchConditions
{
public:
    SearchConditions(const QList<FolderRow> &folders, const QList<Label> &labels) : m_folders(folders), m_labels(labels) {}

    /** Words that must all, or some of them, be there: one question to the index, empty when there is none. Takes them out of the query. */
    [[nodiscard]] static QString leadingMatch(SearchQuery &query);
    /** " AND (...)" for each clause. */
    void add(const QList<SearchClause> &clauses);

    [[nodiscard]] const std::string &sql() const { return m_sql; }
    void bindTo(sqlite::Statement &statement) const;

private:
    void addTerm(const SearchTerm &term);
    [[nodiscard]] QString idsOfFolders(const QString &word) const;

    const QList<FolderRow> &m_folders;
    const QList<Label> &m_labels;
    std::string m_sql;
    std::vector<std::variant<std::int64_t, QString>> m_values;
};

/** As a JSON list for json_each(). */
[[nodiscard]] QString jsonList(const QList<FolderRow> &folders);

} // namespace petrel::store
