#include "ui/folderpane/folder_tree_view.h"

#include "ui/common/overlay_scroll_bar.h"
#include "ui/folderpane/folder_delegate.h"
#include "ui/models/folder_tree_model.h"

#include <QContextMenuEvent>
#include <QDragMoveEvent>
#include <QScrollBar>

namespace petrel::ui {

namespace {
constexpr int kOpenUnderDragMs = 600;
constexpr int kIndent = 16;
} // namespace

FolderTreeView::FolderTreeView(QWidget *parent) : QTreeView(parent), m_delegate(new FolderDelegate(this))
{
    setObjectName(QStringLiteral("FolderTree"));
    setAccessibleName(tr("Folders"));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setItemDelegate(m_delegate);
    setIndentation(kIndent);
    setRootIsDecorated(false);
    setExpandsOnDoubleClick(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    new OverlayScrollBar(this);
    setAutoExpandDelay(kOpenUnderDragMs);
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(false);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index == m_currentAtPress || !m_opensOnMove) // else it was told when it became the current one
            Q_EMIT chosen(index);
    });
    connect(this, &QAbstractItemView::activated, this, &FolderTreeView::chosen);
}

void FolderTreeView::setFolders(FolderTreeModel *model)
{
    setModel(model);
    openAccounts();
}

void FolderTreeView::mark(const QModelIndex &index)
{
    m_marking = true;
    setCurrentIndex(index);
    m_marking = false;
}

QRect FolderTreeView::fullRow(const QStyleOptionViewItem &option)
{
    QRect row = option.rect;
    if (const auto *view = qobject_cast<const QAbstractItemView *>(option.widget)) {
        row.setLeft(0);
        row.setWidth(view->viewport()->width());
    }
    return row;
}

void FolderTreeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    // Not the base class's: it would paint its own ground in front of the indent.
    QStyleOptionViewItem own = option;
    own.rect = QRect(0, option.rect.top(), viewport()->width(), option.rect.height());
    own.widget = this;
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    if (viewport()->underMouse() && own.rect.contains(pointer))
        own.state |= QStyle::State_MouseOver;
    else
        own.state &= ~QStyle::State_MouseOver;
    if (selectionModel()->isSelected(index))
        own.state |= QStyle::State_Selected;
    if (isExpanded(index))
        own.state |= QStyle::State_Open;
    if (isActiveWindow())
        own.state |= QStyle::State_Active;
    m_delegate->paint(painter, own, index);
}

void FolderTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (current.isValid() && current != previous && m_opensOnMove && !m_marking)
        Q_EMIT chosen(current);
}

/** Else the window would take the key for messages: Delete, and Alt+Return for properties. */
bool FolderTreeView::isOwnKey(const QKeyEvent &event)
{
    const bool isReturn = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    return event.key() == Qt::Key_Delete || (isReturn && event.modifiers() == Qt::AltModifier);
}

bool FolderTreeView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void FolderTreeView::keyPressEvent(QKeyEvent *event)
{
    m_keyboardFocus = true;
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier) // the Menu key alone comes as a wish for the menu
        return openMenuAtCurrent();
    if (currentIndex().isValid() && event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_F2)
        return Q_EMIT renameWanted(currentIndex());
    if (currentIndex().isValid() && event->key() == Qt::Key_Delete) {
        if (event->modifiers() == Qt::ShiftModifier)
            Q_EMIT deleteForGoodWanted(currentIndex());
        else if ((event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier)
            Q_EMIT deleteWanted(currentIndex());
        return;
    }
    const bool moves = event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        Q_EMIT propertiesWanted(currentIndex());
    else if (moves && currentIndex().isValid())
        Q_EMIT shiftWanted(currentIndex(), event->key() == Qt::Key_Up ? -1 : 1);
    else
        QTreeView::keyPressEvent(event);
}

void FolderTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    if (event->reason() != QContextMenuEvent::Keyboard)
        return Q_EMIT menuWanted(indexAt(event->pos()), event->globalPos());
    openMenuAtCurrent();
}

void FolderTreeView::openMenuAtCurrent()
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return;
    scrollTo(current);
    const QRect row = visualRect(current);
    Q_EMIT menuWanted(current, viewport()->mapToGlobal(isRightToLeft() ? row.bottomRight() : row.bottomLeft()));
}

void FolderTreeView::setMenuRow(const QModelIndex &index)
{
    m_menuRow = index;
    viewport()->update();
}

void FolderTreeView::mousePressEvent(QMouseEvent *event)
{
    m_keyboardFocus = false;
    m_currentAtPress = currentIndex();
    if (event->button() == Qt::RightButton)
        return; // a menu is no reason to open the folder it is about
    const QModelIndex index = indexAt(event->pos());
    // Branches are painted by the delegate, so the chevron's click is ours too.
    if (index.isValid() && model()->hasChildren(index) && static_cast<FolderEntry>(index.data(EntryRole).toInt()) == FolderEntry::Folder) {
        constexpr int kChevronEnd = 20;
        const int x = isRightToLeft() ? viewport()->width() - event->pos().x() : event->pos().x();
        if (x < kChevronEnd + FolderDelegate::indentOf(index, viewport()->width())) {
            setExpanded(index, !isExpanded(index));
            return;
        }
    }
    QTreeView::mousePressEvent(event);
}

void FolderTreeView::focusInEvent(QFocusEvent *event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    QTreeView::focusInEvent(event);
}

void FolderTreeView::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool takes = index.isValid() && model()->canDropMimeData(event->mimeData(), event->dropAction(), -1, -1, index);
    m_dropTarget = takes ? index : QModelIndex();
    event->setAccepted(takes);
    viewport()->update();
}

void FolderTreeView::dragLeaveEvent(QDragLeaveEvent *event)
{
    m_dropTarget = QModelIndex();
    viewport()->update();
    QTreeView::dragLeaveEvent(event);
}

void FolderTreeView::dropEvent(QDropEvent *event)
{
    const QModelIndex target = std::exchange(m_dropTarget, QPersistentModelIndex());
    viewport()->update();
    stopAutoScroll();
    setState(NoState);
    if (!target.isValid())
        return;
    model()->dropMimeData(event->mimeData(), event->dropAction(), -1, -1, target);
    event->acceptProposedAction();
}

void FolderTreeView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    openAccounts();
}

void FolderTreeView::openAccounts()
{
    for (int row = 0; model() && row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (isHead(static_cast<FolderEntry>(index.data(EntryRole).toInt())) && !isExpanded(index))
            setExpanded(index, true);
    }
}

} // namespace petrel::ui
