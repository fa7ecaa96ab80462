#pragma once

#include "ui/wizard/wizard_page.h"

namespace petrel::ui {

class Button;
class TrialView;

/** Tries the account at both ends before it is kept. */
class TestPage : public WizardPage
{
    Q_OBJECT
public:
    explicit TestPage(WizardPresenter &presenter, QWidget *parent = nullptr);
    void enter() override;
    void setNarrow(bool narrow) override;

private:
    void refresh();

    TrialView *m_view;
    Button *m_change;
};

} // namespace petrel::ui
