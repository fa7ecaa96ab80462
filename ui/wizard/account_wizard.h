#pragma once

#include "core/engine/account_status.h"
#include "core/model/ids.h"
#include "ui/wizard/wizard_presenter.h"

#include <QDialog>

class QStackedWidget;

namespace petrel::ui {

class Button;
class DialogFoot;
class DonePage;
class NoticeBar;
class StepDots;
class WizardPage;

/**
 * Sets an account up: who, where the mail lives, the servers, a test, done. Use open(), never exec(). All values live in the
 * presenter, so every page can be reached backwards without losing any. Escape asks only when something would be lost.
 */
class AccountWizard : public QDialog
{
    Q_OBJECT
public:
    /** Both are borrowed and outlive the dialog. */
    AccountWizard(AccountService &service, SecretPlace &secrets, QWidget *parent = nullptr);

    [[nodiscard]] WizardPresenter &presenter() { return *m_presenter; }

    /** Connect EngineEvents::accountStatusChanged here: the last page tells how the first mail arrives. */
    void showProgress(const engine::AccountStatus &status);
    /** Opens there and not over its parent. Before it is shown. */
    void centreOnScreen();
    /** Leaves, after a question when something typed would be lost. */
    void reject() override;

Q_SIGNALS:
    /** Saved: its workers may start. The dialog stays open for the last page. */
    void accountAdded(petrel::AccountId account);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHead();
    void buildFoot();
    void connectPresenter();
    void addPages();
    void showPage();
    void refreshFoot();
    void refreshTestFoot();
    void pressBack();
    void pressHelp();
    [[nodiscard]] WizardPage *page() const;

    WizardPresenter *m_presenter;
    QWidget *m_head;
    StepDots *m_dots;
    QStackedWidget *m_pages;
    DonePage *m_done;
    NoticeBar *m_notice;
    DialogFoot *m_foot;
    QWidget *m_promiseBox;
    Button *m_help;
    Button *m_back;
    Button *m_primary;
    bool m_asking = false;
};

} // namespace petrel::ui
