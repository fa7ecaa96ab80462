// What MessageListView does with pointer, keys and changes of its model.
#include "ui/common/appearance.h"
#include "ui/common/painting.h"
#include "ui/messagelist/message_list_view.h"
#include "ui/models/message_list_model.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace petrel::ui {

QList<PlacementId> MessageListView::selectedPlacements() const
{
    QList<PlacementId> ids;
    if (!m_messages)
        return ids;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids.append(m_messages->placementAt(row));
    }
    return ids;
}

PlacementId MessageListView::currentPlacement() const
{
    return m_messages && currentIndex().isValid() ? m_messages->placementAt(currentIndex().row()) : PlacementId();
}

void MessageListView::select(PlacementId id)
{
    const int row = m_messages ? m_messages->rowOf(id) : -1;
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_messages->index(row), QItemSelectionModel::ClearAndSelect);
}

void MessageListView::step(int rows)
{
    if (m_geometry.rows() == 0)
        return;
    // A list that only got the focus has a current row but shows nothing: the first step selects that row.
    const bool shows = selectionModel()->hasSelection();
    const int from = currentIndex().isValid() ? currentIndex().row() : -1;
    const int row = qBound(0, shows || from < 0 ? from + rows : from, m_geometry.rows() - 1);
    selectionModel()->setCurrentIndex(m_messages->index(row), QItemSelectionModel::ClearAndSelect);
}

void MessageListView::reset()
{
    m_anchor = QPersistentModelIndex();
    m_hovered = -1;
    setNewAbove(0);
    QAbstractItemView::reset();
    verticalScrollBar()->setValue(0);
    relayout();
    m_settle.start();
}

void MessageListView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    relayout();
}

void MessageListView::changeEvent(QEvent *event)
{
    QAbstractItemView::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::FontChange || type == QEvent::ApplicationFontChange || type == QEvent::LocaleChange)
        relayout();
}

bool MessageListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    return QAbstractItemView::viewportEvent(event);
}

void MessageListView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    for (const int changed : {m_hovered, row}) {
        if (changed >= 0 && changed < m_geometry.rows())
            viewport()->update(rowRect(changed));
    }
    m_hovered = row;
}

void MessageListView::mousePressEvent(QMouseEvent *event)
{
    m_keyboardFocus = false;
    m_pressedPart = false;
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid()) {
        const RowPart part = partAt(event->pos());
        const PlacementId id = m_messages->placementAt(index.row());
        m_pressedPart = part != RowPart::Body;
        if (part == RowPart::UnreadDot)
            Q_EMIT unreadToggled(id);
        else if (part == RowPart::Flag)
            Q_EMIT flagToggled(id);
        if (m_pressedPart)
            return;
    }
    // A right click on a row of the selection keeps the selection: the menu is for all of it.
    if (event->button() == Qt::RightButton && index.isValid() && selectionModel()->isSelected(index))
        return;
    QAbstractItemView::mousePressEvent(event);
}

RowPart MessageListView::partAt(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    return index.isValid() ? m_delegate->partAt(point, rowRect(index.row()), index, layoutDirection()) : RowPart::Body;
}

void MessageListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    // Whoever clicks a dot or flag twice does not mean to open the message.
    m_pressedPart = partAt(event->pos()) != RowPart::Body;
    if (!m_pressedPart)
        QAbstractItemView::mouseDoubleClickEvent(event);
}

void MessageListView::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    setHovered(index.isValid() ? index.row() : -1);
    if (!m_pressedPart)
        QAbstractItemView::mouseMoveEvent(event);
}

void MessageListView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_pressedPart, false))
        QAbstractItemView::mouseReleaseEvent(event);
}

void MessageListView::keyPressEvent(QKeyEvent *event)
{
    m_keyboardFocus = true;
    if (event->key() == Qt::Key_Space && !(event->modifiers() & Qt::ControlModifier)) {
        Q_EMIT readerScrollWanted(!(event->modifiers() & Qt::ShiftModifier));
        return;
    }
    if (event->key() == Qt::Key_F10 && event->modifiers() & Qt::ShiftModifier) {
        openMenuAtCurrent();
        return;
    }
    QAbstractItemView::keyPressEvent(event);
    viewport()->update();
}

