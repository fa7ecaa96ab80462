#include "ui/messagelist/message_delegate.h"

#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/messagelist/row_labels.h"
#include "ui/models/roles.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {

constexpr int kTextX = 28;       ///< the text line of the list
constexpr int kTextRight = 18;
constexpr int kDotX = 13;
constexpr int kMark = 14;
constexpr int kMarkGap = 6;
constexpr int kPadding = 11;     ///< above the first line
constexpr int kLineGap = 2;
constexpr int kSmallestLine = 18;

bool isUnread(const QModelIndex &index) { return index.data(UnreadRole).toBool(); }

QColor mutedOn(const RowState &state)
{
    if (!state.selected)
        return colour(Colour::TextMuted);
    return colour(state.listHasFocus ? Colour::SelectionMuted : Colour::TextMuted);
}

QColor textOn(const RowState &state)
{
    return colour(state.selected && state.listHasFocus ? Colour::SelectionText : Colour::Text);
}

int lineHeight() { return qMax(kSmallestLine, QFontMetrics(font(TypeRole::Body)).height()); }

} // namespace

void MessageDelegate::paintGround(QPainter *painter, const QRect &row, const RowState &state) const
{
    const Sizes &s = sizes();
    const QRect ground = row.adjusted(s.selectionInsetX, s.selectionInsetY, -s.selectionInsetX, -s.selectionInsetY);
    if (state.selected)
        fillRounded(painter, ground, s.radiusRow, colour(state.listHasFocus ? Colour::Selection : Colour::SelectionInactive));
    else if (state.hovered)
        fillRounded(painter, ground, s.radiusRow, colour(Colour::Hover));
    if (state.current && state.keyboardFocus)
        paintFocusRing(painter, ground, s.radiusRow);
}

void MessageDelegate::paintUnreadDot(QPainter *painter, const QRect &dot, const QModelIndex &index, const RowState &state) const
{
    if (isUnread(index))
        fillRounded(painter, dot, dot.width() / 2.0, colour(Colour::Unread));
    else if (state.hovered && index.data(LoadedRole).toBool())
        strokeRounded(painter, dot, dot.width() / 2.0, colour(Colour::ControlBorder));
}

/** The two text lines and the dot, in left-to-right coordinates. */
struct ComfortableDelegate::Lines
{
    QRect row;
    QRect first;
    QRect second;
    QRect dot;

    [[nodiscard]] QRect visual(Qt::LayoutDirection direction, const QRect &logical) const
    {
        return QStyle::visualRect(direction, row, logical);
    }
};

int ComfortableDelegate::pitch() const { return 2 * (kPadding + lineHeight() + kLineGap / 2); }

ComfortableDelegate::Lines ComfortableDelegate::linesOf(const QRect &row) const
{
    const int line = lineHeight();
    const int width = row.width() - kTextX - kTextRight;
    Lines lines;
    lines.row = row;
    lines.first = QRect(row.left() + kTextX, row.top() + kPadding, width, line);
    lines.second = QRect(row.left() + kTextX, row.top() + kPadding + line + kLineGap, width, line);
    const int dot = sizes().unreadDot;
    lines.dot = QRect(row.left() + kDotX, lines.first.center().y() - dot / 2, dot, dot);
    return lines;
}

void ComfortableDelegate::paint(QPainter *painter, const QRect &row, const QModelIndex &index, const RowState &state) const
{
    paintGround(painter, row, state);
    const Lines lines = linesOf(row);
    if (!index.data(LoadedRole).toBool()) {
        paintPlaceholder(painter, lines.first, lines.second, state.direction);
        return;
    }
    paintUnreadDot(painter, lines.visual(state.direction, lines.dot), index, state);
    paintFirstLine(painter, lines, index, state);
    paintSubjectAndPreview(painter, row, lines.second, index, state);
}

