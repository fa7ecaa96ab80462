#include "core/oauth/known_issuers.h"

#include <algorithm>
#include <array>

namespace petrel::oauth {

namespace {

using Speaks = QList<MailScope>;

bool isUnder(const QString &host, const char *domain)
{
    const QString wanted = QLatin1String(domain);
    return host == wanted || host.endsWith(QLatin1Char('.') + wanted);
}

template <std::size_t Count>
bool isUnderAny(const QString &host, const std::array<const char *, Count> &domains)
{
    return std::ranges::any_of(domains, [&](const char *domain) { return isUnder(host, domain); });
}

/** One scope for each protocol, in the order of MailScope. */
QStringList scopesOf(const Speaks &speaks, const std::array<const char *, 3> &names)
{
    QStringList scopes;
    for (const MailScope scope : speaks)
        scopes.append(QLatin1String(names.at(static_cast<std::size_t>(scope))));
    return scopes;
}

Issuer google()
{
    Issuer issuer{QStringLiteral("Google"), QUrl(QStringLiteral("https://accounts.google.com/o/oauth2/v2/auth")), QUrl(QStringLiteral("https://oauth2.googleapis.com/token"))};
    issuer.identifier = QStringLiteral("https://accounts.google.com");
    issuer.scopes = {QStringLiteral("https://mail.google.com/")}; // mail of every protocol; the device flow does not give it
    issuer.extra = {{QStringLiteral("access_type"), QStringLiteral("offline")}, {QStringLiteral("prompt"), QStringLiteral("consent")}};
    return issuer;
}

Issuer microsoft(const Speaks &speaks, const QString &tenant)
{
    const QString base = QStringLiteral("https://login.microsoftonline.com/%1/oauth2/v2.0/").arg(QString::fromLatin1(QUrl::toPercentEncoding(tenant.isEmpty() ? QStringLiteral("common") : tenant)));
    Issuer issuer{QStringLiteral("Microsoft"), QUrl(base + QStringLiteral("authorize")), QUrl(base + QStringLiteral("token")), QUrl(base + QStringLiteral("devicecode"))};
    issuer.scopes = scopesOf(speaks, {"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/POP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send"});
    issuer.scopes.append(QStringLiteral("offline_access"));
    issuer.redirectHost = QStringLiteral("localhost"); // the only one whose port it does not compare
    return issuer;
}

Issuer yahoo(const char *host)
{
    const QString base = QStringLiteral("https://%1/oauth2/").arg(QLatin1String(host));
    Issuer issuer{QStringLiteral("Yahoo"), QUrl(base + QStringLiteral("request_auth")), QUrl(base + QStringLiteral("get_token"))};
    issuer.scopes = {QStringLiteral("mail-w")};
    return issuer;
}

Issuer fastmail(const Speaks &speaks)
{
    Issuer issuer{QStringLiteral("Fastmail"), QUrl(QStringLiteral("https://api.fastmail.com/oauth/authorize")), QUrl(QStringLiteral("https://api.fastmail.com/oauth/refresh"))};
    issuer.identifier = QStringLiteral("https://api.fastmail.com");
    issuer.scopes = scopesOf(speaks, {"https://www.fastmail.com/dev/protocol-imap", "https://www.fastmail.com/dev/protocol-pop", "https://www.fastmail.com/dev/protocol-smtp"});
    return issuer;
}

} // namespace

std::optional<Issuer> knownIssuer(const QString &mailHost, const QList<MailScope> &speaks, const QString &tenant)
{
    const QString host = mailHost.toLower();
    if (isUnderAny<3>(host, {"gmail.com", "googlemail.com", "google.com"}))
        return google();
    if (isUnderAny<4>(host, {"office365.com", "outlook.com", "office.com", "hotmail.com"}))
        return microsoft(speaks, tenant);
    if (isUnder(host, "aol.com"))
        return yahoo("api.login.aol.com");
    if (isUnderAny<2>(host, {"yahoo.com", "yahoodns.net"}))
        return yahoo("api.login.yahoo.com");
    if (isUnderAny<2>(host, {"fastmail.com", "messagingengine.com"}))
        return fastmail(speaks);
    return std::nullopt;
}

} // namespace petrel::oauth
