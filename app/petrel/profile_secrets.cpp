#include "app/petrel/profile_secrets.h"

#include "app/shared/secret_transfer.h"
#include "core/base/log.h"
#include "core/secrets/memory_secret_store.h"
#include "core/secrets/sealed_file_secret_store.h"
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

ProfileSecrets::~ProfileSecrets()
{
    m_stopping.request_stop();
}

void ProfileSecrets::probeKeychain(QObject *context, std::function<void(Status)> answered)
{
    m_work.post([this, guard = QPointer<QObject>(context), answered = std::move(answered)] {
        auto keychain = openSecrets(m_profileDir, SecretsMode::Keychain, {});
        onGuiThread(guard, [this, keychain, answered] {
            m_keychainAnswers = keychain.ok();
            if (keychain && m_mode == SecretsMode::Keychain)
                m_store->switchTo(*keychain);
            answered(keychain ? Status() : Status(keychain.error()));
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

Status ProfileSecrets::move(SecretsMode wanted, const Secret &passphrase, const QList<QByteArray> &keys)
{
    const auto sealed = std::dynamic_pointer_cast<secrets::SealedFileSecretStore>(m_store->current());
    if (wanted == SecretsMode::File && sealed)
        return sealed->changePassphrase(passphrase);
    const auto former = m_store->current();
    const auto next = TRY(openSecrets(m_profileDir, wanted, passphrase));
    SecretTransfer transfer(*former, *next);
    TRY(transfer.copy(keys, m_stopping.get_token()));
    m_store->switchTo(next);
    if (const Status remembered = rememberSecretsMode(m_profileDir, wanted); !remembered) {
        m_store->switchTo(former);
        return remembered;
    }
    // They live in the new place by now, whatever becomes of the old copies.
    if (const Status removed = transfer.removeOld(m_stopping.get_token()); !removed)
        qCWarning(logSecrets) << "passwords are left behind where they were:" << describe(removed.error());
    return {};
}

void ProfileSecrets::choose(Mode mode, const Secret &passphrase, QObject *context, std::function<void(Status)> done)
{
    const QPointer<QObject> guard(context);
    const SecretsMode wanted = fromMode(mode);
    const auto begin = [this, wanted, passphrase, guard, done](const QList<QByteArray> &keys) {
        m_work.post([this, wanted, passphrase, guard, done, keys] {
            const Status moved = move(wanted, passphrase, keys);
            onGuiThread(guard, [this, wanted, moved, done] {
                if (moved) {
                    m_mode = wanted;
                    m_chosen = true;
                }
                done(moved);
            });
        });
    };
    if (!m_engine)
        return begin({});
    // Which passwords there are is asked of the engine on its own thread: the work here may outlive the engine.
    m_engine->readExecutor().post([&store = m_engine->store(), guard, begin, done] {
        const auto accounts = store.read([](const store::Reader &reader) { return reader.accounts(); });
        onGuiThread(guard, [accounts, begin, done] {
            if (!accounts)
                return done(accounts.error());
            QList<QByteArray> keys;
            for (const Account &account : *accounts)
                keys += account.secretKeys();
            begin(keys);
        });
    });
}

} // namespace petrel::app
