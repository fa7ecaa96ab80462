#include "core/net/protocol_log.h"

#include <algorithm>

namespace petrel::net {

void ProtocolLog::append(ProtocolLine line)
{
    const std::lock_guard lock(m_mutex);
    m_lines.push_back(std::move(line));
    ++m_appended;
    while (m_lines.size() > static_cast<size_t>(m_capacity))
        m_lines.pop_front();
}

QList<ProtocolLine> ProtocolLog::lines() const
{
    std::uint64_t all = 0;
    return linesSince(all);
}

QList<ProtocolLine> ProtocolLog::linesSince(std::uint64_t &number) const
{
    const std::lock_guard lock(m_mutex);
    const std::uint64_t fresh = number <= m_appended ? m_appended - number : m_appended;
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(fresh, m_lines.size()));
    number = m_appended;
    return {m_lines.end() - count, m_lines.end()};
}

} // namespace petrel::net
