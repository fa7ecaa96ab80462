#include "core/oauth/authorization.h"

#include "core/oauth/refusal.h"
#include "core/oauth/token_request.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace petrel::oauth {

namespace {

constexpr auto kUrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr qsizetype kLongestCode = 4096;

QString valueOf(const QUrlQuery &answer, const char *name)
{
    // A browser sends a form's blank as "+".
    QString value = answer.queryItemValue(QLatin1String(name), QUrl::FullyEncoded);
    return QUrl::fromPercentEncoding(value.replace(QLatin1Char('+'), QLatin1Char(' ')).toLatin1());
}

bool isOurs(const QByteArray &state, const Authorization &asked)
{
    return Secret(state) == Secret(asked.state); // in constant time
}

} // namespace

QByteArray unguessable()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof(random)).toBase64(kUrlSafe);
}

QByteArray challengeFor(const Secret &verifier)
{
    return QCryptographicHash::hash(verifier.reveal(), QCryptographicHash::Sha256).toBase64(kUrlSafe);
}

Authorization makeAuthorization(const Issuer &issuer, const Client &client, const QString &redirect, const QString &address)
{
    Authorization authorization{issuer.authorization, redirect, unguessable(), Secret(unguessable())};
    FormFields fields{
        {"response_type", "code"},
        {"client_id", client.id.toUtf8()},
        {"redirect_uri", redirect.toUtf8()},
        {"scope", issuer.scopes.join(QLatin1Char(' ')).toUtf8()},
        {"state", authorization.state},
        {"code_challenge", challengeFor(authorization.verifier)},
        {"code_challenge_method", "S256"},
    };
    if (!address.isEmpty())
        fields.append({"login_hint", address.toUtf8()});
    for (const auto &[name, value] : issuer.extra)
        fields.append({name.toUtf8(), value.toUtf8()});
    const QString former = authorization.url.query(QUrl::FullyEncoded); // an issuer's address may have a query of its own
    const QString ours = QString::fromLatin1(asForm(fields));
    authorization.url.setQuery(former.isEmpty() ? ours : former + QLatin1Char('&') + ours, QUrl::StrictMode);
    return authorization;
}

Result<Secret> codeIn(const QUrlQuery &answer, const Authorization &asked, const Issuer &issuer)
{
    if (!isOurs(valueOf(answer, "state").toUtf8(), asked))
        return forged(QStringLiteral("the answer in the browser is not to our question"));
    const QString named = valueOf(answer, "iss");
    const bool isNamed = answer.hasQueryItem(QStringLiteral("iss"));
    if (isNamed ? !issuer.identifier.isEmpty() && named != issuer.identifier : issuer.namesItself)
        return forged(QStringLiteral("the answer in the browser is not from %1").arg(issuer.name));
    if (answer.hasQueryItem(QStringLiteral("error")))
        return refusal(valueOf(answer, "error").toUtf8(), valueOf(answer, "error_description").toUtf8());
    const Secret code(valueOf(answer, "code").toUtf8());
    if (code.isEmpty() || code.reveal().size() > kLongestCode)
        return nonsense(QStringLiteral("the answer in the browser holds no code"));
    return code;
}

} // namespace petrel::oauth
