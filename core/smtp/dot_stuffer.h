#pragma once

#include <QByteArray>

namespace petrel::smtp {

/**
 * Makes message bytes fit for DATA while they stream (RFC 5321 section 4.5.2): every line ends in CRLF (a bare
 * CR and a bare LF become one, so that nobody reads another message out of ours), a dot at the start of
 * a line is doubled, and finish() closes the last line. The final dot itself is not its business. BDAT counts
 * its bytes and wants the dots as they are (RFC 3030).
 */
class DotStuffer
{
public:
    enum class Dots { Doubled, AsTheyAre };

    explicit DotStuffer(Dots dots = Dots::Doubled) : m_dots(dots) {}
    [[nodiscard]] QByteArray encode(QByteArrayView input);
    /** What closes the last line: CRLF or nothing. Also resets the stuffer. */
    [[nodiscard]] QByteArray finish();

private:
    Dots m_dots;
    bool m_lineStart = true;
    bool m_heldCr = false; ///< a CR whose line end was written; an LF that follows belongs to it
};

} // namespace petrel::smtp
