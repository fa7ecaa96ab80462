#include "ui/mainwindow/main_window.h"

#include "ui/attention/attention_page.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/action_registry.h"
#include "ui/common/appearance.h"
#include "ui/common/notice_bar.h"
#include "ui/common/seams.h"
#include "ui/common/snackbar.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/mainwindow/account_desk.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/mainwindow/folder_desk.h"
#include "ui/mainwindow/label_desk.h"
#include "ui/mainwindow/late_mail.h"
#include "ui/mainwindow/leaving.h"
#include "ui/mainwindow/maildrop_desk.h"
#include "ui/mainwindow/message_desk.h"
#include "ui/mainwindow/news_desk.h"
#include "ui/mainwindow/place_desk.h"
#include "ui/mainwindow/property_desk.h"
#include "ui/mainwindow/protocol_desk.h"
#include "ui/mainwindow/reading_desk.h"
#include "ui/mainwindow/search_desk.h"
#include "ui/mainwindow/side_pages.h"
#include "ui/mainwindow/status_desk.h"
#include "ui/mainwindow/way_out.h"
#include "ui/mainwindow/window_actions.h"
#include "ui/mainwindow/window_shape.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/label_book.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/message_card.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/reading_pane.h"

#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
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
    , m_labels(new LabelBook(&parts.access, this))
{
    setObjectName(QStringLiteral("MainWindow"));
    setWindowTitle(QStringLiteral("Petrel"));
    setMinimumSize(480, 400);
    addWindowActions(*m_actions);
    buildPanes();
    m_reading = new ReadingDesk({parts.engine, *m_folders, *m_list, *m_pane, *m_presenter}, this);
    m_messagesDesk = new MessageDesk({parts.engine, *m_folders, *m_list, *m_actions, *this, snackbarHome()}, this);
    m_labelsDesk = new LabelDesk({parts.engine, *m_labels, *m_list, *m_messagesDesk, *m_actions, *this}, this);
    m_foldersDesk = new FolderDesk({parts.engine, parts.access, *m_folders, *m_folderPane->tree(), *m_messagesDesk, *this, snackbarHome()}, this);
    m_maildrop = new MaildropDesk(parts.engine, *m_folders, *this);
    m_properties = new PropertyDesk(parts.access, *m_folders, *m_labels, *this);
    m_accountsDesk = new AccountDesk(parts.engine, *m_folders, *this, this);
    m_compose = new ComposeDesk(parts.engine, parts.access, snackbarHome(), this);
    m_leaving = new Leaving(parts.engine, *m_compose, *this);
    m_late = new LateMail(parts.engine, parts.access, this);
    buildMenus();
    connectPanes();
    connectFolders();
    connectDesks();
    connectActions();
    connectEngine();
    m_shape->restore();
    m_list->view()->setFocus();
    m_folders->reload();
    m_labels->reload();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanes()
{
    m_messages->setLabels(*m_labels);
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
    auto *news = new NoticeBar;
    news->setObjectName(QStringLiteral("news"));
    news->setContentsMargins(notice->contentsMargins());
    m_list->addAtFoot(news);

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
    m_places = new PlaceDesk({*m_folders, *m_messages, *m_folderPane, *m_list, *m_pages, *m_inner, *m_side->outbox(), *m_side->attention()}, this);
    m_searches = new SearchDesk({m_parts.engine, *m_folders, *m_messages, *m_list, *m_places}, this);
    m_status = new StatusDesk(m_parts.engine, *m_folders, *m_folderPane, *notice, this);
    m_protocol = std::make_unique<ProtocolDesk>(m_parts.engine, *m_folders, *this);
    m_news = new NewsDesk(m_parts.engine, *m_folders, *news, this);
    m_shape = new WindowShape({*this, *m_folderPane, *m_list, *m_pane, *m_outer, *m_inner, *m_pages, *m_actions, m_parts.settings}, this);
    m_list->view()->viewport()->installEventFilter(this);
}

void MainWindow::buildMenus()
{
    auto *menu = new QMenu(this);
    fillMainMenu(*menu, *m_actions);
    m_pane->bar()->setMainMenu(menu);
    // The same menus as a bar, for who looks for one: F10 shows it, F10 or Escape hides it.
    for (QAction *submenu : menu->actions()) {
        menuBar()->addMenu(submenu->menu());
        connect(submenu->menu(), &QMenu::triggered, this, [this] { showMenuBar(false); }, Qt::QueuedConnection);
    }
    menuBar()->installEventFilter(this); // it keeps Escape to itself
    menuBar()->hide();
}

void MainWindow::connectPanes()
{
    connect(m_list->searchField(), &SearchField::left, this, &MainWindow::leaveSearch);
    connect(m_list->searchField(), &SearchField::resultsWanted, this, &MainWindow::enterResults);
    connect(m_list->view(), &QAbstractItemView::activated, this, &MainWindow::activateRow);
    connect(m_list->view(), &MessageListView::readerScrollWanted, m_pane, &ReadingPane::scrollPage);
    connect(m_pane, &ReadingPane::composeWanted, m_compose, &ComposeDesk::mailto);
    connect(m_pane, &ReadingPane::stepWanted, this, [this](NextStep step) { takeStep(m_reading->shownRow().receiver(), step); });
    connect(m_presenter, &ReadingPresenter::changed, this, &MainWindow::updateContext);
}

void MainWindow::connectFolders()
{
    connect(m_folderPane, &FolderPane::newMessageWanted, m_compose, &ComposeDesk::newMessage);
    connect(m_folderPane, &FolderPane::checkMailWanted, this, [this] { m_parts.engine.checkMail(); });
    connect(m_folderPane->foot(), &StatusFoot::onlineWanted, this, [this](bool online) { m_parts.engine.setOnline(online); });
    connect(m_folderPane->foot(), &StatusFoot::settingsWanted, this, &MainWindow::settingsWanted);
    connect(m_folderPane->foot(), &StatusFoot::activityWanted, this, [this] { m_side->openActivity(m_folderPane->activityAnchor()); });
    connect(m_folders, &FolderTreeModel::loaded, this, &MainWindow::takeOwnAddresses);
    connect(m_folders, &FolderTreeModel::failed, this, &MainWindow::tellFoldersFailed);
    connect(m_places, &PlaceDesk::changed, this, &MainWindow::showPlace);
    connect(m_places, &PlaceDesk::folderOpened, this, [this](const FolderRow &folder) {
        m_parts.engine.setFolderInView(folder.id);
        m_compose->setPreferredAccount(folder.account);
    });
}

void MainWindow::connectDesks()
{
    connect(m_reading, &ReadingDesk::told, this, &MainWindow::tell);
    connect(m_reading, &ReadingDesk::shownChanged, this, &MainWindow::updateContext);
    connect(m_messagesDesk, &MessageDesk::told, this, &MainWindow::tell);
    connect(m_messagesDesk, &MessageDesk::undoChanged, this, &MainWindow::updateContext);
    connect(m_messagesDesk, &MessageDesk::done, this, [this] { m_sentLast = false; });
    connect(&m_compose->heldMail(), &HeldMail::sent, this, [this] { m_sentLast = true; });
    connect(&m_compose->heldMail(), &HeldMail::changed, this, &MainWindow::updateContext);
    connect(m_labelsDesk, &LabelDesk::told, this, &MainWindow::tell);
    connect(m_labels, &LabelBook::changed, this, &MainWindow::updateContext);
    connect(m_foldersDesk, &FolderDesk::told, this, &MainWindow::tell);
    connect(m_foldersDesk, &FolderDesk::accountPropertiesWanted, m_accountsDesk, &AccountDesk::showProperties);
    connect(m_foldersDesk, &FolderDesk::maildropWanted, m_maildrop, &MaildropDesk::show);
    connect(m_accountsDesk, &AccountDesk::reported, this, &MainWindow::report);
    connect(m_accountsDesk, &AccountDesk::settingsWanted, this, &MainWindow::accountSettingsWanted);
    connect(m_accountsDesk, &AccountDesk::protocolLogWanted, this, [this](AccountId account) { m_protocol->show(account); });
    connect(m_messages, &QAbstractItemModel::dataChanged, this, &MainWindow::updateContext);
    connect(m_status, &StatusDesk::stepWanted, this, &MainWindow::takeStep);
    connect(m_side, &SidePages::left, m_places, &PlaceDesk::showMail);
    connect(m_side, &SidePages::passwordWanted, this, &MainWindow::passwordWanted);
    connect(m_side, &SidePages::told, this, &MainWindow::tell);
    connect(m_side, &SidePages::draftWanted, m_compose, &ComposeDesk::openReturned);
    connect(m_side, &SidePages::offered, this, [this](const Snackbar::Offer &offer) { Snackbar::show(&snackbarHome(), offer); });
    connect(m_compose, &ComposeDesk::told, this, &MainWindow::tell);
    connect(m_leaving, &Leaving::told, this, &MainWindow::tell);
    connect(m_late, &LateMail::told, this, [this](const QString &sentence) { report(sentence, {}); });
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
    on("message.properties", [this] { m_properties->show(m_reading->shown()); });
    on("mail.check", [this] { m_parts.engine.checkMail(); });
    on("mail.online", [this] { m_parts.engine.setOnline(m_actions->action(QStringLiteral("mail.online"))->isChecked()); });
    on("account.add", [this] { Q_EMIT addAccountWanted(); });
    on("storage.open", [this] { Q_EMIT storageSettingsWanted(); });
    on("settings.open", [this] { Q_EMIT settingsWanted(); });
    on("edit.undo", [this] { undoLast(); });
    on("list.search", [this] { enterSearch(); });
    on("go.next", [this] { m_list->view()->step(1); });
    on("go.previous", [this] { m_list->view()->step(-1); });
    on("go.inbox", [this] { m_places->open(m_folders->indexOf(FolderEntry::AllInboxes)); });
    on("go.nextPane", [this] { m_shape->cycleFocus(1); });
    on("go.previousPane", [this] { m_shape->cycleFocus(-1); });
    on("help.protocolLog", [this] { m_protocol->show(m_reading->shownRow().account); });
    on("help.about", [this] { showAbout(); });
    m_actions->action(QStringLiteral("mail.online"))->setChecked(m_parts.engine.isOnline());
    m_wayOut = new WayOut(*m_actions->action(QStringLiteral("window.quit")), *this);
}

void MainWindow::connectEngine()
{
    engine::EngineEvents &events = m_parts.engine.events();
    connect(&events, &engine::EngineEvents::changed, this, [this](const ChangeSet &changes) {
        m_messages->apply(changes);
        m_folders->apply(changes);
        m_side->apply(changes);
        m_labels->apply(changes);
        m_properties->refresh();
        if (changes.accounts)
            m_compose->reload();
    });
    connect(&events, &engine::EngineEvents::onlineChanged, this, [this](bool online) {
        m_actions->action(QStringLiteral("mail.online"))->setChecked(online);
        updateContext();
    });
    connect(&events, &engine::EngineEvents::wishFailed, this, [this](const Error &error) { tell(sentenceFor(error, Account{}, Activity::Changing).text()); });
}

void MainWindow::takeOwnAddresses()
{
    AddressList own;
    for (const Account &account : m_folders->accounts())
        own.append(account.address);
    m_presenter->setOwnAddresses(own);
    updateContext();
}

void MainWindow::showPlace()
{
    if (m_places->place().isFolder())
        m_shape->showMessage(false);
    m_reading->showSelection();
    updateContext();
}

void MainWindow::enterSearch()
{
    m_places->showMail();
    m_shape->showMessage(false);
    m_shape->showSearch(true);
    m_list->searchField()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::leaveSearch()
{
    m_shape->showSearch(false);
    m_places->leaveSearch();
}

void MainWindow::enterResults()
{
    m_list->view()->setFocus();
    if (m_list->view()->selectedPlacements().isEmpty())
        m_list->view()->step(1);
}

/** What a button under an error said it would do. */
void MainWindow::takeStep(AccountId account, NextStep step)
{
    switch (step) {
    case NextStep::EnterPassword:
    case NextStep::SignIn: Q_EMIT passwordWanted(account); break;
    case NextStep::TryAgain: m_parts.engine.checkMail(account); break;
    case NextStep::ShowStorage:
    case NextStep::CheckStore: Q_EMIT storageSettingsWanted(); break;
    case NextStep::ShowDetails: showDetails(account); break;
    case NextStep::ShowCertificate: Q_EMIT certificateWanted(account); break;
    default: Q_EMIT accountSettingsWanted(account); break; // servers and the test stand in its editor
    }
}

void MainWindow::showDetails(AccountId account)
{
    const engine::AccountStatus status = m_parts.engine.status(account);
    const std::optional<Error> &error = status.error;
    Question details;
    details.title = tr("Details");
    details.text = error ? sentenceFor(*error, m_folders->account(account).value_or(Account{}), activityOf(status)).happened : tr("Nothing is known about it any more.");
    details.meaning = error ? errorDetails(*error) : QString();
    details.answers = {tr("Protocol log"), tr("Close")};
    details.preferred = 1;
    Seams::current().ask(this, details, [this, account](int answer) {
        if (answer == 0)
            m_protocol->show(account);
    });
}

void MainWindow::activateRow(const QModelIndex &row)
{
    // A double click comes before the reader has turned to the row, and on a slow disk long before its text.
    const PlacementId id = m_messages->placementAt(row.row());
    const MessageRow *message = m_messages->loadedRow(id);
    const auto folder = m_folders->folder(message ? message->folder : FolderId());
    if (folder && folder->role == FolderRole::Drafts) {
        if (m_presenter->mode() == ReadingMode::Message && m_presenter->message().id == id)
            m_compose->editDraft(shownMessage());
        else
            m_compose->openDraft(id);
        return;
    }
    m_shape->showMessage(true);
    m_pane->focusText();
}

StartMessage MainWindow::shownMessage() const
{
    const PlacementId id = m_presenter->message().id;
    const MessageRow &row = m_reading->shownRow();
    return {id, m_presenter->message().content, row.id == id ? row.receiver() : AccountId()};
}

bool MainWindow::mayEnd() { return m_leaving->mayClose(); }

void MainWindow::quitUnasked()
{
    m_leaving->goUnasked();
    m_wayOut->leaveUnasked();
}

QWidget &MainWindow::snackbarHome() { return *m_pages; }

void MainWindow::tell(const QString &sentence)
{
    Snackbar::Offer offer;
    offer.icon = QStringLiteral("info");
    offer.text = sentence;
    Snackbar::show(&snackbarHome(), offer);
}

void MainWindow::report(const QString &title, const QString &words) { m_news->add(title, words); }

void MainWindow::tellFoldersFailed(const Error &error)
{
    Snackbar::Offer offer;
    offer.icon = QStringLiteral("info");
    offer.text = tr("The folders cannot be shown.") + u' ' + sentenceFor(error, Account{}, Activity::Opening).text();
    offer.action = tr("Try again");
    offer.accepted = [this] { m_folders->reload(); };
    Snackbar::show(&snackbarHome(), offer);
}

// ---- the window itself ---------------------------------------------------------------------------

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_shape->keep();
    if (!m_leaving->mayClose()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_shape->fit();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::NoModifier) {
        showMenuBar(!menuBar()->isVisible());
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        if (menuBar()->isVisible())
            showMenuBar(false);
        else if (m_folderPane->isLifted())
            m_folderPane->lower();
        else if (!m_places->place().showsMail())
            m_places->showMail();
        else if (m_places->place().isSearch())
            leaveSearch();
        else if (m_shape->isOnePane())
            m_shape->showMessage(false);
        else
            m_list->focusList();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

/** For who looks for it. Once it has served it goes; the focus goes on to the list only if nothing chosen took it. */
void MainWindow::showMenuBar(bool shown)
{
    const bool hadFocus = menuBar()->hasFocus();
    menuBar()->setVisible(shown);
    if (shown) {
        menuBar()->setFocus();
        menuBar()->setActiveAction(menuBar()->actions().first()); // else Down and Enter have nothing to open
    } else if (hadFocus) {
        m_list->focusList();
    }
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == menuBar() && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        showMenuBar(false);
        return true;
    }
    if (!m_painted && event->type() == QEvent::Paint && m_messages->rowCount() > 0) {
        m_painted = true;
        QMetaObject::invokeMethod(this, &MainWindow::firstPainted, Qt::QueuedConnection);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::updateContext()
{
    ActionContext context;
    context.hasAccounts = !m_folders->accounts().isEmpty();
    context.mailShown = m_places->place().showsMail();
    context.folderRole = m_messagesDesk->folderRole();
    context.selected = static_cast<int>(m_list->view()->selectedPlacements().size());
    context.messageShown = m_presenter->mode() == ReadingMode::Message;
    context.canUndo = m_messagesDesk->canUndo() || m_compose->heldMail().canTakeBack();
    context.online = m_parts.engine.isOnline();
    m_actions->setContext(context);
    m_pane->setLabels(m_labels->shown(m_reading->shownRow().keywords));
    const QList<MessageRow> selected = m_messagesDesk->selectedRows();
    const bool anyUnread = std::any_of(selected.cbegin(), selected.cend(), [](const MessageRow &row) { return !row.flags.testFlag(Flag::Seen); });
    m_actions->setText(QStringLiteral("message.toggleRead"), anyUnread ? tr("Mark &read") : tr("Mark &unread"));
}

void MainWindow::undoLast()
{
    HeldMail &sent = m_compose->heldMail();
    if (sent.canTakeBack() && (m_sentLast || !m_messagesDesk->canUndo()))
        sent.takeBackLast();
    else
        m_messagesDesk->undoLast();
}

void MainWindow::showAbout()
{
    Question about;
    about.title = tr("About Petrel");
    about.text = tr("Petrel %1, a mail client that flies through storms.").arg(QStringLiteral(PETREL_VERSION));
    about.meaning = tr("Free software under the GNU General Public License, version 3 or later.");
    about.answers = {tr("Close")};
    Seams::current().ask(this, about, [](int) {});
}

} // namespace petrel::ui
