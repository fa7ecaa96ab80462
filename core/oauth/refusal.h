#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace petrel::oauth {

/**
 * What an issuer said instead of a token (RFC 6749 4.1.2.1 and 5.2, RFC 8628 3.5), as an error of the account. `code` says what helps:
 *   oauth-sign-in   Auth: the grant has ended or was taken back; sign in again
 *   oauth-denied    Auth: the person said no
 *   oauth-policy    Auth: a rule of those who run the mail forbids it, or wants more; their administrator can say what. Never a wrong password
 *   oauth-client    Auth: the issuer does not know this client id, tenant or redirect; the settings must change
 *   oauth-scope     Auth: it does not give what mail needs
 *   oauth-expired   Auth: nobody signed in while there was time
 *   oauth-busy      Throttled: later, by itself
 * `description` stays as the server's words, in one line of at most 500 bytes. Pure.
 */
[[nodiscard]] Error refusal(const QByteArray &error, const QByteArray &description);

/** An answer that says nothing that can be used: Protocol "oauth-answer". */
[[nodiscard]] Error nonsense(const QString &what);
/** An answer that is not to our question: Protocol "oauth-forged", AfterUser. */
[[nodiscard]] Error forged(const QString &what);

} // namespace petrel::oauth
