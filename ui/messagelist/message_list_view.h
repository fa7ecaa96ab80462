#pragma once

#include "core/model/ids.h"
#include "ui/messagelist/message_delegate.h"
#include "ui/messagelist/row_geometry.h"

#include <QAbstractItemView>
#include <QTimer>

#include <memory>

namespace petrel::ui {

class MessageListModel;

enum class Density { Comfortable, Compact };

/**
 * The list of messages. Rows have one height and headers of time spans stand between them, painted,
 * not in the model; where a row stands is arithmetic (RowGeometry), so a million rows cost nothing.
 * Rows keep their place on the screen when mail arrives above them.
 */
class MessageListView : public QAbstractItemView
{
    Q_OBJECT
public:
    explicit MessageListView(QWidget *parent = nullptr);
    ~MessageListView() override;

    /** Takes a MessageListModel; others are refused. */
    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] MessageListModel *messages() const { return m_messages; }
    void setDensity(Density density);
    [[nodiscard]] Density density() const { return m_density; }

    [[nodiscard]] QList<PlacementId> selectedPlacements() const;
    [[nodiscard]] PlacementId currentPlacement() const;
    void select(PlacementId id);
    /** One row up or down from the current one, selecting it. */
    void step(int rows);
    [[nodiscard]] const RowGeometry &geometry() const { return m_geometry; }

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void keyboardSearch(const QString &) override {} // single letters are commands
    void reset() override;
    void doItemsLayout() override;

Q_SIGNALS:
    /** The selection or the current row settled on something else. */
    void selectionSettled();
    void unreadToggled(petrel::PlacementId id);
    void flagToggled(petrel::PlacementId id);
    void contextMenuWanted(const QPoint &globalPosition);
    /** Space and Shift+Space: the reader scrolls. */
    void readerScrollWanted(bool forward);
    /** Messages arrived above what is visible; 0 when the top has been seen. */
    void newAboveChanged(int count);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void startDrag(Qt::DropActions actions) override;

    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void relayout();
    void openMenuAtCurrent();
    void rememberAnchor();
    void rememberNext();
    /** The selected row next to rows `start` to `end`, which go; -1 when none remains. */
    [[nodiscard]] int nearestSelected(int start, int end) const;
    void followLayout();
    [[nodiscard]] RowPart partAt(const QPoint &point) const;
    void loadVisible();
    void setHovered(int row);
    void setNewAbove(int count);
    void paintHeaders(QPainter *painter);
    void paintHeader(QPainter *painter, int y, const QString &title);
    /** Headers of time spans show only while the list is sorted by date, newest first. */
    [[nodiscard]] bool isGrouped() const;
    [[nodiscard]] RowState stateOf(int row) const;
    [[nodiscard]] QRect rowRect(int row) const;
    /** The first visible pixel below a header that sticks to the top. */
    [[nodiscard]] int stickyHeight() const;

    MessageListModel *m_messages = nullptr;
    Density m_density = Density::Comfortable;
    std::unique_ptr<MessageDelegate> m_delegate;
    RowGeometry m_geometry;
    QPersistentModelIndex m_anchor; ///< the topmost row while scrolled away from the top
    int m_anchorOffset = 0;
    QPersistentModelIndex m_next;   ///< takes over should the current row go in a new layout
    bool m_layingOut = false;
    int m_hovered = -1;
    int m_newAbove = 0;
    bool m_keyboardFocus = false;
    bool m_pressedPart = false;     ///< the press was on a dot or flag: no selection, no drag
    QTimer m_settle;
};

} // namespace petrel::ui
