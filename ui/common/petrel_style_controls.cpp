#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/common/petrel_style_p.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui::paint {

namespace {

constexpr int kToolPadding = 8;
constexpr int kToolGap = 8;

/** Fill, outline and words of a push button in its state. An invalid colour is not painted. */
struct ButtonColours
{
    QColor fill;
    QColor line;
    QColor text;
};

Button::Kind kindOf(const QWidget *widget)
{
    const auto *button = qobject_cast<const Button *>(widget);
    return button ? button->kind() : Button::Kind::Normal;
}

ButtonColours coloursOf(const QStyleOption *option, const QWidget *widget)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool hovered = enabled && (option->state & QStyle::State_MouseOver);
    const bool pressed = enabled && (option->state & (QStyle::State_Sunken | QStyle::State_On));
    const auto *button = qobject_cast<const Button *>(widget);
    const Button::Kind kind = kindOf(widget);
    if (kind == Button::Kind::Link) {
        const QColor text = colour(button && button->onInverse() ? Colour::InverseAccent : Colour::Link);
        QColor ground;
        // What a link unfolded shows by itself: only a link held down is filled.
        const bool held = enabled && (option->state & QStyle::State_Sunken);
        if ((hovered || held) && button && !button->onInverse())
            ground = colour(held ? Colour::Pressed : Colour::Hover);
        return {ground, {}, enabled ? text : colour(Colour::TextDisabled)};
    }
    if (!enabled)
        return {kind == Button::Kind::Normal ? colour(Colour::Raised) : colour(Colour::Hover), colour(Colour::Border),
                colour(Colour::TextDisabled)};
    switch (kind) {
    case Button::Kind::Accent:
        return {colour(hovered || pressed ? Colour::AccentHover : Colour::Accent), {}, colour(Colour::AccentText)};
    case Button::Kind::Tonal:
        return {colour(Colour::AccentSoft), hovered || pressed ? colour(Colour::Accent) : QColor(), colour(Colour::Accent)};
    default: {
        const QColor ground = pressed ? colour(Colour::Pressed) : colour(hovered ? Colour::Hover : Colour::Raised);
        return {ground, colour(Colour::ControlBorder), colour(Colour::Text)};
    }
    }
}

/** A box or ring: accent when it is on, an outline when it is off. */
QColor indicatorLine(const QStyleOption *option)
{
    if (!(option->state & QStyle::State_Enabled))
        return colour(Colour::Border);
    return colour(option->state & QStyle::State_MouseOver ? Colour::TextMuted : Colour::ControlBorder);
}

QColor indicatorFill(const QStyleOption *option)
{
    return colour(option->state & QStyle::State_Enabled ? Colour::Accent : Colour::TextDisabled);
}

} // namespace

void pushButtonPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const ButtonColours colours = coloursOf(option, widget);
    const int radius = sizes().radiusControl;
    QRectF body(option->rect);
    if (showsKeyboardFocus(option)) {
        // The ring takes the outer edge and the button steps back from it: nothing can be painted outside.
        paintFocusRing(painter, option->rect, radius + 1);
        body.adjust(3, 3, -3, -3);
    }
    if (colours.fill.isValid())
        fillRounded(painter, body, radius, colours.fill);
    if (colours.line.isValid())
        strokeRounded(painter, body, radius, colours.line);
}

void pushButtonLabel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget, const QStyle *style)
{
    const ButtonColours colours = coloursOf(option, widget);
    const auto *button = qobject_cast<const Button *>(widget);
    const QString iconName = button ? button->iconName() : QString();
    const int iconSide = sizes().iconRow;
    const int gap = 8;
    const int menuRoom = option->features & QStyleOptionButton::HasMenu ? 16 : 0;
    const bool hasIcon = !iconName.isEmpty() || !option->icon.isNull();
    const int textWidth = painter->fontMetrics().size(Qt::TextShowMnemonic, option->text).width();
    const int gapUsed = hasIcon && !option->text.isEmpty() ? gap : 0;
    const int content = qMin(option->rect.width() - 8, textWidth + gapUsed + (hasIcon ? iconSide : 0) + menuRoom);

    int x = option->rect.center().x() - content / 2 + 1;
    const auto place = [&](int width, int height) {
        const QRect logical(x, option->rect.center().y() - height / 2 + 1, width, height);
        x += width;
        return QStyle::visualRect(option->direction, option->rect, logical);
    };
    if (hasIcon) {
        const QRect square = place(iconSide, iconSide);
        if (!iconName.isEmpty())
            paintIcon(painter, square, iconName, colours.text);
        else
            option->icon.paint(painter, square, Qt::AlignCenter,
                               option->state & QStyle::State_Enabled ? QIcon::Active : QIcon::Disabled);
        x += gapUsed;
    }
    const int room = content - (hasIcon ? iconSide + gapUsed : 0) - menuRoom;
    QRect textRect = place(room, option->rect.height());
    textRect.setTop(option->rect.top());
    textRect.setHeight(option->rect.height());
    painter->setPen(colours.text);
    const bool underline = style->styleHint(QStyle::SH_UnderlineShortcut, option, widget);
    painter->drawText(textRect, Qt::AlignCenter | (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), option->text);
    if (menuRoom)
        paintIcon(painter, place(14, 14), "chevron-down", colours.text);
}

