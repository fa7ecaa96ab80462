#include "ui/messagelist/message_list_view.h"

#include "core/base/clock.h"
#include "ui/common/appearance.h"
#include "ui/common/overlay_scroll_bar.h"
#include "ui/messagelist/message_list_accessible.h"
#include "ui/models/message_list_model.h"

#include <QApplication>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>

namespace petrel::ui {

namespace {
constexpr int kHeaderTextX = 28;
constexpr int kSettleMs = 0; ///< after the event at hand: several selection signals become one
} // namespace

MessageListView::MessageListView(QWidget *parent) : QAbstractItemView(parent)
{
    installMessageListAccessibility(); // first: a name tells the screen reader, and it then asks what this is
    setObjectName(QStringLiteral("MessageList"));
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setDragEnabled(true);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    new OverlayScrollBar(this);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, &MessageListView::selectionSettled);
    setDensity(Density::Comfortable);
}

MessageListView::~MessageListView() = default;

void MessageListView::setModel(QAbstractItemModel *model)
{
    m_messages = qobject_cast<MessageListModel *>(model);
    QAbstractItemView::setModel(m_messages);
    if (!m_messages)
        return;
    connect(m_messages, &QAbstractItemModel::rowsRemoved, this, &MessageListView::relayout);
    connect(m_messages, &QAbstractItemModel::layoutAboutToBeChanged, this, &MessageListView::rememberNext);
    connect(m_messages, &QAbstractItemModel::layoutChanged, this, &MessageListView::followLayout);
    connect(m_messages, &MessageListModel::arrived, this, [this](const QList<PlacementId> &ids) {
        const int firstVisible = m_geometry.firstRowBelow(verticalOffset());
        int above = 0;
        for (const PlacementId id : ids) {
            const int row = m_messages->rowOf(id);
            above += row >= 0 && row < firstVisible ? 1 : 0;
        }
        if (above > 0)
            setNewAbove(m_newAbove + above);
    });
    relayout();
}

void MessageListView::setDensity(Density density)
{
    m_density = density;
    if (density == Density::Comfortable)
        m_delegate = std::make_unique<ComfortableDelegate>();
    else
        m_delegate = std::make_unique<CompactDelegate>();
    relayout();
}

bool MessageListView::isGrouped() const
{
    if (!m_messages || m_density == Density::Compact || m_messages->isSearch())
        return false;
    const store::ListQuery &query = m_messages->query();
    return query.sort == store::ListQuery::Sort::Date && query.order == store::ListQuery::Order::Descending;
}

void MessageListView::relayout()
{
    const int rows = m_messages ? m_messages->rowCount() : 0;
    const int header = qMax(sizes().groupHeader, QFontMetrics(petrel::ui::font(TypeRole::Caption, Weight::Strong)).height() + 12);
    m_geometry.setMeasures(m_delegate->pitch(), header);
    std::vector<RowGeometry::Group> groups;
    if (isGrouped() && rows > 0) {
        const auto keyAt = [this](int row) { return m_messages->index(row).data(SortKeyRole).toLongLong(); };
        groups = groupRows(rows, keyAt, dateGroups(Clock::current().wall(), keyAt(rows - 1)));
    }
    m_geometry.setRows(rows, std::move(groups));
    m_layingOut = true;
    updateGeometries();
    if (m_anchor.isValid())
        verticalScrollBar()->setValue(static_cast<int>(m_geometry.top(m_anchor.row())) + m_anchorOffset);
    m_layingOut = false;
    viewport()->update();
    loadVisible();
}

void MessageListView::doItemsLayout()
{
    relayout();
    QAbstractItemView::doItemsLayout();
}

void MessageListView::updateGeometries()
{
    QScrollBar *bar = verticalScrollBar();
    const int page = viewport()->height();
    bar->setPageStep(page);
    bar->setSingleStep(m_geometry.pitch() / 2);
    bar->setRange(0, static_cast<int>(qMax<qint64>(0, m_geometry.contentHeight() - page)));
    QAbstractItemView::updateGeometries();
}

void MessageListView::rememberAnchor()
{
    const int offset = verticalOffset();
    const int row = m_geometry.firstRowBelow(offset);
    if (offset == 0 || row >= m_geometry.rows()) {
        m_anchor = QPersistentModelIndex();
        return;
    }
    m_anchor = m_messages->index(row);
    m_anchorOffset = offset - static_cast<int>(m_geometry.top(row));
}

void MessageListView::scrollContentsBy(int dx, int dy)
{
    QAbstractItemView::scrollContentsBy(dx, dy);
    viewport()->update(); // the sticky header does not move along
    if (m_layingOut)
        return;
    rememberAnchor();
    loadVisible();
    if (verticalOffset() < m_geometry.pitch())
        setNewAbove(0);
}

void MessageListView::loadVisible()
{
    if (!m_messages || m_geometry.rows() == 0)
        return;
    const int first = m_geometry.firstRowBelow(verticalOffset());
    m_messages->ensureLoaded(first, first + viewport()->height() / m_geometry.pitch() + 1);
}

void MessageListView::setNewAbove(int count)
{
    if (count == m_newAbove)
        return;
    m_newAbove = count;
    Q_EMIT newAboveChanged(count);
}

int MessageListView::verticalOffset() const { return verticalScrollBar()->value(); }

QRect MessageListView::rowRect(int row) const
{
    return {0, static_cast<int>(m_geometry.top(row) - verticalOffset()), viewport()->width(), m_geometry.pitch()};
}

