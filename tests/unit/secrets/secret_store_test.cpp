#include "core/secrets/memory_secret_store.h"
#include "core/secrets/sealed_file_secret_store.h"
#include "tests/support/registered_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <thread>

using namespace petrel;
using namespace petrel::secrets;
using namespace std::chrono_literals;

class SecretStoreTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    const Secret m_passphrase{"correct horse"};

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("secrets.sealed")); }
    [[nodiscard]] std::unique_ptr<SealedFileSecretStore> open() const
    {
        auto store = SealedFileSecretStore::open(path(), m_passphrase);
        return store.ok() ? std::move(store).value() : nullptr;
    }
    static QByteArray readFrom(SecretStore &store, const QByteArray &key)
    {
        const auto secret = store.read(key, Deadline::in(1s), {});
        return secret.ok() ? secret->reveal() : "<" + secret.error().code + ">";
    }
    static bool writeTo(SecretStore &store, const QByteArray &key, const QByteArray &secret)
    {
        return store.write(key, Secret(secret), Deadline::in(1s), {}).ok();
    }
    [[nodiscard]] QByteArray fileBytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void overwrite(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyStoreKeepsReplacesAndForgets_data()
    {
        QTest::addColumn<bool>("sealed");
        QTest::newRow("memory") << false;
        QTest::newRow("sealed file") << true;
    }
    void everyStoreKeepsReplacesAndForgets()
    {
        QFETCH(bool, sealed);
        std::unique_ptr<SecretStore> store = std::make_unique<MemorySecretStore>();
        if (sealed)
            store = open();
        QVERIFY(store);
        QCOMPARE(readFrom(*store, "a"), QByteArray("<no-secret>"));
        QVERIFY(writeTo(*store, "a", "one"));
        QVERIFY(writeTo(*store, "b", QByteArray("nul\0nul", 7)));
        QVERIFY(writeTo(*store, "a", "two"));
        QCOMPARE(readFrom(*store, "a"), QByteArray("two"));
        QCOMPARE(readFrom(*store, "b"), QByteArray("nul\0nul", 7));
        QVERIFY(store->remove("a", Deadline::in(1s), {}).ok());
        QVERIFY2(store->remove("a", Deadline::in(1s), {}).ok(), "removing what is not there succeeds");
        QCOMPARE(readFrom(*store, "a"), QByteArray("<no-secret>"));
        QCOMPARE(readFrom(*store, "b"), QByteArray("nul\0nul", 7));
    }

    void aSealedFileOutlivesTheProgram()
    {
        QVERIFY(writeTo(*open(), "a", "one"));
        QVERIFY(writeTo(*open(), "b", QByteArray(10'000, 'x')));
        const auto store = open();
        QCOMPARE(readFrom(*store, "a"), QByteArray("one"));
        QCOMPARE(readFrom(*store, "b").size(), 10'000);
        QVERIFY(!fileBytes().contains("one"));
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void openingAloneMakesNoFile()
    {
        QVERIFY(open());
        QVERIFY(!QFile::exists(path()));
    }

    void theFileGoesWithItsLastSecretAndItsPassphraseWithIt()
    {
        const auto store = open();
        QVERIFY(writeTo(*store, "a", "one"));
        QVERIFY(writeTo(*store, "b", "two"));
        QVERIFY(store->remove("a", Deadline::in(1s), {}).ok());
        QVERIFY(QFile::exists(path()));
        QVERIFY(store->remove("b", Deadline::in(1s), {}).ok());
        QVERIFY(!QFile::exists(path()));
        QVERIFY(SealedFileSecretStore::open(path(), Secret("another beginning")).ok());
        QVERIFY(writeTo(*store, "a", "three"));
        QCOMPARE(readFrom(*open(), "a"), QByteArray("three"));
    }

    void aWrongPassphraseOpensNothingAndChangesNothing()
    {
        QVERIFY(writeTo(*open(), "a", "one"));
        const QByteArray before = fileBytes();
        const auto store = SealedFileSecretStore::open(path(), Secret("wrong"));
        QCOMPARE(store.error().kind, ErrorKind::Auth);
        QCOMPARE(store.error().code, QByteArray("secrets-passphrase"));
        QCOMPARE(SealedFileSecretStore::open(path(), {}).error().code, QByteArray("secrets-passphrase"));
        QCOMPARE(fileBytes(), before);
    }

    void aDamagedFileIsLeftAlone_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"truncated", "flipped", "emptied"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void aDamagedFileIsLeftAlone()
    {
        QFETCH(QString, how);
        QVERIFY(writeTo(*open(), "a", "one"));
        QByteArray bytes = fileBytes();
        if (how == QLatin1String("truncated"))
            bytes.chop(1);
        else if (how == QLatin1String("emptied"))
            bytes.clear();
        else
            bytes[70] = static_cast<char>(bytes[70] ^ 1);
        overwrite(bytes);
        const auto store = SealedFileSecretStore::open(path(), m_passphrase);
        // The mail store is not damaged: nobody must be led to save what can be read of it.
        QCOMPARE(store.error().kind, ErrorKind::Auth);
        QCOMPARE(store.error().code, QByteArray("secrets-damaged"));
        QCOMPARE(fileBytes(), bytes);
    }

    void aFileTheSystemRefusesIsNotDamaged()
    {
        QVERIFY(QDir().mkpath(path())); // a folder in its place: nobody can open it, not even root
        const auto store = SealedFileSecretStore::open(path(), m_passphrase);
        QCOMPARE(store.error().kind, ErrorKind::Auth);
        QCOMPARE(store.error().scope, ErrorScope::Account);
        QCOMPARE(store.error().code, QByteArray("secrets-unreadable"));
    }

    void aCrashBetweenWriteAndRenameKeepsTheOldSecrets()
    {
        QVERIFY(writeTo(*open(), "a", "one"));
        // What a kill leaves: the neighbour, half written, and the file untouched.
        const QByteArray whole = fileBytes();
        QFile neighbour(path() + QStringLiteral(".new"));
        QVERIFY(neighbour.open(QIODevice::WriteOnly));
        neighbour.write(whole.first(whole.size() / 2));
        neighbour.close();
        const auto store = open();
        QCOMPARE(readFrom(*store, "a"), QByteArray("one"));
        QVERIFY(writeTo(*store, "a", "two"));
        QCOMPARE(readFrom(*open(), "a"), QByteArray("two"));
    }

    void whatCouldNotBeWrittenIsNotRemembered()
    {
        const auto store = open();
        QVERIFY(writeTo(*store, "a", "one"));
        QVERIFY(QDir(m_folder->path()).removeRecursively());
        const Status written = store->write("a", Secret("two"), Deadline::in(1s), {});
        QCOMPARE(written.error().kind, ErrorKind::Auth);
        QCOMPARE(written.error().code, QByteArray("secrets-unwritable"));
        QCOMPARE(readFrom(*store, "a"), QByteArray("one"));
    }

    void thePassphraseCanBeChanged()
    {
        const auto store = open();
        QVERIFY(writeTo(*store, "a", "one"));
        QVERIFY(store->changePassphrase(Secret("battery staple")).ok());
        QVERIFY(writeTo(*store, "b", "two"));
        QVERIFY(!open());
        const auto again = SealedFileSecretStore::open(path(), Secret("battery staple"));
        QVERIFY(again.ok());
        QCOMPARE(readFrom(**again, "a"), QByteArray("one"));
        QCOMPARE(readFrom(**again, "b"), QByteArray("two"));
        QCOMPARE(store->changePassphrase({}).error().code, QByteArray("secrets-passphrase"));
    }

    void severalThreadsMayAskAtOnce()
    {
        const auto store = open();
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&, i] {
                    for (int j = 0; j < 5; ++j)
                        (void)writeTo(*store, QByteArray::number(i), QByteArray::number(j));
                });
        }
        const auto again = open();
        for (int i = 0; i < 4; ++i)
            QCOMPARE(readFrom(*again, QByteArray::number(i)), QByteArray("4"));
    }
};

PETREL_TEST(SecretStoreTest)
#include "secret_store_test.moc"
