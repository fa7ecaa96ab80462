#pragma once

#include "core/secrets/secret_store.h"

#include <functional>
#include <memory>
#include <mutex>

namespace petrel::ctl {

/**
 * Opens the real store when the first secret is asked for: reading mail that is here needs neither a
 * passphrase nor the keychain. What opening said is what every call says. Any thread.
 */
class SecretsOnDemand final : public secrets::SecretStore
{
public:
    using Opener = std::function<Result<std::shared_ptr<secrets::SecretStore>>()>;
    explicit SecretsOnDemand(Opener open) : m_open(std::move(open)) {}

    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    [[nodiscard]] Result<std::shared_ptr<secrets::SecretStore>> opened();

    Opener m_open;
    std::mutex m_mutex;
    std::shared_ptr<secrets::SecretStore> m_store;
};

} // namespace petrel::ctl
