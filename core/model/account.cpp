#include "core/model/account.h"

namespace petrel {

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
