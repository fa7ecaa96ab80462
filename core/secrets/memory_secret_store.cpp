#include "core/secrets/memory_secret_store.h"

#include "core/secrets/secret_errors_p.h"

namespace petrel::secrets {

Result<Secret> MemorySecretStore::read(const QByteArray &key, const Deadline &, const StopToken &)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(key);
    if (found == m_secrets.end())
        return noSecret();
    return found->second;
}

Status MemorySecretStore::write(const QByteArray &key, const Secret &secret, const Deadline &, const StopToken &)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.insert_or_assign(key, secret);
    return {};
}

Status MemorySecretStore::remove(const QByteArray &key, const Deadline &, const StopToken &)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.erase(key);
    return {};
}

} // namespace petrel::secrets
