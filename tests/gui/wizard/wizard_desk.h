#pragma once

#include "tests/gui/support/answering_seams.h"
#include "tests/gui/wizard/scripted_service.h"
#include "ui/wizard/account_wizard.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QtTest>

namespace petrel::test {

/** An open wizard, and the hands of the person before it. */
struct WizardDesk
{
    AnsweringSeams seams;
    ScriptedService service;
    ScriptedSecretPlace secrets;
    std::unique_ptr<ui::AccountWizard> wizard;
    QList<AccountId> added;

    explicit WizardDesk(bool keychain = true)
    {
        secrets.keychain = keychain;
        if (!keychain)
            secrets.now = ui::SecretPlace::Mode::Memory;
        wizard = std::make_unique<ui::AccountWizard>(service, secrets);
        QObject::connect(wizard.get(), &ui::AccountWizard::accountAdded, wizard.get(), [this](AccountId id) { added.append(id); });
        wizard->open();
        wizard->activateWindow();
        (void)QTest::qWaitForWindowActive(wizard.get());
    }

    template <class Widget>
    Widget *find(const char *name) { return wizard->findChild<Widget *>(QString::fromLatin1(name)); }
    QAbstractButton *button(const char *name) { return find<QAbstractButton>(name); }
    void press(const char *name) { button(name)->click(); }
    void type(const char *name, const QString &text)
    {
        auto *field = find<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    [[nodiscard]] ui::WizardStep step() { return wizard->presenter().step(); }

    void introduce(const QString &address = QStringLiteral("nora@postbox.example"))
    {
        type("personName", QStringLiteral("Nora Lindqvist"));
        type("address", address);
        press("find");
    }
    void reachServers()
    {
        introduce();
        press("continue");
    }
    void reachTest()
    {
        reachServers();
        type("password", QStringLiteral("correct horse"));
        press("continue");
    }
};

} // namespace petrel::test
