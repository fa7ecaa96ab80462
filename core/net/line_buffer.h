#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <optional>

namespace petrel::net {

/**
 * Takes bytes as they come, gives lines. Pure: no socket.
 *
 * A line ends at CRLF; a bare LF ends one too (old and broken servers), so exactly one CR before the
 * LF is dropped. A CR anywhere else, and NUL, are data: the grammar above decides. A line longer
 * than the limit (bytes, terminator not counted) is Protocol; the buffer is then dead and says
 * the same again, because what follows has no meaning. It never holds much more than the limit plus
 * what one append brought.
 */
class LineBuffer
{
public:
    static constexpr qsizetype kDefaultLimit = 64 * 1024;

    explicit LineBuffer(qsizetype maxLineBytes = kDefaultLimit) : m_limit(maxLineBytes) {}

    void append(const QByteArray &bytes);
    /** The next whole line without its terminator; nothing while it has not all arrived. */
    [[nodiscard]] Result<std::optional<QByteArray>> next();

    /** Bytes that were appended and not yet given as lines: must be 0 before a TLS handshake. */
    [[nodiscard]] qsizetype size() const { return m_bytes.size() - m_start; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    /** Hands out what is left, unsplit, and empties the buffer. */
    [[nodiscard]] QByteArray takeRest();

private:
    void dropConsumed();

    QByteArray m_bytes;
    qsizetype m_start = 0;   ///< first byte not yet given
    qsizetype m_scanned = 0; ///< no LF before this
    qsizetype m_limit;
    bool m_overflown = false;
};

} // namespace petrel::net