QRect MessageListView::visualRect(const QModelIndex &index) const { return index.isValid() ? rowRect(index.row()) : QRect(); }

QModelIndex MessageListView::indexAt(const QPoint &point) const
{
    if (!m_messages || point.y() < stickyHeight())
        return {};
    const int row = m_geometry.rowAt(qint64(point.y()) + verticalOffset());
    return row < 0 ? QModelIndex() : m_messages->index(row);
}

int MessageListView::stickyHeight() const { return m_geometry.groups().empty() ? 0 : m_geometry.headerHeight(); }

void MessageListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int page = viewport()->height();
    const int top = static_cast<int>(m_geometry.top(index.row()));
    const int bottom = top + m_geometry.pitch();
    const int offset = verticalOffset();
    QScrollBar *bar = verticalScrollBar();
    if (hint == PositionAtCenter)
        bar->setValue(top - page / 2 + m_geometry.pitch() / 2);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && bottom > offset + page))
        bar->setValue(bottom - page);
    else if (hint == PositionAtTop || top < offset + stickyHeight())
        bar->setValue(top - stickyHeight());
}

QModelIndex MessageListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_geometry.rows();
    if (rows == 0)
        return {};
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    const int page = qMax(1, (viewport()->height() - stickyHeight()) / m_geometry.pitch() - 1);
    int row = current;
    switch (action) {
    case MoveUp:
    case MovePrevious: row = current - 1; break;
    case MoveDown:
    case MoveNext: row = current + 1; break;
    case MovePageUp: row = current - page; break;
    case MovePageDown: row = current + page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows - 1; break;
    case MoveLeft:
    case MoveRight: break;
    }
    return m_messages->index(qBound(0, row, rows - 1));
}

void MessageListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (!m_messages || m_geometry.rows() == 0)
        return;
    const qint64 top = qint64(rect.normalized().top()) + verticalOffset();
    const qint64 bottom = qint64(rect.normalized().bottom()) + verticalOffset();
    const int first = m_geometry.firstRowBelow(top);
    const int last = qMin(m_geometry.firstRowBelow(bottom), m_geometry.rows() - 1);
    const bool touches = first <= last && m_geometry.top(first) <= bottom;
    selectionModel()->select(touches ? QItemSelection(m_messages->index(first), m_messages->index(last)) : QItemSelection(), command);
}

QRegion MessageListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        // Only what can be seen: a million selected rows are one rectangle.
        const qint64 height = viewport()->height();
        const auto visible = [height](qint64 y) { return static_cast<int>(std::clamp<qint64>(y, -1, height)); };
        const int top = visible(m_geometry.top(range.top()) - verticalOffset());
        const int bottom = visible(m_geometry.top(range.bottom()) + m_geometry.pitch() - verticalOffset());
        region += QRect(0, top, viewport()->width(), bottom - top);
    }
    return region;
}

RowState MessageListView::stateOf(int row) const
{
    const QModelIndex index = m_messages->index(row);
    RowState state;
    state.selected = selectionModel()->isSelected(index);
    state.listHasFocus = hasFocus() && isActiveWindow();
    state.current = index == currentIndex();
    state.keyboardFocus = m_keyboardFocus && state.listHasFocus && !state.selected;
    state.hovered = row == m_hovered;
    state.direction = layoutDirection();
    return state;
}

void MessageListView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), colour(Colour::Background));
    if (!m_messages)
        return;
    const qint64 bottom = qint64(event->rect().bottom()) + verticalOffset();
    for (int row = m_geometry.firstRowBelow(qint64(event->rect().top()) + verticalOffset());
         row < m_geometry.rows() && m_geometry.top(row) <= bottom; ++row)
        m_delegate->paint(&painter, rowRect(row), m_messages->index(row), stateOf(row));
    paintHeaders(&painter);
}

void MessageListView::paintHeaders(QPainter *painter)
{
    const auto &groups = m_geometry.groups();
    if (groups.empty())
        return;
    const int offset = verticalOffset();
    const int height = m_geometry.headerHeight();
    const int topGroup = qMax(0, m_geometry.groupOf(qMin(m_geometry.firstRowBelow(offset), m_geometry.rows() - 1)));
    const int count = static_cast<int>(groups.size());
    for (int group = topGroup; group < count; ++group) {
        const int y = static_cast<int>(m_geometry.headerTop(group) - offset);
        if (y > viewport()->height())
            break;
        if (group > topGroup)
            paintHeader(painter, y, groups[static_cast<size_t>(group)].title);
    }
    // The topmost stays at the edge until the next one pushes it out.
    int sticky = 0;
    if (topGroup + 1 < count)
        sticky = static_cast<int>(qMin<qint64>(0, m_geometry.headerTop(topGroup + 1) - offset - height));
    const int own = static_cast<int>(m_geometry.headerTop(topGroup) - offset);
    paintHeader(painter, qMax(sticky, own), groups[static_cast<size_t>(topGroup)].title);
}

void MessageListView::paintHeader(QPainter *painter, int y, const QString &title)
{
    const QRect header(0, y, viewport()->width(), m_geometry.headerHeight());
    painter->fillRect(header, colour(Colour::Background));
    painter->setFont(petrel::ui::font(TypeRole::Caption, Weight::Strong));
    painter->setPen(colour(Colour::TextMuted));
    painter->drawText(header.adjusted(kHeaderTextX, 0, -kHeaderTextX, 0),
                      int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine, title);
}

} // namespace petrel::ui
