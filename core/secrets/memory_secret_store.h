#pragma once

#include "core/secrets/secret_store.h"

#include <map>
#include <mutex>

namespace petrel::secrets {

/** Keeps secrets until the program ends: for "ask at each start", and for tests. */
class MemorySecretStore final : public SecretStore
{
public:
    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(
        const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    std::mutex m_mutex;
    std::map<QByteArray, Secret> m_secrets;
};

} // namespace petrel::secrets
