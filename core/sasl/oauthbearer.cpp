#include "core/sasl/oauthbearer.h"

#include "core/sasl/saslname.h"

namespace petrel::sasl {

QByteArray OAuthBearer::name() const
{
    return "OAUTHBEARER";
}

/** RFC 7628 section 3.1: a GS2 header, then key=value pairs, each ended by ^A, and one more. */
std::optional<Secret> OAuthBearer::initialResponse()
{
    QByteArray message = "n,a=" + saslName(m_credentials.user.toUtf8()) + ",\x01";
    if (!m_credentials.host.isEmpty())
        message += "host=" + m_credentials.host.toUtf8() + '\x01';
    if (m_credentials.port != 0)
        message += "port=" + QByteArray::number(m_credentials.port) + '\x01';
    message += "auth=Bearer " + m_credentials.accessToken.reveal() + "\x01\x01";
    return Secret(std::move(message));
}

Result<Secret> OAuthBearer::step(const QByteArray &challenge)
{
    TRY(m_refusal.hear(challenge));
    return Secret(QByteArray(1, '\x01'));
}

} // namespace petrel::sasl
