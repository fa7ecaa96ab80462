#include "core/model/account.h"

namespace petrel {

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

} // namespace petrel
