#pragma once

#include <QStyleOption>

class QPainter;
class QStyle;
class QWidget;

/** The pictures behind PetrelStyle, by kind of control. Included by petrel_style*.cpp only. */
namespace petrel::ui::paint {

void pushButtonPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget);
void pushButtonLabel(const QStyleOptionButton *option, QPainter *painter, const QWidget *widget, const QStyle *style);
void toolButtonPanel(const QStyleOption *option, QPainter *painter);
/** Icon and word side by side. */
void toolButtonLabel(const QStyleOptionToolButton *option, QPainter *painter);
[[nodiscard]] QSize toolButtonSize(const QStyleOptionToolButton *option);
void fieldPanel(const QStyleOption *option, QPainter *painter, const QWidget *widget);
void checkBox(const QStyleOption *option, QPainter *painter);
void radioButton(const QStyleOption *option, QPainter *painter);
void comboBox(const QStyleOptionComboBox *option, QPainter *painter, const QStyle *style, const QWidget *widget);

void menuPanel(const QStyleOption *option, QPainter *painter);
void menuItem(const QStyleOptionMenuItem *option, QPainter *painter, const QWidget *widget);
void menuBarItem(const QStyleOptionMenuItem *option, QPainter *painter);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem *option, const QWidget *widget);
void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QStyle *style, const QWidget *widget);
[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider *option, int subControl);
void progressBar(const QStyleOptionProgressBar *option, QPainter *painter);
void tab(const QStyleOptionTab *option, QPainter *painter);
void headerSection(const QStyleOptionHeader *option, QPainter *painter);
void toolTip(const QStyleOption *option, QPainter *painter);

/** The keyboard put the focus here, so it must be seen. */
[[nodiscard]] inline bool showsKeyboardFocus(const QStyleOption *option)
{
    constexpr QStyle::State wanted = QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange;
    return (option->state & wanted) == wanted;
}

} // namespace petrel::ui::paint
