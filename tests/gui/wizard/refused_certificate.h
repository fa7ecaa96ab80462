#pragma once

#include "core/base/error.h"
#include "core/model/certificate_problem.h"

namespace petrel::test {

/** What a server shows instead of a good certificate. */
inline CertificateProblem refusedCertificate(const QByteArray &code, const QString &host = QStringLiteral("imap.postbox.example"))
{
    CertificateProblem problem;
    problem.host = host;
    problem.port = 993;
    problem.code = code;
    problem.sha256 = QByteArray::fromHex("3a5f0c9921d4a7b8e6ff00112233445566778899aabbccddeeff0123456789ab");
    problem.subject = QStringLiteral("postbox.example");
    problem.issuer = QStringLiteral("Postbox Home CA");
    problem.names = {QStringLiteral("postbox.example"), QStringLiteral("www.postbox.example")};
    problem.notBefore = QDateTime(QDate(2025, 10, 1), QTime(12, 0), Qt::UTC);
    problem.notAfter = QDateTime(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);
    return problem;
}

inline Error certificateError(const QByteArray &code)
{
    return makeError(ErrorKind::Tls, QStringLiteral("refused")).withServerText({}, code);
}

} // namespace petrel::test
