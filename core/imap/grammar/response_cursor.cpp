#include "core/imap/grammar/response_cursor_p.h"

#include <limits>

namespace petrel::imap {

namespace {

bool isAtomChar(char c)
{
    return uchar(c) > 0x20 && c != 0x7f && c != '(' && c != ')' && c != '{' && c != '"' && c != '%' && c != '*' && c != '\\' && c != ']';
}

bool isLooseChar(char c)
{
    return c != ' ' && c != '(' && c != ')' && c != '\0';
}

bool isNameChar(char c)
{
    return uchar(c) > 0x20 && c != 0x7f && c != '(' && c != ')' && c != '{' && c != '"';
}

bool isFlagChar(char c)
{
    return isAtomChar(c) || c == '\\' || c == '*';
}

bool isSetChar(char c)
{
    return (c >= '0' && c <= '9') || c == ':' || c == ',' || c == '*';
}

bool isDelimiter(char c)
{
    return c == '\0' || c == ' ' || c == '(' || c == ')' || c == ']' || c == '[';
}

} // namespace

bool ResponseCursor::atEnd() const
{
    return m_line == m_raw->lines.size() - 1 && m_at >= line().size();
}

char ResponseCursor::peek() const
{
    return m_at < line().size() ? line().at(m_at) : '\0';
}

QByteArrayView ResponseCursor::rest() const
{
    return QByteArrayView(line()).sliced(std::min(m_at, line().size()));
}

bool ResponseCursor::take(char wanted)
{
    if (m_at >= line().size() || line().at(m_at) != wanted)
        return false;
    ++m_at;
    return true;
}

bool ResponseCursor::takeWord(QByteArrayView word)
{
    const QByteArrayView ahead = rest();
    if (ahead.size() < word.size() || ahead.first(word.size()).compare(word, Qt::CaseInsensitive) != 0)
        return false;
    if (ahead.size() > word.size() && !isDelimiter(ahead.at(word.size())))
        return false;
    m_at += word.size();
    return true;
}

Status ResponseCursor::expect(char wanted)
{
    if (take(wanted))
        return {};
    const char what[] = {wanted, '\0'};
    return fail(what);
}

Status ResponseCursor::space()
{
    TRY(expect(' '));
    if (tolerates(Quirk::ExtraSpaces))
        skipSpaces();
    return {};
}

void ResponseCursor::skipSpaces()
{
    while (peek() == ' ')
        ++m_at;
}

Status ResponseCursor::end()
{
    if (tolerates(Quirk::ExtraSpaces))
        skipSpaces();
    if (!atEnd())
        return fail("end of response");
    return {};
}

QByteArray ResponseCursor::word(bool (*isInside)(char))
{
    const qsizetype start = m_at;
    while (m_at < line().size() && isInside(line().at(m_at)))
        ++m_at;
    return line().mid(start, m_at - start);
}

Result<QByteArray> ResponseCursor::atom()
{
    QByteArray found = word(isAtomChar);
    if (found.isEmpty())
        return fail("atom");
    return found;
}

Result<QByteArray> ResponseCursor::flag()
{
    if (tolerates(Quirk::FlagSpecials))
        return atString() ? string() : Result<QByteArray>(word(isLooseChar));
    QByteArray found = word(isFlagChar);
    if (found.isEmpty())
        return fail("flag");
    return found;
}

bool ResponseCursor::atNil() const
{
    const QByteArrayView ahead = rest();
    return ahead.size() >= 3 && ahead.first(3).compare("NIL", Qt::CaseInsensitive) == 0
        && (ahead.size() == 3 || isDelimiter(ahead.at(3)));
}

bool ResponseCursor::atLiteral() const
{
    if (m_line >= m_raw->literals.size())
        return false;
    // Stops at the first byte that does not fit: a long line is asked this once per value.
    const QByteArrayView ahead = rest();
    qsizetype at = ahead.startsWith('~') ? 1 : 0;
    if (at >= ahead.size() || ahead.at(at) != '{')
        return false;
    for (++at; at < ahead.size() && ahead.at(at) >= '0' && ahead.at(at) <= '9'; ++at) { }
    if (at < ahead.size() && (ahead.at(at) == '+' || ahead.at(at) == '-'))
        ++at;
    return at == ahead.size() - 1 && ahead.at(at) == '}';
}

bool ResponseCursor::atString() const
{
    return peek() == '"' || atLiteral();
}

Result<QByteArray> ResponseCursor::string()
{
    if (peek() == '"')
        return quoted();
    if (atLiteral())
        return literal();
    return fail("string");
}

Result<QByteArray> ResponseCursor::literal()
{
    QByteArray bytes = m_raw->literals.at(m_line);
    ++m_line;
    m_at = 0;
    return bytes;
}

bool ResponseCursor::quoteEndsHere(qsizetype at) const
{
    if (!tolerates(Quirk::RawQuotes) || at + 1 >= line().size())
        return true;
    const char after = line().at(at + 1);
    return after == ' ' || after == ')' || after == ']' || after == '(' || after == '"';
}

Result<QByteArray> ResponseCursor::quoted()
{
    QByteArray bytes("");
    const QByteArray &all = line();
    qsizetype begin = m_at + 1; // of what is taken as it stands
    for (qsizetype i = begin; i < all.size(); ++i) {
        const char c = all.at(i);
        if (c == '\\' && i + 1 < all.size()) {
            bytes.append(all.constData() + begin, i - begin);
            begin = ++i;
        } else if (c == '"' && quoteEndsHere(i)) {
            m_at = i + 1;
            return bytes.append(all.constData() + begin, i - begin);
        }
    }
    return fail("closing quotation mark");
}

Result<std::optional<QByteArray>> ResponseCursor::nstring()
{
    if (atNil()) {
        m_at += 3;
        return std::optional<QByteArray>();
    }
    return std::optional<QByteArray>(TRY(string()));
}

Result<QByteArray> ResponseCursor::text()
{
    return TRY(nstring()).value_or(QByteArray(""));
}

Result<QByteArray> ResponseCursor::astring()
{
    if (atString())
        return string();
    QByteArray found = word([](char c) { return isAtomChar(c) || c == ']'; });
    if (found.isEmpty())
        return fail("atom or string");
    return found;
}

Result<std::uint32_t> ResponseCursor::number32()
{
    const std::uint64_t number = TRY(number64());
    if (number > std::numeric_limits<std::uint32_t>::max())
        return fail("number below 2^32");
    return std::uint32_t(number);
}

Result<std::uint64_t> ResponseCursor::number64()
{
    const qsizetype start = m_at;
    const QByteArray digits = word([](char c) { return c >= '0' && c <= '9'; });
    const char after = peek();
    const bool odd = digits.isEmpty() ? after == '-' : after == '.' || after == 'e' || after == 'E';
    if (odd && tolerates(Quirk::OddNumbers)) {
        m_at = start;
        bool isNumber = false;
        const double value = word([](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'; })
                                 .toDouble(&isNumber);
        if (!isNumber || value > 9e18)
            return fail("number");
        return value > 0 ? std::uint64_t(value) : 0;
    }
    bool isNumber = false;
    const qulonglong value = digits.toULongLong(&isNumber);
    if (!isNumber || value > qulonglong(std::numeric_limits<std::int64_t>::max()))
        return fail("number");
    return std::uint64_t(value);
}

Result<SequenceSet> ResponseCursor::sequenceSet()
{
    return SequenceSet::parse(word(isSetChar));
}

Result<MailboxName> ResponseCursor::mailbox()
{
    QByteArray wire;
    if (atString())
        wire = TRY(string());
    else
        wire = tolerates(Quirk::UnquotedName) ? word([](char c) { return isNameChar(c) || (uchar(c) < 0x20 && c != '\0'); }) : TRY(astring());
    return MailboxName::fromWire(wire, m_options->names);
}

Status ResponseCursor::skipValue()
{
    int depth = 0;
    do {
        skipSpaces();
        if (atString()) {
            (void)TRY(string());
        } else if (take('(')) {
            if (++depth > m_options->limits.depth)
                return fail("list that is not nested as deep");
        } else if (take(')')) {
            --depth;
        } else if (word(isLooseChar).isEmpty()) {
            return fail("value");
        }
    } while (depth > 0);
    if (depth < 0)
        return fail("value");
    return {};
}

Error ResponseCursor::fail(const char *expected) const
{
    return makeError(ErrorKind::Protocol, QStringLiteral("expected %1 at byte %2 of line %3")
                                              .arg(QLatin1String(expected)).arg(m_at).arg(m_line + 1));
}

} // namespace petrel::imap
