#pragma once

#include "core/engine/account_status.h"
#include "ui/wizard/wizard_page.h"

class QProgressBar;

namespace petrel::ui {

class Button;

/** The account is kept; how the first mail arrives. */
class DonePage : public WizardPage
{
    Q_OBJECT
public:
    explicit DonePage(WizardPresenter &presenter, QWidget *parent = nullptr);
    void enter() override;
    void showProgress(const engine::AccountStatus &status);

Q_SIGNALS:
    void startReading();

private:
    RoleLabel *m_words;
    RoleLabel *m_progress;
    QProgressBar *m_bar;
    Button *m_start;
};

} // namespace petrel::ui
