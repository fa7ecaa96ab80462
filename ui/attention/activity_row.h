#pragma once

#include "core/engine/account_status.h"
#include "core/model/account.h"
#include "ui/attention/pace.h"
#include "ui/common/theme.h"

#include <QWidget>

class QProgressBar;

namespace petrel::ui {

class Button;
class RoleLabel;

/** One account in the activity list: what it is doing, how far it is, what went wrong, and what can be done. */
class ActivityRow : public QWidget
{
    Q_OBJECT
public:
    ActivityRow(const Account &account, TagColour colour, QWidget *parent = nullptr);

    void setAccount(const Account &account);
    void setStatus(const engine::AccountStatus &status);
    /** Without the network nothing can be checked. */
    void setOnline(bool online);

Q_SIGNALS:
    void checkWanted();
    /** The fetching of a maildrop is to end for now. */
    void stopWanted();
    void passwordWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showStatus();
    void showProgress();

    Account m_account;
    engine::AccountStatus m_status;
    Pace m_pace;
    TagColour m_colour;
    bool m_online = true;
    RoleLabel *m_name;
    RoleLabel *m_text;
    RoleLabel *m_error;
    QProgressBar *m_bar;
    Button *m_check;
    Button *m_stop;
    Button *m_password;
};

} // namespace petrel::ui
