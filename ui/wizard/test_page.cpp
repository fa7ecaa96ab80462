#include "ui/wizard/test_page.h"

#include "ui/wizard/trial_view.h"

#include <QVBoxLayout>

namespace petrel::ui {

TestPage::TestPage(WizardPresenter &presenter, QWidget *parent)
    : WizardPage(presenter, parent), m_view(new TrialView(presenter.account(), ground())),
      m_change(new Button(tr("Change settings"), Button::Kind::Link, ground()))
{
    content()->addWidget(m_view);
    content()->addSpacing(12);
    m_change->setObjectName(QStringLiteral("changeSettings"));
    m_change->setIconName(QStringLiteral("pencil"));
    content()->addLayout(flush(m_change));
    content()->addStretch(1);
    connect(m_change, &Button::clicked, this, [this] { this->presenter().back(); });
    connect(&presenter, &WizardPresenter::changed, this, [this] { if (isCurrent(WizardStep::Test)) refresh(); });
    refresh();
}

void TestPage::enter() { refresh(); }

void TestPage::refresh()
{
    const QString mended = presenter().mended();
    switch (account().trial().state()) {
    case AccountTrial::State::Idle:
    case AccountTrial::State::Running:
        return setTitle(tr("Trying your account"),
                        mended.isEmpty() ? tr("Nothing is sent and nothing is changed on the server during the test.") : mended);
    case AccountTrial::State::Passed:
        return setTitle(tr("Your account works"),
                        QStringList{tr("Petrel can fetch your mail and send yours."), mended}.join(QLatin1Char(' ')).trimmed());
    case AccountTrial::State::Failed:
        return setTitle(tr("Not quite there yet"), tr("Change the settings and try again, or save the account as it is."));
    case AccountTrial::State::Cancelled:
        return setTitle(tr("The test was stopped"), tr("Try again, change the settings, or save the account as it is."));
    }
}

void TestPage::setNarrow(bool narrow)
{
    WizardPage::setNarrow(narrow);
    m_view->setNarrow(narrow);
}

} // namespace petrel::ui
