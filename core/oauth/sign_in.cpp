#include "core/oauth/sign_in.h"

#include "core/base/wake_signal.h"
#include "core/oauth/authorization.h"
#include "core/oauth/refusal.h"
#include "core/oauth/token_request.h"

namespace petrel::oauth {

namespace {

using namespace std::chrono_literals;

/** For one answer of the issuer's; the person has longer. */
constexpr std::chrono::seconds kExchange = 30s;

Deadline exchangeWithin(const Deadline &deadline)
{
    return deadline.earlierOf(Deadline::in(kExchange));
}

bool isHttps(const QUrl &url)
{
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty();
}

Status checkSettings(const SignIn &who, const QUrl &page)
{
    if (who.client.id.isEmpty() || !isHttps(page) || !isHttps(who.issuer.token))
        return makeError(ErrorKind::Invalid, ErrorScope::Account, ErrorRetry::AfterUser, QStringLiteral("signing in wants a client id and https addresses")).withServerText({}, "oauth-settings");
    return {};
}

} // namespace

Result<Tokens> signInWithBrowser(net::HttpsClient &https, const SignIn &who, const BrowserPages &pages, const std::function<void(const QUrl &)> &open,
                                 const Deadline &deadline, const StopToken &stop)
{
    TRY(checkSettings(who, who.issuer.authorization));
    const auto receiver = TRY(LoopbackReceiver::open(who.issuer.redirectHost, pages));
    const Authorization asked = makeAuthorization(who.issuer, who.client, receiver->redirect(), who.address);
    receiver->expect(asked.state);
    open(asked.url);
    const QUrlQuery answer = TRY(receiver->wait(deadline, stop));
    const Secret code = TRY(codeIn(answer, asked, who.issuer));
    return tokensIn(TRY(https.post(who.issuer.token, codeRequest(who.client, asked, code), exchangeWithin(deadline), stop)), who.issuer.scopes);
}

Result<Tokens> signInElsewhere(net::HttpsClient &https, const SignIn &who, const std::function<void(const DeviceAuthorization &)> &show, const Deadline &deadline,
                               const StopToken &stop)
{
    if (who.issuer.device.isEmpty())
        return makeError(ErrorKind::Unsupported, ErrorScope::Account, ErrorRetry::Never, QStringLiteral("%1 has no sign-in by a typed code").arg(who.issuer.name)).withServerText({}, "oauth-no-device");
    TRY(checkSettings(who, who.issuer.device));
    const DeviceAuthorization code = TRY(deviceAuthorizationIn(TRY(https.post(who.issuer.device, deviceRequest(who.client, who.issuer.scopes), exchangeWithin(deadline), stop))));
    show(code);
    const Deadline until = deadline.earlierOf(Deadline::in(code.lasts));
    DevicePolling polling(code);
    WakeSignal nobody;
    while (nobody.sleep(until.earlierOf(Deadline::in(polling.pause())), stop) != WakeSignal::Outcome::Stopped) {
        if (until.passed())
            return refusal("expired_token", {});
        const Result<net::HttpResponse> response = https.post(who.issuer.token, deviceTokenRequest(who.client, code.deviceCode), exchangeWithin(until), stop);
        if (const std::optional<Tokens> tokens = TRY(polling.answered(response, who.issuer.scopes)))
            return *tokens;
    }
    return makeError(ErrorKind::Cancelled, QStringLiteral("stopped before the person signed in"));
}

Result<Tokens> refreshTokens(net::HttpsClient &https, const Issuer &issuer, const Client &client, const Secret &refresh, const Deadline &deadline, const StopToken &stop)
{
    TRY(checkSettings({issuer, client}, issuer.token));
    // Which scopes are left is the mail servers' to say: a refresh token that comes with fewer has replaced the former all the same.
    return tokensIn(TRY(https.post(issuer.token, refreshRequest(client, refresh), exchangeWithin(deadline), stop)), {});
}

} // namespace petrel::oauth
