#include "ui/mainwindow/main_window.h"

#include "ui/attention/attention_page.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/action_registry.h"
#include "ui/common/appearance.h"
#include "ui/common/notice_bar.h"
#include "ui/common/snackbar.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/mainwindow/message_desk.h"
#include "ui/mainwindow/reading_desk.h"
#include "ui/mainwindow/side_pages.h"
#include "ui/mainwindow/status_desk.h"
#include "ui/mainwindow/window_actions.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/message_card.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/reading_pane.h"

#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

namespace petrel::ui {

namespace {


QSplitter *makeSplitter(QWidget *parent, const QString &name)
{
    auto *splitter = new QSplitter(Qt::Horizontal, parent);
    splitter->setObjectName(name);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    return splitter;
}

} // namespace

MainWindow::MainWindow(Parts parts)
    : m_parts(parts)
    , m_actions(new ActionRegistry(this))
    , m_folders(new FolderTreeModel(parts.source, this))
    , m_messages(new MessageListModel(parts.source, this))
    , m_presenter(new ReadingPresenter(parts.textExecutor, this))
{
    setObjectName(QStringLiteral("MainWindow"));
    setWindowTitle(QStringLiteral("Petrel"));
    setMinimumSize(480, 400);
    addWindowActions(*m_actions);
    buildPanes();
    m_reading = new ReadingDesk({parts.engine, *m_folders, *m_list, *m_pane, *m_presenter}, this);
    m_messagesDesk = new MessageDesk({parts.engine, *m_folders, *m_list, *m_actions, *this}, this);
    m_compose = new ComposeDesk(parts.engine, parts.access, *m_pane, this);
    buildMenus();
    connectPanes();
    connectActions();
    connectEngine();
    restore();
    m_list->view()->setFocus();
    m_folders->reload();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanes()
{
    m_folderPane = new FolderPane(this);
    m_folderPane->setModel(m_folders);
    m_list = new MessageListPane;
    m_list->setModel(m_messages);
    m_list->searchField()->setKeyHint(QKeySequence(QStringLiteral("Ctrl+K")).toString(QKeySequence::NativeText));
    m_pane = new ReadingPane(*m_presenter, *m_actions);

    auto *notice = new NoticeBar;
    notice->setObjectName(QStringLiteral("accountNotice"));
    notice->setContentsMargins(12, 8, 12, 12); // of the bar's own: a hidden one leaves no gap
    m_list->addAtFoot(notice);

    buildNarrowHead();

    m_inner = makeSplitter(this, QStringLiteral("ListAndMessage"));
    m_inner->addWidget(m_list);
    m_inner->addWidget(m_pane);
    m_inner->setStretchFactor(1, 1);
    m_inner->setSizes({sizes().listDefault, 700});

    m_side = new SidePages(m_parts.engine, m_parts.access, *m_folders, this);
    m_pages = new QStackedWidget;
    for (QWidget *page : std::initializer_list<QWidget *>{m_inner, m_side->outbox(), m_side->attention()})
        m_pages->addWidget(page);

    m_outer = makeSplitter(this, QStringLiteral("FoldersAndMail"));
    m_outer->addWidget(m_folderPane);
    m_outer->addWidget(m_pages);
    m_outer->setStretchFactor(1, 1);
    m_outer->setSizes({sizes().foldersDefault, 1000});
    setCentralWidget(m_outer);
    m_status = new StatusDesk(m_parts.engine, *m_folders, *m_folderPane, *notice, this);
    m_list->view()->viewport()->installEventFilter(this);
}

void MainWindow::buildMenus()
{
    auto *menu = new QMenu(this);
    fillMainMenu(*menu, *m_actions);
    m_pane->bar()->setMainMenu(menu);
    // The same menus as a bar, for who looks for one: Alt shows it, Escape hides it.
    for (QAction *submenu : menu->actions())
        menuBar()->addMenu(submenu->menu());
    menuBar()->hide();
}

void MainWindow::connectPanes()
{
    connect(m_folderPane, &FolderPane::newMessageWanted, m_compose, &ComposeDesk::newMessage);
    connect(m_folderPane, &FolderPane::checkMailWanted, this, [this] { m_parts.engine.checkMail(); });
    connect(m_folderPane, &FolderPane::entryChosen, this, &MainWindow::openEntry);
    connect(m_folderPane, &FolderPane::attentionWanted, this, [this] { m_pages->setCurrentWidget(m_side->attention()); });
    connect(m_folderPane, &FolderPane::expandWanted, this, [this] { m_folderPane->lift(*m_outer); });
    connect(m_folderPane, &FolderPane::lowered, this, &MainWindow::focusAfterFolders, Qt::QueuedConnection);
    connect(m_folderPane->foot(), &StatusFoot::onlineWanted, this, [this](bool online) { m_parts.engine.setOnline(online); });
    connect(m_folderPane->foot(), &StatusFoot::settingsWanted, this, &MainWindow::settingsWanted);

    connect(m_list->searchField(), &SearchField::searchWanted, this, &MainWindow::search);
    connect(m_list->searchField(), &SearchField::left, this, &MainWindow::leaveSearch);
    connect(m_list->searchField(), &SearchField::resultsWanted, this, &MainWindow::enterResults);
    connect(m_list, &MessageListPane::sortWanted, this, [this](store::ListQuery::Sort sort, store::ListQuery::Order order) {
        store::ListQuery query = m_messages->query();
        query.sort = sort;
        query.order = order;
        m_messages->open(query);
    });
    connect(m_list, &MessageListPane::tryAgainWanted, this, [this] { m_messages->open(m_messages->query()); });
    connect(m_list->view(), &QAbstractItemView::activated, this, &MainWindow::activateRow);
    connect(m_pane->bar(), &ReadingBar::backWanted, this, [this] { showMessagePane(false); });
    connect(m_pane, &ReadingPane::composeWanted, m_compose, &ComposeDesk::mailto);
    connect(m_reading, &ReadingDesk::told, this, &MainWindow::tell);
    connect(m_reading, &ReadingDesk::shownChanged, this, &MainWindow::updateContext);
    connect(m_presenter, &ReadingPresenter::changed, this, &MainWindow::updateContext);
    connect(m_messagesDesk, &MessageDesk::undoChanged, this, &MainWindow::updateContext);
    connect(m_messages, &MessageListModel::stateChanged, this, &MainWindow::updateTitle);
    // The row may be among the first ones, or come with the whole order.
    connect(m_messages, &MessageListModel::stateChanged, this, &MainWindow::selectWantedRow);
    connect(m_messages, &QAbstractItemModel::rowsInserted, this, &MainWindow::selectWantedRow, Qt::QueuedConnection);
    connect(m_folders, &FolderTreeModel::loaded, this, &MainWindow::openFirst);
    connect(m_status, &StatusDesk::stepWanted, this, [this](AccountId account, NextStep step) {
        if (step == NextStep::EnterPassword)
            Q_EMIT passwordWanted(account);
        else if (step == NextStep::TryAgain)
            m_parts.engine.checkMail(account);
        else
            Q_EMIT accountSettingsWanted(account);
    });
    connect(m_side, &SidePages::left, this, [this] { m_pages->setCurrentWidget(m_inner); });
    connect(m_side, &SidePages::passwordWanted, this, &MainWindow::passwordWanted);
    connect(m_side, &SidePages::told, this, &MainWindow::tell);
    connect(m_side, &SidePages::draftWanted, m_compose, &ComposeDesk::openDraft);
    connect(m_side, &SidePages::offered, this, [this](const Snackbar::Offer &offer) { Snackbar::show(m_pages, offer); });
    connect(m_compose, &ComposeDesk::told, this, &MainWindow::tell);
    connect(m_folderPane->foot(), &StatusFoot::activityWanted, this, [this] { m_side->openActivity(m_folderPane->activityAnchor()); });
}

void MainWindow::connectActions()
{
    const auto on = [this](const char *id, std::function<void()> work) { m_actions->on(QString::fromLatin1(id), this, std::move(work)); };
    on("message.new", [this] { m_compose->newMessage(); });
    on("message.reply", [this] { m_compose->reply(shownMessage(), html::ReplyTo::Sender); });
    on("message.replyAll", [this] { m_compose->reply(shownMessage(), html::ReplyTo::All); });
    on("message.forward", [this] { m_compose->forward(shownMessage()); });
    on("message.find", [this] { m_pane->openFind(); });
    on("message.fixedFont", [this] { m_pane->setFixedPitch(m_actions->action(QStringLiteral("message.fixedFont"))->isChecked()); });
    on("message.source", [this] { Q_EMIT m_pane->sourceWanted(); });
    on("mail.check", [this] { m_parts.engine.checkMail(); });
    on("mail.online", [this] { m_parts.engine.setOnline(m_actions->action(QStringLiteral("mail.online"))->isChecked()); });
    on("account.add", [this] { Q_EMIT addAccountWanted(); });
    on("settings.open", [this] { Q_EMIT settingsWanted(); });
    on("window.quit", [this] { close(); });
    on("list.search", [this] { enterSearch(); });
    on("go.next", [this] { m_list->view()->step(1); });
    on("go.previous", [this] { m_list->view()->step(-1); });
    on("go.inbox", [this] { m_folderPane->choose(m_folders->indexOf(FolderEntry::AllInboxes)); });
    on("go.nextPane", [this] { cyclePanes(1); });
    on("go.previousPane", [this] { cyclePanes(-1); });
    on("help.about", [this] { showAbout(); });
    m_actions->action(QStringLiteral("mail.online"))->setChecked(m_parts.engine.isOnline());
}

void MainWindow::connectEngine()
{
    engine::EngineEvents &events = m_parts.engine.events();
    connect(&events, &engine::EngineEvents::changed, this, [this](const ChangeSet &changes) {
        m_messages->apply(changes);
        m_folders->apply(changes);
        m_side->apply(changes);
        if (changes.accounts)
            m_compose->reload();
    });
    connect(&events, &engine::EngineEvents::onlineChanged, this, [this](bool online) {
        m_actions->action(QStringLiteral("mail.online"))->setChecked(online);
        updateContext();
    });
    connect(&events, &engine::EngineEvents::wishFailed, this, [this](const Error &error) { tell(sentenceFor(error, Account{}, Activity::Changing).text()); });
}

void MainWindow::openFirst()
{
    AddressList own;
    for (const Account &account : m_folders->accounts())
        own.append(account.address);
    m_presenter->setOwnAddresses(own);
    if (!m_opened && !m_folders->accounts().isEmpty())
        m_folderPane->choose(m_folders->indexOf(FolderEntry::AllInboxes));
    updateTitle();
    updateContext();
}

void MainWindow::openEntry(const QModelIndex &index)
{
    if (index.data(EntryRole).toInt() == static_cast<int>(FolderEntry::Outbox)) {
        m_pages->setCurrentWidget(m_side->outbox());
        return;
    }
    const auto query = m_folders->listOf(index);
    if (!query)
        return;
    m_opened = true;
    m_wantedRow = {};
    m_pages->setCurrentWidget(m_inner);
    m_list->searchField()->clear();
    const auto folder = m_folders->folder(query->folder);
    m_messages->setShowsRecipients(folder && (folder->role == FolderRole::Sent || folder->role == FolderRole::Drafts));
    m_messages->open(*query);
    if (folder) {
        m_parts.engine.setFolderInView(folder->id);
        m_compose->setPreferredAccount(folder->account);
    }
    showMessagePane(false);
    updateTitle();
    m_reading->showSelection();
}

void MainWindow::search(const QString &text)
{
    if (!m_messages->isSearch())
        m_beforeSearch = m_list->view()->currentPlacement();
    store::SearchRequest request;
    request.text = text;
    m_messages->openSearch(request);
    updateTitle();
}

void MainWindow::leaveSearch()
{
    if (m_messages->isSearch()) {
        openEntry(currentEntry());
        m_wantedRow = std::exchange(m_beforeSearch, PlacementId());
    }
    m_list->setSearchShown(m_shape != Shape::OnePane);
    m_list->view()->setFocus();
}

void MainWindow::enterResults()
{
    m_list->view()->setFocus();
    if (m_list->view()->selectedPlacements().isEmpty())
        m_list->view()->step(1);
}

void MainWindow::selectWantedRow()
{
    if (m_wantedRow && m_messages->rowOf(m_wantedRow) >= 0)
        m_list->view()->select(std::exchange(m_wantedRow, PlacementId()));
}

QModelIndex MainWindow::currentEntry() const
{
    return m_folderPane->tree()->currentIndex();
}

void MainWindow::activateRow(const QModelIndex &)
{
    const auto folder = m_folders->folder(m_reading->shownRow().folder);
    if (folder && folder->role == FolderRole::Drafts && m_presenter->mode() == ReadingMode::Message) {
        m_compose->editDraft(shownMessage());
        return;
    }
    showMessagePane(true);
    m_pane->focusText();
}

void MainWindow::openDraft(PlacementId draft)
{
    m_opening = m_parts.engine.openMessage(draft, this, [this, draft](const Result<mime::MessageContent> &content) {
        if (content)
            m_compose->editDraft({draft, *content});
    });
}

StartMessage MainWindow::shownMessage() const
{
    return {m_presenter->message().id, m_presenter->message().content};
}

void MainWindow::tell(const QString &sentence)
{
    Snackbar::Offer offer;
    offer.icon = QStringLiteral("info");
    offer.text = sentence;
    Snackbar::show(m_pages->currentWidget() == m_inner ? static_cast<QWidget *>(m_list) : m_pages, offer);
}

} // namespace petrel::ui
