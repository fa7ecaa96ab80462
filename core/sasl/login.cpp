#include "core/sasl/login.h"

namespace petrel::sasl {

QByteArray Login::name() const
{
    return "LOGIN";
}

std::optional<Secret> Login::initialResponse()
{
    return std::nullopt;
}

Result<Secret> Login::step(const QByteArray &)
{
    switch (m_answered++) {
    case 0: return Secret(m_credentials.user.toUtf8());
    case 1: return m_credentials.password;
    default: return makeError(ErrorKind::Protocol, QStringLiteral("the server asks more than LOGIN has to say"));
    }
}

} // namespace petrel::sasl
