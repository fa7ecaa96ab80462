#include "ui/compose/recipient.h"

#include "core/mime/header_values.h"
#include "core/mime/outgoing_message.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Recipient)
};

} // namespace

Recipient recipientOf(const Address &address)
{
    if (!mime::asciiAddress(address.email).isEmpty())
        return {address, {}};
    const QString shown = mime::cleanText(address.email.isEmpty() ? address.name : address.email);
    if (!shown.contains(u'@'))
        return {address, Words::tr("\"%1\" is not an address: the @ is missing.").arg(shown)};
    if (shown.endsWith(u'@'))
        return {address, Words::tr("\"%1\" lacks the part after the @.").arg(shown)};
    return {address, Words::tr("\"%1\" is not a valid address.").arg(shown)};
}

QList<Recipient> recipientsFromText(const QString &text)
{
    QString line = text;
    line.replace(u'\n', u',').replace(u'\r', u',').replace(u'\t', u' ');
    static const QRegularExpression separatorsAtEnd(QStringLiteral("[\\s,;]+$"));
    line.remove(separatorsAtEnd);
    QList<Recipient> recipients;
    for (const Address &address : mime::parseTypedAddresses(line)) {
        if (!address.isEmpty())
            recipients.append(recipientOf(address));
    }
    if (recipients.isEmpty() && !line.isEmpty())
        recipients.append(recipientOf({{}, mime::cleanText(line)}));
    return recipients;
}

QString editableText(const Address &address)
{
    return address.email.isEmpty() ? address.name : address.full();
}

} // namespace petrel::ui
