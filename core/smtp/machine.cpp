#include "core/smtp/machine.h"

namespace petrel::smtp {

void Machine::send(const QByteArray &line)
{
    if (m_pending == 0)
        ++m_roundTrips;
    m_output += line;
    ++m_pending;
}

void Machine::sendChunk(const QByteArray &bytes)
{
    m_output += "BDAT " + QByteArray::number(bytes.size()) + "\r\n" + bytes;
    ++m_pending;
}

void Machine::sendLastChunk()
{
    ++m_roundTrips; // the one that is waited for, whether chunks before it are answered already or not
    m_output += "BDAT 0 LAST\r\n";
    ++m_pending;
}

QByteArray Machine::takeOutput()
{
    return std::exchange(m_output, {});
}

void Machine::receive(const QByteArray &bytes)
{
    m_input += bytes;
}

Result<std::optional<Reply>> Machine::next()
{
    if (m_failure)
        return *m_failure;
    while (std::optional<QByteArray> line = TRY(takeLine())) {
        Result<std::optional<Reply>> reply = m_assembler.add(*line);
        if (!reply) {
            m_failure = reply.error();
            return reply;
        }
        if (!*reply)
            continue;
        const bool asked = m_pending > 0;
        m_pending -= asked ? 1 : 0;
        if (!asked && !(*reply)->temporary() && !(*reply)->permanent()) {
            m_failure = makeError(ErrorKind::Protocol, QStringLiteral("a reply nobody asked for")).withServerText((*reply)->text());
            return *m_failure;
        }
        return reply;
    }
    return std::optional<Reply>();
}

/** The next whole line without its CRLF (or bare LF), or nothing yet. */
Result<std::optional<QByteArray>> Machine::takeLine()
{
    const qsizetype lineFeed = m_input.indexOf('\n');
    if ((lineFeed < 0 ? m_input.size() : lineFeed) > m_limits.maxLineBytes) {
        m_failure = makeError(ErrorKind::Protocol, QStringLiteral("a reply line longer than %1 bytes").arg(m_limits.maxLineBytes));
        return *m_failure;
    }
    if (lineFeed < 0)
        return std::optional<QByteArray>();
    QByteArray line = m_input.first(lineFeed);
    m_input.remove(0, lineFeed + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return std::optional(std::move(line));
}

} // namespace petrel::smtp
