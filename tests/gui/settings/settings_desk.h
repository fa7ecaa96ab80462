#pragma once

#include "tests/gui/support/answering_seams.h"
#include "tests/gui/wizard/scripted_service.h"
#include "ui/settings/settings_window.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QListWidget>
#include <QTemporaryDir>

namespace petrel::test {

/** The settings window, with stand-ins for all that it works on. */
struct Desk
{
    QTemporaryDir directory;
    AnsweringSeams seams;
    ScriptedService service;
    ScriptedSecretPlace secrets;
    ScriptedStorage storage;
    ScriptedBackups backups;
    ui::Settings settings{directory.filePath(QStringLiteral("settings.ini"))};
    std::unique_ptr<ui::SettingsWindow> window;

    explicit Desk(const QList<Account> &accounts = {homeAccount()})
    {
        service.known = accounts;
        window = std::make_unique<ui::SettingsWindow>(ui::SettingsPlaces{settings, service, secrets, storage, backups});
        window->show();
    }
    ~Desk() { ui::Appearance::instance().setChoice(ui::SchemeChoice::System); }

    template <class Widget>
    Widget *find(const char *name) { return window->findChild<Widget *>(QString::fromLatin1(name)); }
    void press(const char *name) { find<QAbstractButton>(name)->click(); }
    void choose(const char *name, int data)
    {
        auto *box = find<QComboBox>(name);
        box->setCurrentIndex(box->findData(data));
        Q_EMIT box->activated(box->currentIndex());
    }
    [[nodiscard]] QStringList shownParts()
    {
        QStringList parts;
        const auto *list = find<QListWidget>("parts");
        for (int i = 0; i < list->count(); ++i) {
            if (!list->item(i)->isHidden())
                parts.append(list->item(i)->text());
        }
        return parts;
    }
};

} // namespace petrel::test
