#include "ui/common/notice_bar.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/painting.h"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kWordsWant = 280;

struct LevelLook
{
    Colour ground;
    Colour ink;
    const char *icon;
};

LevelLook lookOf(NoticeBar::Level level)
{
    switch (level) {
    case NoticeBar::Level::Success: return {Colour::SuccessSoft, Colour::Success, "circle-check"};
    case NoticeBar::Level::Warning: return {Colour::WarningSoft, Colour::Warning, "triangle-alert"};
    case NoticeBar::Level::Danger: return {Colour::DangerSoft, Colour::Danger, "shield-alert"};
    case NoticeBar::Level::Neutral: break;
    }
    return {Colour::Sunken, Colour::TextMuted, "info"};
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new RoleLabel(TypeRole::Body, Colour::Text, this)),
      m_detail(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)), m_buttons(new QHBoxLayout)
{
    m_text->setWeight(Weight::Medium);
    m_text->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_detail->hide();
    m_buttons->setSpacing(8);

    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_text);
    words->addWidget(m_detail);
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(12, 7, 12, 7);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(8);
    m_grid->addWidget(m_icon, 0, 0, Qt::AlignVCenter);
    m_grid->addLayout(words, 0, 1);
    m_grid->addLayout(m_buttons, 0, 2);
    m_grid->setColumnStretch(1, 1);
    setMinimumHeight(44);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    refreshIcon();
}

void NoticeBar::setLevel(Level level)
{
    m_level = level;
    // Muted words lose contrast on a coloured ground.
    m_detail->setColour(level == Level::Neutral ? Colour::TextMuted : Colour::Text);
    refreshIcon();
    update();
}

void NoticeBar::setIconName(const QString &name)
{
    m_iconName = name;
    refreshIcon();
}

void NoticeBar::setText(const QString &text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setAccessibleName(text);
    if (isVisible())
        alert();
}

QString NoticeBar::text() const { return m_text->text(); }

void NoticeBar::setDetail(const QString &detail)
{
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleDescription(detail);
}

QString NoticeBar::detail() const { return m_detail->text(); }

Button *NoticeBar::addButton(const QString &text, Button::Kind kind)
{
    auto *button = new Button(text, kind, this);
    button->setHeight(Button::Height::Small);
    m_buttons->addWidget(button);
    arrange();
    return button;
}

void NoticeBar::clearButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void NoticeBar::arrange()
{
    // Words need room first: where the buttons would leave them too little, they go below.
    const bool below = m_buttons->count() > 0 && width() - m_buttons->sizeHint().width() < kWordsWant;
    if (below == m_buttonsBelow)
        return;
    m_buttonsBelow = below;
    m_grid->removeItem(m_buttons);
    m_grid->addLayout(m_buttons, below ? 1 : 0, below ? 1 : 2, below ? Qt::AlignLeading : Qt::Alignment());
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    fillRounded(&painter, contentsRect(), sizes().radiusCard, colour(lookOf(m_level).ground));
    if (m_level == Level::Neutral)
        strokeRounded(&painter, contentsRect(), sizes().radiusCard, colour(Colour::Border));
}

void NoticeBar::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    alert();
}

void NoticeBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        refreshIcon();
    QFrame::changeEvent(event);
}

void NoticeBar::refreshIcon()
{
    const LevelLook look = lookOf(m_level);
    const QString name = m_iconName.isEmpty() ? QString::fromLatin1(look.icon) : m_iconName;
    m_icon->setPixmap(iconPixmap(name, sizes().iconTool, colour(look.ink), devicePixelRatioF()));
}

void NoticeBar::alert()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace petrel::ui
