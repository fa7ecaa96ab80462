#include "core/store/row_copy_p.h"

namespace petrel::store {

namespace {

/** Row numbers beyond this are not probed for: the table is too damaged to be worth the time. */
constexpr std::int64_t kMaxProbes = 2'000'000;

Result<QStringList> storedColumns(sqlite::Database &database, const std::string &table)
{
    sqlite::Statement row = TRY(database.query("SELECT name FROM pragma_table_xinfo('" + table + "') WHERE hidden = 0"));
    QStringList names;
    while (TRY(row.step()))
        names.append(row.text());
    return names;
}

} // namespace

Status RowCopy::all(const std::string &table, const std::string &condition, Known known)
{
    const ReadableIds readable = readableIds(table, condition);
    QList<std::int64_t> ids = readable.ids;
    const std::int64_t last = ids.isEmpty() ? 0 : ids.last();
    const std::int64_t highest = readable.isAll ? last : highestId(table);
    for (std::int64_t id = last + 1; id <= highest && id - last <= kMaxProbes; ++id)
        ids.append(id);
    (void)TRY(copyRows(table, condition + " AND id", ids, Missing::Expected, known));
    return {};
}

Result<QList<std::int64_t>> RowCopy::named(const std::string &table, const std::string &key, const std::string &wanted, Known known)
{
    QList<std::int64_t> keys;
    {
        sqlite::Statement row = TRY(m_target.query(wanted));
        while (TRY(row.step()))
            keys.append(row.integer());
    }
    const bool mayBeNone = table == "part" || table == "placement_keyword";
    return copyRows(table, key, keys, mayBeNone ? Missing::Expected : Missing::Lost, known);
}

Status RowCopy::readable(const std::string &table, Known known)
{
    const Columns columns = TRY(columnsOf(table));
    const auto copy = [&](const char *order) {
        Result<sqlite::Statement> rows = m_source.query("SELECT " + columns.list + " FROM " + table + order);
        return rows.ok() ? copyFrom(*rows, table, columns, known) : Copied{{}, 0, 1};
    };
    const Copied forth = copy(" ORDER BY 1");
    m_lost += forth.lost;
    return forth.lost > 0 && forth.status.ok() ? copy(" ORDER BY 1 DESC").status : forth.status;
}

Result<QList<std::int64_t>> RowCopy::copyRows(const std::string &table, const std::string &key, const QList<std::int64_t> &keys, Missing missing, Known known)
{
    const Columns columns = TRY(columnsOf(table));
    QList<std::int64_t> torn;
    for (const std::int64_t value : keys) {
        TRY(goOn());
        Result<sqlite::Statement> rows = m_source.query("SELECT " + columns.list + " FROM " + table + " WHERE " + key + " = ?", value);
        if (!rows.ok()) {
            ++m_lost;
            torn.append(value);
            continue;
        }
        const Copied copied = copyFrom(*rows, table, columns, known);
        TRY(copied.status);
        const bool isGone = copied.rows == 0 && copied.lost == 0 && missing == Missing::Lost;
        m_lost += copied.lost + (isGone ? 1 : 0);
        if (isGone || copied.lost > 0)
            torn.append(value);
    }
    return torn;
}

Result<RowCopy::Columns> RowCopy::columnsOf(const std::string &table)
{
    const QStringList wanted = TRY(storedColumns(m_target, table));
    const QStringList present = storedColumns(m_source, table).valueOr(wanted);
    Columns columns;
    for (const QString &column : wanted) {
        if (!present.contains(column))
            continue;
        const char *comma = columns.count > 0 ? ", " : "";
        columns.list += comma + column.toStdString();
        columns.marks += std::string(comma) + "?";
        ++columns.count;
    }
    return columns;
}

RowCopy::Copied RowCopy::copyFrom(sqlite::Statement &rows, const std::string &table, const Columns &columns, Known known)
{
    Copied copied;
    const std::string verb = known == Known::Stays ? "INSERT OR IGNORE INTO " : "INSERT OR REPLACE INTO ";
    Result<sqlite::Statement> insert = m_target.prepare(verb + table + " (" + columns.list + ") VALUES (" + columns.marks + ")");
    if (!insert.ok())
        return {insert.error()};
    while (true) {
        const Result<bool> more = rows.step();
        if (!more.ok()) {
            ++copied.lost;
            return copied;
        }
        if (!*more)
            return copied;
        insert->bindRow(rows, columns.count);
        if (Status status = insert->run(); !status.ok()) {
            if (status.error().kind == ErrorKind::StoreFull)
                return {std::move(status)};
            insert->reset(); // a row whose values break a rule: damaged without SQLite noticing
            ++copied.lost;
            continue;
        }
        // One that is ignored broke a rule, too: something NOT NULL was lost.
        ++(m_target.changedRows() > 0 ? copied.rows : copied.lost);
    }
}

RowCopy::ReadableIds RowCopy::readableIds(const std::string &table, const std::string &condition)
{
    ReadableIds readable;
    Result<sqlite::Statement> row = m_source.query("SELECT id FROM " + table + " NOT INDEXED WHERE " + condition + " ORDER BY id");
    while (row.ok()) {
        const Result<bool> more = row->step();
        if (more.ok() && *more) {
            readable.ids.append(row->integer());
            continue;
        }
        readable.isAll = more.ok();
        break;
    }
    return readable;
}

std::int64_t RowCopy::highestId(const std::string &table)
{
    const auto sequence = m_source.integer("SELECT seq FROM sqlite_sequence WHERE name = ?", QString::fromStdString(table));
    return sequence.ok() ? sequence->value_or(0) : 0;
}

Status RowCopy::goOn() const
{
    return m_stop.stop_requested() ? Status(makeError(ErrorKind::Cancelled, QStringLiteral("saving was cancelled"))) : Status();
}

} // namespace petrel::store
