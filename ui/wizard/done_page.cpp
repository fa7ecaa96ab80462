#include "ui/wizard/done_page.h"

#include "ui/common/buttons.h"
#include "ui/common/drawing.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/labels.h"

#include <QProgressBar>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kColumn = 400;
constexpr int kBarHeight = 4;
} // namespace

DonePage::DonePage(WizardPresenter &presenter, QWidget *parent)
    : WizardPage(presenter, parent), m_words(new RoleLabel(TypeRole::Reading, Colour::TextMuted)),
      m_progress(new RoleLabel(TypeRole::Body, Colour::TextMuted)), m_bar(new QProgressBar),
      m_start(new Button(tr("Start reading"), Button::Kind::Accent))
{
    auto *bird = new Drawing(Drawing::Picture::BirdAndSea);
    bird->setFixedSize(bird->sizeHint());
    auto *title = new RoleLabel(tr("Your mail is on its way"), TypeRole::Display);
    title->setWeight(Weight::Strong);
    for (RoleLabel *label : {title, m_words, m_progress}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    m_progress->setObjectName(QStringLiteral("progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(kBarHeight);
    m_bar->setAccessibleName(tr("Newest messages first"));
    QSizePolicy keepsItsPlace = m_bar->sizePolicy(); // else the button jumps when all is here
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(keepsItsPlace);
    m_bar->hide();
    m_start->setHeight(Button::Height::Large);
    m_start->setObjectName(QStringLiteral("startReading"));

    auto *holder = new QWidget(ground());
    holder->setMaximumWidth(kColumn);
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(bird, 0, Qt::AlignHCenter);
    column->addSpacing(12);
    column->addWidget(title);
    column->addWidget(m_words);
    column->addSpacing(12);
    column->addWidget(m_progress);
    column->addWidget(m_bar);
    column->addSpacing(16);
    column->addWidget(m_start);
    auto *centre = new QHBoxLayout;
    centre->addStretch(1);
    centre->addWidget(holder, 100);
    centre->addStretch(1);
    content()->addStretch(1);
    content()->addLayout(centre);
    content()->addStretch(1);
    connect(m_start, &Button::clicked, this, &DonePage::startReading);
}

void DonePage::enter()
{
    const bool tested = account().trial().state() == AccountTrial::State::Passed;
    m_words->setText(tested ? tr("%1 is set up. You can read while the rest arrives.").arg(account().account().address.email)
                            : tr("%1 is saved without a test. If something does not fit yet, Petrel tells you and lets you mend it.")
                                  .arg(account().account().address.email));
    m_start->setDefault(true);
    m_start->setFocus();
}

void DonePage::showProgress(const engine::AccountStatus &status)
{
    if (status.account != account().account().id)
        return;
    using Phase = engine::AccountStatus::Phase;
    const bool counts = status.phase == Phase::Working && status.total > 0;
    m_bar->setVisible(counts);
    if (counts) {
        m_bar->setRange(0, 1000);
        m_bar->setValue(static_cast<int>(status.done * 1000 / status.total));
        m_progress->setText(tr("Newest messages first: %1 of %2").arg(countText(status.done), countText(status.total)));
    } else if (status.error && (status.phase == Phase::Waiting || status.phase == Phase::Stopped)) {
        m_progress->setText(sentenceFor(*status.error, account().account()).text());
    } else {
        m_progress->setText(status.phase == Phase::UpToDate ? tr("Everything is here.")
                            : status.phase == Phase::Offline ? tr("Petrel is offline; mail comes when it is back.")
                                                             : tr("Connecting"));
    }
}

} // namespace petrel::ui
