#include "core/engine/sign_in.h"

#include "core/base/log.h"
#include "core/oauth/known_issuers.h"
#include "core/oauth/sign_in.h"

namespace petrel::engine {

namespace {

constexpr std::chrono::minutes kSignInPatience{15};
constexpr std::chrono::seconds kForgettingBudget{45}; ///< a refresh that is under way ends first

Result<Secret> readSecret(Surroundings &around, const QByteArray &key, const StopToken &stop)
{
    Result<Secret> secret = around.secrets.read(key, Deadline::in(kSecretBudget), stop);
    if (!secret && secret.error().kind == ErrorKind::NotFound)
        return makeError(ErrorKind::Auth, QStringLiteral("no password is kept for this account")).withServerText({}, "no-secret");
    return secret;
}

/** Where both ends are one host and one user, sending falls back to the incoming one. */
Result<Secret> passwordFor(Surroundings &around, const Account &account, AccountSide side, const StopToken &stop)
{
    Result<Secret> own = readSecret(around, account.secretFor(side), stop);
    const bool isShared = side == AccountSide::Outgoing && account.signsInOnce();
    return isShared && !own && own.error().code == "no-secret" ? readSecret(around, account.incomingSecret(), stop) : own;
}

Error badSettings(const QString &what)
{
    return makeError(ErrorKind::Invalid, ErrorScope::Account, ErrorRetry::AfterUser, what).withServerText({}, "oauth-settings");
}

/** What fails at the issuer's server is not to be told as if the mail server did: no certificate of that one is to be looked at. */
Error atTheIssuer(Error error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout: error.code = "oauth-unreachable"; break;
    case ErrorKind::Tls:
        error = makeError(ErrorKind::Network, ErrorScope::Account, ErrorRetry::Backoff, error.what).withServerText(error.serverText, "oauth-tls");
        break;
    default: return error;
    }
    return std::move(error).during(QStringLiteral("asking for an access token"));
}

QList<oauth::MailScope> spokenBy(const Account &account)
{
    return {account.incomingKind == IncomingKind::Imap ? oauth::MailScope::Imap : oauth::MailScope::Pop3, oauth::MailScope::Smtp};
}

oauth::Issuer asTold(const OAuthSettings &told)
{
    const QUrl token(told.token);
    oauth::Issuer issuer{token.host(), QUrl(told.authorization), token};
    issuer.device = QUrl(told.device);
    issuer.identifier = told.identifier;
    issuer.scopes = told.scopes.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return issuer;
}

/**
 * What an issuer that is known by its mail servers gives opens a whole mailbox: it is shown to none but those. Where the person told the
 * addresses, which servers belong to them is their word, too.
 */
Status checkServerOfIssuer(const Account &account, AccountSide side)
{
    const OAuthSettings &settings = account.signIn.oauth;
    if (side == AccountSide::Incoming || settings.isByHand())
        return {};
    const oauth::Issuer issuer = TRY(issuerOf(account));
    const std::optional<oauth::Issuer> other = oauth::knownIssuer(account.outgoing.host, spokenBy(account), settings.tenant);
    if (other && other->token == issuer.token)
        return {};
    const QString what = QStringLiteral("%1 has nothing to do with %2, where the tokens come from").arg(account.outgoing.host, issuer.name);
    return makeError(ErrorKind::Invalid, ErrorScope::Account, ErrorRetry::AfterUser, what).withServerText({}, "oauth-foreign-server");
}

bool isHttps(const QUrl &url)
{
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty();
}

oauth::MailEnd endOf(AccountSide side)
{
    return side == AccountSide::Incoming ? oauth::MailEnd::Receiving : oauth::MailEnd::Sending;
}

Result<Secret> accessToken(Surroundings &around, const Account &account, AccountSide side, const StopToken &stop)
{
    const oauth::Grant grant = TRY(grantOf(around, account, stop));
    Result<Secret> token = around.issuers->tokens(account.incoming.caPem).accessToken(grant, endOf(side), Deadline::in(kSecretBudget), stop);
    return token ? token : atTheIssuer(std::move(token).error());
}

} // namespace

std::optional<IssuerFacts> issuerFacts(const Account &account)
{
    const OAuthSettings &settings = account.signIn.oauth;
    if (settings.isByHand())
        return IssuerFacts{QUrl(settings.token).host(), false, !settings.device.isEmpty()};
    const std::optional<oauth::Issuer> known = oauth::knownIssuer(account.incoming.host, spokenBy(account), {});
    if (!known)
        return std::nullopt;
    const bool hasTenants = known->token.path().startsWith(QLatin1String("/common/"));
    return IssuerFacts{known->name, hasTenants, !known->device.isEmpty()};
}

