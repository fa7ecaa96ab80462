#include "core/base/no_network_scope.h"
#include "core/base/secret.h"
#include "tests/support/registered_test.h"

using namespace petrel;

class SecretTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itNeverPrintsItself()
    {
        QString printed;
        QDebug(&printed) << Secret("hunter2");
        QVERIFY(!printed.contains(QStringLiteral("hunter2")));
        QVERIFY(printed.contains(QStringLiteral("••••")));
    }

    void itComparesByContent_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("same");
        QTest::newRow("the same") << QByteArray("abc") << QByteArray("abc") << true;
        QTest::newRow("another letter") << QByteArray("abc") << QByteArray("abd") << false;
        QTest::newRow("shorter") << QByteArray("abc") << QByteArray("ab") << false;
        QTest::newRow("both empty") << QByteArray() << QByteArray("") << true;
        QTest::newRow("NUL counts") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
    }
    void itComparesByContent()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QFETCH(bool, same);
        QCOMPARE(Secret(one) == Secret(other), same);
    }

    void aCopyOutlivesItsOriginal()
    {
        Secret copy;
        {
            const Secret original("hunter2");
            copy = original;
        }
        QCOMPARE(copy.reveal(), QByteArray("hunter2"));
    }

    void theBytesItWasMadeFromAreNotTouched()
    {
        const QByteArray bytes("hunter2");
        {
            const Secret secret(bytes);
        }
        QCOMPARE(bytes, QByteArray("hunter2"));
    }

    void aScopeWithoutNetworkNestsAndEnds()
    {
        QVERIFY(!NoNetworkScope::active());
        {
            const NoNetworkScope outer;
            {
                const NoNetworkScope inner;
            }
            QVERIFY(NoNetworkScope::active());
        }
        QVERIFY(!NoNetworkScope::active());
    }
};

PETREL_TEST(SecretTest)
#include "secret_test.moc"
