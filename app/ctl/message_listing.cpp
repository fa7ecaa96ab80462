#include "app/ctl/message_listing.h"

#include "app/ctl/json_values.h"
#include "app/ctl/run_commands.h"

#include <QDateTime>

namespace petrel::ctl {

namespace {

struct Names
{
    QHash<AccountId, QString> accounts;
    QHash<FolderId, QString> folders;
};

Result<Names> names(Session &session)
{
    return session.store().read([](const store::Reader &reader) -> Result<Names> {
        Names names;
        for (const Account &account : TRY(reader.accounts()))
            names.accounts.insert(account.id, account.name);
        for (const FolderRow &folder : TRY(reader.folders({}, store::Reader::Counts::None)))
            names.folders.insert(folder.id, folder.path);
        return names;
    });
}

QString localTime(std::int64_t utcSeconds)
{
    return QDateTime::fromSecsSinceEpoch(utcSeconds).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

/** N unread, F flagged, A answered. */
QString marks(const MessageRow &row)
{
    return QString(row.flags.testFlag(Flag::Seen) ? QLatin1Char('-') : QLatin1Char('N'))
           + (row.flags.testFlag(Flag::Flagged) ? QLatin1Char('F') : QLatin1Char('-'))
           + (row.flags.testFlag(Flag::Answered) ? QLatin1Char('A') : QLatin1Char('-'))
           + (row.attachments > 0 ? QLatin1Char('@') : QLatin1Char('-'));
}

} // namespace

Status printMessages(Session &session, const QList<MessageRow> &rows, const std::optional<QSet<PlacementId>> &foundAtServer)
{
    const Names known = TRY(names(session));
    if (session.json()) {
        QJsonArray array;
        for (const MessageRow &row : rows) {
            QJsonObject object = toJson(row, known.accounts.value(row.account), known.folders.value(row.folder));
            if (foundAtServer)
                object.insert(QStringLiteral("found"), foundAtServer->contains(row.id) ? QStringLiteral("server") : QStringLiteral("here"));
            array.append(object);
        }
        printJson(QJsonDocument(array));
        return {};
    }
    Table table({QStringLiteral("ID"), QStringLiteral("MARK"), QStringLiteral("DATE"), QStringLiteral("FROM"), QStringLiteral("SUBJECT")});
    for (const MessageRow &row : rows)
        table.add({QString::number(row.id.number()), marks(row) + (foundAtServer && foundAtServer->contains(row.id) ? QStringLiteral("S") : QString()), localTime(row.date), row.from.shown().left(30), row.subject});
    table.print();
    return {};
}

Result<ExitCode> printMessage(Session &session, PlacementId id, const mime::MessageContent &content)
{
    const store::MessageDetail detail = TRY(session.store().read([&](const store::Reader &reader) { return reader.detail(id); }));
    const MessageRow &row = detail.row;
    const Names known = TRY(names(session));
    if (session.json()) {
        QJsonObject object = toJson(row, known.accounts.value(row.account), known.folders.value(row.folder));
        object.insert(QStringLiteral("labels"), QJsonArray::fromStringList(detail.keywords));
        object.insert(QStringLiteral("text"), content.text);
        QJsonArray attachments;
        for (const PartInfo &part : content.attachments)
            attachments.append(toJson(part));
        object.insert(QStringLiteral("attachments"), attachments);
        printJson(QJsonDocument(object));
        return Done;
    }
    const auto line = [](const char *name, const QString &value) {
        if (!value.isEmpty())
            printLine(QString::fromLatin1(name) + QStringLiteral(": ") + value);
    };
    QStringList to;
    for (const Address &address : content.envelope.to)
        to.append(address.full());
    line("From", content.envelope.from.isEmpty() ? QString() : content.envelope.from.first().full());
    line("To", to.join(QStringLiteral(", ")));
    line("Date", localTime(row.date));
    line("Subject", content.envelope.subject);
    line("Labels", detail.keywords.join(QStringLiteral(", ")));
    for (const PartInfo &part : content.attachments)
        line("Attachment", QStringLiteral("%1 %2 (%3, %4 bytes)").arg(QString::fromLatin1(part.path), part.fileName, QString::fromLatin1(part.type)).arg(part.size));
    printLine({});
    printLine(content.text);
    return Done;
}

Result<ExitCode> printHeaders(Session &session, const mime::MessageContent &content)
{
    if (session.json()) {
        QJsonArray array;
        for (const mime::HeaderField &field : content.headers)
            array.append(QJsonObject{{QStringLiteral("name"), QString::fromLatin1(field.name)}, {QStringLiteral("value"), field.value}});
        printJson(QJsonDocument(array));
        return Done;
    }
    for (const mime::HeaderField &field : content.headers)
        printLine(QString::fromLatin1(field.name) + QStringLiteral(": ") + field.value);
    return Done;
}

Result<ExitCode> printParts(Session &session, const QList<PartInfo> &parts)
{
    if (session.json()) {
        QJsonArray array;
        for (const PartInfo &part : parts)
            array.append(toJson(part));
        printJson(QJsonDocument(array));
        return Done;
    }
    Table table({QStringLiteral("PART"), QStringLiteral("TYPE"), QStringLiteral("SIZE"), QStringLiteral("NAME")});
    for (const PartInfo &part : parts)
        table.add({QString::fromLatin1(part.path), QString::fromLatin1(part.type), QString::number(part.size), part.fileName});
    table.print();
    return Done;
}

} // namespace petrel::ctl
