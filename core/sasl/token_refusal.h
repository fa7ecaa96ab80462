#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace petrel::sasl {

/**
 * What a server says of an access token that it does not take: in a challenge of JSON, before it refuses the log-in. The "status"
 * (RFC 7628 section 3.2.2) counts: "invalid_token" or, in Google's and Microsoft's form, "401".
 */
class TokenRefusal
{
public:
    /** Any challenge after the token, intelligible or not. Protocol: the second one. */
    [[nodiscard]] Status hear(const QByteArray &challenge);
    /** The refusal with code "token-refused", and the status before the server's words. */
    [[nodiscard]] Error told(Error refusal) const;

private:
    bool m_heard = false;
    QByteArray m_status;
};

} // namespace petrel::sasl
