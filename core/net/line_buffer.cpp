#include "core/net/line_buffer.h"

namespace petrel::net {

void LineBuffer::append(const QByteArray &bytes)
{
    if (m_overflown)
        return;
    dropConsumed();
    m_bytes += bytes;
}

void LineBuffer::dropConsumed()
{
    m_bytes.remove(0, m_start);
    m_scanned -= m_start;
    m_start = 0;
}

Result<std::optional<QByteArray>> LineBuffer::next()
{
    const qsizetype lineFeed = m_bytes.indexOf('\n', m_scanned);
    qsizetype end = lineFeed < 0 ? m_bytes.size() : lineFeed;
    // The CR of a terminator that has half arrived does not count either.
    if (end > m_start && m_bytes[end - 1] == '\r')
        --end;
    if (m_overflown || end - m_start > m_limit) {
        m_overflown = true;
        m_bytes.clear();
        m_start = m_scanned = 0;
        return makeError(ErrorKind::Protocol, QStringLiteral("a line of more than %1 bytes").arg(m_limit));
    }
    if (lineFeed < 0) {
        m_scanned = m_bytes.size();
        return std::optional<QByteArray>();
    }
    const QByteArray line = m_bytes.mid(m_start, end - m_start);
    m_start = m_scanned = lineFeed + 1;
    return std::optional(line);
}

QByteArray LineBuffer::takeRest()
{
    const QByteArray rest = m_bytes.mid(m_start);
    m_bytes.clear();
    m_start = m_scanned = 0;
    return rest;
}

} // namespace petrel::net
