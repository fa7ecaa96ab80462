#include "ui/common/labels.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"
#include "ui/common/tool_tip.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace petrel::ui {

RoleLabel::RoleLabel(TypeRole role, Colour colour, QWidget *parent) : QLabel(parent), m_role(role), m_colour(colour)
{
    setTextFormat(Qt::PlainText);
    // Else a parent with another ground decides which role paints the words.
    setForegroundRole(QPalette::WindowText);
    refresh();
}

RoleLabel::RoleLabel(const QString &text, TypeRole role, Colour colour, QWidget *parent) : RoleLabel(role, colour, parent)
{
    setText(text);
}

void RoleLabel::setWeight(Weight weight)
{
    m_weight = weight;
    refresh();
}

void RoleLabel::setColour(Colour colour)
{
    m_colour = colour;
    refresh();
}

void RoleLabel::setFixedPitch(bool fixed)
{
    m_fixedPitch = fixed;
    refresh();
}

void RoleLabel::changeEvent(QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::ApplicationFontChange || type == QEvent::ApplicationPaletteChange || type == QEvent::PaletteChange)
        refresh();
    QLabel::changeEvent(event);
}

void RoleLabel::refresh()
{
    if (m_refreshing)
        return;
    m_refreshing = true;
    setFont(m_fixedPitch ? fixedFont() : petrel::ui::font(m_role, m_weight));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, petrel::ui::colour(m_colour));
    setPalette(own);
    m_refreshing = false;
}

ElidingLabel::ElidingLabel(TypeRole role, Colour colour, QWidget *parent) : RoleLabel(role, colour, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidingLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QChar(0x2026)) * 2, fontMetrics().height()};
}

void ElidingLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidingLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), alignment()) & Qt::AlignHorizontal_Mask;
    paintElided(&painter, contentsRect(), text(), side, m_mode);
}

bool ElidingLabel::event(QEvent *event)
{
    // Asked for when it is about to show: the text may be another one since the last resizing.
    if (event->type() == QEvent::ToolTip)
        setPlainToolTip(this, fontMetrics().horizontalAdvance(text()) > contentsRect().width() ? text() : QString());
    return RoleLabel::event(event);
}

Chip::Chip(const QString &text, TagColour colour, QWidget *parent) : QWidget(parent), m_text(text), m_colour(colour)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Chip::Chip(const QString &text, QWidget *parent) : Chip(text, TagColour::Teal, parent) { m_accent = true; }

QSize Chip::sizeHint() const
{
    constexpr int kLetters = 32;
    const QFontMetrics metrics(petrel::ui::font(TypeRole::Caption, Weight::Medium));
    return {qMin(metrics.horizontalAdvance(m_text), kLetters * metrics.averageCharWidth()) + 14, qMax(20, metrics.height() + 4)};
}

bool Chip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const QFontMetrics metrics(petrel::ui::font(TypeRole::Caption, Weight::Medium));
        setPlainToolTip(this, metrics.horizontalAdvance(m_text) > width() - 12 ? m_text : QString());
    }
    return QWidget::event(event);
}

void Chip::paintEvent(QPaintEvent *)
{
    const TagPair pair = m_accent ? TagPair{colour(Colour::Accent), colour(Colour::AccentSoft)} : theme().tag(m_colour);
    QPainter painter(this);
    fillRounded(&painter, rect(), sizes().radiusChip, pair.chip);
    painter.setFont(petrel::ui::font(TypeRole::Caption, Weight::Medium));
    painter.setPen(pair.text);
    if (painter.fontMetrics().horizontalAdvance(m_text) <= width() - 12)
        painter.drawText(rect(), int(Qt::AlignCenter) | Qt::TextSingleLine, m_text);
    else
        paintElided(&painter, rect().adjusted(7, 0, -6, 0), m_text, isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
}

Hairline::Hairline(Qt::Orientation orientation, QWidget *parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    else
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, rect(), colour(Colour::Border));
}

} // namespace petrel::ui
