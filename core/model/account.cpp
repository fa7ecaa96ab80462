#include "core/model/account.h"

#include <QCryptographicHash>
#include <QStringList>

namespace petrel {

namespace {

QString placeOf(const ServerSettings &server)
{
    return server.host.trimmed().toLower() + QLatin1Char(':') + QString::number(server.port);
}

/** Something of a fixed length that changes when one of these does: keys of a keychain are short. */
QByteArray markOf(const QStringList &parts)
{
    constexpr qsizetype kHexDigits = 32;
    return QCryptographicHash::hash(parts.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Sha256).toHex().left(kHexDigits);
}

} // namespace

bool ServerSettings::isSamePlace(const ServerSettings &other) const
{
    return port == other.port && host.compare(other.host, Qt::CaseInsensitive) == 0;
}

QString securityName(Security security)
{
    switch (security) {
    case Security::Tls: return QStringLiteral("tls");
    case Security::Starttls: return QStringLiteral("starttls");
    case Security::None: return QStringLiteral("none");
    }
    return {};
}

std::optional<Security> securityFromName(QStringView name)
{
    for (const Security security : {Security::Tls, Security::Starttls, Security::None}) {
        if (name == securityName(security))
            return security;
    }
    return std::nullopt;
}

quint16 defaultIncomingPort(IncomingKind kind, Security security)
{
    if (kind == IncomingKind::Imap)
        return security == Security::Tls ? 993 : 143;
    return security == Security::Tls ? 995 : 110;
}

quint16 defaultSubmissionPort(Security security)
{
    return security == Security::Tls ? 465 : 587;
}

QByteArray Account::secretFor(AccountSide side) const
{
    const ServerSettings &server = side == AccountSide::Incoming ? incoming : outgoing;
    const QString user = side == AccountSide::Incoming ? incoming.user : outgoingUser();
    return secretKey + (side == AccountSide::Incoming ? "/incoming/" : "/outgoing/") + user.toUtf8() + '@' + server.host.trimmed().toLower().toUtf8() + ':'
        + QByteArray::number(server.port);
}

QByteArray Account::grantSecret() const
{
    const OAuthSettings &oauth = signIn.oauth;
    return secretKey + "/grant/"
        + markOf({incoming.user, placeOf(incoming), outgoingUser(), placeOf(outgoing), oauth.clientId, oauth.tenant, oauth.authorization, oauth.token, oauth.device, oauth.scopes});
}

QByteArray Account::clientSecret() const
{
    const OAuthSettings &oauth = signIn.oauth;
    return secretKey + "/client/" + markOf({oauth.clientId, oauth.token.isEmpty() ? placeOf(incoming) : oauth.token, oauth.tenant});
}

QList<QByteArray> Account::secretKeys() const
{
    switch (signIn.way) {
    case SignInWay::OAuth: return {grantSecret(), clientSecret()};
    case SignInWay::Certificate: return {certificateSecret()};
    case SignInWay::Password: break;
    }
    return {incomingSecret(), outgoingSecret()};
}

bool Account::signsInOnce() const
{
    return outgoingUser() == incoming.user && outgoing.host.compare(incoming.host, Qt::CaseInsensitive) == 0;
}

bool Account::worksLike(const Account &other) const
{
    Account renamed = other;
    renamed.name = name;
    renamed.order = order;
    renamed.deliverTo = deliverTo; // asked for where a message is put
    return renamed == *this;
}

} // namespace petrel
