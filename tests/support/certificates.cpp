#include "tests/support/certificates.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace petrel::test {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/** One openssl authority per name ("trusted", "stranger") and what it has signed. */
class Workshop
{
public:
    Workshop()
    {
        makeAuthority(QStringLiteral("trusted"));
        makeAuthority(QStringLiteral("stranger"));
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] const QByteArray &obstacle() const { return m_obstacle; }

    Identity sign(const QString &name, const QString &authority, const QString &names, int fromDays, int toDays, const QString &commonName = {})
    {
        writeConfiguration(name, authority, names);
        newKeyAnd(name, {QStringLiteral("-out"), path(name + QStringLiteral(".csr"))}, commonName);
        run({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"),
             path(name + QStringLiteral(".cnf")), QStringLiteral("-in"), path(name + QStringLiteral(".csr")),
             QStringLiteral("-out"), path(name + QStringLiteral(".pem")), QStringLiteral("-startdate"), day(fromDays),
             QStringLiteral("-enddate"), day(toDays)});
        return load(name);
    }

    Identity selfSigned(const QString &name)
    {
        newKeyAnd(name, {QStringLiteral("-x509"), QStringLiteral("-days"), QStringLiteral("30"),
                         QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1"),
                         QStringLiteral("-out"), path(name + QStringLiteral(".pem"))});
        return load(name);
    }

private:
    void makeAuthority(const QString &name)
    {
        newKeyAnd(name, {QStringLiteral("-x509"), QStringLiteral("-days"), QStringLiteral("30"),
                         QStringLiteral("-addext"), QStringLiteral("keyUsage=keyCertSign"), QStringLiteral("-out"),
                         path(name + QStringLiteral(".pem"))});
    }

    void newKeyAnd(const QString &name, const QStringList &more, const QString &commonName = {})
    {
        run(QStringList{QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                        QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
                        QStringLiteral("-nodes"), QStringLiteral("-keyout"), path(name + QStringLiteral(".key")),
                        QStringLiteral("-subj"),
                        QStringLiteral("/CN=") + (commonName.isEmpty() ? QStringLiteral("Petrel test ") + name : commonName)}
            + more);
    }

    void writeConfiguration(const QString &name, const QString &authority, const QString &names)
    {
        write(name + QStringLiteral(".index"), {});
        const QString text = QStringLiteral(
            "[ca]\ndefault_ca=this\n[this]\ndatabase=%1/%2.index\nnew_certs_dir=%1\ncertificate=%1/%3.pem\n"
            "private_key=%1/%3.key\nrand_serial=yes\ndefault_md=sha256\npolicy=any\nx509_extensions=leaf\n"
            "[any]\ncommonName=supplied\n"
            "[leaf]\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=%4\n");
        write(name + QStringLiteral(".cnf"), text.arg(m_folder.path(), name, authority, names).toUtf8());
    }

    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            m_obstacle = "cannot write " + name.toUtf8();
    }

    void run(const QStringList &arguments)
    {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), arguments);
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            m_obstacle = "openssl " + arguments.value(0).toUtf8() + " failed: " + openssl.readAllStandardError();
    }

    Identity load(const QString &name) const
    {
        return {QSslCertificate::fromData(contentOf(path(name + QStringLiteral(".pem")))),
                QSslKey(contentOf(path(name + QStringLiteral(".key"))), QSsl::Ec)};
    }

    static QString day(int offset)
    {
        return QDateTime::currentDateTimeUtc().addDays(offset).toString(QStringLiteral("yyyyMMddhhmmss"))
               + QLatin1Char('Z');
    }

    QTemporaryDir m_folder;
    QByteArray m_obstacle;
};

Workshop &workshop()
{
    static Workshop theOne;
    return theOne;
}

Identity make(Flaw flaw)
{
    const QString here = QStringLiteral("DNS:localhost,IP:127.0.0.1");
    const QString trusted = QStringLiteral("trusted");
    switch (flaw) {
    case Flaw::None: return workshop().sign(QStringLiteral("good"), trusted, here, -1, 30);
    case Flaw::Expired: return workshop().sign(QStringLiteral("expired"), trusted, here, -30, -1);
    case Flaw::NotYetValid: return workshop().sign(QStringLiteral("early"), trusted, here, 1, 30);
    case Flaw::WrongName:
        return workshop().sign(QStringLiteral("other"), trusted, QStringLiteral("DNS:mail.example.org"), -1, 30);
    case Flaw::CommonNameOnly:
        return workshop().sign(QStringLiteral("oldstyle"), trusted, QStringLiteral("DNS:mail.example.org"), -1, 30, QStringLiteral("localhost"));
    case Flaw::UnknownAuthority:
        return workshop().sign(QStringLiteral("foreign"), QStringLiteral("stranger"), here, -1, 30);
    case Flaw::SelfSigned: return workshop().selfSigned(QStringLiteral("selfmade"));
    }
    return {};
}

} // namespace

QByteArray Certificates::authorityPem()
{
    return contentOf(workshop().path(QStringLiteral("trusted.pem")));
}

QSslCertificate Certificates::naming(const QString &names, const QString &commonName)
{
    return workshop().sign(QStringLiteral("named"), QStringLiteral("trusted"), names, -1, 30, commonName).chain.value(0);
}

Identity Certificates::identity(Flaw flaw)
{
    static QMap<int, Identity> made;
    const int key = static_cast<int>(flaw);
    if (!made.contains(key))
        made.insert(key, make(flaw));
    return made.value(key);
}

QByteArray Certificates::obstacle()
{
    if (workshop().obstacle().isEmpty())
        (void)identity();
    return workshop().obstacle();
}

} // namespace petrel::test
