#include "core/imap/grammar/command.h"

#include "core/imap/grammar/internal_date.h"

namespace petrel::imap {

namespace {

/** Longer strings travel as literals: some servers have short buffers for quoted ones. */
constexpr qsizetype kMaxQuoted = 500;

enum class StringForm { Quoted, Literal, Refused };

StringForm formOf(const QByteArray &bytes)
{
    StringForm form = bytes.size() > kMaxQuoted ? StringForm::Literal : StringForm::Quoted;
    for (const char c : bytes) {
        if (c == '\r' || c == '\n' || c == '\0')
            return StringForm::Refused;
        if (uchar(c) < 0x20 || uchar(c) >= 0x7f)
            form = StringForm::Literal;
    }
    return form;
}

bool isKeyword(const QByteArray &word)
{
    for (const char c : word) {
        if (uchar(c) <= 0x20 || uchar(c) >= 0x7f || QByteArrayView("(){%*\"\\]").contains(c))
            return false;
    }
    return !word.isEmpty();
}

bool isSectionText(const QByteArray &section)
{
    for (const char c : section) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && !QByteArrayView(". -()").contains(c))
            return false;
    }
    return true;
}

} // namespace

LiteralSource LiteralSource::of(QByteArray bytes)
{
    LiteralSource source;
    source.size = bytes.size();
    source.read = [bytes = std::move(bytes)](std::int64_t offset, std::int64_t max) -> Result<QByteArray> {
        return bytes.mid(offset, max);
    };
    return source;
}

Command &Command::append(const QByteArray &text, bool secret)
{
    if (m_pieces.last().literal || m_pieces.last().secret != secret)
        m_pieces.append(CommandPiece{{}, std::nullopt, secret});
    m_pieces.last().text += text;
    return *this;
}

void Command::refuse(QString why)
{
    if (!m_error)
        m_error = makeError(ErrorKind::Invalid, std::move(why));
}

Command &Command::words(const char *text)
{
    return append(QByteArray(" ") + text);
}

Command &Command::closing(const char *text)
{
    return append(text);
}

Command &Command::number(std::uint64_t value)
{
    return append(' ' + QByteArray::number(qulonglong(value)));
}

Command &Command::numbered(const char *prefix, std::uint64_t value, const char *suffix)
{
    return append(QByteArray(" ") + prefix + QByteArray::number(qulonglong(value)) + suffix);
}

Command &Command::set(const SequenceSet &set)
{
    if (set.isEmpty())
        refuse(QStringLiteral("empty message set"));
    return append(' ' + set.toWire());
}

Command &Command::mailbox(const MailboxName &name, Space space)
{
    append(space == Space::Before ? " " : "");
    appendString(name.wire(), false);
    return *this;
}

Command &Command::string(const QByteArray &bytes)
{
    append(" ");
    appendString(bytes, false);
    return *this;
}

Command &Command::secret(const QByteArray &bytes)
{
    append(" ");
    appendString(bytes, true);
    return *this;
}

Command &Command::secretToken(const QByteArray &base64)
{
    for (const char c : base64) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '+' && c != '/' && c != '=')
            refuse(QStringLiteral("not base64"));
    }
    append(" ");
    return append(base64, true);
}

void Command::appendString(const QByteArray &bytes, bool secret)
{
    switch (formOf(bytes)) {
    case StringForm::Quoted: {
        QByteArray escaped = bytes;
        escaped.replace('\\', "\\\\").replace('"', "\\\"");
        append('"' + escaped + '"', secret);
        return;
    }
    case StringForm::Literal:
        m_pieces.append(CommandPiece{{}, LiteralSource::of(bytes), secret});
        return;
    case StringForm::Refused:
        refuse(QStringLiteral("a string argument holds a line end or NUL"));
        return;
    }
}

Command &Command::dateTime(std::int64_t utcSeconds)
{
    return append(" \"" + formatInternalDate(utcSeconds) + '"');
}

Command &Command::flags(Flags flags, const QList<QByteArray> &keywords)
{
    QList<QByteArray> words;
    for (const Flag flag : allFlags()) {
        if (flags.testFlag(flag))
            words.append(imapName(flag));
    }
    for (const QByteArray &keyword : keywords) {
        if (!isKeyword(keyword))
            refuse(QStringLiteral("a keyword is no atom"));
        words.append(keyword);
    }
    return append(" (" + words.join(' ') + ')');
}

Command &Command::section(const char *prefix, const QByteArray &section, const QByteArray &suffix)
{
    if (!isSectionText(section))
        refuse(QStringLiteral("not a body section"));
    return append(QByteArray(" ") + prefix + '[' + section + ']' + suffix);
}

Command &Command::literal(LiteralSource source)
{
    append(" ");
    m_pieces.append(CommandPiece{{}, std::move(source), false});
    return *this;
}

qsizetype Command::textBytes() const
{
    qsizetype sum = 0;
    for (const CommandPiece &piece : m_pieces)
        sum += piece.text.size();
    return sum;
}

} // namespace petrel::imap
