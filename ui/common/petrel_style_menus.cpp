#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/common/petrel_style_p.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace petrel::ui::paint {

namespace {

constexpr int kMenuRow = 30;
constexpr int kMenuIconX = 12;
constexpr int kMenuTextX = 40;
constexpr int kMenuRight = 14;
constexpr int kThumb = 6;

/** "Reply\tCtrl+R" in its two halves. */
std::pair<QString, QString> words(const QStyleOptionMenuItem *option)
{
    const qsizetype tab = option->text.indexOf(QLatin1Char('\t'));
    return tab < 0 ? std::pair(option->text, QString()) : std::pair(option->text.left(tab), option->text.mid(tab + 1));
}

} // namespace

void menuPanel(const QStyleOption *option, QPainter *painter)
{
    painter->fillRect(option->rect, colour(Colour::Raised));
    painter->setPen(colour(Colour::ControlBorder));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
}

QSize menuItemSize(const QStyleOptionMenuItem *option, const QWidget *)
{
    if (option->menuItemType == QStyleOptionMenuItem::Separator)
        return {16, option->text.isEmpty() ? 9 : 28};
    const auto [text, keys] = words(option);
    const QFontMetrics metrics(option->font);
    int width = kMenuTextX + metrics.size(Qt::TextShowMnemonic, text).width() + kMenuRight;
    if (!keys.isEmpty())
        width += metrics.horizontalAdvance(keys) + 28;
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        width += 24;
    return {qMax(width, 160), qMax(kMenuRow, metrics.height() + 10)};
}

void menuItem(const QStyleOptionMenuItem *option, QPainter *painter, const QWidget *menu)
{
    const QRect row = option->rect;
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option->direction, row, logical); };
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        paintHairline(painter, QRect(row.left(), row.center().y(), row.width(), 1), colour(Colour::Border));
        return;
    }
    const bool enabled = option->state & QStyle::State_Enabled;
    if (enabled && (option->state & QStyle::State_Selected))
        fillRounded(painter, row.adjusted(4, 1, -4, -1), sizes().radiusControl, colour(Colour::Hover));
    const QRect mark(row.left() + kMenuIconX, row.center().y() - 7, 16, 16);
    const bool iconsTellTheState = menu && menu->property("iconsTellTheState").toBool() && !option->icon.isNull();
    if (option->checked && !iconsTellTheState)
        paintIcon(painter, visual(mark), "check", colour(enabled ? Colour::Accent : Colour::TextDisabled));
    else if (!option->icon.isNull())
        option->icon.paint(painter, visual(mark), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);

    const auto [text, keys] = words(option);
    painter->setFont(option->font);
    painter->setPen(colour(enabled ? Colour::Text : Colour::TextDisabled));
    painter->drawText(visual(row.adjusted(kMenuTextX, 0, -kMenuRight, 0)),
                      Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine | QStyle::visualAlignment(option->direction, Qt::AlignLeft),
                      text);
    if (!keys.isEmpty()) {
        painter->setPen(colour(enabled ? Colour::TextMuted : Colour::TextDisabled));
        painter->drawText(visual(row.adjusted(kMenuTextX, 0, -kMenuRight, 0)),
                          Qt::AlignVCenter | QStyle::visualAlignment(option->direction, Qt::AlignRight), keys);
    }
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(row.right() - kMenuRight - 10, row.center().y() - 6, 14, 14);
        paintIcon(painter, visual(arrow), "chevron-right", colour(Colour::TextMuted));
    }
}

void menuBarItem(const QStyleOptionMenuItem *option, QPainter *painter)
{
    painter->fillRect(option->rect, colour(Colour::Window));
    if (option->state & (QStyle::State_Selected | QStyle::State_Sunken))
        fillRounded(painter, option->rect.adjusted(1, 2, -1, -2), sizes().radiusControl, colour(Colour::Pressed));
    painter->setPen(colour(Colour::Text));
    painter->drawText(option->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option->text);
}

