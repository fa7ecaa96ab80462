#include "core/net/line_reader.h"

#include "core/net/starttls_errors.h"

namespace petrel::net {

Result<QByteArray> LineReader::readLine(const Deadline &deadline, const StopToken &stop)
{
    while (true) {
        if (std::optional<QByteArray> line = TRY(m_lines.next()))
            return *std::move(line);
        (void)TRY(m_stream.wait(deadline, stop));
        m_lines.append(m_stream.readAvailable());
    }
}

Status LineReader::startTls(const Deadline &deadline, const StopToken &stop)
{
    if (!m_lines.isEmpty()) {
        m_stream.close();
        return plainTextInjected();
    }
    return m_stream.startTls(deadline, stop);
}

} // namespace petrel::net
