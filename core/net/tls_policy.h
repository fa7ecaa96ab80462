#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

class QSslConfiguration;

namespace petrel::net {

class RejectedCertificates;

/** "This exact certificate, at this host and port, although it does not verify": decided by the person. */
struct PinnedCertificate
{
    QString host;
    quint16 port = 0;
    QByteArray sha256; ///< digest of the certificate's DER bytes, 32 bytes

    friend bool operator==(const PinnedCertificate &, const PinnedCertificate &) = default;
};

/**
 * The one rule for TLS, shared by IMAP, POP3, SMTP and discovery: TLS 1.2 or later, the peer's chain
 * always verified, the host name always compared, and with the alternative names only (RFC 9525). What varies is only whom we trust besides the
 * system: extra authorities, and certificates pinned for one host and port. There is no switch that
 * turns a check off. A stapled OCSP answer that says "revoked" counts; none at all does not.
 */
struct TlsPolicy
{
    QByteArray caPem;              ///< extra trusted certificates, PEM, any number; empty as a rule
    QList<PinnedCertificate> pins; ///< a pin dies when the certificate changes, and does not stand against a revocation
    std::shared_ptr<RejectedCertificates> rejected; ///< told about each refusal; may be null
    Secret clientPem = {};         ///< the person's own certificate, with its key and chain in PEM: shown to a server that asks for one; empty as a rule

    [[nodiscard]] bool isPinned(const QString &host, quint16 port, const QByteArray &sha256) const;
};

/** The policy as QtNetwork wants it. Invalid: caPem holds something, but no certificate, or clientPem ("client-certificate") not both a certificate and its key. */
[[nodiscard]] Result<QSslConfiguration> sslConfiguration(const TlsPolicy &policy);

} // namespace petrel::net
