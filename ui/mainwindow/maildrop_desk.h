#pragma once

#include "core/engine/engine.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

namespace petrel::ui {

class FolderTreeModel;
class MaildropWindow;

/** "Mail on the server": opens the window of a POP3 account, asks the engine for it, and hands on what the person wants. GUI thread. */
class MaildropDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive it. */
    MaildropDesk(engine::Engine &engine, FolderTreeModel &folders, QWidget &window);

    void show(AccountId account);

private:
    struct Open
    {
        QPointer<MaildropWindow> window;
        engine::Ticket asked;
    };
    void list(AccountId account);
    void wish(AccountId account, const QList<MaildropEntry> &entries, MaildropEntry::Wish wish);

    engine::Engine &m_engine;
    FolderTreeModel &m_folders;
    QWidget &m_window;
    std::map<AccountId, Open> m_open;
};

} // namespace petrel::ui
