#include "app/ctl/json_values.h"

#include "core/store/store.h"

#include <QDateTime>

namespace petrel::ctl {

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QJsonObject toJson(const ServerSettings &server)
{
    return {{s("host"), server.host}, {s("port"), server.port}, {s("security"), securityName(server.security)}, {s("user"), server.user},
            {s("pinnedSha256"), QString::fromLatin1(server.pinnedSha256.toHex())}};
}

QJsonArray toJson(const AddressList &addresses)
{
    QJsonArray array;
    for (const Address &address : addresses)
        array.append(address.full());
    return array;
}

} // namespace

QString isoTime(std::int64_t utcSeconds)
{
    return utcSeconds == 0 ? QString() : QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC).toString(Qt::ISODate);
}

QString nameOf(SignInWay way)
{
    switch (way) {
    case SignInWay::Password: break;
    case SignInWay::OAuth: return s("oauth");
    case SignInWay::Certificate: return s("certificate");
    }
    return s("password");
}

QJsonObject toJson(const Account &account)
{
    return {{s("id"), qint64(account.id.number())},
            {s("name"), account.name},
            {s("email"), account.address.email},
            {s("incoming"), account.incomingKind == IncomingKind::Imap ? s("imap") : s("pop3")},
            {s("incomingServer"), toJson(account.incoming)},
            {s("outgoingServer"), toJson(account.outgoing)},
            {s("signIn"), nameOf(account.signIn.way)},
            {s("partialRefusal"), account.partialRefusal == PartialRefusal::SendToNobody ? s("nobody") : s("rest")},
            {s("sentCopies"), account.sentCopies == SentCopies::Learn ? s("learn") : account.sentCopies == SentCopies::ServerFiles ? s("server") : s("petrel")},
            {s("enabled"), account.enabled}};
}

QJsonObject toJson(const FolderRow &folder, const QString &accountName)
{
    return {{s("id"), qint64(folder.id.number())},
            {s("account"), accountName},
            {s("path"), folder.path},
            {s("name"), folder.name},
            {s("role"), roleName(folder.role)},
            {s("kind"), folder.kind == FolderKind::Remote ? s("remote") : s("local")},
            {s("selectable"), folder.selectable},
            {s("subscribed"), folder.subscribed},
            {s("unread"), folder.unread},
            {s("total"), folder.total},
            {s("serverTotal"), folder.serverTotal},
            {s("lastSync"), isoTime(folder.lastSync)}};
}

QJsonObject toJson(const MessageRow &row, const QString &accountName, const QString &folderPath)
{
    return {{s("id"), qint64(row.id.number())},
            {s("account"), accountName},
            {s("folder"), folderPath},
            {s("uid"), static_cast<qint64>(row.uid.number())},
            {s("messageId"), QString::fromUtf8(row.messageId)},
            {s("from"), row.from.full()},
            {s("to"), toJson(row.to)},
            {s("subject"), row.subject},
            {s("date"), isoTime(row.date)},
            {s("size"), static_cast<qint64>(row.size)},
            {s("flags"), QJsonArray::fromStringList(flagNames(row.flags))},
            {s("hasAttachments"), row.attachments > 0},
            {s("bodyState"), bodyStateName(row.bodyState)}};
}

QJsonObject toJson(const OutboxItem &item, const QString &accountName)
{
    QJsonArray recipients;
    for (const OutboxRecipient &recipient : item.recipients) {
        const QString state = recipient.state == RecipientState::Accepted  ? s("accepted")
                              : recipient.state == RecipientState::Refused ? s("refused")
                                                                           : s("pending");
        recipients.append(QJsonObject{{s("address"), QString::fromUtf8(recipient.address)}, {s("state"), state}, {s("reply"), QString::fromUtf8(recipient.reply)}});
    }
    return {{s("id"), qint64(item.id.number())},
            {s("account"), accountName},
            {s("messageId"), QString::fromUtf8(item.messageId)},
            {s("to"), item.toShown},
            {s("recipients"), recipients},
            {s("subject"), item.subject},
            {s("size"), static_cast<qint64>(item.size)},
            {s("state"), outboxStateName(item.state)},
            {s("attempts"), item.attempts},
            {s("queuedAt"), isoTime(item.queuedAt)},
            {s("notBefore"), isoTime(item.notBefore)},
            {s("askDelivered"), item.askDelivered},
            {s("requireTls"), item.requireTls},
            {s("reports"), item.reports == ReportPromise::Given ? s("given") : item.reports == ReportPromise::NotOffered ? s("not-offered") : s("none")},
            {s("error"), item.lastError}};
}

QJsonObject toJson(const PartInfo &part)
{
    return {{s("path"), QString::fromLatin1(part.path)},
            {s("type"), QString::fromLatin1(part.type)},
            {s("charset"), QString::fromLatin1(part.charset)},
            {s("disposition"), QString::fromLatin1(part.disposition)},
            {s("fileName"), part.fileName},
            {s("contentId"), QString::fromUtf8(part.contentId)},
            {s("size"), static_cast<qint64>(part.size)},
            {s("isAttachment"), part.isAttachment()}};
}

QJsonObject toJson(const engine::SyncReport &report, double seconds)
{
    QJsonArray troubles;
    for (const engine::PassTrouble &trouble : report.troubles)
        troubles.append(toJson(trouble.error));
    return {{s("new"), report.newMessages},
            {s("flagsChanged"), report.flagsChanged},
            {s("gone"), report.gone},
            {s("pushed"), report.pushed},
            {s("parked"), report.parked},
            {s("bodies"), report.bodies},
            {s("sent"), report.sent},
            {s("bytesIn"), report.bytesIn},
            {s("bytesOut"), report.bytesOut},
            {s("roundTrips"), report.roundTrips},
            {s("statements"), qint64(store::Store::statementsSoFar())},
            {s("seconds"), seconds},
            {s("troubles"), troubles}};
}

QJsonObject toJson(const Error &error)
{
    return {{s("kind"), kindName(error.kind)},
            {s("what"), error.what},
            {s("code"), QString::fromLatin1(error.code)},
            {s("serverText"), QString::fromUtf8(error.serverText)}};
}

} // namespace petrel::ctl
