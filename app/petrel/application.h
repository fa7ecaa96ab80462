#pragma once

#include "app/petrel/command_line.h"
#include "app/petrel/profile_access.h"
#include "app/petrel/profile_backups.h"
#include "app/petrel/profile_secrets.h"
#include "core/engine/engine.h"
#include "ui/common/settings.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/models/store_mail_source.h"
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

/**
 * Everything of one running Petrel: opens the profile, builds the window on it, and the dialogs around it. At the end the
 * window goes first, then the engine, which records what was wished last, then what its reads answered to.
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
    /** The session ends: composers keep what was written, then the program ends as by the menu's "Quit". */
    void quit();

    /** Null while no profile is open. For tests. */
    [[nodiscard]] engine::Engine *engine() const { return m_engine.get(); }
    [[nodiscard]] ui::MainWindow *window() const { return m_window.get(); }
    [[nodiscard]] ProfileBackups *backups() const { return m_backups.get(); }

private:
    void openSecretsThenProfile();
    /** A profile of a former Petrel is brought up to date first; then it starts. */
    void prepareProfile();
    void openProfile();
    void closeProfile();
    void showProblem(const Error &error);
    /** Damage that was found while the window was open already. */
    void offerSalvage(const Error &error);
    /** The profile is closed, and what is to be done to it is done. */
    void closeThen(std::function<void()> work);
    void salvage();
    void restore(const QString &backup);
    void openWindow();
    void connectWindow();
    /** No window is left: here it is decided whether the program ends, for Qt would end it under a message just sent. */
    void endWithLastWindow();
    void openWizard();
    void openSettings();
    void askPassword(AccountId account);
    void askNextPassword();
    void openPasswordDialog(const Account &account);
    void openSignInDialog(const Account &account);
    void showCertificate(AccountId account);
    void trustCertificate(AccountId account, const CertificateProblem &trusted);
    void applySettings();
    void takeScreenshot();

    CommandLine m_line;
    bool m_prepared = false;
    ui::Settings m_settings;
    QSettings m_windowState;
    ProfileSecrets m_secrets;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<EngineReadAccess> m_access;
    std::unique_ptr<ui::StoreMailSource> m_source;
    std::unique_ptr<ui::EngineAccountService> m_accounts;
    std::unique_ptr<EngineStorage> m_storage;
    std::unique_ptr<ProfileBackups> m_backups;
    std::unique_ptr<ThreadExecutor> m_textWork;
    std::unique_ptr<ui::MainWindow> m_window;
    QMetaObject::Connection m_lastWindow;      ///< heard only while a window stands
    QList<ui::UnfinishedMessage> m_unfinished; ///< of the profile that was closed, for the next one
    QPointer<ui::AccountWizard> m_wizard;
    QPointer<ui::SettingsWindow> m_settingsWindow;
    QMap<AccountId, AccountSide> m_wanted; ///< which end's password was missing or refused last
    QList<AccountId> m_toAsk;              ///< whose password is asked for next
    AccountId m_asked;                     ///< whose is asked for now
    QStringList m_waitingLinks; ///< mail links that came while no window is open: a question may stand before it
};

} // namespace petrel::app
