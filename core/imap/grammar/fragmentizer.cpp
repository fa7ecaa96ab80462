#include "core/imap/grammar/fragmentizer.h"

#include <limits>

namespace petrel::imap {

namespace {

constexpr qsizetype kCompactAt = 256 * 1024;

bool isStatusWord(QByteArrayView word)
{
    for (const char *known : {"OK", "NO", "BAD", "BYE", "PREAUTH"}) {
        if (word.compare(known, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

/** True for lines that end in free text, where braces mean nothing. */
bool endsInText(QByteArrayView line)
{
    if (line.startsWith('+'))
        return true;
    const qsizetype afterTag = line.indexOf(' ');
    if (afterTag < 0)
        return false;
    const QByteArrayView rest = line.sliced(afterTag + 1);
    const qsizetype afterWord = rest.indexOf(' ');
    if (afterWord < 0 || !isStatusWord(rest.first(afterWord)))
        return false;
    const QByteArrayView text = rest.sliced(afterWord + 1);
    return !text.startsWith('[') || text.contains(']');
}

enum class Announcement { None, Good, Bad };

/** Reads "{123}", "{123+}" or "~{123}" at the end of a line. */
Announcement announcedLiteral(QByteArrayView line, std::int64_t &size)
{
    if (!line.endsWith('}'))
        return Announcement::None;
    const qsizetype open = line.lastIndexOf('{');
    if (open < 0)
        return Announcement::None;
    QByteArrayView digits = line.sliced(open + 1).chopped(1);
    if (digits.endsWith('+') || digits.endsWith('-'))
        digits.chop(1);
    const bool negative = digits.startsWith('-');
    if (negative)
        digits = digits.sliced(1);
    if (digits.isEmpty())
        return Announcement::None;
    std::uint64_t number = 0;
    bool tooLarge = false;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9')
            return Announcement::None;
        number = number * 10 + std::uint64_t(digit - '0');
        tooLarge = tooLarge || number > std::numeric_limits<std::uint32_t>::max();
        if (tooLarge)
            number = 0;
    }
    if (negative || tooLarge)
        return Announcement::Bad;
    size = std::int64_t(number);
    return Announcement::Good;
}

} // namespace

void Fragmentizer::feed(const QByteArray &bytes)
{
    if (!m_dead)
        m_buffer.append(bytes);
}

bool Fragmentizer::isEmpty() const
{
    return m_start == m_buffer.size() && m_current.lines.isEmpty();
}

QByteArray Fragmentizer::takeRest()
{
    const QByteArray rest = m_buffer.mid(m_start);
    reset();
    return rest;
}

void Fragmentizer::reset()
{
    *this = Fragmentizer(m_limits, m_quirks);
}

Result<std::optional<RawResponse>> Fragmentizer::next()
{
    if (m_dead)
        return *m_dead;
    for (;;) {
        if (m_literalLeft) {
            if (!TRY(takeLiteral()))
                return std::optional<RawResponse>();
            continue;
        }
        if (!TRY(takeLine()))
            return std::optional<RawResponse>();
        if (m_literalLeft)
            continue;
        m_responseBytes = 0;
        return std::optional<RawResponse>(std::exchange(m_current, RawResponse()));
    }
}

Result<bool> Fragmentizer::takeLine()
{
    const qsizetype lf = m_buffer.indexOf('\n', std::max(m_scanned, m_start));
    const qsizetype end = lf < 0 ? m_buffer.size() : lf;
    if (end - m_start > m_limits.lineBytes)
        return fail(QStringLiteral("line longer than %1 bytes").arg(m_limits.lineBytes));
    if (lf < 0) {
        m_scanned = m_buffer.size();
        return false;
    }
    const bool crlf = lf > m_start && m_buffer.at(lf - 1) == '\r';
    if (!crlf && !m_quirks.testFlag(Quirk::BareLf))
        return fail(QStringLiteral("line ends in a bare LF"));
    m_current.lines.append(m_buffer.mid(m_start, lf - m_start - (crlf ? 1 : 0)));
    m_start = m_scanned = lf + 1;
    dropConsumed();

    const QByteArray &line = m_current.lines.last();
    m_responseBytes += line.size();
    if (m_responseBytes > m_limits.responseBytes)
        return fail(QStringLiteral("a response of more than %1 bytes").arg(m_limits.responseBytes));
    std::int64_t size = 0;
    const bool freeText = m_current.literals.isEmpty() && endsInText(line);
    const Announcement announcement = freeText ? Announcement::None : announcedLiteral(line, size);
    if (announcement == Announcement::None)
        return true;
    if (announcement == Announcement::Bad)
        return fail(QStringLiteral("literal size is no 32-bit number"));
    m_responseBytes += size;
    if (size > m_limits.literalBytes || m_responseBytes > m_limits.responseBytes)
        return fail(QStringLiteral("literal of %1 bytes is more than we accept").arg(size));
    if (m_current.literals.size() >= m_limits.literalsPerResponse)
        return fail(QStringLiteral("too many literals in one response"));
    m_literalLeft = size;
    m_current.literals.append(QByteArray(""));
    return true;
}

Result<bool> Fragmentizer::takeLiteral()
{
    const qsizetype there = std::min<qsizetype>(*m_literalLeft, m_buffer.size() - m_start);
    m_current.literals.last().append(m_buffer.constData() + m_start, there);
    m_start += there;
    m_scanned = m_start;
    *m_literalLeft -= there;
    dropConsumed();
    if (*m_literalLeft > 0)
        return false;
    m_literalLeft.reset();
    return true;
}

Error Fragmentizer::fail(QString what)
{
    m_dead = makeError(ErrorKind::Protocol, ErrorScope::Connection, ErrorRetry::Backoff, std::move(what));
    m_buffer.clear();
    m_current = {};
    m_start = m_scanned = 0;
    return *m_dead;
}

void Fragmentizer::dropConsumed()
{
    if (m_start == m_buffer.size()) {
        m_buffer.clear();
        m_start = m_scanned = 0;
    } else if (m_start >= kCompactAt && m_start * 2 >= m_buffer.size()) {
        m_buffer.remove(0, m_start);
        m_scanned -= m_start;
        m_start = 0;
    }
}

} // namespace petrel::imap
