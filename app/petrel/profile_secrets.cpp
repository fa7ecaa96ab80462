#include "app/petrel/profile_secrets.h"

#include "app/shared/paths.h"
#include "core/secrets/memory_secret_store.h"
#include "core/store/store.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSettings>

namespace petrel::app {

using namespace std::chrono_literals;

namespace {

ui::SecretPlace::Mode toMode(SecretsMode mode)
{
    switch (mode) {
    case SecretsMode::Keychain: return ui::SecretPlace::Mode::Keychain;
    case SecretsMode::File: return ui::SecretPlace::Mode::File;
    case SecretsMode::Memory: return ui::SecretPlace::Mode::Memory;
    }
    return ui::SecretPlace::Mode::Memory;
}

SecretsMode fromMode(ui::SecretPlace::Mode mode)
{
    switch (mode) {
    case ui::SecretPlace::Mode::Keychain: return SecretsMode::Keychain;
    case ui::SecretPlace::Mode::File: return SecretsMode::File;
    case ui::SecretPlace::Mode::Memory: return SecretsMode::Memory;
    }
    return SecretsMode::Memory;
}

/** Copies what is known; a password that is not there is no failure. */
Status copySecrets(secrets::SecretStore &from, secrets::SecretStore &to, const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        const Result<Secret> secret = from.read(key, Deadline::in(30s), StopToken());
        if (secret)
            TRY(to.write(key, *secret, Deadline::in(30s), StopToken()));
    }
    return {};
}

template <class Function>
void onGuiThread(const QPointer<QObject> &context, Function fn)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), [context, fn = std::move(fn)] {
        if (context)
            fn();
    }, Qt::QueuedConnection);
}

} // namespace

ProfileSecrets::ProfileSecrets(QString profileDir, SecretsMode mode)
    : m_profileDir(std::move(profileDir))
    , m_mode(mode)
    , m_store(std::make_shared<SwitchableSecretStore>(std::make_shared<secrets::MemorySecretStore>()))
    , m_chosen(secretsModeIsRemembered(m_profileDir))
{
}

ProfileSecrets::~ProfileSecrets() = default;

void ProfileSecrets::probeKeychain(QObject *context, std::function<void()> answered)
{
    m_work.post([this, guard = QPointer<QObject>(context), answered = std::move(answered)] {
        auto keychain = openSecrets(m_profileDir, SecretsMode::Keychain, {});
        onGuiThread(guard, [this, keychain, answered] {
            m_keychainAnswers = keychain.ok();
            if (keychain && m_mode == SecretsMode::Keychain)
                m_store->switchTo(*keychain);
            answered();
        });
    });
}

void ProfileSecrets::unseal(const Secret &passphrase, QObject *context, std::function<void(Status)> done)
{
    m_work.post([this, passphrase, guard = QPointer<QObject>(context), done = std::move(done)] {
        const auto opened = openSecrets(m_profileDir, SecretsMode::File, passphrase);
        if (opened)
            m_store->switchTo(*opened);
        onGuiThread(guard, [opened, done] { done(opened ? Status() : Status(opened.error())); });
    });
}

ui::SecretPlace::Mode ProfileSecrets::mode() const
{
    return toMode(m_mode);
}

bool ProfileSecrets::isSettled() const
{
    return m_chosen || m_keychainAnswers;
}

void ProfileSecrets::choose(Mode mode, const Secret &passphrase, QObject *context, std::function<void(Status)> done)
{
    m_work.post([this, wanted = fromMode(mode), passphrase, guard = QPointer<QObject>(context), done = std::move(done)] {
        const Status moved = [&]() -> Status {
            const auto next = TRY(openSecrets(m_profileDir, wanted, passphrase));
            QList<QByteArray> keys;
            if (m_engine) {
                for (const Account &account : TRY(m_engine->store().read([](const store::Reader &reader) { return reader.accounts(); })))
                    keys += {account.incomingSecret(), account.outgoingSecret()};
            }
            TRY(copySecrets(*m_store, *next, keys));
            m_store->switchTo(next);
            rememberSecretsMode(m_profileDir, wanted);
            return {};
        }();
        onGuiThread(guard, [this, wanted, moved, done] {
            if (moved) {
                m_mode = wanted;
                m_chosen = true;
            }
            done(moved);
        });
    });
}

} // namespace petrel::app
