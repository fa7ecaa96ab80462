#pragma once

#include "ui/models/label_book.h"

#include <QRect>

class QPainter;

namespace petrel::ui {

/**
 * The labels at the end of a row's line: chips with names as long as there is room, then dots in the colours, then "+2". They
 * take less than half of the line, whatever there is to show. Computed left to right.
 */
class RowLabels
{
public:
    RowLabels(const QList<ShownLabel> &labels, const QRect &line);

    /** What they take of the line, the gap before them included; 0 without labels. */
    [[nodiscard]] int width() const { return m_width; }
    /** Mirrored within `row` where the window runs right to left. */
    void paint(QPainter *painter, const QRect &row, Qt::LayoutDirection direction) const;

private:
    struct Chip
    {
        QRect rect;
        ShownLabel label;
    };
    struct Dot
    {
        QRect rect;
        TagColour colour;
    };
    void place(const QList<ShownLabel> &labels, const QRect &line, qsizetype chips, int first);

    QList<Chip> m_chips;
    QList<Dot> m_dots;
    QString m_more; ///< "+2"
    QRect m_moreRect;
    int m_width = 0;
};

} // namespace petrel::ui
