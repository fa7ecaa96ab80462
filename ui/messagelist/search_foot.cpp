#include "ui/messagelist/search_foot.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"

#include <QAccessible>
#include <QGridLayout>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {
constexpr int kEdge = 12;
constexpr int kTextX = 28;
/** Words need room first: where the button would leave them less, it goes below. */
constexpr int kWordsWant = 170;
constexpr int kQuietMs = 3000;
} // namespace

SearchFoot::SearchFoot(QWidget *parent)
    : QWidget(parent), m_title(new RoleLabel(TypeRole::Small, Colour::Text, this)), m_detail(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_button(new Button(QString(), Button::Kind::Normal, this)), m_quiet(new QTimer(this))
{
    setObjectName(QStringLiteral("SearchFoot"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(kTextX, 9, kEdge, 9);
    grid->setHorizontalSpacing(kEdge);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    for (RoleLabel *label : {m_title, m_detail}) {
        label->setTextFormat(Qt::PlainText); // folders' names and servers' words are among it
        label->setWordWrap(true);
        words->addWidget(label);
    }
    grid->addLayout(words, 0, 0, Qt::AlignVCenter);
    grid->addWidget(m_button, 0, 1, Qt::AlignVCenter);
    connect(m_button, &Button::clicked, this, &SearchFoot::pressed);
    m_quiet->setSingleShot(true);
    connect(m_quiet, &QTimer::timeout, this, &SearchFoot::announce);
    setFocusProxy(m_button);
    setVisible(false);
}

void SearchFoot::say(const SearchFootWords &words)
{
    if (words == m_words)
        return;
    m_words = words;
    m_title->setText(words.title);
    m_detail->setText(words.detail);
    m_detail->setVisible(!words.detail.isEmpty());
    if (words.button.isEmpty() && m_button->hasFocus())
        Q_EMIT focusLeft();
    m_button->setText(words.button);
    m_button->setVisible(!words.button.isEmpty());
    setAccessibleName(words.detail.isEmpty() ? words.title : words.title + QLatin1Char(' ') + words.detail);
    setVisible(!words.title.isEmpty());
    arrange();
    if (isVisible() && !m_quiet->isActive())
        m_quiet->start(kQuietMs);
}

void SearchFoot::announce()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void SearchFoot::arrange()
{
    auto *grid = static_cast<QGridLayout *>(layout());
    const bool below = width() - kTextX - 2 * kEdge - m_button->sizeHint().width() < kWordsWant;
    grid->removeWidget(m_button);
    if (below)
        grid->addWidget(m_button, 1, 0, Qt::AlignLeading);
    else
        grid->addWidget(m_button, 0, 1, Qt::AlignVCenter);
}

void SearchFoot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SearchFoot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, QRect(0, 0, width(), 1), colour(Colour::Border));
}

} // namespace petrel::ui
