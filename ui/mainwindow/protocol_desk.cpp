#include "ui/mainwindow/protocol_desk.h"

#include "ui/models/folder_tree_model.h"
#include "ui/protocol/protocol_log_window.h"

namespace petrel::ui {

void ProtocolDesk::show(AccountId account)
{
    if (!m_log) {
        m_log = new ProtocolLogWindow([&engine = m_engine](AccountId of, std::uint64_t &number) { return engine.protocolLines(of, number); }, &m_window);
        QObject::connect(&m_folders, &FolderTreeModel::loaded, m_log, [log = m_log.data(), &folders = m_folders] { log->setAccounts(folders.accounts()); });
    }
    m_log->setAccounts(m_folders.accounts());
    m_log->showAccount(account);
    m_log->show();
    m_log->raise();
    m_log->activateWindow();
}

} // namespace petrel::ui
