#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <memory>
#include <optional>

namespace petrel::secrets {
class SecretStore;
}

namespace petrel::app {

/** Where passwords live: the person's choice, kept per profile. */
enum class SecretsMode { Keychain, File, Memory };

[[nodiscard]] std::optional<SecretsMode> secretsModeFromName(QStringView name);
[[nodiscard]] QString secretsModeName(SecretsMode mode);

/** What the profile remembers; Keychain when nothing was chosen yet. */
[[nodiscard]] SecretsMode rememberedSecretsMode(const QString &profileDir);
[[nodiscard]] bool secretsModeIsRemembered(const QString &profileDir);
[[nodiscard]] Status rememberSecretsMode(const QString &profileDir, SecretsMode mode);

/**
 * The passphrase in PETREL_PASSPHRASE, empty when it is not set. The first call takes it out of the environment, so
 * that no program we start inherits it: make it in main(), before any thread.
 */
[[nodiscard]] Secret passphraseFromEnvironment();

/**
 * Opens the store of this mode for the profile. Errors: Auth with a code of the family "secrets-..." (secret_store.h).
 */
[[nodiscard]] Result<std::shared_ptr<secrets::SecretStore>> openSecrets(const QString &profileDir, SecretsMode mode,
                                                                        const Secret &passphrase);

} // namespace petrel::app
