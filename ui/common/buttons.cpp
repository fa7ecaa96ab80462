#include "ui/common/buttons.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/tool_tip.h"

#include <QAction>
#include <QEvent>
#include <QStyleOptionToolButton>

namespace petrel::ui {

Button::Button(const QString &text, Kind kind, QWidget *parent) : QPushButton(text, parent), m_kind(kind)
{
    setAutoDefault(false);
    refreshFont();
    if (kind == Kind::Link)
        setCursor(Qt::PointingHandCursor);
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    refreshFont();
    update();
}

void Button::setHeight(Height height)
{
    m_height = height;
    refreshFont();
    updateGeometry();
}

void Button::setIconName(const QString &name)
{
    m_iconName = name;
    updateGeometry();
    update();
}

void Button::setOnInverse(bool onInverse)
{
    m_onInverse = onInverse;
    update();
}

QSize Button::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    int padding = 16;
    int height = sizes().controlNormal;
    if (m_height == Height::Small) {
        padding = 12;
        height = sizes().controlSmall;
    } else if (m_height == Height::Large) {
        padding = 20;
        height = sizes().controlLarge;
    }
    if (m_kind == Kind::Link)
        padding = 8;
    int width = metrics.size(Qt::TextShowMnemonic, text()).width() + 2 * padding;
    if (!m_iconName.isEmpty())
        width += sizes().iconRow + (text().isEmpty() ? 0 : 8);
    if (menu())
        width += 16;
    return {qMax(width, text().isEmpty() ? height : 0), qMax(height, metrics.height() + 12)};
}

void Button::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        refreshFont();
    QPushButton::changeEvent(event);
}

void Button::refreshFont()
{
    const Weight weight = m_kind == Kind::Accent ? Weight::Strong : Weight::Medium;
    setFont(petrel::ui::font(m_height == Height::Small ? TypeRole::Small : TypeRole::Body, weight));
}

IconButton::IconButton(const QString &iconName, const QString &name, QWidget *parent)
    : QToolButton(parent), m_side(sizes().toolButton)
{
    setIcon(petrel::ui::icon(iconName));
    setAccessibleName(name);
    setPlainToolTip(this, name);
    prepare();
}

IconButton::IconButton(QAction *action, QWidget *parent) : QToolButton(parent), m_side(sizes().toolButton)
{
    setDefaultAction(action);
    prepare();
}

void IconButton::prepare()
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setIconSize({sizes().iconTool, sizes().iconTool});
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconButton::initStyleOption(QStyleOptionToolButton *option) const
{
    QToolButton::initStyleOption(option);
    option->features &= ~QStyleOptionToolButton::HasMenu;
}

QSize IconButton::sizeHint() const { return {m_side, m_side}; }

void IconButton::setSide(int side)
{
    m_side = side;
    if (side < sizes().toolButton)
        setIconSize({sizes().iconRow, sizes().iconRow});
    updateGeometry();
}

} // namespace petrel::ui
