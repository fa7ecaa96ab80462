#include "ui/viewer/address_label.h"

#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace petrel::ui {

AddressLabel::AddressLabel(Colour colour, QWidget *parent) : RoleLabel(TypeRole::Body, colour, parent)
{
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

qreal AddressLabel::breakLines(QTextLayout &layout, int width) const
{
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAnywhere);
    option.setTextDirection(Qt::LeftToRight);
    layout.setTextOption(option);
    qreal y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        line.setPosition({0, y});
        y += line.height();
    }
    layout.endLayout();
    return y;
}

QSize AddressLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(text()) + 2, metrics.height()};
}

QSize AddressLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(font());
    return {std::min(120, sizeHint().width()), metrics.height()};
}

int AddressLabel::heightForWidth(int width) const
{
    QTextLayout layout(text(), font());
    return static_cast<int>(std::ceil(breakLines(layout, width)));
}

void AddressLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    QTextLayout layout(text(), font());
    breakLines(layout, width());
    const bool oneLine = layout.lineCount() == 1;
    const qreal inset = oneLine && layoutDirection() == Qt::RightToLeft ? width() - layout.lineAt(0).naturalTextWidth() : 0;
    layout.draw(&painter, {inset, 0});
}

} // namespace petrel::ui
