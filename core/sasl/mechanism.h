#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace petrel::sasl {

/** Who logs in, and with what: a password, an access token or a certificate. */
struct Credentials
{
    QString user;
    Secret password;
    Secret accessToken = {};    ///< of OAuth 2.0 (RFC 6750); where there is one, no password is used
    bool byCertificate = false; ///< TLS has shown our certificate: that is who we are, and no password or token is used
    QString host = {};          ///< where the token is meant for, as configured; OAUTHBEARER names it. Empty and 0 leave it out
    quint16 port = 0;
    bool onlyPlain = false;     ///< the person's choice: the password is told, by PLAIN or LOGIN, and over TLS only
};

/**
 * One SASL exchange (RFC 4422), pure: bytes in, bytes out, without base64 and without network;
 * Authentication wraps it for the sessions. What it gives is secret and comes as such.
 * One object serves one attempt. One thread.
 *
 *     initialResponse()     first, once
 *     step(challenge)       for each challenge that follows
 *     accepted(), refused() when the server says yes or no
 */
class Mechanism
{
public:
    virtual ~Mechanism() = default;

    /** The registered name: "PLAIN". */
    [[nodiscard]] virtual QByteArray name() const = 0;
    /** What we say first; nothing when the server does. The empty challenge that may ask for it is not given to step(). */
    [[nodiscard]] virtual std::optional<Secret> initialResponse() = 0;
    /** The answer to a challenge. Protocol: it makes no sense or is one too many; the exchange must be cancelled then. */
    [[nodiscard]] virtual Result<Secret> step(const QByteArray &challenge) = 0;
    /** The server lets us in. Tls "server-unproven": it had to prove that it knows the password too, and did not. */
    [[nodiscard]] virtual Status accepted() const { return {}; }
    /** The server does not take the credentials (kind Auth): the same, with what the exchange itself told of it. */
    [[nodiscard]] virtual Error refused(Error refusal) const { return refusal; }
};

} // namespace petrel::sasl
