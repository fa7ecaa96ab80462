#include "core/net/certificate_verdict_p.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace petrel::net {

namespace {

const char *wordFor(QSslError::SslError complaint)
{
    switch (complaint) {
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return "revoked";
    case QSslError::SelfSignedCertificate:
        return "self-signed";
    case QSslError::CertificateExpired:
        return "expired";
    case QSslError::CertificateNotYetValid:
        return "not-yet-valid";
    case QSslError::HostNameMismatch:
        return "name-mismatch";
    default:
        return "untrusted";
    }
}

/** Several complaints come together; the person is told the one that says most about the server. */
QByteArray gravest(const QList<QSslError> &complaints)
{
    static const char *const order[] = {"revoked", "self-signed", "expired", "not-yet-valid", "untrusted", "name-mismatch"};
    for (const char *word : order) {
        for (const QSslError &complaint : complaints) {
            if (qstrcmp(wordFor(complaint.error()), word) == 0)
                return word;
        }
    }
    return "untrusted";
}

QString phraseFor(const CertificateProblem &problem)
{
    if (problem.code == "revoked")
        return QStringLiteral("the certificate of %1 has been revoked");
    if (problem.code == "self-signed")
        return QStringLiteral("%1 shows a certificate it has signed itself");
    if (problem.code == "expired")
        return QStringLiteral("the certificate of %1 has expired");
    if (problem.code == "not-yet-valid")
        return QStringLiteral("the certificate of %1 is not valid yet");
    if (problem.code == "name-mismatch")
        return QStringLiteral("the certificate shown by %1 belongs to another name");
    if (problem.code == "common-name-only")
        return QStringLiteral("the certificate of %1 bears that name only as its common name, and not among its alternative names, which alone count");
    return QStringLiteral("the certificate of %1 is not signed by anybody this computer trusts");
}

/** `pattern` as a certificate has it, `host` in its ASCII form, both lower case. */
bool isNamedBy(const QString &pattern, const QString &host)
{
    if (!pattern.startsWith(QStringLiteral("*.")))
        return pattern == host;
    const qsizetype dot = host.indexOf(QLatin1Char('.'));
    // At least two labels behind the star: no certificate stands for all of a top-level domain.
    return dot > 0 && pattern.count(QLatin1Char('.')) >= 2 && host.mid(dot) == pattern.mid(1);
}

} // namespace

bool namesHost(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    if (const QHostAddress address(host); !address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.begin(), addresses.end(), [&](const QString &name) { return QHostAddress(name) == address; });
    }
    const QString ascii = QString::fromLatin1(QUrl::toAce(host.endsWith(QLatin1Char('.')) ? host.chopped(1) : host)).toLower();
    const QStringList patterns = names.values(QSsl::DnsEntry);
    return !ascii.isEmpty() && std::any_of(patterns.begin(), patterns.end(), [&](const QString &pattern) { return isNamedBy(pattern.toLower(), ascii); });
}

CertificateProblem describeMissingName(const Endpoint &endpoint, const QSslCertificate &certificate)
{
    CertificateProblem problem = describeProblem(endpoint, certificate, {QSslError(QSslError::HostNameMismatch, certificate)});
    problem.code = "common-name-only"; // what else QSslSocket lets through
    return problem;
}

QList<QSslError> complaintsThatCount(const QList<QSslError> &complaints)
{
    QList<QSslError> counting;
    std::copy_if(complaints.begin(), complaints.end(), std::back_inserter(counting),
                 [](const QSslError &complaint) { return complaint.error() != QSslError::OcspNoResponseFound; });
    return counting;
}

CertificateProblem describeProblem(
    const Endpoint &endpoint, const QSslCertificate &certificate, const QList<QSslError> &complaints)
{
    CertificateProblem problem;
    problem.host = endpoint.host;
    problem.port = endpoint.port;
    problem.code = gravest(complaints);
    for (const QSslError &complaint : complaints)
        problem.reasons.append(complaint.errorString());
    problem.pem = certificate.toPem();
    problem.sha256 = digestOf(certificate);
    problem.names = certificate.subjectAlternativeNames().values();
    problem.names.sort();
    problem.subject = certificate.subjectDisplayName();
    if (problem.subject.isEmpty() && !problem.names.isEmpty())
        problem.subject = problem.names.first();
    problem.issuer = certificate.issuerDisplayName();
    problem.notBefore = certificate.effectiveDate().toUTC();
    problem.notAfter = certificate.expiryDate().toUTC();
    return problem;
}

Error certificateRefused(const CertificateProblem &problem)
{
    Error error = makeError(ErrorKind::Tls, phraseFor(problem).arg(problem.host));
    error.code = problem.code;
    return error;
}

QByteArray digestOf(const QSslCertificate &certificate)
{
    return QCryptographicHash::hash(certificate.toDer(), QCryptographicHash::Sha256);
}

} // namespace petrel::net
