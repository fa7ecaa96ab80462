#pragma once

#include "ui/wizard/account_presenter.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace petrel::ui {

class Button;
class DeliveryChoice;
class DialogFoot;
class NoticeBar;
class RoleLabel;
class ServerCopyChoice;
class ServerTable;
class TrialView;

/**
 * Changes one account: name, servers, password, what is kept here, how often it is checked. Servers belong together, so this
 * is the one place of the settings with a Save. A test without a password typed uses the one that is kept; it is never shown here.
 */
class AccountEditor : public QDialog
{
    Q_OBJECT
public:
    AccountEditor(AccountService &service, const Account &account, QWidget *parent = nullptr);

    [[nodiscard]] AccountPresenter &presenter() { return m_presenter; }
    /** Asks when something would be lost. */
    void reject() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildNames(QVBoxLayout *column);
    void buildKeeping(QVBoxLayout *column);
    void buildMaildrop(QVBoxLayout *column);
    void buildSending(QVBoxLayout *column);
    void readPlaces();
    void buildFoot();
    void connectPresenter();
    void refresh();
    void save();
    void test();

    AccountService &m_service;
    AccountPresenter m_presenter;
    Account m_before;
    QWidget *m_ground;
    QLineEdit *m_accountName;
    QLineEdit *m_personName;
    QLineEdit *m_address;
    ServerTable *m_table;
    ServerCopyChoice *m_copy = nullptr;
    DeliveryChoice *m_delivery = nullptr;
    QComboBox *m_bodies = nullptr;
    QComboBox *m_interval = nullptr;
    QComboBox *m_partial = nullptr;
    QComboBox *m_sentCopies = nullptr;
    TrialView *m_trial;
    NoticeBar *m_notice;
    DialogFoot *m_foot;
    Button *m_test;
    Button *m_save;
};

} // namespace petrel::ui
