#pragma once

#include "core/base/result.h"
#include "core/imap/grammar/limits.h"
#include "core/imap/grammar/quirks.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace petrel::imap {

/**
 * One whole response, cut but not understood: lines without their ends, and between each two of
 * them the literal that the former announced. lines.size() == literals.size() + 1.
 */
struct RawResponse
{
    QList<QByteArray> lines;
    QList<QByteArray> literals;

    friend bool operator==(const RawResponse &, const RawResponse &) = default;
};

/**
 * Splits the byte stream into lines and literals before any grammar is applied (RFC 3501 4.3, RFC
 * 7888, literal8 of RFC 3516), so that the bytes of a literal can never be taken for a response and
 * a response that makes no sense ends at a known place.
 *
 * Never holds more than its limits allow. A line, literal or response beyond them, a literal size
 * that is no 32-bit number, or a bare LF that is not tolerated is Protocol, scope Connection; after
 * it the fragmentizer is dead and says the same for ever. Holds no socket.
 * Surprise: the text of OK, NO, BAD, BYE and "+" may end in "{3}"; that announces nothing.
 */
class Fragmentizer
{
public:
    explicit Fragmentizer(const Limits &limits = {}, Quirks quirks = kAllQuirks) : m_limits(limits), m_quirks(quirks) {}

    void feed(const QByteArray &bytes);
    /** The next whole response; nothing when more bytes are needed. */
    [[nodiscard]] Result<std::optional<RawResponse>> next();
    /** No byte is waiting, not even of half a response. */
    [[nodiscard]] bool isEmpty() const;
    /** Hands back what was not cut yet, and forgets it: after COMPRESS it is no text any more. */
    [[nodiscard]] QByteArray takeRest();
    /** Forgets everything: after STARTTLS. */
    void reset();

private:
    [[nodiscard]] Result<bool> takeLine();
    [[nodiscard]] Result<bool> takeLiteral();
    [[nodiscard]] Error fail(QString what);
    void dropConsumed();

    Limits m_limits;
    Quirks m_quirks;
    QByteArray m_buffer;
    qsizetype m_start = 0;   ///< first byte not consumed
    qsizetype m_scanned = 0; ///< up to here there is no LF
    RawResponse m_current;
    std::int64_t m_responseBytes = 0;
    std::optional<std::int64_t> m_literalLeft;
    std::optional<Error> m_dead;
};

} // namespace petrel::imap
