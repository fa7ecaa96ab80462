#pragma once

#include "ui/common/dialog_parts.h"
#include "ui/wizard/account_presenter.h"

class QCheckBox;
class QGridLayout;
class QVBoxLayout;

namespace petrel::ui {

/**
 * What few people need, folded below the servers: another name and password for sending, the certificate of a private
 * authority, certificates that were trusted as exceptions.
 */
class ServerMore : public QWidget
{
    Q_OBJECT
public:
    explicit ServerMore(AccountPresenter &account, QWidget *parent = nullptr);

private:
    using Side = AccountPresenter::Side;

    void buildOnlyPlain(QVBoxLayout *card);
    QGridLayout *buildAuthority(QVBoxLayout *card);
    QGridLayout *buildPins(QVBoxLayout *card);
    void refresh();
    void showPins();
    void chooseCaFile();

    AccountPresenter &m_account;
    Button *m_toggle = nullptr;
    QWidget *m_card = nullptr;
    QLineEdit *m_sendingUser = nullptr;
    PasswordField *m_sendingPassword = nullptr;
    QWidget *m_passwordCell = nullptr;
    QWidget *m_plainRow = nullptr;
    QCheckBox *m_onlyPlain = nullptr;
    RoleLabel *m_caState = nullptr;
    Button *m_caRemove = nullptr;
    QWidget *m_pins = nullptr;
    RoleLabel *m_pinState = nullptr;
};

} // namespace petrel::ui
