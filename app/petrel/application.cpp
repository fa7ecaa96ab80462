#include "app/petrel/application.h"

#include "app/petrel/prepare_work.h"
#include "app/petrel/salvage_work.h"
#include "app/petrel/screenshot.h"
#include "app/shared/paths.h"
#include "core/store/migrations.h"
#include "core/store/profile_directory.h"
#include "core/store/store.h"
#include "ui/common/desktop_settings.h"
#include "ui/common/error_sentence.h"
#include "ui/common/seams.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/reading_desk.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/settings/settings_window.h"
#include "ui/wizard/account_wizard.h"
#include "ui/wizard/certificate_dialog.h"
#include "ui/wizard/passphrase_dialog.h"
#include "ui/wizard/password_dialog.h"
#include "ui/wizard/sign_in_dialog.h"

#include <QGuiApplication>

#include <cstdio>

namespace petrel::app {

namespace {

SecretsMode modeOf(const CommandLine &line)
{
    return secretsModeFromName(line.secrets).value_or(rememberedSecretsMode(line.profileDir));
}

} // namespace

Application::Application(CommandLine line)
    : m_line(std::move(line))
    , m_settings(settingsFile(m_line.profileDir))
    , m_windowState(settingsFile(m_line.profileDir), QSettings::IniFormat)
    , m_secrets(m_line.profileDir, modeOf(m_line))
{
    QGuiApplication::setQuitOnLastWindowClosed(false); // endWithLastWindow() does
    if (!m_line.mailto.isEmpty())
        m_waitingLinks.append(m_line.mailto);
    if (m_line.scheme == QStringLiteral("light"))
        ui::Appearance::instance().setChoice(ui::SchemeChoice::Light);
    else if (m_line.scheme == QStringLiteral("dark"))
        ui::Appearance::instance().setChoice(ui::SchemeChoice::Dark);
    else
        m_settings.applyAppearance();
    (new ui::DesktopSettings(this))->watch();
    connect(&m_settings, &ui::Settings::changed, this, &Application::applySettings);
}

Application::~Application()
{
    closeProfile();
}

void Application::closeProfile()
{
    disconnect(m_lastWindow); // there may be another window, with dialogs in between
    m_secrets.setEngine(nullptr);
    m_toAsk.clear();
    if (m_window)
        m_unfinished += m_window->compose().takeUnfinished();
    delete m_wizard;
    delete m_settingsWindow;
    m_window.reset();
    m_textWork.reset();
    m_backups.reset();
    m_storage.reset();
    // Its last reads run through what follows, so it goes first.
    m_engine.reset();
    m_accounts.reset();
    m_source.reset();
    m_access.reset();
}

void Application::start()
{
    if (!m_prepared && store::isOfOlderSchema(store::ProfileDirectory(m_line.profileDir).database())) {
        prepareProfile();
        return;
    }
    const bool isFile = modeOf(m_line) == SecretsMode::File;
    if (isFile)
        openSecretsThenProfile();
    else
        openProfile();
    // Asked in every mode: the settings offer a keyring only where one answers.
    m_secrets.probeKeychain(this, [this, isFile](const Status &answered) {
        if (!m_engine || isFile)
            return;
        if (!answered && m_secrets.isChosen() && m_secrets.mode() == ui::SecretPlace::Mode::Keychain)
            m_window->tell(ui::sentenceFor(answered.error(), Account{}, ui::Activity::Starting).text());
        m_engine->start();
    });
}

void Application::prepareProfile()
{
    m_prepared = true; // once: what is still to be done then is told as what it is
    auto *work = new PrepareWork(m_line.profileDir, this);
    connect(work, &PrepareWork::finished, this, [this](const Status &outcome) {
        m_prepared = outcome.ok();
        if (outcome)
            start();
        else
            showProblem(outcome.error());
    });
    work->start();
}

void Application::openSecretsThenProfile()
{
    const Secret given = passphraseFromEnvironment();
    openProfile();
    if (!m_engine)
        return;
    if (!given.isEmpty()) {
        m_secrets.unseal(given, this, [this](const Status &opened) {
            if (!m_engine)
                return;
            if (!opened)
                m_window->tell(ui::sentenceFor(opened.error(), Account{}, ui::Activity::Starting).text());
            m_engine->start();
        });
        return;
    }
    auto *dialog = new ui::PassphraseDialog(m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::PassphraseDialog::entered, this, [this, guard = QPointer<ui::PassphraseDialog>(dialog)](const Secret &passphrase) {
        m_secrets.unseal(passphrase, this, [this, guard](const Status &opened) {
            if (!guard)
                return;
            if (opened)
                guard->accept();
            else if (opened.error().code == "secrets-passphrase")
                guard->refuse();
            else
                guard->showProblem(ui::sentenceFor(opened.error(), Account{}, ui::Activity::Starting).text());
        });
    });
    // Without the passphrase mail stays readable; the accounts then ask for their passwords.
    connect(dialog, &QDialog::finished, this, [this] {
        if (m_engine)
            m_engine->start();
    });
    dialog->open();
}

void Application::openProfile()
{
    engine::Engine::Options options;
    options.profileDir = m_line.profileDir;
    options.secrets = m_secrets.store();
    auto opened = engine::Engine::open(std::move(options));
    if (!opened) {
        showProblem(opened.error());
        return;
    }
    m_engine = std::move(opened).value();
    connect(&m_engine->events(), &engine::EngineEvents::storeDamaged, this, &Application::offerSalvage);
    connect(&m_engine->events(), &engine::EngineEvents::secretWanted, this, [this](AccountId account, AccountSide side) { m_wanted[account] = side; });
    m_engine->store().forbidWritesOn(std::this_thread::get_id());
    m_secrets.setEngine(m_engine.get());
    openWindow();
}

void Application::showProblem(const Error &error)
{
    const ui::ErrorSentence sentence = ui::sentenceFor(error, Account{}, ui::Activity::Starting);
    std::fprintf(stderr, "petrel: %s\n(%s)\n", qUtf8Printable(sentence.text()), qUtf8Printable(describe(error)));
    const bool damaged = error.kind == ErrorKind::StoreCorrupt && error.code != "UNREADABLE";
    ui::Question question;
    question.title = tr("Petrel cannot open this mailbox");
    question.text = sentence.happened;
    question.meaning = sentence.meaning;
    if (damaged) {
        question.answers = {tr("Save what can be read and start afresh"), tr("Quit")};
    } else {
        question.meaning += QLatin1Char(' ') + sentence.advice;
        question.answers = {tr("Try again"), tr("Quit")};
    }
    if (!m_unfinished.isEmpty())
        question.meaning += QLatin1Char(' ') + tr("What you were writing is still at hand, and lost when you quit.");
    question.preferred = static_cast<int>(question.answers.size()) - 1;
    ui::Seams::current().ask(nullptr, question, [this, damaged](int answer) {
        if (answer != 0) {
            QCoreApplication::exit(8);
            return;
        }
        if (!damaged) {
            start();
            return;
        }
        salvage();
    });
}

void Application::salvage()
{
    auto *work = new SalvageWork(m_line.profileDir, this);
    connect(work, &SalvageWork::saved, this, [this](const store::Store::Salvaged &saved) {
        start();
        if (m_window) // it stays, whatever stands before it: the wizard, where no account came through
            m_window->report(tr("The damaged mailbox was set aside."), SalvageWork::sentenceFor(saved));
    });
    connect(work, &SalvageWork::failed, this, [this](const Error &error) {
        if (error.kind == ErrorKind::Cancelled)
            start(); // nothing was changed: the question comes again
        else
            showProblem(error);
    });
    work->start();
}

void Application::offerSalvage(const Error &error)
{
    std::fprintf(stderr, "petrel: %s\n", qUtf8Printable(describe(error)));
    ui::Question question;
    question.title = tr("This mailbox is damaged");
    question.text = tr("Petrel did not end in order last time, and its database did not come through that whole.");
    question.meaning = tr("Nothing is fetched or sent until it is mended. What can be read is saved; mail at servers is fetched again.");
    question.answers = {tr("Save what can be read and start afresh"), tr("Not now")};
    question.preferred = 0;
    ui::Seams::current().ask(m_window.get(), question, [this](int answer) {
        if (answer != 0)
            return;
        // Not from inside the window's own dialog.
        QMetaObject::invokeMethod(this, [this] { closeThen([this] { salvage(); }); }, Qt::QueuedConnection);
    });
}

/** A message on its way into the outbox is there first: else it would be sent, and be written on as well. */
void Application::closeThen(std::function<void()> work)
{
    if (m_window->compose().isHandingOver()) {
        connect(&m_window->compose(), &ui::ComposeDesk::handedOver, this, [this, work] { closeThen(work); },
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
        return;
    }
    closeProfile();
    work();
}

void Application::restore(const QString &backup)
{
    auto *work = new SalvageWork(m_line.profileDir, this, backup);
    connect(work, &SalvageWork::saved, this, [this](const store::Restored &restored) {
        start();
        if (m_window)
            m_window->report(tr("The backup was restored."), SalvageWork::sentenceForRestored(restored));
    });
    connect(work, &SalvageWork::failed, this, [this](const Error &error) {
        start(); // nothing was changed
        if (m_window && error.kind != ErrorKind::Cancelled)
            m_window->report(tr("The backup was not restored."), ui::sentenceFor(error, Account{}, ui::Activity::Restoring).text());
    });
    work->start();
}

void Application::openWindow()
{
    m_access = std::make_unique<EngineReadAccess>(*m_engine);
    m_source = std::make_unique<ui::StoreMailSource>(*m_access);
    m_accounts = std::make_unique<ui::EngineAccountService>(*m_engine, *m_source);
    m_storage = std::make_unique<EngineStorage>(*m_engine);
    m_backups = std::make_unique<ProfileBackups>(*m_engine, m_settings, m_windowState);
    connect(m_backups.get(), &ProfileBackups::restoreWanted, this, [this](const QString &backup) { closeThen([this, backup] { restore(backup); }); }, Qt::QueuedConnection);
    m_textWork = std::make_unique<ThreadExecutor>(QStringLiteral("text"));
    m_window = std::make_unique<ui::MainWindow>(ui::MainWindow::Parts{*m_engine, *m_access, *m_source, *m_textWork, m_windowState});
    applySettings();
    connectWindow();
    connect(m_backups.get(), &ProfileBackups::worthTelling, m_window.get(), &ui::MainWindow::report);
    m_window->show();
    m_window->compose().resume(std::exchange(m_unfinished, {}));
    m_lastWindow = connect(qGuiApp, &QGuiApplication::lastWindowClosed, this, &Application::endWithLastWindow);
    if (!m_line.screenshotFile.isEmpty())
        takeScreenshot();
    for (const QString &link : std::exchange(m_waitingLinks, {}))
        present(link);
}

void Application::endWithLastWindow()
{
    if (m_window->mayEnd())
        QCoreApplication::quit();
}

void Application::connectWindow()
{
    connect(m_window.get(), &ui::MainWindow::addAccountWanted, this, &Application::openWizard);
    connect(m_window.get(), &ui::MainWindow::settingsWanted, this, &Application::openSettings);
    connect(m_window.get(), &ui::MainWindow::accountSettingsWanted, this, [this](AccountId account) {
        openSettings();
        m_settingsWindow->editAccount(account);
    });
    connect(m_window.get(), &ui::MainWindow::storageSettingsWanted, this, [this] {
        openSettings();
        m_settingsWindow->showPart(ui::SettingsPart::Storage);
    });
    connect(m_window.get(), &ui::MainWindow::passwordWanted, this, &Application::askPassword);
    connect(m_window.get(), &ui::MainWindow::certificateWanted, this, &Application::showCertificate);
    // Who chose to be asked at each start is asked; else a refused password waits below the list until the person has time.
    connect(&m_engine->events(), &engine::EngineEvents::secretWanted, this, [this](AccountId account) {
        if (m_secrets.mode() == ui::SecretPlace::Mode::Memory)
            askPassword(account);
    });
    connect(&m_engine->events(), &engine::EngineEvents::signInWanted, this, [this](AccountId account) {
        if (m_secrets.mode() == ui::SecretPlace::Mode::Memory)
            askPassword(account);
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, m_window.get(), [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_engine->confirmLines();
    });
    connect(&m_window->folders(), &ui::FolderTreeModel::loaded, this, &Application::askNextPassword);
    // The first start has nothing to show but the way in.
    connect(&m_window->folders(), &ui::FolderTreeModel::loaded, this, [this] {
        if (m_window->folders().accounts().isEmpty() && m_line.screenshotFile.isEmpty())
            openWizard();
    }, Qt::SingleShotConnection);
    if (m_line.startupReport) {
        connect(m_window.get(), &ui::MainWindow::firstPainted, this, [] {
            std::puts("painted");
            std::fflush(stdout);
            QCoreApplication::quit();
        });
    }
}

void Application::openWizard()
{
    if (m_wizard) {
        m_wizard->activateWindow();
        return;
    }
    m_wizard = new ui::AccountWizard(*m_accounts, m_secrets, m_window.get());
    m_wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_engine->events(), &engine::EngineEvents::accountStatusChanged, m_wizard, &ui::AccountWizard::showProgress);
    connect(m_wizard, &ui::AccountWizard::accountAdded, this, [this] {
        if (m_settingsWindow)
            m_settingsWindow->reloadAccounts();
    });
    // Queued: while it is being destroyed m_wizard still points to it.
    connect(m_wizard, &QObject::destroyed, this, &Application::askNextPassword, Qt::QueuedConnection);
    // At the first start the window behind may not have found its own place yet.
    if (m_window->folders().accounts().isEmpty())
        m_wizard->centreOnScreen();
    m_wizard->open();
}

void Application::openSettings()
{
    if (!m_settingsWindow) {
        m_settingsWindow = new ui::SettingsWindow({m_settings, *m_accounts, m_secrets, *m_storage, *m_backups}, m_window.get());
        m_settingsWindow->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_settingsWindow, &ui::SettingsWindow::addAccountWanted, this, &Application::openWizard);
    }
    m_settingsWindow->show();
    m_settingsWindow->activateWindow();
}

/** One question at a time: who asks meanwhile, or before the accounts are known, waits for its turn. */
void Application::askPassword(AccountId id)
{
    if (id == m_asked || !m_line.screenshotFile.isEmpty())
        return;
    if (!m_toAsk.contains(id))
        m_toAsk.append(id);
    askNextPassword();
}

void Application::askNextPassword()
{
    if (!m_window || m_wizard || m_asked)
        return;
    for (qsizetype i = 0; i < m_toAsk.size(); ++i) {
        if (const auto account = m_window->folders().account(m_toAsk[i])) {
            m_asked = m_toAsk.takeAt(i);
            return openPasswordDialog(*account);
        }
    }
}

void Application::openPasswordDialog(const Account &account)
{
    if (account.signIn.way == SignInWay::OAuth)
        return openSignInDialog(account);
    const AccountSide side = m_wanted.value(account.id, AccountSide::Incoming);
    auto *dialog = new ui::PasswordDialog(account, side, m_engine->status(account.id).error, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::PasswordDialog::entered, this, [this, side](AccountId entered, const Secret &password) {
        m_engine->provideSecret(entered, side, password, this, [this](const Status &kept) {
            if (!kept && m_window)
                m_window->tell(tr("The password is used until Petrel is closed. ") + ui::sentenceFor(kept.error(), Account{}, ui::Activity::Saving).text());
        });
    });
    connect(dialog, &QObject::destroyed, this, [this] {
        m_asked = {};
        askNextPassword();
    });
    dialog->open();
}

void Application::openSignInDialog(const Account &account)
{
    auto *dialog = new ui::SignInDialog(*m_accounts, account, m_engine->status(account.id).error, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::SignInDialog::signedIn, this, [this](AccountId id, const SignedIn &signedIn) {
        m_engine->provideSignIn(id, signedIn, this, [this](const Status &kept) {
            if (!kept && m_window)
                m_window->tell(ui::sentenceFor(kept.error(), Account{}, ui::Activity::Saving).text());
        });
    });
    connect(dialog, &QObject::destroyed, this, [this] {
        m_asked = {};
        askNextPassword();
    });
    dialog->open();
}

void Application::showCertificate(AccountId id)
{
    const auto account = m_window->folders().account(id);
    if (!account)
        return;
    const ServerSettings &server = m_engine->status(id).side == AccountSide::Incoming ? account->incoming : account->outgoing;
    const auto refused = m_engine->refusedCertificate(server.host, server.port);
    if (!refused) { // the account has connected since
        m_engine->checkMail(id);
        return;
    }
    auto *dialog = new ui::CertificateDialog(*refused, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::CertificateDialog::trusted, this, [this, id](const CertificateProblem &trusted) { trustCertificate(id, trusted); });
    dialog->open();
}

/** The account as it is now, and nothing of it but the pin is changed: its workers then connect anew. */
void Application::trustCertificate(AccountId id, const CertificateProblem &trusted)
{
    engine::AccountDraft draft;
    draft.account = m_window->folders().account(id).value_or(Account{});
    for (ServerSettings *server : {&draft.account.incoming, &draft.account.outgoing}) {
        if (server->host == trusted.host && server->port == trusted.port)
            server->pinnedSha256 = trusted.sha256;
    }
    m_engine->updateAccount(std::move(draft), this, [this](const Status &updated) {
        if (!updated)
            m_window->tell(ui::sentenceFor(updated.error(), Account{}, ui::Activity::Saving).text());
    });
}

void Application::applySettings()
{
    if (m_line.scheme.isEmpty())
        m_settings.applyAppearance();
    if (!m_window)
        return;
    m_window->list().setDensity(m_settings.isCompact() ? ui::Density::Compact : ui::Density::Comfortable);
    const auto delay = m_settings.markReadAfter();
    m_window->reading().setMarkReadDelay(delay ? static_cast<int>(std::chrono::milliseconds(*delay).count()) : -1);
    m_window->compose().setUndoSeconds(m_settings.undoSendSeconds());
    m_window->compose().setWritesRichText(m_settings.writesRichText());
    m_window->compose().setSignatures([this](const QByteArray &uuid) { return m_settings.signature(uuid); });
}

void Application::present(const QString &mailto)
{
    if (!m_window) {
        if (!mailto.isEmpty())
            m_waitingLinks.append(mailto);
        return;
    }
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    if (!mailto.isEmpty())
        m_window->compose().mailto(mailto);
}

void Application::quit()
{
    if (m_window)
        m_window->quitUnasked();
    else
        QCoreApplication::quit();
}

void Application::takeScreenshot()
{
    auto *camera = new Screenshot(*m_window, m_line.screenshotFile, m_line.view, this);
    connect(camera, &Screenshot::wizardWanted, this, &Application::openWizard);
    connect(camera, &Screenshot::settingsWanted, this, &Application::openSettings);
    connect(camera, &Screenshot::taken, this, [file = m_line.screenshotFile](bool written) {
        if (!written)
            std::fprintf(stderr, "petrel: the picture cannot be written to %s\n", qUtf8Printable(file));
        QCoreApplication::exit(written ? 0 : 9);
    });
    camera->start();
}

} // namespace petrel::app
