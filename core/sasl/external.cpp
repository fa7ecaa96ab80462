#include "core/sasl/external.h"

namespace petrel::sasl {

QByteArray External::name() const
{
    return "EXTERNAL";
}

std::optional<Secret> External::initialResponse()
{
    return Secret(m_credentials.user.toUtf8());
}

Result<Secret> External::step(const QByteArray &)
{
    return makeError(ErrorKind::Protocol, QStringLiteral("the server asks more than EXTERNAL has to say"));
}

} // namespace petrel::sasl
