#pragma once

#include "ui/settings/settings_places.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace petrel::ui {

class AccountsPage;
class SettingsPage;

/** The pages, in the order of the list. */
enum class SettingsPart { Accounts, Reading, Writing, Appearance, Privacy, Storage };

/**
 * Everything that can be set, in one window: the list of pages, a search over them, the page. What is changed takes effect
 * at once, there is no Apply; only an account's servers are saved together. Use open() or show(), never exec().
 */
class SettingsWindow : public QDialog
{
    Q_OBJECT
public:
    /** Everything in `places` is borrowed and outlives the window. */
    explicit SettingsWindow(const SettingsPlaces &places, QWidget *parent = nullptr);

    void showPart(SettingsPart part);
    /** The accounts with the editor of this one open. */
    void editAccount(AccountId account);
    /** Call it when accounts changed elsewhere. */
    void reloadAccounts();

Q_SIGNALS:
    /** The person wants one more: open the wizard. */
    void addAccountWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildList();
    void addPage(SettingsPart part, const QString &icon, SettingsPage *page);
    void filter(const QString &words);

    AccountsPage *m_accounts;
    QLineEdit *m_search;
    QListWidget *m_list;
    QStackedWidget *m_stack;
    QList<SettingsPage *> m_pages;
};

} // namespace petrel::ui
