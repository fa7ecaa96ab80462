#include "core/net/tls_policy.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

namespace petrel::net {

bool TlsPolicy::isPinned(const QString &host, quint16 port, const QByteArray &sha256) const
{
    return pins.contains(PinnedCertificate{host, port, sha256});
}

Result<QSslConfiguration> sslConfiguration(const TlsPolicy &policy)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setOcspStaplingEnabled(true);
    if (!policy.caPem.trimmed().isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromData(policy.caPem, QSsl::Pem);
        if (authorities.isEmpty())
            return makeError(ErrorKind::Invalid, QStringLiteral("the extra authorities hold no certificate in PEM"));
        configuration.addCaCertificates(authorities);
    }
    return configuration;
}

} // namespace petrel::net
