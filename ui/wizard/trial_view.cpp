#include "ui/wizard/trial_view.h"

#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/spinner.h"
#include "ui/wizard/certificate_dialog.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

using Side = AccountTrial::Side;
using State = TrialStep::State;
using What = engine::TestStep::What;

/** What a step is called while it waits, runs, and when it is done. */
QString titleOf(What what, State state, Side side, Security security)
{
    const bool waiting = state == State::Waiting || state == State::Stopped;
    const bool running = state == State::Running;
    const auto pick = [&](const QString &before, const QString &now, const QString &after) {
        return waiting ? before : running ? now : after;
    };
    switch (what) {
    case What::FindName: return pick(TrialView::tr("Find the server"), TrialView::tr("Looking for the server"), TrialView::tr("Server found"));
    case What::Connect: return pick(TrialView::tr("Connect"), TrialView::tr("Connecting"), TrialView::tr("Connected"));
    case What::Secure:
        return pick(TrialView::tr("Protect the connection"), TrialView::tr("Protecting the connection"), 
                    security == Security::None ? TrialView::tr("Connection is not private") : TrialView::tr("Connection is private"));
    case What::SignIn: return pick(TrialView::tr("Sign in"), TrialView::tr("Signing in"), TrialView::tr("Signed in"));
    case What::Ready: break;
    }
    return side == Side::Receiving ? pick(TrialView::tr("See the mailbox"), TrialView::tr("Looking at the mailbox"), TrialView::tr("Ready to receive"))
                                   : pick(TrialView::tr("Be ready to send"), TrialView::tr("Asking whether it may send"), TrialView::tr("Ready to send"));
}

/** What a running step is waiting for. */
QString awaited(engine::TestStep::Awaits awaits)
{
    switch (awaits) {
    case engine::TestStep::Awaits::Connection: break;
    case engine::TestStep::Awaits::Handshake: return TrialView::tr("Waiting for its part of the TLS handshake");
    case engine::TestStep::Awaits::Greeting: return TrialView::tr("Waiting for its first word");
    case engine::TestStep::Awaits::Answer: return TrialView::tr("Waiting for its answer");
    }
    return TrialView::tr("Waiting for the server");
}

struct Mark
{
    const char *icon;
    Colour colour;
};

Mark markOf(State state)
{
    switch (state) {
    case State::Done: return {"circle-check", Colour::Success};
    case State::Failed: return {"circle-alert", Colour::Danger};
    case State::Stopped: return {"circle-x", Colour::TextMuted};
    default: return {"circle-dashed", Colour::TextMuted};
    }
}

} // namespace

TrialStepRow::TrialStepRow(Side side, QWidget *parent)
    : QWidget(parent), m_side(side), m_icon(new IconMark(QStringLiteral("circle-dashed"), Colour::TextMuted, sizes().iconDialog)),
      m_spinner(new Spinner(nullptr, sizes().iconDialog)), m_mark(new QStackedLayout),
      m_title(new RoleLabel(TypeRole::Body, Colour::TextMuted, this)), m_fact(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_certificate(new Button(tr("Show certificate"), Button::Kind::Link, this)), m_details(new Button(tr("Details"), Button::Kind::Link, this)), m_detailText(new RoleLabel(TypeRole::Small, Colour::TextMuted, this))
{
    auto *mark = new QWidget(this);
    mark->setLayout(m_mark);
    mark->setFixedSize(sizes().iconDialog, sizes().iconDialog);
    m_mark->addWidget(m_icon);
    m_mark->addWidget(m_spinner);
    m_title->setWordWrap(true);
    m_fact->setWordWrap(true);
    m_certificate->setHeight(Button::Height::Small);
    m_certificate->setObjectName(QStringLiteral("showCertificate"));
    m_details->setHeight(Button::Height::Small);
    m_details->setCheckable(true);
    m_details->setObjectName(QStringLiteral("details"));
    m_detailText->setWordWrap(true);
    m_detailText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detailText->hide();

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_fact);
    words->addLayout(flush(m_certificate));
    words->addLayout(flush(m_details));
    words->addWidget(m_detailText);
    words->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    setMinimumHeight(36);
    connect(m_details, &Button::toggled, m_detailText, &QWidget::setVisible);
    connect(m_certificate, &Button::clicked, this, [this] { Q_EMIT certificateWanted(*m_refused); });
}

