#include "ui/common/painting.h"

#include "ui/common/appearance.h"

#include <QPainter>
#include <QPainterPath>

namespace petrel::ui {

void fillRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawRoundedRect(rect, radius, radius);
    painter->restore();
}

void strokeRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &colour, qreal width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, width));
    painter->setBrush(Qt::NoBrush);
    const qreal inset = width / 2;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter->restore();
}

void paintHairline(QPainter *painter, const QRect &rect, const QColor &colour)
{
    const qreal thickness = 1.0 / painter->device()->devicePixelRatioF();
    QRectF line(rect);
    if (rect.width() >= rect.height())
        line.setHeight(thickness);
    else
        line.setWidth(thickness);
    painter->fillRect(line, colour);
}

int paintElided(QPainter *painter, const QRect &rect, const QString &text, Qt::Alignment side, Qt::TextElideMode mode)
{
    const QString shown = painter->fontMetrics().elidedText(text, mode, rect.width());
    const int direction = text.isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight;
    painter->drawText(rect, int(Qt::AlignVCenter | Qt::AlignAbsolute | side) | direction | Qt::TextSingleLine, shown);
    return qMin(rect.width(), painter->fontMetrics().horizontalAdvance(shown));
}

void paintFocusRing(QPainter *painter, const QRect &rect, int radius)
{
    strokeRounded(painter, rect, radius, colour(Colour::FocusRing), sizes().focusRing);
}

} // namespace petrel::ui
