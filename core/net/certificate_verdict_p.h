#pragma once

#include "core/base/error.h"
#include "core/model/certificate_problem.h"
#include "core/net/endpoint.h"

#include <QList>
#include <QSslCertificate>
#include <QSslError>

namespace petrel::net {

/** The complaints that count: all but "no stapled OCSP answer", which most servers do not give. */
[[nodiscard]] QList<QSslError> complaintsThatCount(const QList<QSslError> &complaints);
/** The refused certificate, under the word of its gravest complaint. `complaints` is not empty. */
[[nodiscard]] CertificateProblem describeProblem(
    const Endpoint &endpoint, const QSslCertificate &certificate, const QList<QSslError> &complaints);
/**
 * Whether the subjectAltName of a certificate names this host or address: the only place that counts (RFC 9525 section 6.3;
 * Qt also looks at the common name). A wildcard stands for the whole leftmost label and nothing else.
 */
[[nodiscard]] bool namesHost(const QSslCertificate &certificate, const QString &host);
/** A certificate that verifies and still does not name the host where names count. */
[[nodiscard]] CertificateProblem describeMissingName(const Endpoint &endpoint, const QSslCertificate &certificate);
/** The error that goes with it. */
[[nodiscard]] Error certificateRefused(const CertificateProblem &problem);
/** SHA-256 of the DER bytes: what a pin names. */
[[nodiscard]] QByteArray digestOf(const QSslCertificate &certificate);

} // namespace petrel::net
