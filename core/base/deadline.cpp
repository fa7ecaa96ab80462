#include "core/base/deadline.h"

namespace petrel {

Deadline Deadline::in(std::chrono::milliseconds budget)
{
    Deadline deadline;
    deadline.m_at = Clock::current().monotonic() + budget;
    return deadline;
}

Deadline Deadline::never()
{
    return {};
}

bool Deadline::passed() const
{
    return m_at && Clock::current().monotonic() >= *m_at;
}

std::chrono::milliseconds Deadline::remaining() const
{
    if (!m_at)
        return std::chrono::milliseconds::max();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*m_at - Clock::current().monotonic());
    return std::max(left, std::chrono::milliseconds::zero());
}

Deadline Deadline::earlierOf(const Deadline &other) const
{
    if (!m_at)
        return other;
    if (!other.m_at)
        return *this;
    return *m_at <= *other.m_at ? *this : other;
}

} // namespace petrel
