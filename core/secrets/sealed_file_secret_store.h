#pragma once

#include "core/secrets/secret_store.h"
#include "core/secrets/sealed_file.h"

#include <QString>

#include <map>
#include <memory>
#include <mutex>

namespace petrel::secrets {

/**
 * Secrets in one file, sealed with a passphrase: for machines without a keychain. The format and the
 * cryptography are sealed_file.h's. Every write replaces the file as a whole, durably: a crash leaves
 * either the old or the new one. The file goes with its last secret: who begins anew may choose another
 * passphrase. The key stays in memory while the object lives; the passphrase does not.
 */
class SealedFileSecretStore final : public SecretStore
{
public:
    /**
     * Opens `path`, or prepares a new file (made by the first write) when there is none. Takes about
     * half a second of CPU: not on the GUI thread.
     * Errors: "secrets-passphrase", "-damaged", "-newer", "-unreadable", "-unopened".
     */
    [[nodiscard]] static Result<std::unique_ptr<SealedFileSecretStore>> open(const QString &path, const Secret &passphrase);

    /** Seals everything anew under another passphrase. */
    [[nodiscard]] Status changePassphrase(const Secret &passphrase);

    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(
        const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    SealedFileSecretStore(QString path, SealingKey key) : m_path(std::move(path)), m_key(std::move(key)) {}
    [[nodiscard]] Status store(std::map<QByteArray, Secret> secrets);

    std::mutex m_mutex;
    QString m_path;
    SealingKey m_key;
    std::map<QByteArray, Secret> m_secrets;
};

} // namespace petrel::secrets
