#pragma once

#include "ui/settings/settings_page.h"
#include "ui/wizard/account_service.h"

class QVBoxLayout;

namespace petrel::ui {

class Button;
class NoticeBar;

/** The accounts, each with its editor; one more, or one less after a question. */
class AccountsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AccountsPage(AccountService &service, QWidget *parent = nullptr);
    void refresh() override;
    /** Opens the editor of this account as soon as the accounts were read again. */
    void editWhenRead(AccountId account) { m_wanted = account; }

Q_SIGNALS:
    void addWanted();
    void accountsRead(const QList<petrel::Account> &accounts);

private:
    void show(const QList<Account> &accounts);
    QWidget *rowOf(const Account &account);
    void edit(const Account &account);
    void askToRemove(const Account &account);
    void askToRemove(const Account &account, const QString &shared);
    void remove(const Account &account);
    void tell(const Error &error, const Account &account);

    AccountService &m_service;
    AccountId m_wanted;
    QVBoxLayout *m_group;
    QWidget *m_rows;
    Button *m_add;
    NoticeBar *m_notice;
};

} // namespace petrel::ui
