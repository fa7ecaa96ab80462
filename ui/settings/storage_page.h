#pragma once

#include "ui/settings/settings_page.h"
#include "ui/settings/settings_places.h"

namespace petrel::ui {

class Button;
class Spinner;

/** Where the mail lies on this computer, how much it is, and whether it is whole. */
class StoragePage : public SettingsPage
{
    Q_OBJECT
public:
    explicit StoragePage(ProfileStorage &storage, QWidget *parent = nullptr);
    void refresh() override;

private:
    void check();
    void tell(const Result<ProfileStorage::Checked> &checked);

    ProfileStorage &m_storage;
    RoleLabel *m_size;
    Button *m_check;
    Spinner *m_spinner;
    RoleLabel *m_outcome;
};

} // namespace petrel::ui
