#pragma once

#include "core/store/sqlite/database.h"

#include <algorithm>
#include <bit>
#include <span>

namespace petrel::store::sqlite {

/** So many rows go into one statement at most. */
inline constexpr std::size_t kRowsAtOnce = 64;

/** A statement over any number of rows: `before VALUES (?, ?), (?, ?) ... after`. */
struct ManyRows
{
    std::string_view before;
    int columns = 1;
    std::string_view after = {};

    [[nodiscard]] std::string forRows(std::size_t count) const;
};

/**
 * Calls `fn(Statement &, piece)` with pieces of 64, 32, 16 ... 1 rows, in order: whatever their number, there are seven
 * texts to prepare and no more. `fn` binds the piece and runs the statement or reads its rows.
 */
template <class Row, class Function>
[[nodiscard]] Status inPieces(Database &database, const ManyRows &sql, std::span<const Row> rows, Function &&fn)
{
    while (!rows.empty()) {
        const std::span piece = rows.first(std::bit_floor(std::min(rows.size(), kRowsAtOnce)));
        Statement statement = TRY(database.prepare(sql.forRows(piece.size())));
        TRY(fn(statement, piece));
        rows = rows.subspan(piece.size());
    }
    return {};
}

/** The same for what only changes rows: `bind(Statement &, row)` binds the columns of one row. */
template <class Row, class Bind>
[[nodiscard]] Status runForRows(Database &database, const ManyRows &sql, std::span<const Row> rows, Bind &&bind)
{
    return inPieces(database, sql, rows, [&](Statement &statement, std::span<const Row> piece) {
        for (const Row &row : piece)
            bind(statement, row);
        return statement.run();
    });
}

/** The next id of a table with AUTOINCREMENT, above all it ever gave out: for rows that are named before they are written. */
[[nodiscard]] Result<std::int64_t> nextId(Database &database, const QString &table);

} // namespace petrel::store::sqlite
