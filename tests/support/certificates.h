#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace petrel::test {

/** What a server shows. */
struct Identity
{
    QList<QSslCertificate> chain;
    QSslKey key;
};

enum class Flaw { None, Expired, NotYetValid, WrongName, CommonNameOnly, SelfSigned, UnknownAuthority };

/**
 * Throw-away certificates for "localhost" and 127.0.0.1, made once per program with the openssl
 * command in a temporary folder. Nothing of them outlives the test.
 */
class Certificates
{
public:
    /** The one authority the tests trust, for TlsPolicy::caPem. */
    [[nodiscard]] static QByteArray authorityPem();
    [[nodiscard]] static Identity identity(Flaw flaw = Flaw::None);
    /** A good one for these names ("DNS:a.example,IP:192.0.2.7"); not kept. */
    [[nodiscard]] static QSslCertificate naming(const QString &names, const QString &commonName);
    /** Why none could be made (no openssl); empty when all is well. Tests fail on it. */
    [[nodiscard]] static QByteArray obstacle();
};

} // namespace petrel::test
