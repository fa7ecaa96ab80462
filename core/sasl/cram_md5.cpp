#include "core/sasl/cram_md5.h"

#include <QMessageAuthenticationCode>

namespace petrel::sasl {

QByteArray CramMd5::name() const
{
    return "CRAM-MD5";
}

std::optional<Secret> CramMd5::initialResponse()
{
    return std::nullopt;
}

Result<Secret> CramMd5::step(const QByteArray &challenge)
{
    if (std::exchange(m_sent, true))
        return makeError(ErrorKind::Protocol, QStringLiteral("the server asks more than CRAM-MD5 has to say"));
    if (challenge.isEmpty())
        return makeError(ErrorKind::Protocol, QStringLiteral("the server sent no challenge for CRAM-MD5"));
    const QByteArray digest = QMessageAuthenticationCode::hash(
        challenge, m_credentials.password.reveal(), QCryptographicHash::Md5);
    return Secret(m_credentials.user.toUtf8() + ' ' + digest.toHex());
}

} // namespace petrel::sasl
