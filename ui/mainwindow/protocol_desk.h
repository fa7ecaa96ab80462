#pragma once

#include "core/engine/engine.h"

#include <QPointer>

namespace petrel::ui {

class FolderTreeModel;
class ProtocolLogWindow;

/** Opens the protocol log, one window for all accounts. GUI thread. */
class ProtocolDesk
{
public:
    /** All borrowed; the log is a window beside `window`, and closes with it. */
    ProtocolDesk(engine::Engine &engine, FolderTreeModel &folders, QWidget &window) : m_engine(engine), m_folders(folders), m_window(window) {}

    /** Null: the account shown before, or the first. */
    void show(AccountId account);

private:
    engine::Engine &m_engine;
    FolderTreeModel &m_folders;
    QWidget &m_window;
    QPointer<ProtocolLogWindow> m_log;
};

} // namespace petrel::ui
