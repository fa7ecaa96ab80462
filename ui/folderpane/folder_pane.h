#pragma once

#include "ui/folderpane/status_foot.h"

#include <QModelIndex>
#include <QWidget>

namespace petrel::ui {

class Button;
class FolderRail;
class FolderTreeModel;
class FolderTreeView;

/**
 * The folder pane: New message and Check mail, the tree, what needs attention, and the foot line.
 * Collapses to a rail of icons in narrow windows, and can be lifted over what is beside it. A passive pane: it tells what the person wants.
 */
class FolderPane : public QWidget
{
    Q_OBJECT
public:
    explicit FolderPane(QWidget *parent = nullptr);

    void setModel(FolderTreeModel *model);
    [[nodiscard]] FolderTreeView *tree() const { return m_tree; }
    [[nodiscard]] StatusFoot *foot() const { return m_foot; }
    /** Over what the activity list opens: the foot line, or what stands for it in the rail. */
    [[nodiscard]] QWidget *activityAnchor() const;

    /** Opens this entry as if it was clicked. */
    void choose(const QModelIndex &index);
    /** Shows which entry is open, or none; nothing is chosen by that. */
    void mark(const QModelIndex &index);
    void setStatus(const FootStatus &status);
    /** The 52 px rail in place of the tree. */
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }
    /**
     * Lays the whole pane over the leading edge of `host` (which has a parent), and moves nothing. It goes back when a folder is clicked or
     * entered, when the focus or the pointer goes elsewhere in the window, and with lower().
     */
    void lift(QWidget &host);
    void lower();
    [[nodiscard]] bool isLifted() const { return m_host != nullptr; }

Q_SIGNALS:
    void newMessageWanted();
    void checkMailWanted();
    /** The person opened another entry. */
    void entryChosen(const QModelIndex &index);
    void attentionWanted();
    /** The rail's button: show the whole pane over the list. */
    void expandWanted();
    /** The lifted pane went back, and with it the focus: it belongs to what was chosen. */
    void lowered();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildHead();
    void showAttention();
    void fitHead();
    void fitLifted();
    void followFocus(QWidget *now);

    FolderTreeModel *m_model = nullptr;
    QWidget *m_whole;
    QWidget *m_host = nullptr; ///< what the lifted pane lies on
    FolderTreeView *m_tree = nullptr;
    FolderRail *m_rail = nullptr;
    Button *m_newMessage = nullptr;
    Button *m_attention = nullptr;
    StatusFoot *m_foot = nullptr;
    bool m_collapsed = false;
};

} // namespace petrel::ui
