#pragma once

#include "ui/common/theme.h"

#include <QRect>

class QPainter;

namespace petrel::ui {

/** A filled rounded rectangle, without a line. */
void fillRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &colour);
/** A rounded outline that lies inside `rect`, crisp on every scale. */
void strokeRounded(QPainter *painter, const QRectF &rect, qreal radius, const QColor &colour, qreal width = 1);
/** A line one device pixel thick along the top of `rect` (or its left edge when it is taller than wide). */
void paintHairline(QPainter *painter, const QRect &rect, const QColor &colour);
/**
 * One line of text on the given side of `rect` (AlignLeft or AlignRight as seen, not mirrored), elided where it does
 * not fit. The words run in their own direction whatever the window's is, so the ellipsis stands where they would go
 * on: right of English, left of Hebrew. Returns the width used.
 */
int paintElided(QPainter *painter, const QRect &rect, const QString &text, Qt::Alignment side,
                Qt::TextElideMode mode = Qt::ElideRight);
/** The keyboard focus: two pixels inside the rect. */
void paintFocusRing(QPainter *painter, const QRect &rect, int radius);

} // namespace petrel::ui
