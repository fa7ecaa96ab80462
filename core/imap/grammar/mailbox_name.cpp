#include "core/imap/grammar/mailbox_name.h"

#include "core/base/modified_utf7.h"
#include "core/imap/grammar/limits.h"

#include <QStringDecoder>

#include <optional>

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

std::optional<QString> fromUtf8(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(bytes);
    return utf8.hasError() ? std::nullopt : std::optional(text);
}

} // namespace

Result<MailboxName> MailboxName::fromWire(QByteArray bytes, NameEncoding encoding)
{
    TRY(checkSendable(bytes, ErrorKind::Protocol));
    MailboxName name;
    if (bytes.compare("INBOX", Qt::CaseInsensitive) == 0)
        return name;
    const std::optional<QString> utf8 = fromUtf8(bytes);
    if (encoding == NameEncoding::Utf8 && utf8) {
        bytes = toModifiedUtf7(*utf8);
        TRY(checkSendable(bytes, ErrorKind::Protocol));
    }
    // The best text there is: what the encoding says, else UTF-8, else Latin-1; never empty.
    name.m_text = fromModifiedUtf7(bytes).value_or(utf8 ? *utf8 : QString::fromLatin1(bytes));
    name.m_wire = std::move(bytes);
    return name;
}

Result<MailboxName> MailboxName::fromText(const QString &text)
{
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control)
            return makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::AfterUser,
                             QStringLiteral("mailbox name holds a control character"));
    }
    const QByteArray wire = toModifiedUtf7(text);
    TRY(checkSendable(wire, ErrorKind::Invalid));
    return fromWire(wire);
}

QByteArray MailboxName::wireIn(NameEncoding encoding) const
{
    const std::optional<QString> text = encoding == NameEncoding::Utf8 ? fromModifiedUtf7(m_wire) : std::nullopt;
    return text ? text->toUtf8() : m_wire;
}

QStringList MailboxName::components(char delimiter) const
{
    if (delimiter == 0)
        return {m_text};
    return m_text.split(QLatin1Char(delimiter), Qt::SkipEmptyParts);
}

} // namespace petrel::imap
