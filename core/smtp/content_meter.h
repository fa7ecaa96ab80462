#pragma once

#include <QByteArrayView>

namespace petrel::smtp {

/** Measures a message as it travels, piece by piece, before MAIL has to tell of it. */
class ContentMeter
{
public:
    void add(QByteArrayView piece);

    /** Bytes with every line ended by CRLF, the last one too, and without what dot-stuffing adds: what SIZE means (RFC 1870 section 5). */
    [[nodiscard]] qint64 size() const { return m_lineBytes > 0 ? m_size + 2 : m_size; }
    /** It holds bytes above 127: needs 8BITMIME. */
    [[nodiscard]] bool isEightBit() const { return m_eightBit; }
    /** Its header does (RFC 6532): needs SMTPUTF8. */
    [[nodiscard]] bool hasUtf8Header() const { return m_eightBitHeader; }

private:
    qint64 m_size = 0;
    qint64 m_lineBytes = 0; ///< of the line that is not ended yet
    char m_before = 0;
    bool m_inHeader = true;
    bool m_eightBit = false;
    bool m_eightBitHeader = false;
};

} // namespace petrel::smtp
