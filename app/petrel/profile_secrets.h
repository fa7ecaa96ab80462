#pragma once

#include "app/shared/secrets_choice.h"
#include "app/shared/switchable_secret_store.h"
#include "core/base/executor.h"
#include "core/engine/engine.h"
#include "ui/wizard/secret_place.h"

#include <memory>

namespace petrel::app {

/** Where this profile's passwords live: the place in use, and the move to another. GUI thread; the work is done on a thread of its own. */
class ProfileSecrets final : public ui::SecretPlace
{
public:
    ProfileSecrets(QString profileDir, SecretsMode mode);
    ~ProfileSecrets() override;

    [[nodiscard]] std::shared_ptr<SwitchableSecretStore> store() const { return m_store; }
    /** The engine whose accounts' passwords move along; set once it is open. */
    void setEngine(engine::Engine *engine) { m_engine = engine; }
    /** Asks, without waiting, whether a keyring answers; `answered` on the GUI thread. Where it does not, passwords are asked for and kept in memory. */
    void probeKeychain(QObject *context, std::function<void(Status)> answered);
    /** Opens the sealed file; `done` on the GUI thread. */
    void unseal(const Secret &passphrase, QObject *context, std::function<void(Status)> done);

    [[nodiscard]] Mode mode() const override;
    [[nodiscard]] bool keychainAnswers() const override { return m_keychainAnswers; }
    [[nodiscard]] bool isSettled() const override;
    /** The person has chosen where they live. */
    [[nodiscard]] bool isChosen() const { return m_chosen; }
    void choose(Mode mode, const Secret &passphrase, QObject *context, std::function<void(Status)> done) override;

private:
    /** On the work's thread: the passwords under these keys move, then the place changes. All or nothing. */
    [[nodiscard]] Status move(SecretsMode wanted, const Secret &passphrase, const QList<QByteArray> &keys);

    QString m_profileDir;
    SecretsMode m_mode;
    std::shared_ptr<SwitchableSecretStore> m_store;
    engine::Engine *m_engine = nullptr;
    bool m_keychainAnswers = false;
    bool m_chosen = false;
    StopSource m_stopping;
    ThreadExecutor m_work{QStringLiteral("secrets")}; ///< last: it ends before what it uses goes
};

} // namespace petrel::app
