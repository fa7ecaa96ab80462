#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>
#include <cstdint>

namespace petrel {

/**
 * A number that names one kind of thing and converts into no other. Zero means "none":
 * the database never hands it out.
 */
template <class Tag, class Number = std::int64_t>
class StrongId
{
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(Number number) : m_number(number) {}

    [[nodiscard]] constexpr Number number() const { return m_number; }
    [[nodiscard]] constexpr bool isNull() const { return m_number == 0; }
    constexpr explicit operator bool() const { return m_number != 0; }

    friend constexpr auto operator<=>(const StrongId &, const StrongId &) = default;
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.m_number, seed); }

private:
    Number m_number = 0;
};

} // namespace petrel
