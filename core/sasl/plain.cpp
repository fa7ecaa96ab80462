#include "core/sasl/plain.h"

namespace petrel::sasl {

QByteArray Plain::name() const
{
    return "PLAIN";
}

std::optional<Secret> Plain::initialResponse()
{
    // [authzid] NUL authcid NUL passwd; no authzid: we act as ourselves.
    QByteArray message(1, '\0');
    message += m_credentials.user.toUtf8();
    message += '\0';
    message += m_credentials.password.reveal();
    return Secret(std::move(message));
}

Result<Secret> Plain::step(const QByteArray &)
{
    return makeError(ErrorKind::Protocol, QStringLiteral("the server asks more than PLAIN has to say"));
}

} // namespace petrel::sasl
