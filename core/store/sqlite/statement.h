#pragma once

#include "core/base/result.h"
#include "core/base/strong_id.h"

#include <QByteArray>
#include <QFlags>
#include <QString>

#include <concepts>
#include <cstdint>
#include <type_traits>

struct sqlite3_stmt;

namespace petrel::store::sqlite {

class Database;

/**
 * A prepared statement, borrowed from the cache of its Database and given back (reset) when it goes.
 * Values are bound in order and columns read in order: the code below a SELECT names them as the
 * SELECT does. One thread, that of its Database at the time.
 *
 * Binding: a row id that is null becomes NULL; UIDs and mod-sequences become their number, zero too.
 * A null QString or QByteArray is the empty text or blob, never NULL.
 */
class Statement
{
public:
    Statement(Database &database, sqlite3_stmt *statement, bool cached);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;

    template <class... Values>
    Statement &bind(const Values &...values)
    {
        (bindOne(values), ...);
        return *this;
    }

    /** The next row: true, or false when there is none. Rewinds the column cursor. */
    [[nodiscard]] Result<bool> step();
    /** Runs to the end and makes it ready for the next bind(). */
    [[nodiscard]] Status run();
    /** Ready for new values, without running further. */
    void reset();

    // The columns of the present row, one after the other
    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] bool boolean() { return integer() != 0; }
    [[nodiscard]] QString text();
    [[nodiscard]] QByteArray bytes();
    [[nodiscard]] bool isNull() const; ///< of the column that comes next
    void skip() { ++m_column; }

    /** Binds the first `count` columns of another statement's present row, whatever their types. */
    void bindRow(Statement &row, int count);

    template <class Id>
    [[nodiscard]] Id id()
    {
        return Id(static_cast<decltype(Id().number())>(integer()));
    }
    template <class Enum>
    [[nodiscard]] Enum enumeration()
    {
        return static_cast<Enum>(integer());
    }
    template <class FlagsType>
    [[nodiscard]] FlagsType flags()
    {
        return FlagsType::fromInt(static_cast<typename FlagsType::Int>(integer()));
    }

private:
    void bindInteger(std::int64_t value);
    void bindNull();
    void bindOne(const QString &value);
    void bindOne(const QByteArray &value);

    template <class Number>
        requires std::integral<Number>
    void bindOne(Number value)
    {
        bindInteger(static_cast<std::int64_t>(value));
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void bindOne(Enum value)
    {
        bindInteger(static_cast<std::int64_t>(value));
    }
    template <class Enum>
    void bindOne(QFlags<Enum> value)
    {
        bindInteger(static_cast<std::int64_t>(value.toInt()));
    }
    template <class Tag, class Number>
    void bindOne(const StrongId<Tag, Number> &value)
    {
        if constexpr (std::is_same_v<Number, std::int64_t>) {
            if (value.isNull()) {
                bindNull();
                return;
            }
        }
        bindInteger(static_cast<std::int64_t>(value.number()));
    }

    Database *m_database;
    sqlite3_stmt *m_statement;
    bool m_cached;
    int m_parameter = 0;
    int m_column = 0;
    int m_bindError = 0;
};

} // namespace petrel::store::sqlite
