#include "ui/wizard/certificate_file.h"

#include <QCoreApplication>
#include <QFile>

namespace petrel::ui {

namespace {

constexpr qint64 kMaxBytes = 1024 * 1024;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::CertificateFile)
};

Error refused(const char *code, const QString &what) { return makeError(ErrorKind::Invalid, what).withServerText({}, code); }

} // namespace

Result<QByteArray> readCertificateFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused("unreadable", QStringLiteral("the certificate file cannot be read: %1").arg(file.errorString()));
    const QByteArray pem = file.read(kMaxBytes + 1);
    if (pem.size() > kMaxBytes)
        return refused("too-large", QStringLiteral("the certificate file has more than %1 bytes").arg(kMaxBytes));
    if (!pem.contains("-----BEGIN CERTIFICATE-----"))
        return refused("no-certificate", QStringLiteral("the file holds no certificate in PEM"));
    return pem;
}

QString certificateFileProblem(const Error &error)
{
    if (error.code == "too-large")
        return Words::tr("The file is too large to be a certificate. Choose another one.");
    if (error.code == "no-certificate")
        return Words::tr("There is no certificate in this file. Petrel reads PEM files, which begin with BEGIN CERTIFICATE.");
    return Words::tr("The file cannot be read. Choose another one.");
}

} // namespace petrel::ui
