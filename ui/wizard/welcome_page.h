#pragma once

#include "ui/wizard/wizard_page.h"

class QLineEdit;

namespace petrel::ui {

class Button;
class Drawing;

/** Who are you: name and address, and nothing else. */
class WelcomePage : public WizardPage
{
    Q_OBJECT
public:
    explicit WelcomePage(WizardPresenter &presenter, QWidget *parent = nullptr);
    void enter() override;
    void showProblems() override;
    void setNarrow(bool narrow) override;

private:
    void addField(QVBoxLayout *column, QLineEdit *field, const QString &label);

    Drawing *m_bird;
    QLineEdit *m_name;
    QLineEdit *m_address;
    RoleLabel *m_note;
    Button *m_find;
};

} // namespace petrel::ui
