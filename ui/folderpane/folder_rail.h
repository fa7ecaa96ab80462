#pragma once

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace petrel::ui {

class FolderTreeModel;
class IconButton;

/** The folders of a narrow window: a column of icons, with New on top and the state at the foot. */
class FolderRail : public QWidget
{
    Q_OBJECT
public:
    explicit FolderRail(QWidget *parent = nullptr);

    void setFolders(FolderTreeModel *model);
    /** Marks the entry that is open, by its index in the model. */
    void setCurrent(const QModelIndex &index);
    void setState(const QString &iconName, const QString &text);

Q_SIGNALS:
    void newMessageWanted();
    void chosen(const QModelIndex &index);
    void expandWanted();
    void activityWanted();

private:
    void rebuild();

    FolderTreeModel *m_model = nullptr;
    QVBoxLayout *m_entries;
    QButtonGroup *m_group;
    IconButton *m_state;
};

} // namespace petrel::ui
