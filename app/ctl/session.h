#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/output.h"
#include "app/shared/secrets_choice.h"
#include "core/engine/pass_context.h"
#include "core/net/connector.h"
#include "core/secrets/secret_store.h"
#include "core/store/store.h"

#include <memory>

namespace petrel::ctl {

/** One run of petrelctl: the profile it works on and how it answers. */
class Session
{
public:
    /** Opens the profile named by the arguments; its secrets are opened when the first is needed. Errors: as Store::open. */
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const Arguments &arguments);

    [[nodiscard]] bool json() const { return m_json; }
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] engine::Surroundings &around() { return *m_around; }
    /** What --secrets chose is what the profile remembers from now on; without --secrets nothing changes. */
    [[nodiscard]] Status rememberSecretsMode() const;
    /** Raised by SIGINT and SIGTERM. */
    [[nodiscard]] static StopToken stop();

    /** By name, address or number; a null name: the only account there is. Invalid otherwise. */
    [[nodiscard]] Result<Account> account(const QString &nameOrNumber);
    /** The one named by --account, or all. */
    [[nodiscard]] Result<QList<Account>> accounts(const Arguments &arguments);
    /** A context whose progress shows on the bar. */
    [[nodiscard]] engine::PassContext context(const Account &account, ProgressBar *bar);

private:
    Session() = default;

    bool m_json = false;
    QString m_profile;
    std::optional<app::SecretsMode> m_chosenMode;
    std::unique_ptr<store::Store> m_store;
    std::shared_ptr<secrets::SecretStore> m_secrets;
    net::NetworkConnector m_connector;
    std::unique_ptr<engine::Surroundings> m_around;
};

} // namespace petrel::ctl
