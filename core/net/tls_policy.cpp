#include "core/net/tls_policy.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

namespace petrel::net {

namespace {

QSslKey privateKeyIn(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

Status showToServers(const Secret &clientPem, QSslConfiguration &configuration)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(clientPem.reveal(), QSsl::Pem);
    const QSslKey key = privateKeyIn(clientPem.reveal());
    if (chain.isEmpty() || key.isNull())
        return makeError(ErrorKind::Invalid, ErrorScope::Account, ErrorRetry::AfterUser, QStringLiteral("the person's certificate is none, or has no key"))
            .withServerText({}, "client-certificate");
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return {};
}

} // namespace

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
    if (!policy.clientPem.isEmpty())
        TRY(showToServers(policy.clientPem, configuration));
    return configuration;
}

} // namespace petrel::net
