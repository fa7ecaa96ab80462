#pragma once

#include "core/store/sqlite/database.h"

#include <QStringList>

namespace petrel::store {

/**
 * Rows of one database, damaged perhaps, into another that has the same tables, past what cannot be read and past what is
 * there already. Which rows are wanted is asked of the other one, where it can be trusted. The columns are those that both have:
 * the source may be of an older schema.
 */
class RowCopy
{
public:
    RowCopy(sqlite::Database &source, sqlite::Database &target, StopToken stop) : m_source(source), m_target(target), m_stop(std::move(stop)) {}

    /** What becomes of a row that the target has already, where the source has it, too. One that the source cannot tell stays in any case. */
    enum class Known {
        Stays,
        GivesWay, ///< not for a table with triggers: they are not asked
    };

    /** A table with an id, row by row: in order as far as that goes, then by probing. */
    [[nodiscard]] Status all(const std::string &table, const std::string &condition = "true", Known known = Known::Stays);
    /** The rows of `table` whose `key` is among what the query `wanted` answers, asked of the target. Returns those that did not all come over. */
    [[nodiscard]] Result<QList<std::int64_t>> named(const std::string &table, const std::string &key, const std::string &wanted, Known known = Known::Stays);
    /** A table without an id, whose key begins with its first column: as far as it can be read in order, then from its end back to there. */
    [[nodiscard]] Status readable(const std::string &table, Known known = Known::Stays);
    /** The table was read to its end: what is not in it is nowhere. */
    [[nodiscard]] bool canReadAll(const std::string &table) { return readableIds(table, "true").isAll; }

    /** How many rows were not to be had, or broke a rule of their table. */
    [[nodiscard]] int lost() const { return m_lost; }
    /** Cancelled, once the person wants no more of it. */
    [[nodiscard]] Status goOn() const;

private:
    enum class Missing { Expected, Lost };
    struct Columns
    {
        std::string list;
        std::string marks;
        int count = 0;
    };
    struct Copied
    {
        Status status;
        int rows = 0;
        int lost = 0; ///< rows that broke a rule, and one for all behind the last that could be read
    };
    struct ReadableIds
    {
        QList<std::int64_t> ids;
        bool isAll = false; ///< the table was read to its end
    };

    /** Returns the keys of which a row was lost. */
    [[nodiscard]] Result<QList<std::int64_t>> copyRows(const std::string &table, const std::string &key, const QList<std::int64_t> &keys, Missing missing, Known known);
    [[nodiscard]] Copied copyFrom(sqlite::Statement &rows, const std::string &table, const Columns &columns, Known known);
    /** The columns that are stored, not computed, and that both have. */
    [[nodiscard]] Result<Columns> columnsOf(const std::string &table);
    [[nodiscard]] ReadableIds readableIds(const std::string &table, const std::string &condition);
    [[nodiscard]] std::int64_t highestId(const std::string &table);

    sqlite::Database &m_source;
    sqlite::Database &m_target;
    StopToken m_stop;
    int m_lost = 0;
};

} // namespace petrel::store
