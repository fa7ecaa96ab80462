#include "ui/viewer/message_header.h"

#include "core/mime/header_values.h"
#include "ui/common/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::MessageHeader)
};

constexpr qsizetype kNamedRecipients = 3;
constexpr qsizetype kListedAddresses = 100;

bool isOwn(const Address &address, const AddressList &own)
{
    return std::any_of(own.cbegin(), own.cend(), [&](const Address &mine) { return mine.sameMailbox(address); });
}

/** A name that holds an @ wants to be taken for an address. */
bool posesAsAddress(const Address &author)
{
    return author.name.contains(u'@') && author.name.compare(author.email, Qt::CaseInsensitive) != 0;
}

QString shownAddress(const Address &address)
{
    const QString email = isolatedLtr(mime::cleanText(address.email));
    const QString name = mime::cleanText(address.name);
    return name.isEmpty() ? email : Words::tr("%1 <%2>", "name and address").arg(isolated(name), email);
}

/** The first hundred: a line of ten thousand would take seconds to be laid out. The source has them all. */
QString shownAddresses(const AddressList &addresses)
{
    const qsizetype count = std::min(addresses.size(), kListedAddresses);
    QStringList shown;
    for (const Address &address : addresses.first(count))
        shown.append(shownAddress(address));
    const QString list = shown.join(Words::tr(", ", "between addresses"));
    if (count == addresses.size())
        return list;
    return Words::tr("%1 and %n other(s)", "addresses", static_cast<int>(addresses.size() - count)).arg(list);
}

/** "to you, Priya Raman and 12 others". */
QString recipientsLine(const Envelope &envelope, const AddressList &own)
{
    const AddressList all = envelope.to + envelope.cc;
    if (all.isEmpty())
        return Words::tr("to undisclosed recipients");
    QStringList names;
    for (const Address &address : all) {
        if (isOwn(address, own))
            names.prepend(Words::tr("you"));
        else
            names.append(isolated(mime::cleanText(address.shown())));
    }
    names.removeDuplicates();
    const qsizetype others = names.size() - kNamedRecipients;
    if (others <= 1)
        return Words::tr("to %1").arg(names.join(Words::tr(", ", "between addresses")));
    const QString first = names.first(kNamedRecipients).join(Words::tr(", ", "between addresses"));
    return Words::tr("to %1 and %n other(s)", nullptr, static_cast<int>(others)).arg(first);
}

QList<MessageHeader::Row> fullRows(const mime::MessageContent &content, std::int64_t bytes)
{
    const Envelope &envelope = content.envelope;
    QList<MessageHeader::Row> rows;
    const auto add = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            rows.append({label, value});
    };
    add(Words::tr("From"), shownAddresses(envelope.from));
    if (envelope.sender != envelope.from)
        add(Words::tr("Sender"), shownAddresses(envelope.sender));
    add(Words::tr("To"), shownAddresses(envelope.to));
    add(Words::tr("Cc"), shownAddresses(envelope.cc));
    add(Words::tr("Bcc"), shownAddresses(envelope.bcc));
    add(Words::tr("Reply to"), shownAddresses(envelope.replyTo));
    add(Words::tr("Date"), envelope.dateSent == 0 ? QString() : fullDate(envelope.dateSent));
    if (!content.list.id.isEmpty())
        add(Words::tr("Mailing list"), mime::cleanText(content.list.name.isEmpty() ? content.list.id : content.list.name));
    add(Words::tr("Size"), bytes > 0 ? sizeText(bytes) : QString());
    add(Words::tr("Message-ID"), isolatedLtr(mime::cleanText(QString::fromUtf8(envelope.messageId))));
    return rows;
}

} // namespace

MessageHeader messageHeader(const mime::MessageContent &content, const AddressList &own, std::int64_t bytes,
                            const QDateTime &now)
{
    const Envelope &envelope = content.envelope;
    MessageHeader header;
    header.subject = mime::cleanText(envelope.subject);
    if (header.subject.isEmpty())
        header.subject = Words::tr("(no subject)");
    if (!envelope.from.isEmpty())
        header.author = envelope.from.first();
    header.address = mime::cleanText(header.author.email);
    if (header.address.isEmpty())
        header.address = mime::cleanText(content.header("From"));
    if (header.address.isEmpty())
        header.address = Words::tr("(no sender)");
    const QString name = mime::cleanText(header.author.name);
    if (name.compare(header.address, Qt::CaseInsensitive) != 0)
        header.name = name;
    header.addressFirst = posesAsAddress(header.author);
    header.recipients = recipientsLine(envelope, own);
    if (envelope.dateSent != 0) {
        header.date = readerDate(envelope.dateSent, now);
        header.fullDate = fullDate(envelope.dateSent);
    }
    header.rows = fullRows(content, bytes);
    return header;
}

} // namespace petrel::ui
