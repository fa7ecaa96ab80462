#pragma once

#include "core/base/result.h"
#include "core/oauth/issuer.h"

#include <QUrl>
#include <QUrlQuery>

namespace petrel::oauth {

/** One question to the person, in their browser. It is good for one answer. */
struct Authorization
{
    QUrl url;            ///< for the browser
    QString redirect;    ///< where the answer comes to, as the issuer is told
    QByteArray state;    ///< 256 random bits: the answer must carry them (RFC 6749, 10.12)
    Secret verifier;     ///< goes with the code to the token endpoint (RFC 7636)
};

/** 256 bits from the system, in 43 letters, digits, "-" and "_". Any thread. */
[[nodiscard]] QByteArray unguessable();

/** The challenge of a verifier: S256, the only method used (RFC 7636, 4.2). Pure. */
[[nodiscard]] QByteArray challengeFor(const Secret &verifier);

/** `address` is who should sign in, as a hint. */
[[nodiscard]] Authorization makeAuthorization(const Issuer &issuer, const Client &client, const QString &redirect, const QString &address);

/**
 * The code in an answer, when the answer is to this question and from this issuer (RFC 9207: `iss` must be right where it is there, and be there
 * where the issuer said so). Errors: those of refusal(), forged(). Pure.
 */
[[nodiscard]] Result<Secret> codeIn(const QUrlQuery &answer, const Authorization &asked, const Issuer &issuer);

} // namespace petrel::oauth
