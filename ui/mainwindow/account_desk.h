#pragma once

#include "core/engine/engine.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace petrel::ui {

class AccountWindow;
class FolderTreeModel;

/** What is known of accounts beside what they do: how full their mailboxes are, into the tree; their properties. GUI thread. */
class AccountDesk : public QObject
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the desk. Its windows stand beside `window`, and close with it. */
    AccountDesk(engine::Engine &engine, FolderTreeModel &folders, QWidget &window, QObject *parent);

    void showProperties(AccountId account);
    /** What is known of its server now. A mailbox that has become full is reported; before, the tree says how full it is. */
    void takeFacts(AccountId account, const engine::ServerFacts &facts);

Q_SIGNALS:
    /** To be read in the person's own time. */
    void reported(const QString &title, const QString &words);
    void settingsWanted(petrel::AccountId account);
    void protocolLogWanted(petrel::AccountId account);

private:
    void fill(AccountId account);

    engine::Engine &m_engine;
    FolderTreeModel &m_folders;
    QWidget &m_window;
    QHash<AccountId, engine::ServerFacts> m_facts;
    QHash<AccountId, QPointer<AccountWindow>> m_properties;
};

} // namespace petrel::ui
