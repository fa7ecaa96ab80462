#include "ui/wizard/account_wizard.h"

#include "ui/common/appearance.h"
#include "ui/common/dialog_parts.h"
#include "ui/common/drawing.h"
#include "ui/common/notice_bar.h"
#include "ui/common/seams.h"
#include "ui/common/tool_tip.h"
#include "ui/wizard/choice_page.h"
#include "ui/wizard/done_page.h"
#include "ui/wizard/servers_page.h"
#include "ui/wizard/step_dots.h"
#include "ui/wizard/test_page.h"
#include "ui/wizard/welcome_page.h"

#include <QPointer>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace petrel::ui {

namespace {
constexpr QSize kSize(820, 620);
constexpr QSize kMinimum(560, 460);
constexpr int kNarrowBelow = 700;
constexpr int kLinkPadding = 8; ///< a link's words begin this far inside it
constexpr QSize kBird(36, 20);
} // namespace

AccountWizard::AccountWizard(AccountService &service, SecretPlace &secrets, QWidget *parent)
    : QDialog(parent), m_presenter(new WizardPresenter(service, secrets, this)), m_head(new QWidget(this)),
      m_dots(new StepDots(kWizardSteps, m_head)), m_pages(new QStackedWidget(this)), m_done(new DonePage(*m_presenter, m_pages)),
      m_notice(new NoticeBar(this)), m_foot(new DialogFoot(this)),
      m_promiseBox(new QWidget(m_foot)), m_help(new Button({}, Button::Kind::Link, m_foot)),
      m_back(new Button(tr("&Back"), Button::Kind::Normal, m_foot)), m_primary(new Button(tr("&Continue"), Button::Kind::Accent, m_foot))
{
    setObjectName(QStringLiteral("accountWizard"));
    setWindowTitle(tr("Set up an account"));
    setMinimumSize(kMinimum);
    resize(kSize);
    buildHead();
    buildFoot();
    addPages();
    m_notice->setLevel(NoticeBar::Level::Danger);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_pages, 1);
    column->addWidget(m_notice);
    column->addWidget(m_foot);
    connectPresenter();
    showPage();
}

// ---- building ------------------------------------------------------------------------------------

void AccountWizard::buildHead()
{
    auto *bird = new Drawing(Drawing::Picture::Bird, m_head);
    bird->setFixedSize(kBird);
    auto *row = new QHBoxLayout(m_head);
    row->addWidget(bird);
    row->addStretch(1);
    row->addWidget(m_dots);
}

void AccountWizard::buildFoot()
{
    m_help->setObjectName(QStringLiteral("help"));
    m_back->setObjectName(QStringLiteral("back"));
    m_primary->setObjectName(QStringLiteral("continue"));
    auto *words = new RoleLabel(tr("Nothing leaves this computer yet: Petrel looks into its own list of providers."), TypeRole::Small,
                                Colour::TextMuted, m_promiseBox);
    words->setWordWrap(true);
    QHBoxLayout *row = m_foot->row();
    auto *promise = new QHBoxLayout(m_promiseBox);
    promise->setContentsMargins(kLinkPadding, 0, 0, 0);
    promise->setSpacing(8);
    promise->addWidget(new IconMark(QStringLiteral("lock"), Colour::TextMuted, sizes().iconRow, m_promiseBox));
    promise->addWidget(words, 1);
    row->addSpacing(-kLinkPadding);
    row->addWidget(m_promiseBox, 1);
    row->addWidget(m_help);
    row->addStretch();
    row->addWidget(m_back);
    row->addWidget(m_primary);
    connect(m_help, &Button::clicked, this, &AccountWizard::pressHelp);
    connect(m_back, &Button::clicked, this, &AccountWizard::pressBack);
    connect(m_primary, &Button::clicked, m_presenter, &WizardPresenter::next);
}

void AccountWizard::addPages()
{
    m_pages->addWidget(new WelcomePage(*m_presenter, m_pages));
    m_pages->addWidget(new ChoicePage(*m_presenter, m_pages));
    m_pages->addWidget(new ServersPage(*m_presenter, m_pages));
    m_pages->addWidget(new TestPage(*m_presenter, m_pages));
    m_pages->addWidget(m_done);
    connect(m_done, &DonePage::startReading, this, &QDialog::accept);
}

void AccountWizard::connectPresenter()
{
    connect(m_presenter, &WizardPresenter::changed, this, &AccountWizard::refreshFoot);
    connect(m_presenter, &WizardPresenter::stepChanged, this, &AccountWizard::showPage);
    connect(m_presenter, &WizardPresenter::blocked, this, [this] { page()->showProblems(); });
    connect(m_presenter, &WizardPresenter::saved, this, &AccountWizard::accountAdded);
    connect(m_presenter, &WizardPresenter::failed, this, [this](const ErrorSentence &sentence, const QString &details) {
        m_notice->setText(sentence.happened);
        m_notice->setDetail(sentence.meaning + QLatin1Char(' ') + sentence.advice);
        setPlainToolTip(m_notice, details);
        m_notice->show();
    });
}

