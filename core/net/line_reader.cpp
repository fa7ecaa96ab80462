#include "core/net/line_reader.h"

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
        Error error = makeError(ErrorKind::Tls, QStringLiteral("the server sent bytes before the TLS handshake"));
        error.code = "plain-text-injected";
        return error;
    }
    return m_stream.startTls(deadline, stop);
}

} // namespace petrel::net
