#include "app/shared/secret_transfer.h"
#include "core/secrets/memory_secret_store.h"
#include "tests/support/registered_test.h"

#include <QMap>

using namespace petrel;
using app::SecretTransfer;

namespace {

/** A place that does what places do on a bad day. */
class Place final : public secrets::SecretStore
{
public:
    QMap<QByteArray, QByteArray> kept;
    QByteArray garbles;  ///< what is kept under this key comes back as something else
    QByteArray refuses;  ///< nothing is taken under this key
    QByteArray keepsFor; ///< what is kept under this key cannot be removed
    QByteArray lockedFor;

    Result<Secret> read(const QByteArray &key, const Deadline &, const StopToken &) override
    {
        if (key == lockedFor)
            return makeError(ErrorKind::Auth, QStringLiteral("locked"));
        if (!kept.contains(key))
            return makeError(ErrorKind::NotFound, QStringLiteral("nothing here"));
        return Secret(key == garbles ? QByteArray("something else") : kept.value(key));
    }
    Status write(const QByteArray &key, const Secret &secret, const Deadline &, const StopToken &) override
    {
        if (key == refuses)
            return makeError(ErrorKind::StoreFull, QStringLiteral("no space"));
        kept.insert(key, secret.reveal());
        return {};
    }
    Status remove(const QByteArray &key, const Deadline &, const StopToken &) override
    {
        if (key == keepsFor)
            return makeError(ErrorKind::Timeout, QStringLiteral("nobody answers"));
        kept.remove(key);
        return {};
    }
};

const QMap<QByteArray, QByteArray> kTwo{{"in", "tulip"}, {"out", "heron"}};
const QList<QByteArray> kKeys{"in", "out", "absent"};

} // namespace

class SecretTransferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasCopiedAndReadBackGoesFromTheOldPlace()
    {
        Place from, to;
        from.kept = kTwo;
        SecretTransfer transfer(from, to);
        QVERIFY(transfer.copy(kKeys, {}).ok());
        QCOMPARE(from.kept, kTwo); // the new place is not in use yet
        QCOMPARE(to.kept, kTwo);
        QVERIFY(transfer.removeOld({}).ok());
        QVERIFY(from.kept.isEmpty());
        QCOMPARE(to.kept, kTwo);
    }

    void aCopyThatIsNotCompleteLeavesTheOldPlaceWholeAndTheNewOneClean_data()
    {
        QTest::addColumn<QByteArray>("garbles");
        QTest::addColumn<QByteArray>("refuses");
        QTest::addColumn<QByteArray>("locked");
        QTest::newRow("comes back as something else") << QByteArray("out") << QByteArray() << QByteArray();
        QTest::newRow("is not taken") << QByteArray() << QByteArray("out") << QByteArray();
        QTest::newRow("cannot be read now") << QByteArray() << QByteArray() << QByteArray("out");
    }
    void aCopyThatIsNotCompleteLeavesTheOldPlaceWholeAndTheNewOneClean()
    {
        QFETCH(QByteArray, garbles);
        QFETCH(QByteArray, refuses);
        QFETCH(QByteArray, locked);
        Place from, to;
        from.kept = kTwo;
        from.lockedFor = locked;
        to.garbles = garbles;
        to.refuses = refuses;
        to.kept = {{"another", "account"}};
        SecretTransfer transfer(from, to);
        QVERIFY(!transfer.copy(kKeys, {}).ok());
        QCOMPARE(from.kept, kTwo);
        QCOMPARE(to.kept, (QMap<QByteArray, QByteArray>{{"another", "account"}}));
        QVERIFY(transfer.removeOld({}).ok()); // removes nothing: nothing was moved
        QCOMPARE(from.kept, kTwo);
    }

    /** The new place lost it between the copy and the end: then the old one keeps it. */
    void whatTheNewPlaceDoesNotGiveBackStaysInTheOldOne()
    {
        Place from, to;
        from.kept = kTwo;
        SecretTransfer transfer(from, to);
        QVERIFY(transfer.copy(kKeys, {}).ok());
        to.kept.remove("in");
        QVERIFY(!transfer.removeOld({}).ok());
        QCOMPARE(from.kept, kTwo);
    }

    void aPasswordThatWasChangedMeanwhileIsCarriedOver()
    {
        Place from, to;
        from.kept = kTwo;
        SecretTransfer transfer(from, to);
        QVERIFY(transfer.copy(kKeys, {}).ok());
        from.kept["in"] = "rose";  // the person typed it while the copies were made
        to.kept["out"] = "egret";  // and this one after the exchange
        from.kept["out"] = "crane";
        QVERIFY(transfer.removeOld({}).ok());
        QCOMPARE(to.kept, (QMap<QByteArray, QByteArray>{{"in", "rose"}, {"out", "egret"}}));
        QVERIFY(from.kept.isEmpty());
    }

    void anOldPlaceThatKeepsWhatItHasIsTold()
    {
        Place from, to;
        from.kept = kTwo;
        from.keepsFor = "in";
        SecretTransfer transfer(from, to);
        QVERIFY(transfer.copy(kKeys, {}).ok());
        QCOMPARE(transfer.removeOld({}).error().kind, ErrorKind::Timeout);
        QCOMPARE(to.kept, kTwo);
    }
};

PETREL_TEST(SecretTransferTest)
#include "secret_transfer_test.moc"
