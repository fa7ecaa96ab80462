#pragma once

#include "ui/common/theme.h"

#include <QModelIndex>
#include <QRect>

class QPainter;

namespace petrel::ui {

/** How a row stands in the list at this moment. */
struct RowState
{
    bool selected = false;
    bool listHasFocus = false;  ///< else a selected row is grey
    bool current = false;
    bool keyboardFocus = false; ///< draw the ring on the current row
    bool hovered = false;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

/** What a click in a row means. */
enum class RowPart { Body, UnreadDot, Flag };

/**
 * Draws one message as a row. The view owns one of these and asks it for the pitch; everything is
 * computed in left-to-right coordinates and mirrored at the end. Painting reads cached strings only.
 */
class MessageDelegate
{
public:
    virtual ~MessageDelegate() = default;
    /** Height of every row in pixels at the application's font. */
    [[nodiscard]] virtual int pitch() const = 0;
    virtual void paint(QPainter *painter, const QRect &row, const QModelIndex &index, const RowState &state) const = 0;
    [[nodiscard]] virtual RowPart partAt(const QPoint &point, const QRect &row, const QModelIndex &index, Qt::LayoutDirection direction) const = 0;

protected:
    /** The ground of a row and the ring of the current one. */
    void paintGround(QPainter *painter, const QRect &row, const RowState &state) const;
    void paintUnreadDot(QPainter *painter, const QRect &dot, const QModelIndex &index, const RowState &state) const;
};

/** Two lines: sender and date, subject and preview. */
class ComfortableDelegate final : public MessageDelegate
{
public:
    [[nodiscard]] int pitch() const override;
    void paint(QPainter *painter, const QRect &row, const QModelIndex &index, const RowState &state) const override;
    [[nodiscard]] RowPart partAt(const QPoint &point, const QRect &row, const QModelIndex &index, Qt::LayoutDirection direction) const override;

private:
    struct Lines;
    [[nodiscard]] Lines linesOf(const QRect &row) const;
    void paintFirstLine(QPainter *painter, const Lines &lines, const QModelIndex &index, const RowState &state) const;
};

/** One line in columns; narrower than 520 px: dot, sender, subject, date. */
class CompactDelegate final : public MessageDelegate
{
public:
    [[nodiscard]] int pitch() const override;
    void paint(QPainter *painter, const QRect &row, const QModelIndex &index, const RowState &state) const override;
    [[nodiscard]] RowPart partAt(const QPoint &point, const QRect &row, const QModelIndex &index, Qt::LayoutDirection direction) const override;

    /** Where the columns stand; the header of the list uses the same. */
    struct Columns
    {
        QRect dot, flag, sender, subject, attachment, size, date;
        bool wide = false;
    };
    [[nodiscard]] static Columns columnsOf(const QRect &row);
};

/** Subject and, muted behind it, the preview; only the preview, then the subject loses its end. At the end of the line (which is left to right) the labels. */
void paintSubjectAndPreview(QPainter *painter, const QRect &row, const QRect &logicalLine, const QModelIndex &index, const RowState &state);
/** Two bars where a row's text is not here yet. */
void paintPlaceholder(QPainter *painter, const QRect &first, const QRect &second, Qt::LayoutDirection direction);

} // namespace petrel::ui
