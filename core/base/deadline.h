#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <optional>

namespace petrel {

/**
 * A point in time that is passed *down*: connecting has one budget across name look-up, proxy, TLS
 * and greeting, and each step may use what is left. Monotonic, so clock jumps do not matter.
 */
class Deadline
{
public:
    [[nodiscard]] static Deadline in(std::chrono::milliseconds budget);
    [[nodiscard]] static Deadline never();

    [[nodiscard]] bool isNever() const { return !m_at; }
    [[nodiscard]] bool passed() const;
    /** What is left, never negative; milliseconds::max() for never(). */
    [[nodiscard]] std::chrono::milliseconds remaining() const;
    /** The earlier of the two. */
    [[nodiscard]] Deadline earlierOf(const Deadline &other) const;

private:
    std::optional<Clock::Monotonic> m_at;
};

} // namespace petrel
