#include "core/base/clock.h"

#include <atomic>

namespace petrel {

namespace {
const Clock systemClock;
std::atomic<const Clock *> activeClock{&systemClock};
} // namespace

QDateTime Clock::wall() const
{
    return QDateTime::currentDateTime();
}

Clock::Monotonic Clock::monotonic() const
{
    return std::chrono::steady_clock::now();
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