void ComfortableDelegate::paintFirstLine(QPainter *painter, const Lines &lines, const QModelIndex &index, const RowState &state) const
{
    const bool rightToLeft = state.direction == Qt::RightToLeft;
    painter->setFont(font(TypeRole::Small));
    painter->setPen(mutedOn(state));
    const QString date = listDate(index.data(DateRole).toLongLong(), Clock::current().wall());
    const int dateWidth = painter->fontMetrics().horizontalAdvance(date) + 1;
    int right = lines.first.right() + 1 - dateWidth;
    const QRect dateRect(right, lines.first.top(), dateWidth, lines.first.height());
    painter->drawText(lines.visual(state.direction, dateRect), Qt::AlignCenter | Qt::TextSingleLine, date);

    const auto mark = [&](const char *name, const QColor &ink, bool filled) {
        right -= kMark + kMarkGap;
        const QRect square(right, lines.first.center().y() - kMark / 2 + 1, kMark, kMark);
        paintIcon(painter, lines.visual(state.direction, square), name, ink, filled);
    };
    if (index.data(FlaggedRole).toBool())
        mark("flag", colour(Colour::Flag), true);
    else if (state.hovered)
        mark("flag", mutedOn(state), false);
    if (index.data(AttachmentsRole).toInt() > 0)
        mark("paperclip", mutedOn(state), false);
    if (index.data(AnsweredRole).toBool())
        mark("reply", mutedOn(state), false);
    else if (index.data(ForwardedRole).toBool())
        mark("forward", mutedOn(state), false);
    if (index.data(PendingRole).toBool())
        mark("clock", mutedOn(state), false);

    QRect senderRect(lines.first);
    senderRect.setRight(right - 8);
    painter->setFont(font(TypeRole::Body, isUnread(index) ? Weight::Strong : Weight::Medium));
    painter->setPen(textOn(state));
    paintElided(painter, lines.visual(state.direction, senderRect), index.data(SenderRole).toString(),
              rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

RowPart ComfortableDelegate::partAt(const QPoint &point, const QRect &row, const QModelIndex &index, Qt::LayoutDirection direction) const
{
    if (!index.data(LoadedRole).toBool())
        return RowPart::Body;
    const Lines lines = linesOf(row);
    const int grow = (sizes().hitTarget - sizes().unreadDot) / 2;
    if (lines.visual(direction, lines.dot.adjusted(-grow, -grow, grow, grow)).contains(point))
        return RowPart::UnreadDot;
    const QFontMetrics small(font(TypeRole::Small));
    const int dateWidth = small.horizontalAdvance(listDate(index.data(DateRole).toLongLong(), Clock::current().wall())) + 1;
    const QRect flag(lines.first.right() + 1 - dateWidth - kMarkGap - kMark, lines.first.center().y() - kMark / 2, kMark, kMark);
    return lines.visual(direction, flag.adjusted(-5, -5, 5, 5)).contains(point) ? RowPart::Flag : RowPart::Body;
}

void paintSubjectAndPreview(QPainter *painter, const QRect &row, const QRect &logicalLine, const QModelIndex &index, const RowState &state)
{
    constexpr int kGap = 8;
    const bool rightToLeft = state.direction == Qt::RightToLeft;
    const RowLabels labels(index.data(LabelsRole).value<QList<ShownLabel>>(), logicalLine);
    painter->setPen(mutedOn(state));
    labels.paint(painter, row, state.direction);
    const QRect line = QStyle::visualRect(state.direction, row, logicalLine.adjusted(0, 0, -labels.width(), 0));
    painter->setFont(font(TypeRole::Body, isUnread(index) ? Weight::Strong : Weight::Regular));
    painter->setPen(textOn(state));
    const int used = paintElided(painter, line, index.data(SubjectRole).toString(), rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    QRect rest(line);
    if (rightToLeft)
        rest.setRight(line.right() - used - kGap);
    else
        rest.setLeft(line.left() + used + kGap);
    const QString preview = index.data(PreviewRole).toString();
    if (rest.width() < 2 * painter->fontMetrics().averageCharWidth() || preview.isEmpty())
        return;
    painter->setFont(font(TypeRole::Body));
    painter->setPen(mutedOn(state));
    paintElided(painter, rest, preview, rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

void paintPlaceholder(QPainter *painter, const QRect &first, const QRect &second, Qt::LayoutDirection direction)
{
    constexpr int kBar = 8;
    const auto bar = [&](const QRect &line, int percent) {
        const QRect logical(line.left(), line.center().y() - kBar / 2, line.width() * percent / 100, kBar);
        fillRounded(painter, QStyle::visualRect(direction, line, logical), kBar / 2.0, colour(Colour::Pressed));
    };
    bar(first, 40);
    if (second.isValid())
        bar(second, 70);
}

} // namespace petrel::ui
