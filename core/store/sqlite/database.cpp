#include "core/store/sqlite/database.h"

#include "core/base/log.h"
#include "core/store/sqlite/sqlite_error.h"

#include <QFile>

#include <sqlite3.h>

namespace petrel::store::sqlite {

namespace {

int openFlags(Database::Access access)
{
    // Each connection is used by one thread at a time, so SQLite's own mutexes would only cost.
    constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Database::Access::Create: return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Database::Access::ReadWrite: return common | SQLITE_OPEN_READWRITE;
    // Not OPEN_READONLY: the first reader after a crash may have to recover the log.
    case Database::Access::QueryOnly: return common | SQLITE_OPEN_READWRITE;
    }
    return common;
}

/** Before the first connection: nobody asks how much memory SQLite holds, and counting it takes a lock at every malloc. */
int configureOnce()
{
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/**
 * What every connection sets, whatever the file says of itself: files may be hostile too. The schema must stay trusted
 * though: FTS5 of SQLite 3.40 does not call itself innocuous, so our own search triggers would be refused.
 */
constexpr const char *connectionPragmas =
    "PRAGMA cell_size_check = ON;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA temp_store = MEMORY;";

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &file, Access access)
{
    static const int configured = configureOnce();
    static_cast<void>(configured);
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(QFile::encodeName(file).constData(), &handle, openFlags(access), nullptr);
    if (code != SQLITE_OK) {
        Error error = errorFor(code, handle);
        sqlite3_close(handle);
        return std::move(error).during(QStringLiteral("opening ") + file);
    }
    std::unique_ptr<Database> database(new Database(handle));
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    TRY(database->execute(connectionPragmas));
    if (access == Access::QueryOnly) {
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        TRY(database->execute("PRAGMA query_only = ON"));
    }
    return database;
}

Database::~Database()
{
    for (auto &[sql, cached] : m_cache)
        sqlite3_finalize(cached.statement);
    if (sqlite3_close(m_handle) != SQLITE_OK)
        qCCritical(logStore) << "a statement outlived its database connection";
}

Result<Statement> Database::prepare(std::string_view sql)
{
    s_statements.fetch_add(1, std::memory_order_relaxed);
    const auto known = m_cache.find(sql);
    Cached &cached = known != m_cache.end() ? known->second : m_cache[std::string(sql)];
    if (cached.statement && !cached.lent) {
        cached.lent = true;
        return Statement(*this, cached.statement, true);
    }
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return errorFor(code, m_handle);
    if (cached.statement) // the same text is in use further up: this one is for once
        return Statement(*this, statement, false);
    cached = {statement, true};
    m_lent[statement] = &cached; // references into an unordered_map stay valid
    return Statement(*this, statement, true);
}

void Database::giveBack(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_lent.at(statement)->lent = false;
}

Status Database::execute(const std::string &sql)
{
    const int code = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Status() : Status(errorFor(code, m_handle));
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

int Database::changedRows() const
{
    return sqlite3_changes(m_handle);
}

void Database::stopWhen(const StopToken *stop)
{
    stopWhen(stop ? std::function<bool()>([stop] { return stop->stop_requested(); }) : nullptr);
}

void Database::stopWhen(std::function<bool()> wanted, int instructionsBetweenLooks)
{
    const auto look = [](void *asked) { return (*static_cast<std::function<bool()> *>(asked))() ? 1 : 0; };
    m_stopWanted = std::move(wanted);
    if (m_stopWanted)
        sqlite3_progress_handler(m_handle, instructionsBetweenLooks, look, &m_stopWanted);
    else
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
}

Result<Transaction> Transaction::begin(Database &database, Kind kind)
{
    TRY(database.run(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN"));
    return Transaction(database);
}

Transaction::~Transaction()
{
    // A full disk or a damaged page may have rolled back already.
    if (m_database && sqlite3_get_autocommit(m_database->handle()) == 0) {
        if (Status status = m_database->run("ROLLBACK"); !status.ok())
            qCWarning(logStore) << "rollback:" << describe(status.error());
    }
}

Status Transaction::commit()
{
    TRY(m_database->run("COMMIT"));
    m_database = nullptr;
    return {};
}

} // namespace petrel::store::sqlite
