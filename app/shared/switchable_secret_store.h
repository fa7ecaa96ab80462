#pragma once

#include "core/secrets/secret_store.h"

#include <memory>
#include <mutex>

namespace petrel::app {

/** A secret store whose place can change while workers use it: each call goes to the one of its moment. Any thread. */
class SwitchableSecretStore final : public secrets::SecretStore
{
public:
    explicit SwitchableSecretStore(std::shared_ptr<secrets::SecretStore> first) : m_current(std::move(first)) {}

    void switchTo(std::shared_ptr<secrets::SecretStore> next);
    [[nodiscard]] std::shared_ptr<secrets::SecretStore> current() const;

    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<secrets::SecretStore> m_current;
};

} // namespace petrel::app
