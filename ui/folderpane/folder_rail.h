#pragma once

#include <QModelIndex>
#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace petrel::ui {

class FolderTreeModel;
class IconButton;
class RailButton;

/**
 * The folders of a narrow window: a column of icons with their unread counts, New on top and the state at the foot.
 * It has the unified entries, as many favourites as there is room for, and the first account's Archive, Junk and Trash; the
 * rest is behind "Show folders".
 */
class FolderRail : public QWidget
{
    Q_OBJECT
public:
    explicit FolderRail(QWidget *parent = nullptr);

    void setFolders(FolderTreeModel *model);
    /** Marks the entry that is open, by its index in the model. */
    void setCurrent(const QModelIndex &index);
    void setState(const QString &iconName, const QString &text);
    /** "3 things need you" as a sign above the foot; empty hides it. */
    void setAttention(const QString &text);
    /** The state's button: where the activity list opens. */
    [[nodiscard]] QWidget *foot() const;

Q_SIGNALS:
    void newMessageWanted();
    void chosen(const QModelIndex &index);
    void expandWanted();
    void activityWanted();
    void attentionWanted();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /** What the rail has, in order. */
    [[nodiscard]] QModelIndexList entries() const;
    /** The first account's that has it. */
    [[nodiscard]] QModelIndexList roleEntries() const;
    /** How many entries fit. */
    [[nodiscard]] int room() const;
    void rebuild();
    void add(const QModelIndex &index);
    void showCounts();

    FolderTreeModel *m_model = nullptr;
    QVBoxLayout *m_entries;
    QButtonGroup *m_group;
    QList<RailButton *> m_buttons;
    IconButton *m_attention;
    IconButton *m_state;
};

} // namespace petrel::ui
