#pragma once

#include "ui/settings/settings_page.h"
#include "ui/settings/settings_places.h"

namespace petrel::ui {

class Button;
class SecretPlaceBox;

/** What leaves the computer, and where passwords live. */
class PrivacyPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit PrivacyPage(SecretPlace &secrets, QWidget *parent = nullptr);
    void refresh() override;

private:
    void move();
    void refreshButton();

    SecretPlace &m_secrets;
    RoleLabel *m_now;
    SecretPlaceBox *m_box;
    Button *m_move;
    RoleLabel *m_outcome;
};

} // namespace petrel::ui
