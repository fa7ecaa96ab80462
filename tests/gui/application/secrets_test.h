#pragma once

#include "app/petrel/profile_secrets.h"
#include "app/shared/paths.h"
#include "core/engine/engine.h"
#include "core/secrets/memory_secret_store.h"
#include "core/secrets/sealed_file_secret_store.h"

#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

/** A keyring that is locked: nothing is missing, and nothing can be read. */
class LockedSecrets final : public secrets::SecretStore
{
public:
    Result<Secret> read(const QByteArray &, const Deadline &, const StopToken &) override { return locked(); }
    Status write(const QByteArray &, const Secret &, const Deadline &, const StopToken &) override { return locked(); }
    Status remove(const QByteArray &, const Deadline &, const StopToken &) override { return locked(); }

private:
    static Error locked() { return makeError(ErrorKind::Auth, QStringLiteral("the keyring is locked")).withServerText({}, "secrets-locked"); }
};

class ProfileSecretsTest : public QObject
{
    Q_OBJECT

    struct Desk
    {
        Desk()
        {
            auto opened = engine::Engine::open({path(), secrets.store(), false});
            if (!opened)
                qFatal("%s", qPrintable(describe(opened.error())));
            engine = std::move(opened).value();
            Account account;
            account.name = QStringLiteral("Home");
            account.secretKey = "home";
            account.incoming.host = QStringLiteral("mail.example.org");
            key = account.incomingSecret();
            const auto kept = engine->store().write(u"test", [&](store::WriteTransaction &tx) { return tx.accounts().insert(account); });
            if (!kept)
                qFatal("%s", qPrintable(describe(kept.error())));
            secrets.setEngine(engine.get());
        }
        [[nodiscard]] QString path() const { return directory.filePath(QStringLiteral("profile")); }
        Status choose(ui::SecretPlace::Mode mode, const char *passphrase)
        {
            std::optional<Status> answer;
            QObject person;
            secrets.choose(mode, Secret(passphrase), &person, [&](const Status &done) { answer = done; });
            if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
                qFatal("no answer");
            return *answer;
        }

        QTemporaryDir directory;
        app::ProfileSecrets secrets{path(), app::SecretsMode::Memory};
        std::unique_ptr<engine::Engine> engine;
        QByteArray key;
    };

private Q_SLOTS:
    void passwordsMoveAlong()
    {
        Desk desk;
        QVERIFY(desk.secrets.store()->write(desk.key, Secret("tulip"), Deadline::never(), {}).ok());
        QVERIFY(desk.choose(ui::SecretPlace::Mode::File, "a few words").ok());
        QCOMPARE(desk.secrets.mode(), ui::SecretPlace::Mode::File);
        const auto file = secrets::SealedFileSecretStore::open(app::sealedSecretsFile(desk.path()), Secret("a few words"));
        QVERIFY(file.ok());
        QCOMPARE((*file)->read(desk.key, Deadline::never(), {})->reveal(), QByteArray("tulip"));
    }

    void theOldPlaceKeepsNoCopies()
    {
        Desk desk;
        QVERIFY(desk.secrets.store()->write(desk.key, Secret("tulip"), Deadline::never(), {}).ok());
        QVERIFY(desk.choose(ui::SecretPlace::Mode::File, "a few words").ok());
        QVERIFY(desk.choose(ui::SecretPlace::Mode::Memory, "").ok());
        QCOMPARE(desk.secrets.store()->read(desk.key, Deadline::never(), {})->reveal(), QByteArray("tulip"));
        const auto file = secrets::SealedFileSecretStore::open(app::sealedSecretsFile(desk.path()), Secret("a few words"));
        QVERIFY(file.ok());
        QCOMPARE((*file)->read(desk.key, Deadline::never(), {}).error().kind, ErrorKind::NotFound);
    }

    void aPlaceThatCannotBeReadNowIsNotLeft()
    {
        Desk desk;
        desk.secrets.store()->switchTo(std::make_shared<LockedSecrets>());
        const Status moved = desk.choose(ui::SecretPlace::Mode::File, "a few words");
        QVERIFY(!moved.ok());
        QCOMPARE(moved.error().code, QByteArray("secrets-locked"));
        QCOMPARE(desk.secrets.mode(), ui::SecretPlace::Mode::Memory);
        QVERIFY(!app::secretsModeIsRemembered(desk.path()));
    }

    void anotherPassphraseTakesThePlaceOfTheFormer()
    {
        Desk desk;
        QVERIFY(desk.secrets.store()->write(desk.key, Secret("tulip"), Deadline::never(), {}).ok());
        QVERIFY(desk.choose(ui::SecretPlace::Mode::File, "a few words").ok());
        QVERIFY(desk.choose(ui::SecretPlace::Mode::File, "other words").ok());
        const QString path = app::sealedSecretsFile(desk.path());
        QVERIFY(!secrets::SealedFileSecretStore::open(path, Secret("a few words")).ok());
        const auto file = secrets::SealedFileSecretStore::open(path, Secret("other words"));
        QVERIFY(file.ok());
        QCOMPARE((*file)->read(desk.key, Deadline::never(), {})->reveal(), QByteArray("tulip"));
    }
};

} // namespace petrel::test
