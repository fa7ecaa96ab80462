#include "core/imap/grammar/mailbox_name.h"

#include "core/imap/grammar/limits.h"
#include "core/imap/grammar/modified_utf7.h"

#include <QStringDecoder>

namespace petrel::imap {

namespace {

Status checkSendable(const QByteArray &wire, ErrorKind kind)
{
    const auto refuse = [kind](const char *why) {
        return makeError(kind, ErrorScope::Folder, ErrorRetry::Never, QLatin1String("mailbox name ") + QLatin1String(why));
    };
    if (wire.isEmpty())
        return refuse("is empty");
    if (wire.size() > Limits().nameBytes)
        return refuse("is too long");
    for (const char c : wire) {
        if (c == '\r' || c == '\n' || c == '\0')
            return refuse("holds a line end or NUL");
    }
    return {};
}

/** The best text there is: what the encoding says, else UTF-8, else Latin-1; never empty. */
QString shownText(const QByteArray &wire, NameEncoding encoding)
{
    if (encoding == NameEncoding::ModifiedUtf7) {
        if (const std::optional<QString> text = fromModifiedUtf7(wire))
            return *text;
    }
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(wire);
    return utf8.hasError() ? QString::fromLatin1(wire) : text;
}

} // namespace

Result<MailboxName> MailboxName::fromWire(QByteArray bytes, NameEncoding encoding)
{
    TRY(checkSendable(bytes, ErrorKind::Protocol));
    MailboxName name;
    if (bytes.compare("INBOX", Qt::CaseInsensitive) == 0)
        return name;
    name.m_text = shownText(bytes, encoding);
    name.m_wire = std::move(bytes);
    return name;
}

Result<MailboxName> MailboxName::fromText(const QString &text, NameEncoding encoding)
{
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control)
            return makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::AfterUser,
                             QStringLiteral("mailbox name holds a control character"));
    }
    const QByteArray wire = encoding == NameEncoding::Utf8 ? text.toUtf8() : toModifiedUtf7(text);
    TRY(checkSendable(wire, ErrorKind::Invalid));
    return fromWire(wire, encoding);
}

QStringList MailboxName::components(char delimiter) const
{
    if (delimiter == 0)
        return {m_text};
    return m_text.split(QLatin1Char(delimiter), Qt::SkipEmptyParts);
}

} // namespace petrel::imap
