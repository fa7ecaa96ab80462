#include "ui/common/moment_panel.h"

#include "core/base/clock.h"
#include "ui/common/later.h"

#include <QDateEdit>
#include <QKeyEvent>
#include <QTimeEdit>

namespace petrel::ui {

namespace {
constexpr int kSides = 16;
constexpr int kAround = 12;
constexpr int kFieldPadding = 24;

QDateTime wallClock() { return Clock::current().wall().toLocalTime(); }
} // namespace

MomentPanel::MomentPanel(const QString &doIt, QWidget *parent)
    : Panel(parent), m_day(new QDateEdit(this)), m_time(new QTimeEdit(this)), m_meaning(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_doIt(new Button(doIt, Button::Kind::Tonal, this))
{
    setObjectName(QStringLiteral("momentPanel"));
    m_day->setObjectName(QStringLiteral("day"));
    m_day->setCalendarPopup(true);
    m_day->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat).contains(QStringLiteral("yyyy"))
                                ? QLocale().dateFormat(QLocale::ShortFormat)
                                : QLocale().dateFormat(QLocale::ShortFormat).replace(QStringLiteral("yy"), QStringLiteral("yyyy")));
    m_time->setObjectName(QStringLiteral("time"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    m_time->setButtonSymbols(QAbstractSpinBox::NoButtons); // the arrow keys step
    m_meaning->setObjectName(QStringLiteral("meaning"));
    m_meaning->setWordWrap(true);
    m_doIt->setObjectName(QStringLiteral("choose"));
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Link, this);
    cancel->setObjectName(QStringLiteral("leave"));

    auto *fields = new QHBoxLayout;
    fields->setSpacing(8);
    fields->addWidget(labelFor(m_day, tr("&Day"), this));
    fields->addWidget(m_day);
    fields->addSpacing(8);
    fields->addWidget(labelFor(m_time, tr("&Time"), this));
    fields->addWidget(m_time);
    fields->addStretch(1);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_doIt);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSides, kAround, kSides, kAround);
    column->setSpacing(8);
    column->addLayout(fields);
    column->addWidget(m_meaning);
    column->addLayout(foot);

    setTabOrder(m_time, cancel);
    setTabOrder(cancel, m_doIt);
    fitType();
    connect(m_day, &QDateEdit::dateChanged, this, &MomentPanel::showMeaning);
    connect(m_time, &QTimeEdit::timeChanged, this, &MomentPanel::showMeaning);
    connect(m_doIt, &Button::clicked, this, &MomentPanel::choose);
    connect(cancel, &Button::clicked, this, &MomentPanel::left);
}

/** The style's hint leaves no room for the padding it draws. */
void MomentPanel::fitType()
{
    for (QDateTimeEdit *field : std::initializer_list<QDateTimeEdit *>{m_day, m_time}) {
        field->setMinimumWidth(0);
        field->setMinimumWidth(field->sizeHint().width() + kFieldPadding);
    }
}

void MomentPanel::changeEvent(QEvent *event)
{
    Panel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        fitType();
}

void MomentPanel::open(const QDateTime &start)
{
    m_day->setDate(start.date());
    m_time->setTime(QTime(start.time().hour(), start.time().minute()));
    (void)showMeaning();
    show();
    m_time->setFocus(Qt::OtherFocusReason);
}

std::int64_t MomentPanel::moment() const
{
    return momentOf(m_day->date(), m_time->time(), wallClock().timeZone());
}

bool MomentPanel::showMeaning()
{
    const QDateTime now = wallClock();
    const bool isToCome = moment() > now.toSecsSinceEpoch();
    m_meaning->setColour(isToCome ? Colour::TextMuted : Colour::Danger);
    m_meaning->setText(isToCome ? tr("Goes out %1, or as soon as possible after that: Petrel must be running.").arg(whenText(moment(), now))
                                : tr("This time is past. Choose a later one."));
    m_time->setAccessibleDescription(m_meaning->text());
    return isToCome;
}

void MomentPanel::choose()
{
    if (showMeaning())
        Q_EMIT chosen(moment());
    else
        m_time->setFocus(Qt::OtherFocusReason);
}

void MomentPanel::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else if (auto *button = qobject_cast<QAbstractButton *>(focusWidget()); isEnter && button)
        button->click();
    else if (isEnter)
        choose();
    else
        Panel::keyPressEvent(event);
}

} // namespace petrel::ui
