#include "ui/viewer/fold_button.h"

#include "ui/common/appearance.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {
constexpr int kPadding = 12;
constexpr int kGap = 8;
} // namespace

FoldButton::FoldButton(int lines, bool opened, QWidget *parent) : QAbstractButton(parent)
{
    setText(opened ? tr("Hide %n quoted line(s)", nullptr, lines) : tr("%n quoted line(s)", nullptr, lines));
    setAccessibleName(text());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setFont(ui::font(TypeRole::Caption, Weight::Medium));
}

QSize FoldButton::sizeHint() const
{
    const QFontMetrics metrics(QAbstractButton::font());
    return {kPadding * 2 + sizes().iconRow + kGap + metrics.horizontalAdvance(text()), std::max(26, metrics.height() + 8)};
}

void FoldButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colour ground = isDown() ? Colour::Pressed : underMouse() ? Colour::Hover : Colour::Sunken;
    fillRounded(&painter, rect(), sizes().radiusControl, colour(ground));
    strokeRounded(&painter, rect(), sizes().radiusControl, colour(Colour::Border));

    const int side = sizes().iconRow;
    const QRect mark(kPadding, (height() - side) / 2, side, side);
    const QRect words(mark.right() + 1 + kGap, 0, width() - mark.right() - kGap, height());
    paintIcon(&painter, QStyle::visualRect(layoutDirection(), rect(), mark), "ellipsis", colour(Colour::TextMuted));
    painter.setFont(QAbstractButton::font());
    painter.setPen(colour(Colour::TextMuted));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words),
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), text());
    if (hasFocus())
        paintFocusRing(&painter, rect(), sizes().radiusControl);
}

} // namespace petrel::ui