void toolButtonPanel(const QStyleOption *option, QPainter *painter)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const int radius = sizes().radiusControl;
    if (enabled && (option->state & (QStyle::State_Sunken | QStyle::State_On)))
        fillRounded(painter, option->rect, radius, colour(Colour::Pressed));
    else if (enabled && (option->state & QStyle::State_MouseOver))
        fillRounded(painter, option->rect, radius, colour(Colour::Hover));
    if (showsKeyboardFocus(option))
        paintFocusRing(painter, option->rect, radius);
}

void toolButtonLabel(const QStyleOptionToolButton *option, QPainter *painter)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const QRect inside = option->rect.adjusted(kToolPadding, 0, -kToolPadding, 0);
    const int side = option->iconSize.width();
    const QRect icon(inside.left(), inside.top() + (inside.height() - side) / 2, side, side);
    option->icon.paint(painter, QStyle::visualRect(option->direction, option->rect, icon), Qt::AlignCenter,
                       enabled ? QIcon::Active : QIcon::Disabled);
    painter->setFont(option->font);
    painter->setPen(option->palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
    const QRect word = QStyle::visualRect(option->direction, option->rect, inside.adjusted(side + kToolGap, 0, 0, 0));
    painter->drawText(word, int(QStyle::visualAlignment(option->direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextHideMnemonic | Qt::TextDontClip,
                      option->text); // at fractions of a pixel a word is a little wider than its measure
}

QSize toolButtonSize(const QStyleOptionToolButton *option)
{
    const int word = option->fontMetrics.size(Qt::TextHideMnemonic, option->text).width();
    return {2 * kToolPadding + option->iconSize.width() + kToolGap + word, qMax(option->iconSize.height(), option->fontMetrics.height()) + 12};
}

void fieldPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool invalid = widget && widget->property("invalid").toBool();
    const int radius = sizes().radiusControl;
    const bool sunken = widget && widget->property("sunken").toBool();
    const Colour ground = sunken ? Colour::Sunken : enabled ? Colour::Surface : Colour::Background;
    fillRounded(painter, option->rect, radius, colour(ground));
    if (invalid)
        strokeRounded(painter, option->rect, radius, colour(Colour::Danger), option->state & QStyle::State_HasFocus ? 2 : 1);
    else if (option->state & QStyle::State_HasFocus)
        paintFocusRing(painter, option->rect, radius);
    else
        strokeRounded(painter, option->rect, radius, colour(enabled && !sunken ? Colour::ControlBorder : Colour::Border));
}

void checkBox(const QStyleOption *option, QPainter *painter)
{
    const QRect box = option->rect;
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    if (!on) {
        fillRounded(painter, box, sizes().radiusChip, colour(Colour::Raised));
        strokeRounded(painter, box, sizes().radiusChip, indicatorLine(option));
        return;
    }
    fillRounded(painter, box, sizes().radiusChip, indicatorFill(option));
    const bool partly = option->state & QStyle::State_NoChange;
    paintIcon(painter, box.adjusted(2, 2, -2, -2), partly ? "minus" : "check", colour(Colour::AccentText));
}

void radioButton(const QStyleOption *option, QPainter *painter)
{
    const QRectF ring(option->rect);
    const qreal radius = ring.width() / 2;
    if (!(option->state & QStyle::State_On)) {
        fillRounded(painter, ring, radius, colour(Colour::Raised));
        strokeRounded(painter, ring, radius, indicatorLine(option));
        return;
    }
    fillRounded(painter, ring, radius, indicatorFill(option));
    const qreal inset = ring.width() * 0.31;
    fillRounded(painter, ring.adjusted(inset, inset, -inset, -inset), radius, colour(Colour::Surface));
}

void comboBox(const QStyleOptionComboBox *option, QPainter *painter, const QStyle *style, const QWidget *widget)
{
    if (option->frame)
        fieldPanel(option, painter, widget);
    else if (showsKeyboardFocus(option))
        paintFocusRing(painter, option->rect, sizes().radiusControl);
    const QRect arrow = style->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxArrow, widget);
    const bool enabled = option->state & QStyle::State_Enabled;
    paintIcon(painter, QRect(arrow.center() - QPoint(7, 7), QSize(14, 14)), "chevron-down",
              colour(enabled ? Colour::TextMuted : Colour::TextDisabled));
}

} // namespace petrel::ui::paint
