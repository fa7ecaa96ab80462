#include "core/oauth/token_response.h"

#include "core/oauth/refusal.h"

#include <QJsonDocument>

#include <algorithm>

namespace petrel::oauth {

namespace {

constexpr std::int64_t kUsualSeconds = 3600;      ///< where `expires_in` is left out, which is allowed
constexpr std::int64_t kMostSeconds = 24 * 3600;  ///< a longer promise is tested once a day
constexpr qsizetype kLongestToken = 16 * 1024;    ///< Microsoft's refresh tokens have some 2 KB

/** b64token of RFC 6750, 2.1, and whatever else is visible: a blank or a line break would end the line it is sent in. */
bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= kLongestToken && std::ranges::all_of(text, [](char byte) { return byte > ' ' && byte < 0x7f; });
}

/** Some issuers write the number as a string. */
std::int64_t secondsIn(const QJsonValue &value)
{
    const double seconds = value.isString() ? value.toString().toDouble() : value.toDouble(-1);
    return seconds <= 0 ? kUsualSeconds : static_cast<std::int64_t>(std::min(seconds, double(kMostSeconds)));
}

/** Where it says what was granted, the mail must be in it. Short names and full addresses of a scope mean the same at Microsoft. */
bool grants(const QString &granted, const QStringList &asked)
{
    const QStringList given = granted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return granted.isEmpty() || std::ranges::all_of(asked, [&](const QString &scope) {
        const QString shortName = scope.section(QLatin1Char('/'), -1);
        return scope == QLatin1String("offline_access") || std::ranges::any_of(given, [&](const QString &one) {
            return one.compare(scope, Qt::CaseInsensitive) == 0 || (!shortName.isEmpty() && one.section(QLatin1Char('/'), -1).compare(shortName, Qt::CaseInsensitive) == 0);
        });
    });
}

} // namespace

Result<QJsonObject> objectIn(const net::HttpResponse &response)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    const QJsonObject object = document.object();
    const QString error = object.value(QLatin1String("error")).toString();
    if (!error.isEmpty())
        return refusal(error.toUtf8(), object.value(QLatin1String("error_description")).toString().toUtf8());
    if (response.status == 429 || response.status >= 500)
        return refusal("temporarily_unavailable", "HTTP " + QByteArray::number(response.status));
    if (response.status != 200 || !document.isObject())
        return nonsense(QStringLiteral("the issuer answered HTTP %1 without anything that helps").arg(response.status));
    return object;
}

Result<Tokens> tokensIn(const net::HttpResponse &response, const QStringList &scopesAsked)
{
    const QJsonObject object = TRY(objectIn(response));
    const QByteArray access = object.value(QLatin1String("access_token")).toString().toUtf8();
    const QByteArray refresh = object.value(QLatin1String("refresh_token")).toString().toUtf8();
    const QString type = object.value(QLatin1String("token_type")).toString();
    if (!isToken(access) || (!refresh.isEmpty() && !isToken(refresh)))
        return nonsense(QStringLiteral("the issuer's answer holds no token"));
    if (type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0)
        return nonsense(QStringLiteral("the issuer's token is of another type"));
    if (!grants(object.value(QLatin1String("scope")).toString(), scopesAsked))
        return refusal("invalid_scope", "granted: " + object.value(QLatin1String("scope")).toString().toUtf8());
    return Tokens{Secret(access), Secret(refresh), secondsIn(object.value(QLatin1String("expires_in")))};
}

} // namespace petrel::oauth
