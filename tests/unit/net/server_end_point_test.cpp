#include "core/net/server_end_point_p.h"
#include "tests/support/certificates.h"
#include "tests/support/registered_test.h"

#include <QCryptographicHash>

using namespace petrel;
using namespace petrel::net;

namespace {

QByteArray sequence(const QByteArray &content)
{
    return QByteArray("\x30") + static_cast<char>(content.size()) + content;
}

/** The bones of a certificate signed in this way (the OID in hex). */
QByteArray signedWith(const QByteArray &oid)
{
    const QByteArray bytes = QByteArray::fromHex(oid);
    return sequence(sequence("tbs") + sequence(QByteArray("\x06") + static_cast<char>(bytes.size()) + bytes) + QByteArray("\x03\x01\x00", 3));
}

} // namespace

class ServerEndPointTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsTheHashThatTheSignatureUses_data()
    {
        QTest::addColumn<QByteArray>("oid");
        QTest::addColumn<int>("hash");
        QTest::newRow("RSA with SHA-256") << QByteArray("2a864886f70d01010b") << int(QCryptographicHash::Sha256);
        QTest::newRow("RSA with SHA-384") << QByteArray("2a864886f70d01010c") << int(QCryptographicHash::Sha384);
        QTest::newRow("RSA with SHA-512") << QByteArray("2a864886f70d01010d") << int(QCryptographicHash::Sha512);
        QTest::newRow("RSA with MD5") << QByteArray("2a864886f70d010104") << int(QCryptographicHash::Sha256);
        QTest::newRow("RSA with SHA-1") << QByteArray("2a864886f70d010105") << int(QCryptographicHash::Sha256);
        QTest::newRow("ECDSA with SHA-256") << QByteArray("2a8648ce3d040302") << int(QCryptographicHash::Sha256);
        QTest::newRow("ECDSA with SHA-384") << QByteArray("2a8648ce3d040303") << int(QCryptographicHash::Sha384);
        QTest::newRow("ECDSA with SHA-512") << QByteArray("2a8648ce3d040304") << int(QCryptographicHash::Sha512);
    }
    void itIsTheHashThatTheSignatureUses()
    {
        QFETCH(QByteArray, oid);
        QFETCH(int, hash);
        const QByteArray der = signedWith(oid);
        QCOMPARE(serverEndPointOf(der), QCryptographicHash::hash(der, static_cast<QCryptographicHash::Algorithm>(hash)));
    }

    void aRealCertificateHasOne()
    {
        QVERIFY2(test::Certificates::obstacle().isEmpty(), test::Certificates::obstacle());
        const QByteArray der = test::Certificates::identity().chain.first().toDer();
        QCOMPARE(serverEndPointOf(der), QCryptographicHash::hash(der, QCryptographicHash::Sha256)); // signed with it, as all of today
    }

    void aSignatureWithoutHashHasNone()
    {
        QCOMPARE(serverEndPointOf(signedWith("2b6570")), QByteArray());               // Ed25519
        QCOMPARE(serverEndPointOf(signedWith("2a864886f70d01010a")), QByteArray());   // RSA-PSS
    }

    void whatIsNoCertificateHasNone()
    {
        const QByteArray der = signedWith("2a864886f70d01010b");
        for (qsizetype cut = 0; cut < der.size(); ++cut)
            QCOMPARE(serverEndPointOf(der.first(cut)), QByteArray());
        for (const char *bytes : {"\x30\x80", "\x30\x84\x7f\xff\xff\xff", "\x30\x81", "\x31\x00", "hello"})
            QCOMPARE(serverEndPointOf(bytes), QByteArray());
    }
};

PETREL_TEST(ServerEndPointTest)
#include "server_end_point_test.moc"
