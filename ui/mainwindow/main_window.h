#pragma once

#include "core/engine/engine.h"
#include "ui/compose/compose_start.h"

#include <QMainWindow>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace petrel::ui {

class ActionRegistry;
class ComposeDesk;
class FolderPane;
class FolderTreeModel;
class MailSource;
class MessageDesk;
class MessageListModel;
class MessageListPane;
class ReadAccess;
class ReadingDesk;
class ReadingPane;
class ReadingPresenter;
class SidePages;
class StatusDesk;

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
    /** One sentence at the foot of the list, in place of the one before. */
    void tell(const QString &sentence);

Q_SIGNALS:
    void addAccountWanted();
    void settingsWanted();
    void passwordWanted(petrel::AccountId account);
    void accountSettingsWanted(petrel::AccountId account);
    /** The list has painted its first rows: for the bench. */
    void firstPainted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Shape {
        ThreePanes, ///< as the person sized them
        Tight,      ///< all three, folders and list as narrow as they read well
        Rail,       ///< folders as icons
        OnePane,    ///< list or message
    };

    void buildPanes();
    void buildNarrowHead();
    void buildMenus();
    void connectPanes();
    void connectActions();
    void connectEngine();
    void restore();
    void openEntry(const QModelIndex &index);
    void openFirst();
    void search(const QString &text);
    void enterSearch();
    void leaveSearch();
    void enterResults();
    void selectWantedRow();
    void updateTitle();
    void updateContext();
    void shape();
    void sizePanes();
    void keepPaneSizes();
    void showMessagePane(bool message);
    void focusAfterFolders();
    void cyclePanes(int direction);
    void activateRow(const QModelIndex &index);
    void openDraft(PlacementId draft);
    void showAbout();
    [[nodiscard]] StartMessage shownMessage() const;
    [[nodiscard]] QModelIndex currentEntry() const;

    Parts m_parts;
    ActionRegistry *m_actions;
    FolderTreeModel *m_folders;
    MessageListModel *m_messages;
    ReadingPresenter *m_presenter;
    FolderPane *m_folderPane = nullptr;
    MessageListPane *m_list = nullptr;
    ReadingPane *m_pane = nullptr;
    SidePages *m_side = nullptr;
    QList<QWidget *> m_narrowHead; ///< what stands in for rail and search field in one pane
    QSplitter *m_outer = nullptr;
    QSplitter *m_inner = nullptr;
    QStackedWidget *m_pages = nullptr;
    StatusDesk *m_status = nullptr;
    ReadingDesk *m_reading = nullptr;
    MessageDesk *m_messagesDesk = nullptr;
    ComposeDesk *m_compose = nullptr;
    engine::Ticket m_opening;     ///< a draft on its way to a composer
    PlacementId m_beforeSearch;   ///< the row that was current when the search began
    PlacementId m_wantedRow;      ///< to be selected as soon as the list has it
    Shape m_shape = Shape::ThreePanes;
    bool m_opened = false;        ///< something was opened since the start
    bool m_painted = false;
    bool m_shaped = false;        ///< shape() ran at least once
};

} // namespace petrel::ui
