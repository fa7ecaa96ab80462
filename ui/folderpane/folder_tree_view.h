#pragma once

#include <QPersistentModelIndex>
#include <QTreeView>

class QStyleOptionViewItem;

namespace petrel::ui {

class FolderDelegate;
class FolderTreeModel;

/** The folder tree: rows span the pane, accounts stay open, a closed folder opens under a drag. */
class FolderTreeView : public QTreeView
{
    Q_OBJECT
public:
    explicit FolderTreeView(QWidget *parent = nullptr);

    void setFolders(FolderTreeModel *model);
    /** Shows which entry is open, or none; nothing is chosen by that. */
    void mark(const QModelIndex &index);
    /** Whether going along with the keys opens each row; if not, Enter and clicks do. */
    void setOpensOnMove(bool opens) { m_opensOnMove = opens; }
    /** The row a drag would drop on. */
    [[nodiscard]] QPersistentModelIndex dropTarget() const { return m_dropTarget; }
    /** The row a menu is open for gets a ring: it need not be the one that is open. Invalid: none. */
    void setMenuRow(const QModelIndex &index);
    [[nodiscard]] QPersistentModelIndex menuRow() const { return m_menuRow; }
    [[nodiscard]] bool showsKeyboardFocus() const { return m_keyboardFocus && hasFocus(); }
    /** The row from edge to edge: the delegate draws indents itself. */
    [[nodiscard]] static QRect fullRow(const QStyleOptionViewItem &option);

Q_SIGNALS:
    /** The person chose a row, which may be the one that is open. */
    void chosen(const QModelIndex &index);
    /** By mouse, Menu key or Shift+F10; nothing is chosen by that. `index` may be an account, or none below the last row. */
    void menuWanted(const QModelIndex &index, const QPoint &globalPosition);
    /** F2 on the current row. */
    void renameWanted(const QModelIndex &index);
    /** Delete, or Shift+Delete, on the current row: here they are about folders, never about the messages beside. */
    void deleteWanted(const QModelIndex &index);
    void deleteForGoodWanted(const QModelIndex &index);
    /** Alt+Enter on the current row. */
    void propertiesWanted(const QModelIndex &index);
    /** Alt+Up or Alt+Down on the current row: another place among its like, that many rows down. */
    void shiftWanted(const QModelIndex &index, int rows);

protected:
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    [[nodiscard]] static bool isOwnKey(const QKeyEvent &event);
    void openAccounts();
    void openMenuAtCurrent();

    FolderDelegate *m_delegate;
    QPersistentModelIndex m_dropTarget;
    QPersistentModelIndex m_menuRow;
    QPersistentModelIndex m_currentAtPress;
    bool m_keyboardFocus = false;
    bool m_opensOnMove = true;
    bool m_marking = false;
};

} // namespace petrel::ui
