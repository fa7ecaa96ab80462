#pragma once

#include "ui/wizard/wizard_presenter.h"

#include <QWidget>

class QVBoxLayout;

namespace petrel::ui {

class RoleLabel;

/** The margin at both sides of head, page and foot. */
[[nodiscard]] constexpr int wizardSides(bool narrow) { return narrow ? 24 : 40; }

/** One page of the wizard: title, one sentence, content that scrolls when there is no room. */
class WizardPage : public QWidget
{
    Q_OBJECT
public:
    explicit WizardPage(WizardPresenter &presenter, QWidget *parent = nullptr);

    /** The page is being shown: puts values in and the focus where the person goes on. */
    virtual void enter() {}
    /** The person wanted to go on and cannot yet: shows why, and goes there. */
    virtual void showProblems() {}
    /** Less than 700 px: what stands side by side goes below each other. */
    virtual void setNarrow(bool narrow);

protected:
    [[nodiscard]] WizardPresenter &presenter() const { return m_presenter; }
    [[nodiscard]] AccountPresenter &account() const { return m_presenter.account(); }
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    [[nodiscard]] QWidget *ground() const { return m_ground; }
    void setTitle(const QString &title, const QString &sentence);
    [[nodiscard]] bool isCurrent(WizardStep step) const { return m_presenter.step() == step; }

private:
    WizardPresenter &m_presenter;
    QWidget *m_ground;
    RoleLabel *m_title;
    RoleLabel *m_sentence;
    QVBoxLayout *m_content;
};

} // namespace petrel::ui
