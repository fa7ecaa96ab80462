#pragma once

#include "core/secrets/secret_store.h"

#include <QString>

namespace petrel::secrets {

/**
 * The system's keychain through Qt Keychain: Secret Service (GNOME Keyring, KWallet) on Linux. Its
 * jobs need an event loop, so they run on one thread of the whole process; callers wait for the
 * answer without one. A job that is given up on (deadline, stop) goes on by itself and is forgotten:
 * an unlock prompt the person answers later does no harm. The plain-text fallback is never used.
 * A prompt that the person closes reads as NotFound: Qt Keychain tells no more.
 */
class KeychainSecretStore final : public SecretStore
{
public:
    /** Entries are filed under the service "petrel" and the profile's uuid, so that profiles do not mix. */
    explicit KeychainSecretStore(const QByteArray &profileUuid);

    /**
     * Ok when a keychain answers within the deadline; "secrets-no-keychain" when there is none. It
     * only reads: a service that cannot unlock or create its keyring (no screen) fails at the first
     * write, with "secrets-no-keychain" too, so whoever saves a password must be ready for that.
     */
    [[nodiscard]] Status probe(const Deadline &deadline, const StopToken &stop);

    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(
        const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    [[nodiscard]] QString entry(const QByteArray &key) const;
    QString m_prefix;
};

} // namespace petrel::secrets
