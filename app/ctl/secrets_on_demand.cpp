#include "app/ctl/secrets_on_demand.h"

namespace petrel::ctl {

Result<std::shared_ptr<secrets::SecretStore>> SecretsOnDemand::opened()
{
    const std::lock_guard lock(m_mutex);
    if (!m_store)
        m_store = TRY(m_open());
    return m_store;
}

Result<Secret> SecretsOnDemand::read(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return TRY(opened())->read(key, deadline, stop);
}

Status SecretsOnDemand::write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop)
{
    return TRY(opened())->write(key, secret, deadline, stop);
}

Status SecretsOnDemand::remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop)
{
    return TRY(opened())->remove(key, deadline, stop);
}

} // namespace petrel::ctl
