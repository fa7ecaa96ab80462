#pragma once

#include "core/secrets/secret_store.h"

#include <map>
#include <mutex>
#include <set>

namespace petrel::secrets {

/**
 * The store where passwords are kept, and before it those that were typed while it did not give or take any: used until the
 * program ends and written nowhere, so that what the store holds is not overwritten unseen. Any thread.
 */
class SessionSecretStore final : public SecretStore
{
public:
    /** Borrowed. */
    explicit SessionSecretStore(SecretStore &kept) : m_kept(kept) {}

    void useForSession(const QByteArray &key, const Secret &secret);
    /** When this key was last asked for, the store could not say what it holds: an error of the family "secrets-...". */
    [[nodiscard]] bool isOutOfReach(const QByteArray &key) const;

    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    /** Into the store; what was typed before under this key is then used no more. */
    [[nodiscard]] Status write(
        const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    void forget(const QByteArray &key);

    SecretStore &m_kept;
    mutable std::mutex m_mutex;
    std::map<QByteArray, Secret> m_typed;
    std::set<QByteArray> m_outOfReach;
};

} // namespace petrel::secrets
