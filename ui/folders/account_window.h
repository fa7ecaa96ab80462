#pragma once

#include "core/engine/server_facts.h"
#include "core/model/account.h"
#include "ui/common/property_window.h"

#include <optional>

class QVBoxLayout;

namespace petrel::ui {

class RoleLabel;
class RoomBar;

/**
 * The properties of one account: where its mail is, how much room there is, what its server can do, in plain words. What is
 * set stands in the settings; from here there is a way to them. Follows what happens while it is open. GUI thread.
 */
class AccountWindow : public PropertyWindow
{
    Q_OBJECT
public:
    explicit AccountWindow(QWidget *parent = nullptr);

    void setAccount(const Account &account);
    void setFacts(const engine::ServerFacts &facts);
    /** What happens now or why nothing does; may be empty. */
    void setDoing(const QString &doing);

Q_SIGNALS:
    void settingsWanted();
    void protocolLogWanted();

private:
    QWidget *buildRoom();
    QWidget *buildWays();
    void showExtensions(const engine::ServerFacts &facts);

    RoleLabel *m_servers = nullptr;
    RoleLabel *m_doing = nullptr;
    RoleLabel *m_room = nullptr;
    RoomBar *m_roomBar = nullptr;
    QWidget *m_roomLine = nullptr;
    RoleLabel *m_head;         ///< over the extensions
    QVBoxLayout *m_extensions;
    std::optional<engine::ServerFacts> m_shown;
    bool m_isImap = true;
};

} // namespace petrel::ui
