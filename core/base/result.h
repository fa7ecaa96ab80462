#pragma once

#include "core/base/error.h"

#include <utility>
#include <variant>

namespace petrel {

/**
 * A value, or the Error that stands in its place. Every operation that can fail returns one;
 * an empty container, a null or false never stand for failure.
 *
 *     Result<Envelope> parse(QByteArrayView bytes);
 *     Envelope envelope = TRY(parse(bytes));      // leaves this function with the error
 */
template <class T>
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    /** Only when ok(). */
    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T value() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] T valueOr(T fallback) const & { return ok() ? std::get<0>(m_state) : std::move(fallback); }

    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T *operator->() { return &std::get<0>(m_state); }

    /** Only when not ok(). */
    [[nodiscard]] const Error &error() const & { return std::get<1>(m_state); }
    [[nodiscard]] Error error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    using Value = void;

    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const noexcept { return !m_error.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    void value() const noexcept {}
    [[nodiscard]] const Error &error() const & { return *m_error; }
    [[nodiscard]] Error error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

} // namespace petrel

/** The value of a Result, or an early return with its error. The one macro of the project. */
#define TRY(...) \
    __extension__({ \
        auto petrelTryResult = (__VA_ARGS__); \
        if (!petrelTryResult.ok()) \
            return std::move(petrelTryResult).error(); \
        std::move(petrelTryResult).value(); \
    })
