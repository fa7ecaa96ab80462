#pragma once

#include "ui/settings/settings_places.h"

#include <QWidget>

class QCheckBox;

namespace petrel::ui {

class Button;
class RoleLabel;
class Spinner;

/** What is said and done about backups on the storage page: when the last one was made, whether each day, where, now, and the way back. GUI thread. */
class BackupGroup : public QWidget
{
    Q_OBJECT
public:
    BackupGroup(Settings &settings, BackupPlace &place, QWidget *parent = nullptr);
    /** Shown again: what is there may have changed. */
    void refresh();

private:
    void build();
    [[nodiscard]] QString directory() const;
    void take(const QList<BackupPlace::Copy> &copies);
    void choosePlace();
    void make();
    void tell(const Result<BackupPlace::Copy> &made);
    void openCopies();
    void askToRestore(const BackupPlace::Copy &copy);

    Settings &m_settings;
    BackupPlace &m_place;
    QList<BackupPlace::Copy> m_copies; ///< newest first
    RoleLabel *m_last;
    RoleLabel *m_damage; ///< shown when there is some in the last one
    QCheckBox *m_daily;
    RoleLabel *m_directory;
    Button *m_make;
    Button *m_restore;
    Spinner *m_spinner;
    RoleLabel *m_outcome;
};

} // namespace petrel::ui
