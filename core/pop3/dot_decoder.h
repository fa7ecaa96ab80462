#pragma once

#include <QByteArray>

namespace petrel::pop3 {

/**
 * Takes the dot-stuffing of a multi-line answer away (RFC 1939 section 3) while it streams: the dot
 * doubled at the start of a line is removed, and the line holding only a dot ends the answer. Bytes
 * may arrive cut at any place; at most three of them are kept back. Lines are passed on as they
 * came, a bare LF included, so that what is stored is what was sent; as on the wire, only a line
 * that follows CRLF (or the start) is looked at for a dot, and it ends at CRLF, or at a bare LF
 * when the server sends those.
 */
class DotDecoder
{
public:
    struct Step
    {
        QByteArray content;     ///< unstuffed bytes
        qsizetype consumed = 0; ///< how much of the input was used; the rest is the next answer
        bool finished = false;  ///< the final dot was seen
    };

    [[nodiscard]] Step decode(QByteArrayView input);
    void reset() { m_state = State::LineStart; }

private:
    enum class State { LineStart, Text, CarriageReturn, Dot, DotCarriageReturn };
    State m_state = State::LineStart;
};

} // namespace petrel::pop3
