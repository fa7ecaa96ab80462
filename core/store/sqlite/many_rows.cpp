#include "core/store/sqlite/many_rows.h"

namespace petrel::store::sqlite {

std::string ManyRows::forRows(std::size_t count) const
{
    std::string row = "(?";
    for (int column = 1; column < columns; ++column)
        row += ", ?";
    row += ')';

    std::string sql;
    sql.reserve(before.size() + 8 + count * (row.size() + 2) + after.size());
    sql.append(before).append(" VALUES ");
    for (std::size_t i = 0; i < count; ++i)
        sql.append(i == 0 ? "" : ", ").append(row);
    return sql.append(after);
}

Result<std::int64_t> nextId(Database &database, const QString &table)
{
    return TRY(database.integer("SELECT seq FROM sqlite_sequence WHERE name = ?", table)).value_or(0) + 1;
}

} // namespace petrel::store::sqlite
