#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace petrel::net {

/** A certificate that was refused, with all a person needs to judge it. A value; safe to pass between threads. */
struct CertificateProblem
{
    QString host;
    quint16 port = 0;
    QByteArray code;          ///< the Error's code: "expired", "self-signed", "name-mismatch", ...
    QStringList reasons;      ///< every complaint of the TLS library, in English, for the details box
    QByteArray pem;           ///< the peer's own certificate
    QByteArray sha256;        ///< digest of its DER bytes, 32 bytes: what a PinnedCertificate names
    QString subject;          ///< common name, else the first name it is valid for
    QString issuer;
    QStringList names;        ///< host names and addresses it is valid for
    QDateTime notBefore;      ///< UTC
    QDateTime notAfter;       ///< UTC

    friend bool operator==(const CertificateProblem &, const CertificateProblem &) = default;
};

/**
 * The last refused certificate of each host and port. An Error carries only a word; whoever wants to
 * show the certificate keeps one of these in the TlsPolicy and asks afterwards. Any thread.
 */
class RejectedCertificates
{
public:
    void record(CertificateProblem problem);
    [[nodiscard]] std::optional<CertificateProblem> of(const QString &host, quint16 port) const;
    void clear();

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<QString, quint16>, CertificateProblem> m_problems;
};

} // namespace petrel::net
