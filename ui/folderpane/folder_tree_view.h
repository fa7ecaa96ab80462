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
    void setCompact(bool compact);
    /** The row a drag would drop on. */
    [[nodiscard]] QPersistentModelIndex dropTarget() const { return m_dropTarget; }
    [[nodiscard]] bool showsKeyboardFocus() const { return m_keyboardFocus && hasFocus(); }
    /** The row from edge to edge: the delegate draws indents itself. */
    [[nodiscard]] static QRect fullRow(const QStyleOptionViewItem &option);

Q_SIGNALS:
    /** The person chose another row. */
    void chosen(const QModelIndex &index);
    void contextMenuWanted(const QModelIndex &index, const QPoint &globalPosition);

protected:
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void openAccounts();

    FolderDelegate *m_delegate;
    QPersistentModelIndex m_dropTarget;
    bool m_keyboardFocus = false;
};

} // namespace petrel::ui
