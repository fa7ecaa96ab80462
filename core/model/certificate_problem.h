#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace petrel {

/** A certificate that was refused, with all a person needs to judge it. A value; safe to pass between threads. */
struct CertificateProblem
{
    QString host;
    quint16 port = 0;
    QByteArray code;          ///< the Error's code: "expired", "self-signed", "name-mismatch", ...
    QStringList reasons;      ///< every complaint of the TLS library, in English, for the details box
    QByteArray pem;           ///< the peer's own certificate
    QByteArray sha256;        ///< digest of its DER bytes, 32 bytes: what a pin names
    QString subject;          ///< common name, else the first name it is valid for
    QString issuer;
    QStringList names;        ///< host names and addresses it is valid for
    QDateTime notBefore;      ///< UTC
    QDateTime notAfter;       ///< UTC

    /** Whoever issued a revoked certificate says that it is not to be trusted: no person knows better. */
    [[nodiscard]] bool mayBePinned() const { return code != "revoked" && !sha256.isEmpty(); }

    friend bool operator==(const CertificateProblem &, const CertificateProblem &) = default;
};

} // namespace petrel
