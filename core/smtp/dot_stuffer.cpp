#include "core/smtp/dot_stuffer.h"

namespace petrel::smtp {

QByteArray DotStuffer::encode(QByteArrayView input)
{
    QByteArray output;
    output.reserve(input.size() + input.size() / 32 + 2);
    for (const char byte : input) {
        if (byte == '\n' && m_heldCr) {
            m_heldCr = false; // the second half of a CRLF whose line end is written
            continue;
        }
        m_heldCr = byte == '\r';
        if (byte == '\r' || byte == '\n') {
            output.append("\r\n", 2);
            m_lineStart = true;
            continue;
        }
        if (m_lineStart && byte == '.' && m_dots == Dots::Doubled)
            output.append('.');
        output.append(byte);
        m_lineStart = false;
    }
    return output;
}

QByteArray DotStuffer::finish()
{
    const QByteArray end = m_lineStart ? QByteArray() : QByteArray("\r\n");
    m_lineStart = true;
    m_heldCr = false;
    return end;
}

} // namespace petrel::smtp
