#include "ui/attention/activity_row.h"

#include "core/base/clock.h"
#include "ui/attention/activity_text.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/error_sentence.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"
#include "ui/common/sign_in_sentence.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

using Phase = engine::AccountStatus::Phase;

constexpr int kSide = 16;
constexpr int kSquare = 8;
constexpr int kTextStart = 12; ///< from the square's end
constexpr int kPerMille = 1000;

bool isTrouble(Phase phase) { return phase == Phase::Waiting || phase == Phase::Stopped; }

/** A password that was refused or is out of reach; not where a rule of the server's wants something else, or the account needs none. */
bool asksForPassword(const Account &account, const engine::AccountStatus &status)
{
    if (!status.error || account.signIn.way != SignInWay::Password || !isTrouble(status.phase))
        return false;
    if (isAboutSigningIn(*status.error))
        return suggestedStep(*status.error) == NextStep::EnterPassword;
    return isAboutSecrets(*status.error) || (status.phase == Phase::Stopped && status.error->kind == ErrorKind::Auth);
}

} // namespace

ActivityRow::ActivityRow(const Account &account, TagColour colour, QWidget *parent)
    : QWidget(parent), m_colour(colour), m_name(new RoleLabel(TypeRole::Body, Colour::Text, this)),
      m_text(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_error(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_bar(new QProgressBar(this)), m_check(new Button(tr("Check now"), Button::Kind::Normal, this)),
      m_stop(new Button(tr("Stop"), Button::Kind::Normal, this)),
      m_password(new Button(tr("Enter password"), Button::Kind::Tonal, this))
{
    m_name->setWeight(Weight::Medium);
    m_text->setWordWrap(true);
    m_error->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kPerMille);
    m_bar->setFixedHeight(4);
    for (Button *button : {m_check, m_stop, m_password})
        button->setHeight(Button::Height::Small);
    connect(m_check, &Button::clicked, this, &ActivityRow::checkWanted);
    connect(m_stop, &Button::clicked, this, &ActivityRow::stopWanted);
    connect(m_password, &Button::clicked, this, &ActivityRow::passwordWanted);

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    for (QWidget *part : std::initializer_list<QWidget *>{m_name, m_text, m_bar, m_error})
        words->addWidget(part);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSide, 10, kSide, 10);
    row->setSpacing(8);
    row->addSpacing(kSquare + kTextStart);
    row->addLayout(words, 1);
    row->addWidget(m_password, 0, Qt::AlignVCenter);
    row->addWidget(m_check, 0, Qt::AlignVCenter);
    row->addWidget(m_stop, 0, Qt::AlignVCenter);
    setAccount(account);
}

void ActivityRow::setAccount(const Account &account)
{
    m_account = account;
    m_name->setText(account.name.isEmpty() ? account.address.email : account.name);
    m_check->setAccessibleName(tr("Check %1 now").arg(m_name->text()));
    m_stop->setAccessibleName(tr("Stop fetching the mail of %1").arg(m_name->text()));
    showStatus();
}

void ActivityRow::setStatus(const engine::AccountStatus &status)
{
    m_status = status;
    m_pace.follow(status, std::chrono::duration_cast<Pace::Time>(Clock::current().monotonic().time_since_epoch()));
    showStatus();
}

void ActivityRow::setOnline(bool online)
{
    m_online = online;
    showStatus();
}

void ActivityRow::showStatus()
{
    // A keyring may answer by itself again, and need not: the person can wait, try, or type the password.
    const bool isOutOfReach = m_status.error && isAboutSecrets(*m_status.error) && isTrouble(m_status.phase);
    const bool wantsSignIn = m_status.error && suggestedStep(*m_status.error) == NextStep::SignIn && isTrouble(m_status.phase);
    const bool wantsPassword = wantsSignIn || asksForPassword(m_account, m_status);
    m_text->setText(activityText(m_status, m_account.name, Clock::current().wall(), m_pace.left()));
    const QStringList left = m_status.phase == Phase::UpToDate ? troubleTexts(m_status, m_account) : QStringList();
    m_text->setColour(isTrouble(m_status.phase) || !left.isEmpty() ? Colour::Warning : Colour::TextMuted);
    m_error->setVisible(m_status.error.has_value() || !left.isEmpty());
    m_error->setText(left.join(QLatin1Char('\n')));
    if (m_status.error) {
        const bool sending = m_status.task == engine::AccountStatus::Task::Sending;
        const ErrorSentence sentence = sentenceFor(*m_status.error, m_account, sending ? Activity::Sending : Activity::Receiving);
        // What happened stands above, in fewer words.
        m_error->setText(sentence.meaning + QLatin1Char(' ') + sentence.advice);
    }
    m_password->setText(wantsSignIn ? tr("Sign in") : tr("Enter password"));
    m_password->setAccessibleName((wantsSignIn ? tr("Sign in to %1") : tr("Enter the password of %1")).arg(m_name->text()));
    m_password->setVisible(wantsPassword);
    const bool mayStop = m_status.phase == Phase::Working && m_status.task == engine::AccountStatus::Task::Fetching;
    if (mayStop != m_stop->isVisibleTo(this)) {
        const bool hadFocus = m_stop->hasFocus() || m_check->hasFocus();
        m_stop->setVisible(mayStop);
        m_check->setVisible(!mayStop);
        if (hadFocus)
            (mayStop ? m_stop : m_check)->setFocus();
    }
    m_check->setVisible(!mayStop && (!wantsPassword || isOutOfReach));
    m_check->setText(isTrouble(m_status.phase) ? tr("Try again") : tr("Check now"));
    m_check->setEnabled(m_online && m_status.phase != Phase::Connecting && m_status.phase != Phase::Working);
    setAccessibleName(m_name->text() + QStringLiteral(": ") + m_text->text());
    showProgress();
}

void ActivityRow::showProgress()
{
    const bool lists = m_status.task == engine::AccountStatus::Task::Headers;
    const bool inBytes = m_status.task == engine::AccountStatus::Task::Fetching && m_status.bytesTotal > 0;
    const Progress progress = inBytes ? Progress{m_status.bytesDone, m_status.bytesTotal} : lists ? progressOf(m_status) : Progress{m_status.done, m_status.total};
    const bool counted = m_status.phase == Phase::Working && progress.total > 0;
    m_bar->setVisible(counted);
    m_bar->setAccessibleName(m_text->text());
    if (counted)
        m_bar->setValue(static_cast<int>(qBound<qint64>(0, progress.done, progress.total) * kPerMille / progress.total));
}

void ActivityRow::paintEvent(QPaintEvent *)
{
    const int start = isRightToLeft() ? width() - kSide - kSquare : kSide;
    QPainter painter(this);
    fillRounded(&painter, QRect(start, m_name->geometry().center().y() - kSquare / 2 + 1, kSquare, kSquare), 2, theme().tag(m_colour).text);
}

} // namespace petrel::ui
