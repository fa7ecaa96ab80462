#include "core/store/row_mapping_p.h"

#include <QStringList>

namespace petrel::store {

namespace {

/** Line breaks and tabs have no business in a name, and are what the lines are made of. */
QString withoutSeparators(QString text)
{
    for (QChar &c : text) {
        if (c == QLatin1Char('\n') || c == QLatin1Char('\t'))
            c = QLatin1Char(' ');
    }
    return text;
}

} // namespace

QString addressText(const AddressList &addresses)
{
    QStringList lines;
    for (const Address &address : addresses)
        lines.append(withoutSeparators(address.name) + QLatin1Char('\t') + withoutSeparators(address.email));
    return lines.join(QLatin1Char('\n'));
}

AddressList addressesFrom(const QString &text)
{
    AddressList addresses;
    if (text.isEmpty())
        return addresses;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        const qsizetype tab = line.indexOf(QLatin1Char('\t'));
        addresses.append({line.left(tab), line.mid(tab + 1)});
    }
    return addresses;
}

MessageRow messageRow(sqlite::Statement &row)
{
    MessageRow message;
    message.id = row.id<PlacementId>();
    message.message = row.id<MessageId>();
    message.account = row.id<AccountId>();
    message.fetchedBy = row.id<AccountId>();
    message.folder = row.id<FolderId>();
    message.thread = row.id<ThreadId>();
    message.uid = row.id<Uid>();
    message.messageId = row.bytes();
    const AddressList from = addressesFrom(row.text());
    message.from = from.isEmpty() ? Address() : from.first();
    message.to = addressesFrom(row.text());
    message.subject = row.text();
    message.preview = row.text();
    message.date = row.integer();
    message.size = row.integer();
    message.flags = row.flags<Flags>();
    message.attachments = static_cast<int>(row.integer());
    message.bodyState = row.enumeration<BodyState>();
    message.pending = row.boolean();
    if (const QString keywords = row.text(); !keywords.isEmpty()) {
        message.keywords = keywords.split(QLatin1Char('\n'));
        message.keywords.sort();
    }
    return message;
}

Error noSuchRow(const char *table, std::int64_t id)
{
    return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never,
                     QStringLiteral("nothing with number %1 in %2").arg(id).arg(QLatin1String(table)));
}

} // namespace petrel::store
