#pragma once

#include "ui/common/settings.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QVBoxLayout;

namespace petrel::ui {

class RoleLabel;

/** One page of settings: a title, then groups with a label on the left and the controls on the right, hairlines between. */
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsPage(const QString &title, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const { return m_title; }
    /** Whether any of its words contains what is looked for; marks the groups that do. Empty words mark nothing and fit all. */
    bool mark(const QString &words);
    /** Shown again: what may have changed elsewhere is read anew. */
    virtual void refresh() {}

protected:
    /** The column for the controls of a new group. */
    QVBoxLayout *addGroup(const QString &label);
    [[nodiscard]] QWidget *ground() const { return m_ground; }
    /** Muted words below a control. */
    RoleLabel *addRemark(QVBoxLayout *group, const QString &text);
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Group
    {
        QWidget *widget = nullptr;
        RoleLabel *label = nullptr;
        QBoxLayout *row = nullptr;
        bool isHit = false; ///< what is looked for is in it
    };
    [[nodiscard]] static bool says(const Group &group, const QString &words);
    void weighLabels();

    QString m_title;
    QWidget *m_ground;
    QVBoxLayout *m_column;
    QList<Group> m_groups;
};

} // namespace petrel::ui
