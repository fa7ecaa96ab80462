#include "core/secrets/memory_secret_store.h"
#include "core/secrets/split_secret_store.h"
#include "tests/support/registered_test.h"

#include <map>

using namespace petrel;
using namespace petrel::secrets;

namespace {

/** A keychain that takes so many bytes and no more, and breaks off after so many writings. */
class ShortKeychain final : public SecretStore
{
public:
    Result<Secret> read(const QByteArray &key, const Deadline &, const StopToken &) override
    {
        const auto found = kept.find(key);
        return found != kept.end() ? Result<Secret>(Secret(found->second)) : makeError(ErrorKind::NotFound, QStringLiteral("nothing there")).withServerText({}, "no-secret");
    }
    Status write(const QByteArray &key, const Secret &secret, const Deadline &, const StopToken &) override
    {
        if (secret.reveal().size() > 100 || writings-- <= 0)
            return makeError(ErrorKind::Auth, QStringLiteral("no")).withServerText({}, "secrets-no-keychain");
        kept[key] = secret.reveal();
        return {};
    }
    Status remove(const QByteArray &key, const Deadline &, const StopToken &) override
    {
        if (removals-- <= 0)
            return makeError(ErrorKind::Auth, QStringLiteral("no")).withServerText({}, "secrets-no-keychain");
        kept.erase(key);
        return {};
    }

    std::map<QByteArray, QByteArray> kept;
    int writings = 1000;
    int removals = 1000;
};

struct Desk
{
    [[nodiscard]] QByteArray read()
    {
        const auto secret = split.read("key", Deadline::never(), {});
        return secret ? secret->reveal() : secret.error().code;
    }
    [[nodiscard]] bool write(const QByteArray &secret) { return split.write("key", Secret(secret), Deadline::never(), {}).ok(); }

    std::shared_ptr<ShortKeychain> keychain = std::make_shared<ShortKeychain>();
    SplitSecretStore split{keychain, 100};
};

QByteArray ofLength(qsizetype length, char first = 'a')
{
    QByteArray secret;
    for (qsizetype i = 0; i < length; ++i)
        secret += static_cast<char>(first + i % 7);
    return secret;
}

} // namespace

/** Long tokens in a keychain that takes only short ones. */
class SplitSecretStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShortIsKeptAsItIs()
    {
        Desk desk;
        QVERIFY(desk.write(ofLength(100)));
        QCOMPARE(desk.keychain->kept, (std::map<QByteArray, QByteArray>{{"key", ofLength(100)}}));
        QCOMPARE(desk.read(), ofLength(100));
    }

    void whatIsLongComesBackWhole()
    {
        for (const qsizetype length : {101, 200, 201, 4096}) {
            Desk desk;
            QVERIFY(desk.write(ofLength(length)));
            QCOMPARE(desk.read(), ofLength(length));
        }
    }

    void nothingIsLeftOfTheFormer()
    {
        Desk desk;
        QVERIFY(desk.write(ofLength(950)));
        QVERIFY(desk.write(ofLength(150, 'b')));
        QCOMPARE(desk.read(), ofLength(150, 'b'));
        QCOMPARE(desk.keychain->kept.size(), 3U);
        QVERIFY(desk.write("tulip"));
        QCOMPARE(desk.keychain->kept.size(), 1U);
        QVERIFY(desk.write(ofLength(950)));
        QVERIFY(desk.split.remove("key", Deadline::never(), {}).ok());
        QVERIFY(desk.keychain->kept.empty());
    }

    void whoIsCutWhileWritingHasTheFormerWhole()
    {
        for (int writings = 0; writings < 5; ++writings) {
            Desk desk;
            QVERIFY(desk.write(ofLength(350)));
            desk.keychain->writings = writings;
            QVERIFY(!desk.write(ofLength(390, 'b')));
            QCOMPARE(desk.read(), ofLength(350));
            QCOMPARE(desk.keychain->kept.size(), 5U);
        }
    }

    void whatCannotBeClearedAwayKeepsNobodyFromWriting()
    {
        Desk desk;
        QVERIFY(desk.write(ofLength(350)));
        desk.keychain->removals = 0;
        QVERIFY(desk.write(ofLength(150, 'b')));
        QCOMPARE(desk.read(), ofLength(150, 'b'));
    }

    void whoIsCutWhileRemovingFindsTheRestAgain()
    {
        for (int removals = 0; removals < 5; ++removals) {
            Desk desk;
            QVERIFY(desk.write(ofLength(350)));
            desk.keychain->removals = removals;
            QVERIFY(!desk.split.remove("key", Deadline::never(), {}).ok());
            desk.keychain->removals = 1000;
            QVERIFY(desk.split.remove("key", Deadline::never(), {}).ok());
            QVERIFY(desk.keychain->kept.empty());
        }
    }

    void piecesThatDoNotBelongTogetherAreNoSecret()
    {
        Desk lost;
        QVERIFY(lost.write(ofLength(350)));
        lost.keychain->kept.erase(std::prev(lost.keychain->kept.end()));
        QCOMPARE(lost.read(), QByteArray("secrets-damaged"));
        Desk changed;
        QVERIFY(changed.write(ofLength(350)));
        changed.keychain->kept.rbegin()->second += 'x';
        QCOMPARE(changed.read(), QByteArray("secrets-damaged"));
        Desk odd;
        odd.keychain->kept["key"] = QByteArray("\0petrel 1 2000000000 2", 21);
        QCOMPARE(odd.read(), QByteArray("secrets-damaged"));
        QVERIFY(odd.split.remove("key", Deadline::never(), {}).ok());
    }

    void whatIsNotThereIsTold()
    {
        Desk desk;
        QCOMPARE(desk.read(), QByteArray("no-secret"));
        QVERIFY(!desk.write(ofLength(100 * 1000))); // longer than any token
        QVERIFY(desk.keychain->kept.empty());
    }
};

PETREL_TEST(SplitSecretStoreTest)
#include "split_secret_store_test.moc"
