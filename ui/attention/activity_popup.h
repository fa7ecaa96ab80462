#pragma once

#include "core/engine/account_status.h"
#include "core/model/account.h"

#include <QFrame>
#include <QHash>

class QVBoxLayout;

namespace petrel::ui {

class ActivityRow;
class Button;
class RoleLabel;

/**
 * What every account is doing, over the foot line; never a dialog. It may be told everything all the time, shown or not.
 * Closes with Escape or a click elsewhere. GUI thread.
 */
class ActivityPopup : public QFrame
{
    Q_OBJECT
public:
    explicit ActivityPopup(QWidget *parent = nullptr);

    /** In the order of display; their colours follow it. The same ones again change nothing. */
    void setAccounts(const QList<Account> &accounts);
    void setStatus(const engine::AccountStatus &status);
    void setOnline(bool online);
    /** Shows it above `foot`, at its leading edge, inside the screen. */
    void openOver(QWidget *foot);
    [[nodiscard]] ActivityRow *row(AccountId account) const { return m_rows.value(account); }

Q_SIGNALS:
    void checkWanted(petrel::AccountId account);
    void stopWanted(petrel::AccountId account);
    void passwordWanted(petrel::AccountId account);
    void onlineWanted(bool online);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refreshSwitch();
    /** It stands on the foot line: what grows, grows upwards. */
    void stand();

    QList<Account> m_accounts;
    QHash<AccountId, ActivityRow *> m_rows;
    QHash<AccountId, engine::AccountStatus> m_statuses;
    bool m_online = true;
    int m_bottom = 0; ///< where it stands, in the screen's coordinates
    RoleLabel *m_nothing;
    QVBoxLayout *m_list;
    Button *m_switch;
};

} // namespace petrel::ui
