#include "core/store/sqlite/statement.h"

#include "core/store/sqlite/database.h"
#include "core/store/sqlite/sqlite_error.h"

#include <sqlite3.h>

namespace petrel::store::sqlite {

Statement::Statement(Database &database, sqlite3_stmt *statement, bool cached)
    : m_database(&database)
    , m_statement(statement)
    , m_cached(cached)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_cached(other.m_cached)
    , m_parameter(other.m_parameter)
    , m_column(other.m_column)
    , m_bindError(other.m_bindError)
{
}

Statement::~Statement()
{
    if (!m_statement)
        return;
    if (m_cached)
        m_database->giveBack(m_statement);
    else
        sqlite3_finalize(m_statement);
}

Result<bool> Statement::step()
{
    if (m_bindError != SQLITE_OK)
        return errorFor(m_bindError, nullptr);
    m_column = 0;
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return errorFor(code, m_database->handle());
}

Status Statement::run()
{
    while (TRY(step())) { }
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    m_parameter = 0;
    m_column = 0;
    m_bindError = SQLITE_OK;
}

std::int64_t Statement::integer()
{
    return sqlite3_column_int64(m_statement, m_column++);
}

QString Statement::text()
{
    const int column = m_column++;
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::bytes()
{
    const int column = m_column++;
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

bool Statement::isNull() const
{
    return sqlite3_column_type(m_statement, m_column) == SQLITE_NULL;
}

void Statement::bindRow(Statement &row, int count)
{
    for (int column = 0; column < count; ++column) {
        const int code = sqlite3_bind_value(m_statement, ++m_parameter, sqlite3_column_value(row.m_statement, column));
        if (code != SQLITE_OK)
            m_bindError = code;
    }
}

void Statement::bindInteger(std::int64_t value)
{
    if (const int code = sqlite3_bind_int64(m_statement, ++m_parameter, value); code != SQLITE_OK)
        m_bindError = code;
}

void Statement::bindNull()
{
    if (const int code = sqlite3_bind_null(m_statement, ++m_parameter); code != SQLITE_OK)
        m_bindError = code;
}

void Statement::bindOne(const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    const int code = sqlite3_bind_text(m_statement, ++m_parameter, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
    if (code != SQLITE_OK)
        m_bindError = code;
}

void Statement::bindOne(const QByteArray &value)
{
    // constData() of a null QByteArray is not null, so that an empty blob is bound and not NULL.
    const int code = sqlite3_bind_blob(m_statement, ++m_parameter, value.constData(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    if (code != SQLITE_OK)
        m_bindError = code;
}

} // namespace petrel::store::sqlite
