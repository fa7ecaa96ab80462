#include "core/imap/grammar/command.h"

#include "core/imap/grammar/flag_list.h"
#include "core/imap/grammar/internal_date.h"

#include <algorithm>

namespace petrel::imap {

namespace {

/** Longer strings travel as literals: some servers have short buffers for quoted ones. */
constexpr qsizetype kMaxQuoted = 500;

bool canBeSent(const QByteArray &bytes)
{
    return std::none_of(bytes.cbegin(), bytes.cend(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool mayBeQuoted(char c, NameEncoding encoding)
{
    const bool beyondAscii = uchar(c) >= 0x80;
    return beyondAscii ? encoding == NameEncoding::Utf8 : uchar(c) >= 0x20 && c != 0x7f;
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

CommandPiece stringPiece(const QByteArray &bytes, NameEncoding encoding)
{
    const bool quoted = bytes.size() <= kMaxQuoted
        && std::all_of(bytes.cbegin(), bytes.cend(), [encoding](char c) { return mayBeQuoted(c, encoding); });
    CommandPiece piece;
    if (quoted) {
        QByteArray escaped = bytes;
        escaped.replace('\\', "\\\\").replace('"', "\\\"");
        piece.text = '"' + escaped + '"';
    } else {
        piece.literal = LiteralSource::of(bytes);
    }
    return piece;
}

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
    const CommandPiece &last = m_pieces.last();
    if (last.literal || last.mailbox || last.secret != secret)
        m_pieces.append(CommandPiece{{}, {}, secret});
    m_pieces.last().text += text;
    return *this;
}

void Command::refuseAs(ErrorKind kind, QString why)
{
    if (!m_error)
        m_error = makeError(kind, std::move(why));
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
    if (name.wireIn(NameEncoding::Utf8) == name.wire()) {
        appendString(name.wire(), false);
    } else {
        CommandPiece piece;
        piece.mailbox = name;
        m_pieces.append(std::move(piece));
    }
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
    if (!canBeSent(bytes))
        return refuse(QStringLiteral("a string argument holds a line end or NUL"));
    CommandPiece piece = stringPiece(bytes, NameEncoding::ModifiedUtf7);
    piece.secret = secret;
    if (piece.literal)
        m_pieces.append(std::move(piece));
    else
        append(piece.text, secret);
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
    m_pieces.append(CommandPiece{{}, std::move(source)});
    return *this;
}

Command &Command::literal8(LiteralSource source)
{
    m_pieces.append(CommandPiece{{}, std::move(source), false, true});
    return *this;
}

bool Command::dependsOnNames() const
{
    return std::any_of(m_pieces.cbegin(), m_pieces.cend(), [](const CommandPiece &piece) { return piece.mailbox.has_value(); });
}

qsizetype Command::textBytes() const
{
    qsizetype sum = 0;
    for (const CommandPiece &piece : m_pieces)
        sum += piece.mailbox ? piece.mailbox->wire().size() + 2 : piece.text.size();
    return sum;
}

} // namespace petrel::imap