// ---- showing -------------------------------------------------------------------------------------

WizardPage *AccountWizard::page() const { return static_cast<WizardPage *>(m_pages->currentWidget()); }

void AccountWizard::showPage()
{
    const WizardStep step = m_presenter->step();
    m_pages->setCurrentIndex(static_cast<int>(step));
    m_dots->setCurrent(static_cast<int>(step));
    m_head->setVisible(step != WizardStep::Welcome && step != WizardStep::Done);
    m_foot->setVisible(step != WizardStep::Done);
    m_notice->hide();
    refreshFoot();
    m_primary->setDefault(step != WizardStep::Welcome && step != WizardStep::Done);
    page()->enter();
}

void AccountWizard::refreshFoot()
{
    const WizardStep step = m_presenter->step();
    const bool welcome = step == WizardStep::Welcome;
    m_promiseBox->setVisible(welcome);
    m_back->setVisible(!welcome);
    m_primary->setVisible(!welcome);
    m_back->setEnabled(!m_presenter->isBusy());
    m_primary->setEnabled(m_presenter->canContinue());
    switch (step) {
    case WizardStep::Welcome: m_help->setText(tr("&Look around first")); break;
    case WizardStep::Choice:
        m_help->setText(tr("Enter servers by &hand"));
        m_primary->setText(tr("&Continue"));
        break;
    case WizardStep::Servers:
        m_help->setText(m_presenter->source() == SettingsSource::ByHand ? tr("Use the settings &found") : tr("Enter servers by &hand"));
        m_primary->setText(tr("&Try it"));
        break;
    case WizardStep::Test: return refreshTestFoot();
    case WizardStep::Done: break;
    }
    m_back->setText(tr("&Back"));
}

void AccountWizard::refreshTestFoot()
{
    const AccountTrial::State tested = m_presenter->account().trial().state();
    const bool again = tested == AccountTrial::State::Failed || tested == AccountTrial::State::Cancelled;
    m_help->setText(tr("&Save without testing"));
    m_help->setVisible(tested != AccountTrial::State::Passed);
    m_help->setEnabled(!m_presenter->isBusy());
    m_back->setText(tested == AccountTrial::State::Running ? tr("&Cancel test") : tr("&Back"));
    m_primary->setText(again ? tr("&Try again") : tr("&Continue"));
    // The button that was pressed is disabled while the test runs: the focus must not go astray.
    if (tested == AccountTrial::State::Passed && !m_primary->hasFocus())
        m_primary->setFocus();
}

void AccountWizard::showProgress(const engine::AccountStatus &status) { m_done->showProgress(status); }

// ---- what is pressed -----------------------------------------------------------------------------

void AccountWizard::pressBack()
{
    if (m_presenter->account().trial().isRunning())
        m_presenter->account().trial().cancel();
    else
        m_presenter->back();
}

void AccountWizard::pressHelp()
{
    switch (m_presenter->step()) {
    case WizardStep::Welcome: return reject();
    case WizardStep::Choice: return m_presenter->goByHand();
    case WizardStep::Servers:
        m_presenter->source() == SettingsSource::ByHand ? m_presenter->useFound() : m_presenter->enterByHand();
        return page()->enter();
    case WizardStep::Test: return m_presenter->saveWithoutTesting();
    case WizardStep::Done: return;
    }
}

void AccountWizard::centreOnScreen()
{
    const QRect room = screen()->availableGeometry();
    QRect place(QPoint(), size());
    place.moveCenter(room.center());
    move(std::max(place.x(), room.x()), std::max(place.y(), room.y()));
}

void AccountWizard::reject()
{
    if (m_presenter->account().trial().isRunning())
        return m_presenter->account().trial().cancel();
    if (m_presenter->step() == WizardStep::Done)
        return accept();
    if (!m_presenter->wouldLose())
        return QDialog::reject();
    if (m_asking)
        return;
    m_asking = true;
    const Question question{tr("Leave the set-up?"), tr("The account is not set up yet."),
                            tr("What you have entered here is forgotten."), {tr("Leave"), tr("Go on")}, 1, true};
    Seams::current().ask(this, question, [this, guard = QPointer<AccountWizard>(this)](int answer) {
        if (!guard)
            return;
        m_asking = false;
        if (answer == 0)
            QDialog::reject();
    });
}

void AccountWizard::paintEvent(QPaintEvent *) { paintDialogGround(this); }

void AccountWizard::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    const bool narrow = width() < kNarrowBelow;
    const int sides = wizardSides(narrow);
    m_head->layout()->setContentsMargins(sides, 24, sides, 16);
    m_foot->row()->setContentsMargins(sides, 12, sides, 12);
    for (int i = 0; i < m_pages->count(); ++i)
        static_cast<WizardPage *>(m_pages->widget(i))->setNarrow(narrow);
}

} // namespace petrel::ui
