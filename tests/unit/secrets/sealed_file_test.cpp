#include "core/secrets/sealed_file.h"
#include "tests/support/registered_test.h"

#include <random>

using namespace petrel;
using namespace petrel::secrets;

class SealedFileTest : public QObject
{
    Q_OBJECT

private:
    using Entries = std::map<QByteArray, Secret>;

    const Secret m_passphrase{"correct horse"};
    Entries m_entries = {
        {"a/incoming", Secret(QByteArray("with\0nul", 8))}, {"a/outgoing", Secret("other")}, {"empty", Secret()}};
    QByteArray m_sealed;

private Q_SLOTS:
    void initTestCase()
    {
        const auto key = makeSealingKey(m_passphrase);
        QVERIFY(key.ok());
        m_sealed = seal(m_entries, *key);
    }

    void whatWasSealedOpensAgain()
    {
        const auto unsealed = unseal(m_sealed, m_passphrase);
        QVERIFY(unsealed.ok());
        QVERIFY(unsealed->entries == m_entries);
        // The key it returns seals for the same passphrase.
        const auto again = unseal(seal({{"k", Secret("v")}}, unsealed->key), m_passphrase);
        QCOMPARE(again->entries.at("k").reveal(), QByteArray("v"));
    }

    void nothingShowsThrough()
    {
        for (const QByteArray &clear :
             {QByteArray("incoming"), QByteArray("other"), QByteArray("with"), m_passphrase.reveal()})
            QVERIFY2(!m_sealed.contains(clear), clear.constData());
    }

    void sealingTwiceGivesOtherBytes()
    {
        const auto unsealed = unseal(m_sealed, m_passphrase);
        QVERIFY(seal(m_entries, unsealed->key) != seal(m_entries, unsealed->key));
    }

    void aWrongPassphraseIsNotDamage_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::newRow("another") << QByteArray("wrong horse");
        QTest::newRow("a blank more") << QByteArray("correct horse ");
        QTest::newRow("other case") << QByteArray("Correct horse");
        QTest::newRow("none") << QByteArray();
    }
    void aWrongPassphraseIsNotDamage()
    {
        QFETCH(QByteArray, passphrase);
        const auto unsealed = unseal(m_sealed, Secret(passphrase));
        QCOMPARE(unsealed.error().kind, ErrorKind::Auth);
        QCOMPARE(unsealed.error().code, QByteArray("secrets-passphrase"));
    }

    void aFlippedBitAnywhereIsDamage()
    {
        for (qsizetype at = 0; at < m_sealed.size(); ++at) {
            QByteArray flipped = m_sealed;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
            const auto unsealed = unseal(flipped, m_passphrase);
            QVERIFY(!unsealed.ok());
            QCOMPARE(unsealed.error().code, QByteArray("secrets-damaged"));
        }
    }

    void aTruncatedFileIsDamage()
    {
        for (qsizetype size = 0; size < m_sealed.size(); ++size) {
            const auto unsealed = unseal(m_sealed.first(size), m_passphrase);
            QCOMPARE(unsealed.error().code, QByteArray("secrets-damaged"));
        }
    }

    void bytesBehindTheEndAreDamage()
    {
        QCOMPARE(unseal(m_sealed + '\0', m_passphrase).error().code, QByteArray("secrets-damaged"));
    }

    void anotherKindOfFileIsDamage()
    {
        QCOMPARE(unseal(QByteArray(500, 'x'), m_passphrase).error().code, QByteArray("secrets-damaged"));
        QCOMPARE(unseal("[General]\npassword=abc\n", m_passphrase).error().code, QByteArray("secrets-damaged"));
    }
};

PETREL_TEST(SealedFileTest)
#include "sealed_file_test.moc"
