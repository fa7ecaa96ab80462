#include "ui/common/petrel_style.h"

#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/painting.h"
#include "ui/common/petrel_style_p.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>
#include <QTextEdit>

namespace petrel::ui {

namespace {

constexpr int kFieldPadding = 7;
constexpr int kEditorFrame = 4; ///< keeps the square viewport inside the rounded line

bool isTextEditor(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

bool hasIconAndWord(const QStyleOptionToolButton *button)
{
    return button->toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button->icon.isNull() && !button->text.isEmpty();
}

/** A number or a time without buttons: a field like any other. */
bool isBareSpinBox(QStyle::ComplexControl control, const QStyleOptionComplex *option)
{
    const auto *box = control == QStyle::CC_SpinBox ? qstyleoption_cast<const QStyleOptionSpinBox *>(option) : nullptr;
    return box && box->buttonSymbols == QAbstractSpinBox::NoButtons;
}

} // namespace

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Colour name) { palette.setColor(role, theme.colour(name)); };
    set(QPalette::Window, Colour::Window);
    set(QPalette::Base, Colour::Surface);
    set(QPalette::AlternateBase, Colour::Background);
    set(QPalette::Button, Colour::Raised);
    set(QPalette::Light, Colour::Raised);
    set(QPalette::WindowText, Colour::Text);
    set(QPalette::Text, Colour::Text);
    set(QPalette::ButtonText, Colour::Text);
    set(QPalette::BrightText, Colour::Danger);
    set(QPalette::PlaceholderText, Colour::TextMuted);
    set(QPalette::Highlight, Colour::Selection);
    set(QPalette::HighlightedText, Colour::SelectionText);
    set(QPalette::Link, Colour::Link);
    set(QPalette::LinkVisited, Colour::Link);
    set(QPalette::Mid, Colour::Border);
    set(QPalette::Dark, Colour::ControlBorder);
    set(QPalette::Midlight, Colour::Hover);
    set(QPalette::Shadow, Colour::ControlBorder);
    set(QPalette::ToolTipBase, Colour::Inverse);
    set(QPalette::ToolTipText, Colour::InverseText);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, theme.colour(Colour::SelectionInactive));
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, theme.colour(Colour::Text));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.colour(Colour::TextDisabled));
    return palette;
}

PetrelStyle::PetrelStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void PetrelStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QScrollBar *>(widget)
        || qobject_cast<QTabBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void PetrelStyle::unpolish(QWidget *widget) { QProxyStyle::unpolish(widget); }

void PetrelStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

void PetrelStyle::unpolish(QApplication *application)
{
    application->removeEventFilter(this);
    QProxyStyle::unpolish(application);
}

bool PetrelStyle::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::KeyPress || type == QEvent::KeyRelease) {
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt)
            showMnemonics(type == QEvent::KeyPress);
    } else if (type == QEvent::WindowDeactivate) {
        showMnemonics(false); // Alt was let go somewhere else
    }
    return QProxyStyle::eventFilter(watched, event);
}

void PetrelStyle::showMnemonics(bool shown)
{
    if (shown == m_mnemonicsShown)
        return;
    m_mnemonicsShown = shown;
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->isVisible())
            widget->update();
    }
}

void PetrelStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: paint::pushButtonPanel(option, painter, widget); return;
    case PE_FrameDefaultButton: return; // the accent says it
    case PE_PanelButtonTool:
    case PE_FrameButtonTool: paint::toolButtonPanel(option, painter); return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            paint::fieldPanel(option, painter, widget);
        return;
    }
    case PE_FrameLineEdit: return; // drawn with the panel
    case PE_FrameFocusRect:
        // Buttons and tool buttons show it with their panel; views draw it inside the current row.
        if (!qobject_cast<const Button *>(widget) && !qobject_cast<const QAbstractItemView *>(widget)
            && option->state & State_KeyboardFocusChange)
            paintFocusRing(painter, option->rect, sizes().radiusChip);
        return;
    case PE_IndicatorCheckBox: paint::checkBox(option, painter); return;
    case PE_IndicatorRadioButton: paint::radioButton(option, painter); return;
    case PE_PanelMenu:
    case PE_FrameMenu: paint::menuPanel(option, painter); return;
    case PE_PanelTipLabel: paint::toolTip(option, painter); return;
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase: return;
    case PE_Frame:
        if (isTextEditor(widget))
            return paint::fieldPanel(option, painter, widget);
        strokeRounded(painter, option->rect, sizes().radiusControl,
                      colour(option->state & State_HasFocus ? Colour::FocusRing : Colour::ControlBorder));
        return;
    case PE_IndicatorToolBarSeparator: {
        const QRect r = option->rect;
        paintHairline(painter, QRect(r.center().x(), r.top() + r.height() / 2 - 10, 1, 20), colour(Colour::Border));
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void PetrelStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            return paint::pushButtonLabel(button, painter, widget, this);
        break;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option); button && hasIconAndWord(button))
            return paint::toolButtonLabel(button, painter);
        break;
    case CE_PushButtonBevel: return paint::pushButtonPanel(option, painter, widget);
    case CE_Splitter: return paintHairline(painter, option->rect, colour(Colour::Border));
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return paint::menuItem(item, painter, widget);
        break;
    case CE_MenuEmptyArea: return painter->fillRect(option->rect, colour(Colour::Raised));
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return paint::menuBarItem(item, painter);
        break;
    case CE_MenuBarEmptyArea: return painter->fillRect(option->rect, colour(Colour::Window));
    case CE_ToolBar: return; // a pane head has the ground of its pane
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            return paint::progressBar(bar, painter);
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            return paint::tab(tab, painter);
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return paint::headerSection(header, painter);
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void PetrelStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return paint::scrollBar(bar, painter, this, widget);
    }
    if (control == CC_ComboBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return paint::comboBox(box, painter, this, widget);
    }
    if (isBareSpinBox(control, option)) {
        if (qstyleoption_cast<const QStyleOptionSpinBox *>(option)->frame)
            paint::fieldPanel(option, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int PetrelStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return 10;
    case PM_ScrollBarSliderMin: return 28;
    case PM_ScrollView_ScrollBarSpacing: return 0;
    case PM_SplitterWidth: return 1;
    case PM_DefaultFrameWidth: return isTextEditor(widget) ? kEditorFrame : 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 8;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize: return sizes().iconRow;
    case PM_ToolBarIconSize: return sizes().iconTool;
    case PM_ToolBarItemSpacing: return sizes().grid;
    case PM_ToolBarSeparatorExtent: return 17;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarItemMargin: return 0;
    case PM_MenuPanelWidth: return 1;
    case PM_MenuVMargin: return 4;
    case PM_MenuHMargin: return 0;
    case PM_ToolTipLabelFrameWidth: return 6;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_TabBarTabHSpace: return 28;
    case PM_TabBarTabVSpace: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int PetrelStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration: return Appearance::instance().motionFast();
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ScrollBar_Transient: return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ComboBox_Popup: return 0;
    case SH_UnderlineShortcut: return m_mnemonicsShown;
    default: return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize PetrelStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    if (type == CT_MenuItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return paint::menuItemSize(item, widget);
    }
    if (type == CT_ToolButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option); button && hasIconAndWord(button))
            return paint::toolButtonSize(button);
    }
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: result.setHeight(qMax(sizes().controlNormal, option->fontMetrics.height() + 12)); break;
    case CT_ComboBox: result.rwidth() += 2 * kFieldPadding; [[fallthrough]];
    case CT_LineEdit:
    case CT_SpinBox: result.setHeight(qMax(sizes().controlNormal, option->fontMetrics.height() + 12)); break;
    default: break;
    }
    return result;
}

QRect PetrelStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    // A field in a frame of its own: a combo or spin box gives its editor no frame.
    const bool hasIcon = widget && widget->property("sunken").toBool(); // brings its own room
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0 && !hasIcon)
        return rect.adjusted(kFieldPadding, 0, -kFieldPadding, 0);
    return rect;
}

QRect PetrelStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                  const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return paint::scrollBarPart(bar, part);
    }
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        const QRect field = QProxyStyle::subControlRect(control, option, part, widget);
        const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (box && !box->frame)
            return field; // its words stand in line with those above and below
        return field.adjusted(option->direction == Qt::LeftToRight ? kFieldPadding - 2 : 0, 0,
                              option->direction == Qt::RightToLeft ? 2 - kFieldPadding : 0, 0);
    }
    if (isBareSpinBox(control, option) && part == SC_SpinBoxEditField)
        return option->rect.adjusted(kFieldPadding - 2, 2, 2 - kFieldPadding, -2);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

} // namespace petrel::ui
