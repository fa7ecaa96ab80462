#include "core/base/wake_signal.h"

namespace petrel {

void WakeSignal::raise()
{
    const std::lock_guard lock(m_mutex);
    m_raised = true;
    m_changed.notify_all();
    if (m_listener)
        m_listener();
}

bool WakeSignal::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_raised, false);
}

WakeSignal::Outcome WakeSignal::sleep(const Deadline &deadline, const StopToken &stop)
{
    std::unique_lock lock(m_mutex);
    const auto raised = [this] { return m_raised; };
    if (deadline.isNever())
        m_changed.wait(lock, stop, raised);
    else
        m_changed.wait_for(lock, stop, deadline.remaining(), raised);
    if (std::exchange(m_raised, false))
        return Outcome::Woken;
    return stop.stop_requested() ? Outcome::Stopped : Outcome::Elapsed;
}

void WakeSignal::setListener(std::function<void()> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
    if (m_listener && m_raised)
        m_listener();
}

} // namespace petrel
