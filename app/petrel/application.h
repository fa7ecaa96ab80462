#pragma once

#include "app/petrel/command_line.h"
#include "app/petrel/profile_secrets.h"
#include "core/engine/engine.h"
#include "ui/common/settings.h"
#include "ui/models/read_access.h"
#include "ui/models/store_mail_source.h"
#include "ui/settings/settings_places.h"
#include "ui/wizard/engine_account_service.h"

#include <QObject>
#include <QPointer>
#include <QSettings>

#include <memory>

namespace petrel::ui {
class AccountWizard;
class MainWindow;
class SettingsWindow;
} // namespace petrel::ui

namespace petrel::app {

/** Snapshots for the models, from the engine's store on its reading thread. */
class EngineReadAccess final : public ui::ReadAccess
{
public:
    explicit EngineReadAccess(engine::Engine &engine) : ReadAccess(engine.readExecutor()), m_engine(engine) {}

private:
    Status withReader(const std::function<void(const store::Reader &)> &work) override;
    engine::Engine &m_engine;
};

/** The profile on disk, for the storage page. */
class EngineStorage final : public ui::ProfileStorage
{
public:
    explicit EngineStorage(engine::Engine &engine) : m_engine(engine) {}
    [[nodiscard]] QString directory() const override;
    void measure(QObject *context, std::function<void(std::int64_t)> done) override;
    void check(QObject *context, std::function<void(Result<QStringList>)> done) override;

private:
    engine::Engine &m_engine;
};

/**
 * Everything of one running Petrel: opens the profile, builds the window on it, and the dialogs around it. The parts are
 * destroyed in the reverse order, the engine last but for the secrets.
 */
class Application : public QObject
{
    Q_OBJECT
public:
    explicit Application(CommandLine line);
    ~Application() override;

    /** Opens the profile and shows the first window; errors are shown and end the program with a status. */
    void start();
    /** Another start with the same profile, or a mail link. */
    void present(const QString &mailto);

private:
    void openSecretsThenProfile();
    void openProfile();
    void showProblem(const Error &error);
    void openWindow();
    void connectWindow();
    void openWizard();
    void openSettings();
    void askPassword(AccountId account);
    void applySettings();
    void takeScreenshot();

    CommandLine m_line;
    ui::Settings m_settings;
    QSettings m_windowState;
    ProfileSecrets m_secrets;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<EngineReadAccess> m_access;
    std::unique_ptr<ui::StoreMailSource> m_source;
    std::unique_ptr<ui::EngineAccountService> m_accounts;
    std::unique_ptr<EngineStorage> m_storage;
    std::unique_ptr<ThreadExecutor> m_textWork;
    std::unique_ptr<ui::MainWindow> m_window;
    QPointer<ui::AccountWizard> m_wizard;
    QPointer<ui::SettingsWindow> m_settingsWindow;
    bool m_askingPassword = false;
};

} // namespace petrel::app