QRect scrollBarPart(const QStyleOptionSlider *option, int subControl)
{
    const QRect bar = option->rect;
    const bool upright = option->orientation == Qt::Vertical;
    const int length = upright ? bar.height() : bar.width();
    const qint64 range = qint64(option->maximum) - option->minimum;
    const int thumb = range <= 0 ? length : qBound(qMin(28, length), int(qint64(option->pageStep) * length / (range + option->pageStep)), length);
    const int offset = QStyle::sliderPositionFromValue(option->minimum, option->maximum, option->sliderPosition, length - thumb, option->upsideDown);
    const auto span = [&](int from, int to) {
        return upright ? QRect(bar.left(), bar.top() + from, bar.width(), to - from)
                       : QRect(bar.left() + from, bar.top(), to - from, bar.height());
    };
    switch (subControl) {
    case QStyle::SC_ScrollBarGroove: return bar;
    case QStyle::SC_ScrollBarSlider: return span(offset, offset + thumb);
    case QStyle::SC_ScrollBarSubPage: return span(0, offset);
    case QStyle::SC_ScrollBarAddPage: return span(offset + thumb, length);
    default: return {}; // no arrows
    }
}

void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QStyle *style, const QWidget *widget)
{
    if (option->maximum <= option->minimum)
        return;
    const QRect slider = style->subControlRect(QStyle::CC_ScrollBar, option, QStyle::SC_ScrollBarSlider, widget);
    const bool active = option->activeSubControls & QStyle::SC_ScrollBarSlider && option->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    QRectF thumb(slider);
    if (option->orientation == Qt::Vertical)
        thumb = QRectF(slider.center().x() - kThumb / 2.0 + 0.5, slider.top() + 2, kThumb, slider.height() - 4);
    else
        thumb = QRectF(slider.left() + 2, slider.center().y() - kThumb / 2.0 + 0.5, slider.width() - 4, kThumb);
    QColor ink = colour(Colour::ControlBorder);
    if (!active)
        ink.setAlphaF(0.55f);
    fillRounded(painter, thumb, kThumb / 2.0, ink);
}

void progressBar(const QStyleOptionProgressBar *option, QPainter *painter)
{
    QRectF groove(option->rect);
    const qreal thickness = qMin<qreal>(4, groove.height());
    groove.setTop(groove.center().y() - thickness / 2);
    groove.setHeight(thickness);
    fillRounded(painter, groove, thickness / 2, colour(Colour::Pressed));
    const qint64 range = qint64(option->maximum) - option->minimum;
    // Unknown length: a still third. Nothing moves at rest, and the words beside it say what happens.
    const qreal part = range <= 0 ? 0.33 : qBound<qreal>(0, qreal(option->progress - option->minimum) / qreal(range), 1);
    QRectF filled(groove);
    filled.setWidth(groove.width() * part);
    if (option->direction == Qt::RightToLeft)
        filled.moveRight(groove.right());
    fillRounded(painter, filled, thickness / 2, colour(Colour::Accent));
}

void tab(const QStyleOptionTab *option, QPainter *painter)
{
    const bool selected = option->state & QStyle::State_Selected;
    if (!selected && option->state & QStyle::State_MouseOver)
        fillRounded(painter, option->rect.adjusted(2, 4, -2, -4), sizes().radiusControl, colour(Colour::Hover));
    if (selected)
        painter->fillRect(QRect(option->rect.left() + 8, option->rect.bottom() - 1, option->rect.width() - 16, 2), colour(Colour::Accent));
    if (showsKeyboardFocus(option))
        paintFocusRing(painter, option->rect.adjusted(2, 4, -2, -4), sizes().radiusControl);
}

void headerSection(const QStyleOptionHeader *option, QPainter *painter)
{
    painter->fillRect(option->rect, colour(Colour::Background));
    paintHairline(painter, QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colour(Colour::Border));
}

void toolTip(const QStyleOption *option, QPainter *painter) { painter->fillRect(option->rect, colour(Colour::Inverse)); }

} // namespace petrel::ui::paint
