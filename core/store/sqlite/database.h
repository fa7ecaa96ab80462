#pragma once

#include "core/base/result.h"
#include "core/base/stop_token.h"
#include "core/store/sqlite/statement.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

struct sqlite3;

namespace petrel::store::sqlite {

/**
 * One connection to a database file, with a cache of its statements. One thread at a time. Errors as
 * errorFor() maps them.
 */
class Database
{
public:
    enum class Access {
        Create,    ///< read and write, made when absent
        ReadWrite, ///< read and write, must be there
        QueryOnly, ///< the connection of a reader
    };

    /** How long a connection waits for another one's lock. */
    static constexpr int kBusyTimeoutMs = 5000;

    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &file, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /** `sql` is one statement. Prepared once per text and connection. */
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /** Several statements without values or rows: pragmas, migrations. */
    [[nodiscard]] Status execute(const std::string &sql);

    /** Prepares, binds, runs to the end. */
    template <class... Values>
    [[nodiscard]] Status run(std::string_view sql, const Values &...values)
    {
        Statement statement = TRY(prepare(sql));
        return statement.bind(values...).run();
    }
    /** Prepares and binds; step() it. */
    template <class... Values>
    [[nodiscard]] Result<Statement> query(std::string_view sql, const Values &...values)
    {
        Statement statement = TRY(prepare(sql));
        statement.bind(values...);
        return Result<Statement>(std::move(statement));
    }
    /** The first column of the first row, nullopt when there is no row or it is NULL. */
    template <class... Values>
    [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view sql, const Values &...values)
    {
        Statement statement = TRY(query(sql, values...));
        if (!TRY(statement.step()) || statement.isNull())
            return std::optional<std::int64_t>();
        return std::optional<std::int64_t>(statement.integer());
    }

    /** Statements asked for so far by all connections of this process, for measurements. Any thread. */
    [[nodiscard]] static std::int64_t statementsSoFar() { return s_statements.load(std::memory_order_relaxed); }

    [[nodiscard]] std::int64_t lastInsertId() const;
    /** Rows the last statement changed, without those of triggers. */
    [[nodiscard]] int changedRows() const;

    /**
     * Statements end with Cancelled soon after `stop` was raised; null: never. Borrowed. A progress
     * handler, not sqlite3_interrupt(): that one is lost when it comes between two statements.
     */
    void stopWhen(const StopToken *stop);
    /** The same while `wanted` says so, which is asked from within the statement. Null: never. */
    void stopWhen(std::function<bool()> wanted, int instructionsBetweenLooks = 2000);
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

private:
    friend class Statement;
    struct Cached
    {
        sqlite3_stmt *statement = nullptr;
        bool lent = false;
    };

    explicit Database(sqlite3 *handle) : m_handle(handle) {}
    void giveBack(sqlite3_stmt *statement);

    static inline std::atomic<std::int64_t> s_statements{0};

    sqlite3 *m_handle;
    std::function<bool()> m_stopWanted;
    /** Finds by std::string_view: no copy of the text for a statement that is there. */
    struct TextHash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    std::unordered_map<std::string, Cached, TextHash, std::equal_to<>> m_cache;
    std::unordered_map<sqlite3_stmt *, Cached *> m_lent;
};

/** BEGIN ... COMMIT; rolls back when it goes without commit(). */
class Transaction
{
public:
    enum class Kind { Read, Write };

    [[nodiscard]] static Result<Transaction> begin(Database &database, Kind kind);
    Transaction(Transaction &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    ~Transaction();

    [[nodiscard]] Status commit();

private:
    explicit Transaction(Database &database) : m_database(&database) {}
    Database *m_database;
};

} // namespace petrel::store::sqlite
