#include "app/ctl/sign_in_options.h"

#include "app/ctl/given_passwords.h"
#include "app/ctl/output.h"
#include "core/engine/sign_in.h"
#include "core/net/tls_policy.h"

#include <QFile>
#include <QSslConfiguration>

namespace petrel::ctl {

namespace {

Error invalid(const QString &what)
{
    return makeError(ErrorKind::Invalid, what);
}

Result<SignInWay> wayIn(const Arguments &arguments)
{
    const bool byPassword = arguments.has(QStringLiteral("password-stdin"));
    const bool byIssuer = arguments.has(QStringLiteral("oauth-client"));
    const bool byCertificate = arguments.has(QStringLiteral("certificate"));
    if (byPassword + byIssuer + byCertificate != 1)
        return invalid(QStringLiteral("account add needs one of --password-stdin, --oauth-client and --certificate"));
    return byIssuer ? SignInWay::OAuth : byCertificate ? SignInWay::Certificate : SignInWay::Password;
}

OAuthSettings oauthFrom(const Arguments &arguments)
{
    const auto value = [&](const char *option) { return arguments.value(QString::fromLatin1(option)); };
    OAuthSettings oauth;
    oauth.clientId = value("oauth-client");
    oauth.tenant = value("oauth-tenant");
    oauth.authorization = value("oauth-authorize");
    oauth.token = value("oauth-token");
    oauth.device = value("oauth-device");
    oauth.identifier = value("oauth-issuer");
    oauth.scopes = value("oauth-scopes");
    return oauth;
}

Result<Secret> certificateIn(const QString &path)
{
    constexpr qint64 kMostBytes = 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    Secret pem(file.read(kMostBytes));
    net::TlsPolicy policy;
    policy.clientPem = pem;
    if (!net::sslConfiguration(policy))
        return invalid(QStringLiteral("%1 does not hold a certificate and its key, both in PEM and without a passphrase").arg(path));
    return pem;
}

} // namespace

Status takeSignInOptions(const Arguments &arguments, engine::AccountDraft &draft)
{
    SignInSettings &signIn = draft.account.signIn;
    signIn.way = TRY(wayIn(arguments));
    signIn.onlyPlain = arguments.has(QStringLiteral("only-plain"));
    for (auto option = arguments.options.cbegin(); option != arguments.options.cend(); ++option) {
        if ((option.key().startsWith(QStringLiteral("oauth-")) || option.key() == QStringLiteral("device")) && signIn.way != SignInWay::OAuth)
            return invalid(QStringLiteral("--%1 goes with --oauth-client").arg(option.key()));
    }
    switch (signIn.way) {
    case SignInWay::OAuth:
        signIn.oauth = oauthFrom(arguments);
        TRY(engine::issuerOf(draft.account));
        if (arguments.has(QStringLiteral("oauth-secret-stdin")))
            draft.clientSecret = TRY(passwordFromStandardInput());
        return {};
    case SignInWay::Certificate: draft.clientPem = TRY(certificateIn(arguments.value(QStringLiteral("certificate")))); return {};
    case SignInWay::Password: break;
    }
    draft.incomingPassword = TRY(passwordFromStandardInput());
    return {};
}

Result<SignedIn> signInAtTerminal(Session &session, const Arguments &arguments, const engine::AccountDraft &draft)
{
    const bool byCode = arguments.has(QStringLiteral("device"));
    const engine::ReturnWords words{QStringLiteral("Petrel"), QStringLiteral("You have signed in. You can close this tab and go back to the terminal."),
                                    QStringLiteral("This is not the answer Petrel waits for.")};
    const auto show = [](const engine::SignInPage &page) {
        const QString address = page.address.toString(QUrl::FullyEncoded);
        complain(page.code.isEmpty() ? QStringLiteral("Sign in here, in a browser of this computer: %1").arg(address)
                                     : QStringLiteral("Sign in here, in any browser, and type the code %2: %1").arg(address, page.code));
    };
    return engine::signInAtIssuer(session.around(), draft, byCode ? engine::SignInPlace::Anywhere : engine::SignInPlace::ThisBrowser, words, show, Session::stop());
}

} // namespace petrel::ctl
