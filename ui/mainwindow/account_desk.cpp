#include "ui/mainwindow/account_desk.h"

#include "ui/folders/account_window.h"
#include "ui/folders/folder_words.h"
#include "ui/models/folder_tree_model.h"

namespace petrel::ui {

AccountDesk::AccountDesk(engine::Engine &engine, FolderTreeModel &folders, QWidget &window, QObject *parent)
    : QObject(parent), m_engine(engine), m_folders(folders), m_window(window)
{
    connect(&m_engine.events(), &engine::EngineEvents::serverFactsChanged, this, [this](AccountId account) { takeFacts(account, m_engine.serverFacts(account)); });
    connect(&m_engine.events(), &engine::EngineEvents::accountStatusChanged, this, [this](const engine::AccountStatus &status) { fill(status.account); });
    connect(&m_folders, &FolderTreeModel::loaded, this, [this] {
        for (const AccountId account : m_properties.keys())
            fill(account);
    });
}

void AccountDesk::takeFacts(AccountId account, const engine::ServerFacts &facts)
{
    m_facts.insert(account, facts);
    const std::optional<Room> room = roomFrom(facts.quotas);
    const std::optional<Room> before = m_folders.room(account);
    m_folders.setRoom(account, room);
    fill(account);
    const bool isFull = room && room->level == RoomLevel::Full;
    const bool wasFull = before && before->level == RoomLevel::Full;
    if (const auto known = m_folders.account(account); known && isFull && !wasFull)
        Q_EMIT reported(tr("The mailbox of %1 is full").arg(nameInText(*known)), roomInWords(*room));
}

void AccountDesk::showProperties(AccountId account)
{
    if (!m_folders.account(account))
        return;
    QPointer<AccountWindow> &window = m_properties[account];
    if (!window) {
        window = new AccountWindow(&m_window);
        connect(window, &AccountWindow::settingsWanted, this, [this, account] { Q_EMIT settingsWanted(account); });
        connect(window, &AccountWindow::protocolLogWanted, this, [this, account] { Q_EMIT protocolLogWanted(account); });
        fill(account);
        window->show();
    }
    window->raise();
    window->activateWindow();
}

void AccountDesk::fill(AccountId account)
{
    AccountWindow *window = m_properties.value(account);
    if (!window)
        return;
    const auto known = m_folders.account(account);
    if (!known) {
        window->close(); // the account has gone
        return;
    }
    window->setAccount(*known);
    window->setFacts(m_facts.value(account));
    window->setDoing(m_folders.doing(account));
}

} // namespace petrel::ui