void MessageListView::focusInEvent(QFocusEvent *event)
{
    const auto reason = event->reason();
    m_keyboardFocus = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    QAbstractItemView::focusInEvent(event);
    if (!currentIndex().isValid() && m_geometry.rows() > 0 && m_keyboardFocus)
        selectionModel()->setCurrentIndex(m_messages->index(0), QItemSelectionModel::NoUpdate);
    viewport()->update();
}

void MessageListView::focusOutEvent(QFocusEvent *event)
{
    QAbstractItemView::focusOutEvent(event);
    viewport()->update();
}

void MessageListView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard)
        openMenuAtCurrent();
    else if (indexAt(viewport()->mapFromGlobal(event->globalPos())).isValid())
        Q_EMIT contextMenuWanted(event->globalPos());
}

void MessageListView::openMenuAtCurrent()
{
    if (currentIndex().isValid())
        Q_EMIT contextMenuWanted(viewport()->mapToGlobal(rowRect(currentIndex().row()).center()));
}

void MessageListView::startDrag(Qt::DropActions)
{
    const QModelIndexList indexes = selectionModel()->selectedIndexes();
    if (indexes.isEmpty())
        return;
    const QString words = indexes.size() == 1 ? tr("One message") : tr("%n messages", nullptr, static_cast<int>(indexes.size()));
    const QFont face = petrel::ui::font(TypeRole::Body, Weight::Medium);
    const QSize size(QFontMetrics(face).horizontalAdvance(words) + 28, 32);
    QPixmap picture(size * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    fillRounded(&painter, QRect({}, size), sizes().radiusControl, colour(Colour::Inverse));
    painter.setFont(face);
    painter.setPen(colour(Colour::InverseText));
    painter.drawText(QRect({}, size), Qt::AlignCenter, words);
    painter.end();

    auto *drag = new QDrag(this);
    drag->setMimeData(m_messages->mimeData(indexes));
    drag->setPixmap(picture);
    drag->setHotSpot({-12, -8});
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction); // Ctrl copies, as everywhere on the desktop
}

void MessageListView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    relayout();
}

void MessageListView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const int current = currentIndex().row();
    if (currentIndex().isValid() && current >= start && current <= end) {
        // Another of those selected, else the next row takes over, after the last one the one above.
        const int selected = nearestSelected(start, end);
        const int next = end + 1 < m_messages->rowCount() ? end + 1 : start - 1;
        if (selected >= 0)
            selectionModel()->setCurrentIndex(m_messages->index(selected), QItemSelectionModel::NoUpdate);
        else if (next >= 0)
            selectionModel()->setCurrentIndex(m_messages->index(next), QItemSelectionModel::ClearAndSelect);
    }
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
    m_settle.start();
}

int MessageListView::nearestSelected(int start, int end) const
{
    int below = -1;
    int above = -1;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        if (range.bottom() > end)
            below = below < 0 ? std::max(range.top(), end + 1) : std::min(below, std::max(range.top(), end + 1));
        if (range.top() < start)
            above = std::max(above, std::min(range.bottom(), start - 1));
    }
    return below >= 0 ? below : above;
}

void MessageListView::rememberNext()
{
    const auto left = [this](int row) { return !selectionModel()->isSelected(m_messages->index(row)); };
    const int current = currentIndex().row();
    int next = current;
    while (next >= 0 && next < m_messages->rowCount() && !left(next))
        ++next;
    if (next == m_messages->rowCount()) {
        next = current;
        while (next >= 0 && !left(next))
            --next;
    }
    m_next = m_messages->index(next);
}

void MessageListView::followLayout()
{
    const QModelIndex next = std::exchange(m_next, QPersistentModelIndex());
    if (!currentIndex().isValid() && next.isValid())
        selectionModel()->setCurrentIndex(next, QItemSelectionModel::ClearAndSelect);
    m_settle.start();
}

void MessageListView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    viewport()->update();
}

void MessageListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    m_settle.start();
}

void MessageListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (current.isValid())
        scrollTo(current);
    viewport()->update();
    m_settle.start();
}

} // namespace petrel::ui
