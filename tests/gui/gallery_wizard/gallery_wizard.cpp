// Renders every page of the wizard and of the settings: `gallery_wizard DIRECTORY` (QT_SCALE_FACTOR=2 for the other scale).
#include "tests/gui/support/pictures.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/gui/wizard/refused_certificate.h"
#include "tests/gui/wizard/scripted_service.h"
#include "ui/settings/account_editor.h"
#include "ui/settings/settings_window.h"
#include "ui/wizard/account_wizard.h"
#include "ui/wizard/certificate_dialog.h"
#include "ui/wizard/passphrase_dialog.h"
#include "ui/wizard/password_dialog.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>

using namespace petrel;
using namespace petrel::ui;
using namespace petrel::test;

namespace {

void press(QWidget &window, const char *name) { window.findChild<QAbstractButton *>(QString::fromLatin1(name))->click(); }

Error authError()
{
    return makeError(ErrorKind::Auth, QStringLiteral("LOGIN was refused")).withServerText("[AUTHENTICATIONFAILED] Authentication failed.", "AUTHENTICATIONFAILED");
}

void walk(const Pictures &pictures, const QString &prefix, QSize size, const QString &address, bool keychain)
{
    ScriptedService service;
    ScriptedSecretPlace secrets;
    secrets.keychain = keychain;
    if (!keychain)
        secrets.now = SecretPlace::Mode::Memory;
    AccountWizard wizard(service, secrets);
    const auto shoot = [&](const char *name) { pictures.take(wizard, prefix + QString::fromLatin1(name), size); };
    wizard.presenter().account().setPersonName(QStringLiteral("Nora Lindqvist"));
    wizard.presenter().account().setAddress(address);
    wizard.findChild<QLineEdit *>(QStringLiteral("personName"))->setText(QStringLiteral("Nora Lindqvist"));
    wizard.findChild<QLineEdit *>(QStringLiteral("address"))->setText(address);
    shoot("1-welcome");
    press(wizard, "find");
    shoot("2-choice");
    if (wizard.findChild<QAbstractButton *>(QStringLiteral("pop3"))->isEnabled()) {
        press(wizard, "pop3");
        shoot("2-choice-pop3");
    }
    press(wizard, "imap");
    press(wizard, "continue");
    shoot("3-servers");
    press(wizard, "continue");
    shoot("3-servers-problems");
    wizard.presenter().account().setPassword(QStringLiteral("correct horse"));
    wizard.presenter().setPassphrase(QStringLiteral("correct horse battery"), QStringLiteral("correct horse battery"));
    wizard.presenter().account().setSecurity(AccountTrial::Side::Sending, Security::None);
    shoot("3-servers-plain");
    wizard.presenter().account().setSecurity(AccountTrial::Side::Sending, Security::Tls);
    press(wizard, "continue");
    service.works(Step::Side::Receiving);
    service.step(Step::Side::Sending, Step::What::Connect, Step::State::Running);
    service.step(Step::Side::Sending, Step::What::Connect, Step::State::Done, QStringLiteral("smtp.postbox.example"));
    service.step(Step::Side::Sending, Step::What::Secure, Step::State::Running);
    service.step(Step::Side::Sending, Step::What::SignIn, Step::State::Running);
    shoot("4-test-running");
    service.step(Step::Side::Sending, Step::What::SignIn, Step::State::Failed, {}, authError());
    service.finish(authError());
    shoot("4-test-failed");
    press(wizard, "continue");
    service.pass();
    shoot("4-test-passed");
    press(wizard, "continue");
    engine::AccountStatus status;
    status.account = AccountId(7);
    status.phase = engine::AccountStatus::Phase::Working;
    status.done = 340;
    status.total = 4212;
    wizard.showProgress(status);
    shoot("5-done");
}

void settings(const Pictures &pictures, const QString &prefix, QSize size)
{
    QTemporaryDir directory;
    Settings values(directory.filePath(QStringLiteral("settings.ini")));
    ScriptedService service;
    service.known = {homeAccount(), homeAccount(IncomingKind::Pop3)};
    service.known[1].id = AccountId(2);
    service.known[1].name = QStringLiteral("Verwaltungsgemeinschaft");
    service.known[1].incoming.host = QStringLiteral("pop.verwaltungsgemeinschaft-niederoesterreich.example");
    ScriptedSecretPlace secrets;
    ScriptedStorage storage;
    ScriptedBackups backups;
    backups.copies = {*backups.made};
    storage.checked = ui::ProfileStorage::Checked{{QStringLiteral("content 12: the digest does not fit")}, true};
    SettingsWindow window({values, service, secrets, storage, backups});
    const char *names[] = {"accounts", "reading", "writing", "appearance", "privacy", "storage"};
    for (int i = 0; i < 6; ++i) {
        window.showPart(static_cast<SettingsPart>(i));
        if (i == 5)
            press(window, "checkStore");
        pictures.take(window, prefix + QString::fromLatin1(names[i]), size);
    }
    window.findChild<QLineEdit *>(QStringLiteral("search"))->setText(QStringLiteral("pass"));
    pictures.take(window, prefix + QStringLiteral("search"), size);
    AccountEditor imap(service, service.known[0]);
    pictures.take(imap, prefix + QStringLiteral("editor-imap"));
    AccountEditor pop3(service, service.known[1]);
    pictures.take(pop3, prefix + QStringLiteral("editor-pop3"), {600, 1000});
}

void certificates(const Pictures &pictures)
{
    for (const char *code : {"expired", "self-signed", "untrusted", "name-mismatch", "revoked"}) {
        CertificateDialog dialog(refusedCertificate(code));
        pictures.take(dialog, QStringLiteral("certificate-") + QString::fromLatin1(code));
    }
    ScriptedService service;
    Account account = homeAccount();
    account.outgoing.pinnedSha256 = QByteArray(32, 'a');
    AccountEditor editor(service, account);
    press(editor, "more");
    press(editor, "test");
    service.failFor(Step::Side::Receiving, certificateError("untrusted"), refusedCertificate("untrusted"));
    service.works(Step::Side::Sending);
    service.finish(certificateError("untrusted"));
    pictures.take(editor, QStringLiteral("editor-certificate"), {720, 1000});
}

} // namespace

int main(int argc, char **argv)
{
    const PreparedApplication application(argc, argv);
    const Pictures pictures(argc, argv);
    const QString longAddress = QStringLiteral("kundendienst-rueckfragen@verwaltungsgemeinschaft-niederoesterreich.example");
    Pictures::inBothSchemes([&] {
        const SchemeChoice scheme = theme().isDark() ? SchemeChoice::Dark : SchemeChoice::Light;
        walk(pictures, QStringLiteral("wizard-"), {820, 620}, QStringLiteral("nora.lindqvist@postbox.example"), true);
        walk(pictures, QStringLiteral("wizard-icloud-"), {820, 620}, QStringLiteral("nora@icloud.com"), false);
        walk(pictures, QStringLiteral("wizard-small-"), {560, 460}, longAddress, false);
        settings(pictures, QStringLiteral("settings-"), {940, 660});
        Appearance::instance().setChoice(scheme); // what the settings window shows, it has set
        certificates(pictures);
        PassphraseDialog passphrase;
        passphrase.refuse();
        pictures.take(passphrase, QStringLiteral("passphrase"));
        PasswordDialog password(homeAccount(), AccountSide::Incoming, authError());
        pictures.take(password, QStringLiteral("password"));
    });
    settings(pictures, QStringLiteral("settings-small-"), {640, 460});
    return 0;
}
