#include "core/base/ring_log.h"

namespace petrel {

void RingLog::append(QByteArray line)
{
    const std::lock_guard lock(m_mutex);
    m_lines.push_back(std::move(line));
    while (m_lines.size() > static_cast<size_t>(m_capacity))
        m_lines.pop_front();
}

QList<QByteArray> RingLog::lines() const
{
    const std::lock_guard lock(m_mutex);
    return {m_lines.begin(), m_lines.end()};
}

void RingLog::clear()
{
    const std::lock_guard lock(m_mutex);
    m_lines.clear();
}

} // namespace petrel
