#include "core/oauth/device_authorization.h"

#include "core/oauth/refusal.h"

#include <QJsonDocument>

#include <algorithm>

namespace petrel::oauth {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kSlower = 5s;        // RFC 8628, 3.5
constexpr std::chrono::seconds kLongestPause = 60s;
constexpr std::chrono::seconds kLongest = 1h;
constexpr qsizetype kLongestUserCode = 40;

std::chrono::seconds secondsOf(const QJsonValue &value, std::chrono::seconds usual, std::chrono::seconds most)
{
    const double seconds = value.isString() ? value.toString().toDouble() : value.toDouble(0);
    return seconds >= 1 ? std::chrono::seconds(static_cast<std::int64_t>(std::min(seconds, double(most.count())))) : usual;
}

QUrl pageIn(const QJsonObject &object, const char *name, const char *olderName)
{
    const QJsonValue value = object.contains(QLatin1String(name)) ? object.value(QLatin1String(name)) : object.value(QLatin1String(olderName));
    const QUrl page(value.toString(), QUrl::StrictMode);
    return page.isValid() && page.scheme() == QLatin1String("https") ? page : QUrl();
}

} // namespace

Result<DeviceAuthorization> deviceAuthorizationIn(const net::HttpResponse &response)
{
    const QJsonObject object = TRY(objectIn(response));
    DeviceAuthorization authorization;
    authorization.deviceCode = Secret(object.value(QLatin1String("device_code")).toString().toUtf8());
    authorization.userCode = object.value(QLatin1String("user_code")).toString().simplified();
    authorization.verification = pageIn(object, "verification_uri", "verification_url");
    authorization.verificationComplete = pageIn(object, "verification_uri_complete", "verification_url_complete");
    authorization.lasts = secondsOf(object.value(QLatin1String("expires_in")), 15min, kLongest);
    authorization.interval = secondsOf(object.value(QLatin1String("interval")), 5s, kLongestPause);
    if (authorization.deviceCode.isEmpty() || authorization.userCode.isEmpty() || authorization.userCode.size() > kLongestUserCode || authorization.verification.isEmpty())
        return nonsense(QStringLiteral("the issuer gave no code to type"));
    return authorization;
}

Result<std::optional<Tokens>> DevicePolling::answered(const Result<net::HttpResponse> &response, const QStringList &scopesAsked)
{
    if (!response && (response.error().kind == ErrorKind::Timeout || response.error().kind == ErrorKind::Network)) {
        m_pause = std::min(m_pause * 2, kLongestPause);
        return std::optional<Tokens>();
    }
    if (!response)
        return response.error();
    const QString error = QJsonDocument::fromJson(response->body).object().value(QLatin1String("error")).toString();
    if (error == QLatin1String("slow_down"))
        m_pause = std::min(m_pause + kSlower, kLongestPause);
    if (error == QLatin1String("slow_down") || error == QLatin1String("authorization_pending"))
        return std::optional<Tokens>();
    return std::optional(TRY(tokensIn(*response, scopesAsked)));
}

} // namespace petrel::oauth
