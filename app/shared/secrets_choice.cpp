#include "app/shared/secrets_choice.h"

#include "app/shared/paths.h"
#include "core/secrets/keychain_secret_store.h"
#include "core/secrets/memory_secret_store.h"
#include "core/secrets/sealed_file_secret_store.h"
#include "core/secrets/split_secret_store.h"

#include <QSettings>
#include <QUuid>

#include <cstdlib>
#include <cstring>

namespace petrel::app {

using namespace std::chrono_literals;

namespace {

const QString modeKey = QStringLiteral("secrets/mode");
const QString uuidKey = QStringLiteral("profile/uuid");

/** Names the profile in the keychain, so that two profiles of one person do not mix. */
QByteArray profileUuid(const QString &profileDir)
{
    QSettings settings(settingsFile(profileDir), QSettings::IniFormat);
    if (!settings.contains(uuidKey))
        settings.setValue(uuidKey, QUuid::createUuid().toString(QUuid::WithoutBraces));
    return settings.value(uuidKey).toByteArray();
}

} // namespace

std::optional<SecretsMode> secretsModeFromName(QStringView name)
{
    for (const SecretsMode mode : {SecretsMode::Keychain, SecretsMode::File, SecretsMode::Memory}) {
        if (name == secretsModeName(mode))
            return mode;
    }
    return std::nullopt;
}

QString secretsModeName(SecretsMode mode)
{
    switch (mode) {
    case SecretsMode::Keychain: return QStringLiteral("keychain");
    case SecretsMode::File: return QStringLiteral("file");
    case SecretsMode::Memory: return QStringLiteral("memory");
    }
    return {};
}

SecretsMode rememberedSecretsMode(const QString &profileDir)
{
    const QSettings settings(settingsFile(profileDir), QSettings::IniFormat);
    return secretsModeFromName(settings.value(modeKey).toString()).value_or(SecretsMode::Keychain);
}

bool secretsModeIsRemembered(const QString &profileDir)
{
    return QSettings(settingsFile(profileDir), QSettings::IniFormat).contains(modeKey);
}

Status rememberSecretsMode(const QString &profileDir, SecretsMode mode)
{
    QSettings settings(settingsFile(profileDir), QSettings::IniFormat);
    settings.setValue(modeKey, secretsModeName(mode));
    settings.sync();
    if (settings.status() == QSettings::NoError)
        return {};
    return makeError(ErrorKind::StoreFull, QStringLiteral("where the passwords live could not be written down"));
}

Secret passphraseFromEnvironment()
{
    static const Secret taken = [] {
        constexpr const char *kName = "PETREL_PASSPHRASE";
        char *value = std::getenv(kName);
        if (!value)
            return Secret();
        Secret secret{QByteArray(value)};
        ::explicit_bzero(value, std::strlen(value)); // where `ps e` looks
        ::unsetenv(kName);
        return secret;
    }();
    return taken;
}

Result<std::shared_ptr<secrets::SecretStore>> openSecrets(const QString &profileDir, SecretsMode mode, const Secret &passphrase)
{
    switch (mode) {
    case SecretsMode::Memory:
        return std::shared_ptr<secrets::SecretStore>(std::make_shared<secrets::MemorySecretStore>());
    case SecretsMode::File: {
        if (passphrase.isEmpty())
            return makeError(ErrorKind::Auth, QStringLiteral("the sealed file of passwords needs its passphrase")).withServerText({}, "secrets-passphrase");
        return std::shared_ptr<secrets::SecretStore>(TRY(secrets::SealedFileSecretStore::open(sealedSecretsFile(profileDir), passphrase)));
    }
    case SecretsMode::Keychain: {
        auto keychain = std::make_shared<secrets::KeychainSecretStore>(profileUuid(profileDir));
        TRY(keychain->probe(Deadline::in(3s), StopToken()));
        return std::shared_ptr<secrets::SecretStore>(std::make_shared<secrets::SplitSecretStore>(std::move(keychain)));
    }
    }
    return makeError(ErrorKind::Bug, QStringLiteral("unknown secrets mode"));
}

} // namespace petrel::app
