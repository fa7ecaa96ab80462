#include "core/sasl/xoauth2.h"

namespace petrel::sasl {

QByteArray XOAuth2::name() const
{
    return "XOAUTH2";
}

std::optional<Secret> XOAuth2::initialResponse()
{
    return Secret("user=" + m_credentials.user.toUtf8() + "\x01" "auth=Bearer " + m_credentials.accessToken.reveal() + "\x01\x01");
}

Result<Secret> XOAuth2::step(const QByteArray &challenge)
{
    TRY(m_refusal.hear(challenge));
    return Secret();
}

} // namespace petrel::sasl
