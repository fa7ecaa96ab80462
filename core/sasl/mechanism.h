#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace petrel::sasl {

/** Who logs in, and with what. */
struct Credentials
{
    QString user;
    Secret password;
};

/**
 * One SASL exchange (RFC 4422), pure: bytes in, bytes out, without base64 and without network; the
 * IMAP, POP3 and SMTP sessions wrap it in their own words. What it gives is secret and comes as such.
 * One object serves one attempt. One thread.
 */
class Mechanism
{
public:
    virtual ~Mechanism() = default;

    /** The registered name: "PLAIN". */
    [[nodiscard]] virtual QByteArray name() const = 0;
    /** What may be sent with the command itself; nothing when the server speaks first. */
    [[nodiscard]] virtual std::optional<Secret> initialResponse() = 0;
    /**
     * The answer to a challenge (decoded). A mechanism with an initial response that could not be
     * sent with the command gives it to the first, empty challenge.
     * Protocol: the challenge makes no sense or one came too many; the session must cancel with "*".
     */
    [[nodiscard]] virtual Result<Secret> step(const QByteArray &challenge) = 0;
};

} // namespace petrel::sasl