Result<oauth::Issuer> issuerOf(const Account &account)
{
    const OAuthSettings &settings = account.signIn.oauth;
    if (settings.clientId.isEmpty())
        return badSettings(QStringLiteral("signing in wants a client id"));
    if (!settings.isByHand()) {
        const std::optional<oauth::Issuer> known = oauth::knownIssuer(account.incoming.host, spokenBy(account), settings.tenant);
        return known ? Result<oauth::Issuer>(*known) : badSettings(QStringLiteral("where to sign in for %1 is not known").arg(account.incoming.host));
    }
    const oauth::Issuer issuer = asTold(settings);
    if (!isHttps(issuer.token) || !isHttps(issuer.authorization) || (!issuer.device.isEmpty() && !isHttps(issuer.device)))
        return badSettings(QStringLiteral("the addresses for signing in are to begin with https"));
    return issuer;
}

Result<oauth::Grant> grantOf(Surroundings &around, const Account &account, const StopToken &stop)
{
    oauth::Grant grant{account.grantSecret(), TRY(issuerOf(account)), {account.signIn.oauth.clientId}};
    Result<Secret> secret = around.secrets.read(account.clientSecret(), Deadline::in(kSecretBudget), stop);
    if (!secret && secret.error().kind != ErrorKind::NotFound)
        return std::move(secret).error();
    if (secret)
        grant.client.secret = *secret;
    return grant;
}

Result<SignedIn> signInAtIssuer(Surroundings &around, const AccountDraft &draft, SignInPlace place, const ReturnWords &words,
                                const std::function<void(const SignInPage &)> &show, const StopToken &stop)
{
    const Account &account = draft.account;
    oauth::SignIn who{TRY(issuerOf(account)), {account.signIn.oauth.clientId, draft.clientSecret}, account.incoming.user};
    if (who.client.secret.isEmpty() && !account.secretKey.isEmpty())
        who.client = TRY(grantOf(around, account, stop)).client;
    net::HttpsClient &https = around.issuers->https(account.incoming.caPem);
    const Deadline patience = Deadline::in(kSignInPatience);
    Result<oauth::Tokens> tokens = place == SignInPlace::ThisBrowser
        ? oauth::signInWithBrowser(https, who, {words.title, words.answered, words.refused}, [&](const QUrl &url) { show({url}); }, patience, stop)
        : oauth::signInElsewhere(https, who, [&](const oauth::DeviceAuthorization &device) { show({device.verification, device.userCode}); }, patience, stop);
    if (!tokens)
        return atTheIssuer(std::move(tokens).error());
    return SignedIn{tokens->access, tokens->refresh, tokens->seconds};
}

Status keepGrant(Surroundings &around, const Account &account, const SignedIn &signedIn, const StopToken &stop)
{
    const oauth::Grant grant = TRY(grantOf(around, account, stop));
    TRY(around.issuers->tokens(account.incoming.caPem).keep(grant, {signedIn.access, signedIn.refresh, signedIn.seconds}, Deadline::in(kSecretBudget), stop));
    around.issuers->forgetEnd(grant.key);
    return {};
}

Status forgetGrant(Surroundings &around, const Account &account, const StopToken &stop)
{
    around.issuers->forgetEnd(account.grantSecret());
    return around.issuers->tokens(account.incoming.caPem).forget({account.grantSecret(), {}, {}}, Deadline::in(kForgettingBudget), stop);
}

Result<sasl::Credentials> signInCredentials(Surroundings &around, const Account &account, AccountSide side, const StopToken &stop, const SecretsInHand &hand)
{
    const ServerSettings &server = side == AccountSide::Incoming ? account.incoming : account.outgoing;
    sasl::Credentials credentials;
    credentials.user = side == AccountSide::Incoming ? account.incoming.user : account.outgoingUser();
    switch (account.signIn.way) {
    case SignInWay::OAuth:
        TRY(checkServerOfIssuer(account, side));
        credentials.accessToken = hand.accessToken.isEmpty() ? TRY(accessToken(around, account, side, stop)) : hand.accessToken;
        credentials.host = server.host;
        credentials.port = server.port;
        break;
    case SignInWay::Certificate: credentials.byCertificate = true; break;
    case SignInWay::Password:
        credentials.password = hand.password.isEmpty() ? TRY(passwordFor(around, account, side, stop)) : hand.password;
        credentials.onlyPlain = account.signIn.onlyPlain;
        break;
    }
    return credentials;
}

bool wantsSignIn(const Error &error)
{
    for (const char *code : {"oauth-sign-in", "oauth-refused", "oauth-denied", "oauth-expired", "oauth-scope"}) {
        if (error.code == code)
            return true;
    }
    return false;
}

bool isRefusedToken(const Error &error)
{
    return error.kind == ErrorKind::Auth && error.code == "token-refused";
}

void tellAccepted(Surroundings &around, const Account &account, AccountSide side)
{
    around.issuers->tokens(account.incoming.caPem).accepted({account.grantSecret(), {}, {}}, endOf(side));
}

void tellRefused(Surroundings &around, const Account &account, AccountSide side, const sasl::Credentials &credentials)
{
    around.issuers->tokens(account.incoming.caPem).refused({account.grantSecret(), {}, {}}, endOf(side), credentials.accessToken);
}

Error refusedTwice(Error refusal)
{
    refusal.code = "oauth-refused";
    return std::move(refusal).during(QStringLiteral("signing in with a fresh token"));
}

} // namespace petrel::engine
