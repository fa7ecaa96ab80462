#include "core/base/clock.h"

#include <atomic>
#include <ctime>

namespace petrel {

namespace {
const Clock systemClock;
std::atomic<const Clock *> activeClock{&systemClock};
} // namespace

QDateTime Clock::wall() const
{
    return QDateTime::currentDateTime();
}

/** It goes on while the computer sleeps, unlike std::chrono's: after a night no back-off has hours left. */
Clock::Monotonic Clock::monotonic() const
{
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return Monotonic(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

std::int64_t Clock::nowUtc()
{
    return current().wall().toSecsSinceEpoch();
}

const Clock &Clock::current()
{
    return *activeClock.load(std::memory_order_acquire);
}

const Clock *Clock::replace(const Clock *clock)
{
    return activeClock.exchange(clock ? clock : &systemClock, std::memory_order_acq_rel);
}

} // namespace petrel
