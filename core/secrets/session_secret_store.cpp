#include "core/secrets/session_secret_store.h"

namespace petrel::secrets {

void SessionSecretStore::useForSession(const QByteArray &key, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    m_typed.insert_or_assign(key, secret);
}

bool SessionSecretStore::isOutOfReach(const QByteArray &key) const
{
    const std::lock_guard lock(m_mutex);
    return m_outOfReach.contains(key);
}

void SessionSecretStore::forget(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    m_typed.erase(key);
    m_outOfReach.erase(key);
}

Result<Secret> SessionSecretStore::read(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto typed = m_typed.find(key); typed != m_typed.end())
            return typed->second;
    }
    Result<Secret> kept = m_kept.read(key, deadline, stop);
    const std::lock_guard lock(m_mutex);
    if (!kept && kept.error().code.startsWith("secrets-"))
        m_outOfReach.insert(key);
    else
        m_outOfReach.erase(key);
    return kept;
}

Status SessionSecretStore::write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop)
{
    TRY(m_kept.write(key, secret, deadline, stop));
    forget(key);
    return {};
}

Status SessionSecretStore::remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    forget(key);
    return m_kept.remove(key, deadline, stop);
}

} // namespace petrel::secrets
