#pragma once

#include "core/net/byte_stream.h"
#include "core/net/line_buffer.h"

namespace petrel::net {

/**
 * Reads lines from a ByteStream: what the POP3 and SMTP sessions talk through. Borrows the stream,
 * which must outlive it; same thread. While a reader is in use nobody else reads from the stream.
 */
class LineReader
{
public:
    explicit LineReader(ByteStream &stream, qsizetype maxLineBytes = LineBuffer::kDefaultLimit)
        : m_stream(stream), m_lines(maxLineBytes) {}

    /**
     * The next line without its terminator, waiting as needed. The deadline covers this one line.
     * Errors: those of ByteStream::wait, and Protocol for a line over the limit.
     */
    [[nodiscard]] Result<QByteArray> readLine(const Deadline &deadline, const StopToken &stop);

    /**
     * The handshake after the server agreed to STARTTLS or STLS. A byte that came behind its answer,
     * here or in the stream, is Tls with code "plain-text-injected" (RFC 3207 section 6).
     */
    [[nodiscard]] Status startTls(const Deadline &deadline, const StopToken &stop);

    /** True when a byte is at hand that no line has been made of. */
    [[nodiscard]] bool hasUnread() const { return !m_lines.isEmpty() || m_stream.bytesAvailable() > 0; }

private:
    ByteStream &m_stream;
    LineBuffer m_lines;
};

} // namespace petrel::net
