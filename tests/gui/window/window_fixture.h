#pragma once

#include "app/petrel/application.h"
#include "core/secrets/memory_secret_store.h"
#include "core/store/message_repository.h"
#include "core/store/store.h"
#include "ui/common/snackbar.h"
#include "ui/mainwindow/main_window.h"
#include "ui/messagelist/message_list_view.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/roles.h"

#include <QTemporaryDir>
#include <QtTest>

namespace petrel::ui {
class ComposeWindow;
} // namespace petrel::ui

namespace petrel::test {

/** One message of the inbox of a story. */
struct Letter
{
    QString from;     ///< "Priya Raman": her address is made of it
    QString subject;
    QString text;
    bool unread = true;
    QStringList files = {};     ///< names of attached files
    QByteArray fileContent = "bytes"; ///< of each of them
    bool bodyIsHere = true;     ///< else only its header was fetched
};

/**
 * The whole window on a whole engine and a profile in a temporary directory, as the program composes
 * them. It stays offline unless it is started, so wishes and mail to send wait where the test can see them.
 *
 * It acts and reads as a person does: keys to what has the focus, subjects in the order of the list, words on the screen.
 */
class WindowFixture
{
public:
    /** With an IMAP account "Home" and these letters, newest first, in its inbox. Without letters there is no account. */
    explicit WindowFixture(const QList<Letter> &letters = {}, bool online = false);
    ~WindowFixture();

    [[nodiscard]] engine::Engine &engine() { return *m_engine; }
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] ui::ReadAccess &access() { return *m_access; }
    [[nodiscard]] ui::MailSource &source() { return *m_source; }
    [[nodiscard]] ui::MessageListView &list() { return *m_window->list().view(); }
    [[nodiscard]] ui::SearchField &searchField() { return *m_window->list().searchField(); }

    /** Presses a key in the list. */
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(&list(), key, modifiers); }
    /** Chooses a menu action. */
    void choose(const char *action);
    /** Opens the inbox of the first account, or another folder of it. */
    void openFolder(FolderRole role = FolderRole::Inbox);

    /** The subjects in the list, top down; "?" where a row is not loaded. */
    [[nodiscard]] QStringList subjects();
    /** The subject of the one selected row. */
    [[nodiscard]] QString selected();
    /** What the folder pane counts. */
    [[nodiscard]] int counter(FolderRole role = FolderRole::Inbox);
    [[nodiscard]] int counter(ui::FolderEntry entry);
    /** The text in the reading pane. */
    [[nodiscard]] QString shownText();
    /** The words of the snackbar over the list. */
    [[nodiscard]] QString snackbar();
    /** The composer that is open, or null. */
    [[nodiscard]] static ui::ComposeWindow *composer();
    /** Ctrl+Enter in the composer. */
    static void send();
    /** What waits to be sent, as the store knows it. */
    [[nodiscard]] int outboxRows();

private:
    void fill(const QList<Letter> &letters);
    [[nodiscard]] FolderId folderOf(FolderRole role);

    QTemporaryDir m_directory;
    QSettings m_settings;
    std::shared_ptr<secrets::MemorySecretStore> m_secrets = std::make_shared<secrets::MemorySecretStore>();
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<app::EngineReadAccess> m_access;
    std::unique_ptr<ui::StoreMailSource> m_source;
    std::unique_ptr<ThreadExecutor> m_textWork;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace petrel::test
