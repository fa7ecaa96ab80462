#include "core/smtp/content_meter.h"

namespace petrel::smtp {

void ContentMeter::add(QByteArrayView piece)
{
    for (const char byte : piece) {
        const bool closesCrLf = byte == '\n' && m_before == '\r';
        m_before = byte;
        if (closesCrLf)
            continue;
        if (byte == '\r' || byte == '\n') {
            m_inHeader = m_inHeader && m_lineBytes > 0;
            m_lineBytes = 0;
            m_size += 2;
            continue;
        }
        ++m_lineBytes;
        ++m_size;
        if ((byte & 0x80) != 0) {
            m_eightBit = true;
            m_eightBitHeader = m_eightBitHeader || m_inHeader;
        }
    }
}

} // namespace petrel::smtp
