#include "core/engine/workers/connection_budget.h"

#include <algorithm>

namespace petrel::engine {

std::chrono::milliseconds ConnectionBudget::askToSignIn()
{
    const std::lock_guard lock(m_mutex);
    const Clock::Monotonic now = Clock::current().monotonic();
    while (!m_signIns.empty() && now - m_signIns.front() >= kWindow)
        m_signIns.pop_front();
    if (m_signIns.size() >= kSignIns)
        return std::chrono::ceil<std::chrono::milliseconds>(kWindow - (now - m_signIns.front()));
    m_signIns.push_back(now);
    return std::chrono::milliseconds(0);
}

void ConnectionBudget::signInNotMade()
{
    const std::lock_guard lock(m_mutex);
    if (!m_signIns.empty())
        m_signIns.pop_back();
}

void ConnectionBudget::up(Role role)
{
    const std::lock_guard lock(m_mutex);
    (role == Role::Watch ? m_watchUp : m_syncUp) = true;
}

void ConnectionBudget::down(Role role)
{
    const std::lock_guard lock(m_mutex);
    (role == Role::Watch ? m_watchUp : m_syncUp) = false;
}

void ConnectionBudget::refused(Role role)
{
    const std::lock_guard lock(m_mutex);
    if (role == Role::Watch ? m_syncUp : m_watchUp)
        m_refused = Clock::current().monotonic();
}

bool ConnectionBudget::isSingle() const
{
    const std::lock_guard lock(m_mutex);
    return m_refused && Clock::current().monotonic() - *m_refused < kSingleFor;
}

void ConnectionBudget::tooManyAtOnce(int commands)
{
    const std::lock_guard lock(m_mutex);
    const int half = std::max(commands / 2, 1);
    m_mostAtOnce = m_mostAtOnce == 0 ? half : std::min(m_mostAtOnce, half);
}

int ConnectionBudget::mostAtOnce() const
{
    const std::lock_guard lock(m_mutex);
    return m_mostAtOnce;
}

} // namespace petrel::engine
