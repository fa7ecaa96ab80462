#pragma once

#include "core/engine/engine.h"
#include "ui/common/error_sentence.h"
#include "ui/compose/compose_start.h"

#include <QMainWindow>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace petrel::ui {

class AccountDesk;
class ActionRegistry;
class ComposeDesk;
class FolderDesk;
class MaildropDesk;
class PropertyDesk;
class FolderPane;
class FolderTreeModel;
class LabelBook;
class LabelDesk;
class LateMail;
class Leaving;
class MailSource;
class MessageDesk;
class MessageListModel;
class MessageListPane;
class NewsDesk;
class PlaceDesk;
class ProtocolDesk;
class ReadAccess;
class ReadingDesk;
class SearchDesk;
class ReadingPane;
class ReadingPresenter;
class SidePages;
class StatusDesk;
class WayOut;
class WindowShape;

/**
 * The window: folders, list and message side by side, fewer of them when it gets narrow. It composes
 * the panes and desks and holds what is open; what people do is the desks' business. GUI thread.
 */
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /** All borrowed; they outlive the window. */
    struct Parts
    {
        engine::Engine &engine;
        ReadAccess &access;
        MailSource &source;
        Executor &textExecutor;  ///< prepares long messages
        QSettings &settings;     ///< geometry, what was open
    };
    explicit MainWindow(Parts parts);
    ~MainWindow() override;

    [[nodiscard]] ComposeDesk &compose() { return *m_compose; }
    [[nodiscard]] ReadingDesk &reading() { return *m_reading; }
    [[nodiscard]] MessageListPane &list() { return *m_list; }
    [[nodiscard]] FolderTreeModel &folders() { return *m_folders; }
    [[nodiscard]] PlaceDesk &places() { return *m_places; }
    [[nodiscard]] AccountDesk &accounts() { return *m_accountsDesk; }
    /** One sentence in the window's snackbar, in place of the one before. */
    void tell(const QString &sentence);
    /** What is to be read in the person's own time: it stays below the list until it is put away. */
    void report(const QString &title, const QString &words);
    /** Where snackbars show: in sight whatever is open. */
    [[nodiscard]] QWidget &snackbarHome();
    /**
     * No window is left, this one was closed before the last composer: may the program end? False: a message was sent
     * meanwhile that would stay behind; the window is back with the question, and closes as it is answered.
     */
    [[nodiscard]] bool mayEnd();
    /** As by the menu's "Quit", when the session ends: nobody can be asked. */
    void quitUnasked();

Q_SIGNALS:
    void addAccountWanted();
    void settingsWanted();
    void passwordWanted(petrel::AccountId account);
    void accountSettingsWanted(petrel::AccountId account);
    /** The one that keeps the account from its server. */
    void certificateWanted(petrel::AccountId account);
    void storageSettingsWanted();
    /** The list has painted its first rows: for the bench. */
    void firstPainted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildPanes();
    void buildMenus();
    void connectPanes();
    void connectFolders();
    void connectDesks();
    void connectActions();
    void connectEngine();
    void takeOwnAddresses();
    void showPlace();
    void enterSearch();
    void leaveSearch();
    void enterResults();
    void takeStep(AccountId account, NextStep step);
    void showDetails(AccountId account);
    void updateContext();
    /** Whichever was done last: something to messages or folders, or the sending of one. */
    void undoLast();
    void activateRow(const QModelIndex &row);
    void tellFoldersFailed(const Error &error);
    void showAbout();
    void showMenuBar(bool shown);
    [[nodiscard]] StartMessage shownMessage() const;

    Parts m_parts;
    ActionRegistry *m_actions;
    FolderTreeModel *m_folders;
    MessageListModel *m_messages;
    ReadingPresenter *m_presenter;
    LabelBook *m_labels;
    FolderPane *m_folderPane = nullptr;
    MessageListPane *m_list = nullptr;
    ReadingPane *m_pane = nullptr;
    SidePages *m_side = nullptr;
    QSplitter *m_outer = nullptr;
    QSplitter *m_inner = nullptr;
    QStackedWidget *m_pages = nullptr;
    PlaceDesk *m_places = nullptr;
    WindowShape *m_shape = nullptr;
    SearchDesk *m_searches = nullptr;
    StatusDesk *m_status = nullptr;
    ReadingDesk *m_reading = nullptr;
    MessageDesk *m_messagesDesk = nullptr;
    LabelDesk *m_labelsDesk = nullptr;
    FolderDesk *m_foldersDesk = nullptr;
    MaildropDesk *m_maildrop = nullptr;
    PropertyDesk *m_properties = nullptr;
    AccountDesk *m_accountsDesk = nullptr;
    ComposeDesk *m_compose = nullptr;
    Leaving *m_leaving = nullptr;
    std::unique_ptr<ProtocolDesk> m_protocol;
    WayOut *m_wayOut = nullptr;
    NewsDesk *m_news = nullptr;
    LateMail *m_late = nullptr;
    bool m_sentLast = false; ///< a message, after what was done to others
    bool m_painted = false;
};

} // namespace petrel::ui