void TrialStepRow::show(const TrialStep &step, Security security)
{
    const bool failed = step.state == State::Failed && step.failure;
    m_title->setText(failed ? step.failure->happened : titleOf(step.what, step.state, m_side, security));
    m_title->setColour(step.state == State::Waiting ? Colour::TextMuted : Colour::Text);
    m_title->setWeight(step.state == State::Running || failed ? Weight::Strong : Weight::Regular);
    const QString fact = failed                       ? step.failure->meaning + QLatin1Char(' ') + step.failure->advice
        : step.state == State::Running                ? awaited(step.awaits)
        : step.state == State::Stopped                ? tr("Stopped")
        : step.state == State::Done && !step.fact.isEmpty() ? isolatedLtr(step.fact)
                                                      : QString();
    m_fact->setText(fact);
    m_fact->setColour(failed ? Colour::Text : Colour::TextMuted);
    m_fact->setVisible(!fact.isEmpty());
    m_refused = failed ? step.certificate : std::nullopt;
    m_certificate->setVisible(m_refused.has_value());
    m_details->setVisible(failed && !step.details.isEmpty());
    m_detailText->setText(step.details);
    if (!m_details->isVisibleTo(this))
        m_details->setChecked(false);
    const Mark mark = markOf(step.state);
    m_icon->setIcon(QString::fromLatin1(mark.icon), mark.colour);
    m_mark->setCurrentWidget(step.state == State::Running ? static_cast<QWidget *>(m_spinner) : m_icon);
    setAccessibleName(words());
}

QString TrialStepRow::words() const { return (m_title->text() + QLatin1Char(' ') + m_fact->text()).trimmed(); }

TrialView::TrialView(AccountPresenter &account, QWidget *parent)
    : QWidget(parent), m_account(account), m_cards(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(20);
    m_receiving = addCard(Side::Receiving, QStringLiteral("inbox"), tr("Receiving"));
    m_sending = addCard(Side::Sending, QStringLiteral("send"), tr("Sending"));
    connect(&account.trial(), &AccountTrial::changed, this, &TrialView::refresh);
    refresh();
}

TrialView::Card TrialView::addCard(Side side, const QString &icon, const QString &title)
{
    auto *panel = new Panel(this);
    Card card;
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *name = new RoleLabel(title, TypeRole::Reading, Colour::Text, panel);
    name->setWeight(Weight::Strong);
    card.state = new RoleLabel(TypeRole::Small, Colour::TextMuted, panel);
    card.state->setWeight(Weight::Medium);
    card.state->setObjectName(side == Side::Receiving ? QStringLiteral("receivingState") : QStringLiteral("sendingState"));
    head->addWidget(new IconMark(icon, Colour::TextMuted, sizes().iconTool, panel));
    head->addWidget(name);
    head->addStretch(1);
    head->addWidget(card.state);
    column->addLayout(head);
    column->addSpacing(8);
    for (TrialStepRow *&row : card.rows) {
        row = new TrialStepRow(side, panel);
        column->addWidget(row);
        connect(row, &TrialStepRow::certificateWanted, this, &TrialView::openCertificate);
    }
    column->addStretch(1);
    m_cards->addWidget(panel, 1);
    return card;
}

void TrialView::setNarrow(bool narrow) { m_cards->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight); }

void TrialView::openCertificate(const CertificateProblem &certificate)
{
    auto *dialog = new CertificateDialog(certificate, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CertificateDialog::trusted, &m_account, &AccountPresenter::trustCertificate);
    dialog->open();
}

void TrialView::refresh()
{
    show(m_receiving, Side::Receiving);
    show(m_sending, Side::Sending);
}

void TrialView::show(const Card &card, Side side)
{
    const TrialSide &shown = m_account.trial().side(side);
    int done = 0;
    for (size_t i = 0; i < card.rows.size(); ++i) {
        card.rows[i]->show(shown.steps[i], shown.security);
        done += shown.steps[i].state == State::Done;
    }
    switch (shown.state()) {
    case TrialSide::State::Works:
        card.state->setText(tr("Works"));
        return card.state->setColour(Colour::Success);
    case TrialSide::State::Failed:
        card.state->setText(tr("Does not work yet"));
        return card.state->setColour(Colour::Danger);
    case TrialSide::State::Stopped: card.state->setText(tr("Stopped")); break;
    case TrialSide::State::Waiting: card.state->setText(tr("Waiting")); break;
    case TrialSide::State::Running: card.state->setText(tr("Step %1 of %2").arg(qMin(done + 1, 5)).arg(5)); break;
    }
    card.state->setColour(Colour::TextMuted);
}

} // namespace petrel::ui
