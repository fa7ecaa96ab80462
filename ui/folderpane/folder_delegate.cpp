#include "ui/folderpane/folder_delegate.h"

#include "ui/common/appearance.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/painting.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/models/roles.h"
#include "ui/models/room.h"

#include <QPainter>

namespace petrel::ui {

namespace {

constexpr int kInset = 8;
constexpr int kIconX = 18;
constexpr int kTextX = 44;
constexpr int kCountRight = 18;
constexpr int kMark = 14;
constexpr int kSquare = 8;
constexpr int kSquareX = 16;
constexpr int kAccountTextX = 32;
constexpr int kAccountGap = 11; ///< above an account's name

FolderEntry entryOf(const QModelIndex &index) { return static_cast<FolderEntry>(index.data(EntryRole).toInt()); }

/** How deep a folder stands below its account's first level. */
int depthOf(const QModelIndex &index)
{
    int depth = 0;
    for (QModelIndex above = index.parent(); above.isValid() && entryOf(above) == FolderEntry::Folder; above = above.parent())
        ++depth;
    return depth;
}

} // namespace

int FolderDelegate::indentOf(const QModelIndex &index, int width)
{
    constexpr int kStep = 16;
    constexpr int kLeastName = 80; // however deep a folder lies, its name can be read
    return qBound(0, kStep * depthOf(index), qMax(0, width - kTextX - kCountRight - kLeastName));
}

int FolderDelegate::rowHeight() const
{
    return qMax(sizes().rowFolder, QFontMetrics(font(TypeRole::Body)).height() + 12);
}

QSize FolderDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {0, rowHeight() + (isHead(entryOf(index)) ? kAccountGap : 0)};
}

void FolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (isHead(entryOf(index)))
        paintHead(painter, option, index);
    else
        paintFolder(painter, option, index);
    painter->restore();
}

void FolderDelegate::paintHead(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row = FolderTreeView::fullRow(option);
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, row, logical); };
    const QRect line(row.left(), row.top() + kAccountGap, row.width(), row.height() - kAccountGap);
    const QRect square(line.left() + kSquareX, line.center().y() - kSquare / 2 + 1, kSquare, kSquare);
    if (entryOf(index) == FolderEntry::Account)
        fillRounded(painter, visual(square), 2, theme().tag(static_cast<TagColour>(index.data(AccountColourRole).toInt())).text);
    else
        paintIcon(painter, visual(square.adjusted(-2, -2, 2, 2)), index.data(IconNameRole).toString(), colour(Colour::TextMuted));
    const auto *tree = qobject_cast<const FolderTreeView *>(option.widget);
    if (tree && (tree->dropTarget() == index || tree->menuRow() == index || (tree->showsKeyboardFocus() && tree->currentIndex() == index)))
        paintFocusRing(painter, line.adjusted(kInset, 0, -kInset, 0), sizes().radiusControl);

    const Qt::Alignment side = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    QRect room = line.adjusted(kAccountTextX, 0, -kCountRight, 0);
    if (const QString full = index.data(RoomSignRole).toString(); !full.isEmpty()) {
        painter->setFont(font(TypeRole::Small));
        const bool isFull = index.data(RoomLevelRole).toInt() == static_cast<int>(RoomLevel::Full);
        painter->setPen(colour(isFull ? Colour::Danger : Colour::Warning));
        const int width = painter->fontMetrics().horizontalAdvance(full) + 1;
        painter->drawText(visual(QRect(room.right() + 1 - width, room.top(), width, room.height())), Qt::AlignCenter | Qt::TextSingleLine, full);
        room.setRight(room.right() - width - 8);
    }
    painter->setFont(font(TypeRole::Small, Weight::Strong));
    painter->setPen(colour(Colour::TextMuted));
    const int used = paintElided(painter, visual(room), index.data().toString(), side);
    if (!index.data(OnThisComputerRole).toBool())
        return;
    room.setLeft(room.left() + used + 9);
    painter->setFont(font(TypeRole::Small));
    paintElided(painter, visual(room), tr("on this computer"), side);
}

void FolderDelegate::paintFolder(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row = FolderTreeView::fullRow(option);
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, row, logical); };
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused = option.state & QStyle::State_Active && option.widget && option.widget->hasFocus();
    const bool hovered = option.state & QStyle::State_MouseOver;
    const QRect ground = row.adjusted(kInset, 0, -kInset, 0);
    const int radius = sizes().radiusControl;
    if (selected)
        fillRounded(painter, ground, radius, colour(focused ? Colour::Selection : Colour::SelectionInactive));
    else if (hovered)
        fillRounded(painter, ground, radius, colour(Colour::Hover));
    const auto *tree = qobject_cast<const FolderTreeView *>(option.widget);
    if (tree && (tree->dropTarget() == index || tree->menuRow() == index || (tree->showsKeyboardFocus() && tree->currentIndex() == index && !selected)))
        paintFocusRing(painter, ground, radius);

    const bool bold = index.data(CountIsUnreadRole).toBool();
    const int count = index.data(UnreadCountRole).toInt();
    const bool mutedEntry = entryOf(index) == FolderEntry::Outbox && count == 0 && !selected;
    const bool onSelection = selected && focused;
    const QColor ink = colour(onSelection ? Colour::SelectionText : Colour::Text);
    const QColor muted = colour(onSelection ? Colour::SelectionMuted : Colour::TextMuted);
    const int indent = indentOf(index, row.width());

    const int icon = sizes().iconRow;
    const QRect square(row.left() + kIconX + indent, row.center().y() - icon / 2 + 1, icon, icon);
    paintIcon(painter, visual(square), index.data(IconNameRole).toString(), bold ? ink : muted);
    if (index.model()->hasChildren(index)) {
        const bool open = option.state & QStyle::State_Open;
        const QRect chevron(square.left() - 12, row.center().y() - 4, 10, 10);
        paintIcon(painter, visual(chevron), open ? "chevron-down" : "chevron-right", muted);
    }

    int right = row.right() + 1 - kCountRight;
    if (count > 0) {
        painter->setFont(font(TypeRole::Small, bold ? Weight::Strong : Weight::Regular));
        painter->setPen(bold ? ink : muted);
        const QString number = countText(count);
        const int width = painter->fontMetrics().horizontalAdvance(number) + 1;
        painter->drawText(visual(QRect(right - width, row.top(), width, row.height())), Qt::AlignCenter | Qt::TextSingleLine, number);
        right -= width + 8;
    }
    if (index.data(RefusedRole).toBool()) {
        paintIcon(painter, visual(QRect(right - kMark, row.center().y() - kMark / 2 + 1, kMark, kMark)), "triangle-alert", colour(Colour::Warning));
        right -= kMark + 8;
    }
    painter->setFont(font(TypeRole::Body, bold ? Weight::Strong : Weight::Regular));
    painter->setPen(mutedEntry ? muted : ink);
    const QRect room(row.left() + kTextX + indent, row.top(), right - row.left() - kTextX - indent, row.height());
    paintElided(painter, visual(room), index.data().toString(), QStyle::visualAlignment(option.direction, Qt::AlignLeft));
}

} // namespace petrel::ui
