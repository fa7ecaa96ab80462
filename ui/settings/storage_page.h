#pragma once

#include "ui/settings/settings_page.h"
#include "ui/settings/settings_places.h"

namespace petrel::ui {

class BackupGroup;
class Button;
class Spinner;

/** Where the mail lies on this computer, how much it is, whether it is whole, and what copies there are of it. */
class StoragePage : public SettingsPage
{
    Q_OBJECT
public:
    StoragePage(ProfileStorage &storage, Settings &settings, BackupPlace &backups, QWidget *parent = nullptr);
    void refresh() override;

private:
    void check();
    void tell(const Result<ProfileStorage::Checked> &checked);

    ProfileStorage &m_storage;
    BackupGroup *m_backups;
    RoleLabel *m_size;
    Button *m_check;
    Spinner *m_spinner;
    RoleLabel *m_outcome;
};

} // namespace petrel::ui
