#pragma once

#include <QDateTime>

#include <chrono>
#include <cstdint>

namespace petrel {

/**
 * The time, replaceable in tests. Wall time is for display, dates and certificates; every timeout
 * and back-off uses the monotonic clock, so a jump of the wall clock ends no session.
 * Any thread.
 */
class Clock
{
public:
    using Monotonic = std::chrono::steady_clock::time_point;

    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime wall() const;
    [[nodiscard]] virtual Monotonic monotonic() const;

    /** UTC seconds since 1970 by the current clock: the unit of every time in the database. */
    [[nodiscard]] static std::int64_t nowUtc();
    [[nodiscard]] static const Clock &current();
    /** Installs a clock for the whole process and returns the former one; tests only. Borrowed. */
    static const Clock *replace(const Clock *clock);
};

} // namespace petrel
