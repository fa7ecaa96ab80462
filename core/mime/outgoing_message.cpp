#include "core/mime/outgoing_message.h"

#include "core/mime/header_values.h"
#include "core/mime/header_writer_p.h"

#include <QRandomGenerator>
#include <QSet>
#include <QUrl>

namespace petrel::mime {

namespace {

/** 128 bits from the system's own source of chance, as hex. */
QByteArray randomHex()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/** Semicolons between addresses, as Outlook's people type them, read as commas; not inside quotes or brackets. */
QString withCommas(QString line)
{
    bool quoted = false;
    bool group = false;
    for (QChar &c : line) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && c == QLatin1Char(':'))
            group = true;
        else if (!quoted && !group && (c == QLatin1Char(';') || c == QLatin1Char('\n')))
            c = QLatin1Char(',');
    }
    return line;
}

} // namespace

AddressList OutgoingMessage::recipients() const
{
    AddressList everybody;
    QSet<QString> seen;
    for (const Address &address : to + cc + bcc) {
        const QString key = address.email.toLower();
        if (key.isEmpty() || seen.contains(key))
            continue;
        seen.insert(key);
        everybody.append(address);
    }
    return everybody;
}

QByteArray newMessageId(const Address &from)
{
    const QByteArray address = asciiAddress(from.email);
    const QByteArray domain = address.mid(address.lastIndexOf('@') + 1);
    return randomHex() + '@' + (domain.isEmpty() ? QByteArray("localhost.invalid") : domain);
}

QByteArray newContentId()
{
    return randomHex() + "@picture.invalid";
}

QByteArray addressField(const char *name, const AddressList &list)
{
    HeaderWriter writer;
    writer.addresses(name, list);
    return writer.take();
}

QByteArray asciiAddress(const QString &email)
{
    const QString trimmed = email.trimmed();
    const qsizetype at = trimmed.lastIndexOf(QLatin1Char('@'));
    if (at <= 0 || at + 1 >= trimmed.size())
        return {};
    const QString domain = trimmed.mid(at + 1);
    const bool literal = domain.startsWith(QLatin1Char('[')) && domain.endsWith(QLatin1Char(']'));
    const QByteArray ascii = literal ? domain.toLatin1() : QUrl::toAce(domain);
    return ascii.isEmpty() ? QByteArray() : trimmed.left(at).toUtf8() + '@' + ascii;
}

AddressList parseTypedAddresses(const QString &line)
{
    return parseAddressList(withCommas(line).toUtf8());
}

} // namespace petrel::mime
