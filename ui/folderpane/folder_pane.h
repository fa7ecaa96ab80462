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
 * Collapses to a rail of icons in narrow windows. A passive pane: it tells what the person wants.
 */
class FolderPane : public QWidget
{
    Q_OBJECT
public:
    explicit FolderPane(QWidget *parent = nullptr);

    void setModel(FolderTreeModel *model);
    [[nodiscard]] FolderTreeView *tree() const { return m_tree; }
    [[nodiscard]] StatusFoot *foot() const { return m_foot; }

    /** Opens this entry as if it was clicked. */
    void choose(const QModelIndex &index);
    void setStatus(const FootStatus &status);
    /** The 52 px rail in place of the tree. */
    void setCollapsed(bool collapsed);
    [[nodiscard]] bool isCollapsed() const { return m_collapsed; }

Q_SIGNALS:
    void newMessageWanted();
    void checkMailWanted();
    /** The person opened another entry. */
    void entryChosen(const QModelIndex &index);
    void attentionWanted();
    /** The rail's button: show the whole pane over the list. */
    void expandWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildHead();
    void showAttention();
    void fitHead();

    FolderTreeModel *m_model = nullptr;
    QWidget *m_whole;
    FolderTreeView *m_tree = nullptr;
    FolderRail *m_rail = nullptr;
    Button *m_newMessage = nullptr;
    Button *m_attention = nullptr;
    StatusFoot *m_foot = nullptr;
    bool m_collapsed = false;
};

} // namespace petrel::ui
