#pragma once

#include <QByteArray>

namespace petrel::pop3 {

/**
 * Takes the dot-stuffing of a message away (RFC 1939 section 3) while it streams: the dot doubled at the
 * start of a line is removed, and the line holding only a dot ends the answer. Bytes may arrive cut
 * at any place; at most two of them are kept back. Lines are passed on as they came.
 *
 * A line ends at CRLF. A bare LF within a message is data: a server that ends lines properly does not stuff
 * a dot behind one, and taking it for a line end would let a message end itself. Only where the
 * server's own status line ended in a bare LF (LineEnd::Lf) does LF end lines here too.
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

    enum class LineEnd { CrLf, Lf };

    explicit DotDecoder(LineEnd lineEnd = LineEnd::CrLf) : m_lineEnd(lineEnd) {}
    [[nodiscard]] Step decode(QByteArrayView input);

private:
    enum class State { LineStart, Text, Dot, DotCarriageReturn, Finished };

    void takeText(QByteArrayView input, Step &step);

    LineEnd m_lineEnd;
    State m_state = State::LineStart;
    bool m_afterCarriageReturn = false; ///< in Text: the byte before was CR
};

} // namespace petrel::pop3
