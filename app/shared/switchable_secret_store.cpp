#include "app/shared/switchable_secret_store.h"

namespace petrel::app {

void SwitchableSecretStore::switchTo(std::shared_ptr<secrets::SecretStore> next)
{
    const std::lock_guard lock(m_mutex);
    m_current = std::move(next);
}

std::shared_ptr<secrets::SecretStore> SwitchableSecretStore::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_current;
}

Result<Secret> SwitchableSecretStore::read(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return current()->read(key, deadline, stop);
}

Status SwitchableSecretStore::write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop)
{
    return current()->write(key, secret, deadline, stop);
}

Status SwitchableSecretStore::remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return current()->remove(key, deadline, stop);
}

} // namespace petrel::app
