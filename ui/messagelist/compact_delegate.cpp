#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/messagelist/message_delegate.h"
#include "ui/models/roles.h"

#include <QPainter>
#include <QStyle>

namespace petrel::ui {

namespace {

constexpr int kDotX = 13;
constexpr int kEdge = 20;
constexpr int kGap = 12;
constexpr int kMark = 14;
constexpr int kWideFrom = 520;
constexpr int kSenderWidth = 190;

} // namespace

int CompactDelegate::pitch() const { return qMax(sizes().rowCompact, QFontMetrics(font(TypeRole::Body)).height() + 10); }

CompactDelegate::Columns CompactDelegate::columnsOf(const QRect &row)
{
    const QFontMetrics small(font(TypeRole::Small));
    Columns columns;
    columns.wide = row.width() >= kWideFrom;
    const int middle = row.center().y() + 1;
    const auto square = [&](int x, int side) { return QRect(x, middle - side / 2, side, side); };
    const auto column = [&](int from, int to) { return QRect(from, row.top(), qMax(0, to - from), row.height()); };

    const int dot = sizes().unreadDot;
    columns.dot = square(row.left() + kDotX, dot);
    const int dateWidth = small.horizontalAdvance(columns.wide ? QStringLiteral("Wed 29 Nov, 00:00") : QStringLiteral("29 Nov 00"));
    int right = row.right() + 1 - kEdge;
    columns.date = column(right - dateWidth, right);
    right = columns.date.left() - kGap;
    if (!columns.wide) {
        const int left = row.left() + 28;
        columns.sender = column(left, left + (right - left) * 38 / 100);
        columns.subject = column(columns.sender.right() + kGap, right);
        return columns;
    }
    columns.size = column(right - small.horizontalAdvance(QStringLiteral("888 MB")), right);
    columns.attachment = square(columns.size.left() - kGap - kMark, kMark);
    columns.flag = square(row.left() + 34, kMark);
    columns.sender = column(row.left() + 58, row.left() + 58 + kSenderWidth);
    columns.subject = column(columns.sender.right() + kGap, columns.attachment.left() - kGap);
    return columns;
}

void CompactDelegate::paint(QPainter *painter, const QRect &row, const QModelIndex &index, const RowState &state) const
{
    paintGround(painter, row, state);
    const Columns columns = columnsOf(row);
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(state.direction, row, logical); };
    if (!index.data(LoadedRole).toBool()) {
        paintPlaceholder(painter, visual(columns.sender), visual(columns.subject), state.direction);
        return;
    }
    const bool rightToLeft = state.direction == Qt::RightToLeft;
    const bool focused = state.selected && state.listHasFocus;
    const QColor muted = colour(focused ? Colour::SelectionMuted : Colour::TextMuted);
    const auto text = [&](const QRect &logical, const QString &words, bool atEnd) {
        paintElided(painter, visual(logical), words, atEnd != rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    };

    paintUnreadDot(painter, visual(columns.dot), index, state);
    const bool flagged = index.data(FlaggedRole).toBool();
    if (columns.wide && (flagged || state.hovered))
        paintIcon(painter, visual(columns.flag), "flag", flagged ? colour(Colour::Flag) : muted, flagged);
    if (columns.wide && index.data(AttachmentsRole).toInt() > 0)
        paintIcon(painter, visual(columns.attachment), "paperclip", muted);

    painter->setFont(font(TypeRole::Body, index.data(UnreadRole).toBool() ? Weight::Strong : Weight::Regular));
    painter->setPen(colour(focused ? Colour::SelectionText : Colour::Text));
    text(columns.sender, index.data(SenderRole).toString(), false);
    paintSubjectAndPreview(painter, row, columns.subject, index, state);

    painter->setFont(font(TypeRole::Small));
    painter->setPen(muted);
    const QDateTime now = Clock::current().wall();
    const qint64 date = index.data(DateRole).toLongLong();
    text(columns.date, columns.wide ? readerDate(date, now) : listDate(date, now), true);
    if (columns.wide)
        text(columns.size, sizeText(index.data(SizeRole).toLongLong()), true);
}

RowPart CompactDelegate::partAt(const QPoint &point, const QRect &row, const QModelIndex &index, Qt::LayoutDirection direction) const
{
    if (!index.data(LoadedRole).toBool())
        return RowPart::Body;
    const Columns columns = columnsOf(row);
    const auto hits = [&](const QRect &logical) { return QStyle::visualRect(direction, row, logical).contains(point); };
    if (hits(columns.dot.adjusted(-8, -8, 8, 8)))
        return RowPart::UnreadDot;
    return columns.wide && hits(columns.flag.adjusted(-5, -8, 5, 8)) ? RowPart::Flag : RowPart::Body;
}

} // namespace petrel::ui
