// How the window fits its width, moves the focus between panes, and remembers itself: the other half of MainWindow.

#include "ui/mainwindow/main_window.h"

#include "ui/common/action_registry.h"
#include "ui/common/appearance.h"
#include "ui/common/buttons.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/mainwindow/message_desk.h"
#include "ui/mainwindow/reading_desk.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/reading_pane.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

namespace petrel::ui {

namespace {
constexpr int kTightBelow = 1200;
constexpr int kTightFolders = 200;
constexpr int kTightList = 340;
constexpr int kRailList = 300;
} // namespace

void MainWindow::restore()
{
    resize(QSize(1200, 760).boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(m_parts.settings.value(QStringLiteral("window/geometry")).toByteArray());
    shape();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_parts.settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    keepPaneSizes();
    QMainWindow::closeEvent(event);
}

void MainWindow::keepPaneSizes()
{
    if (m_shape != Shape::ThreePanes || !m_shaped)
        return;
    m_parts.settings.setValue(QStringLiteral("window/folders"), m_outer->saveState());
    m_parts.settings.setValue(QStringLiteral("window/list"), m_inner->saveState());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    shape();
}

void MainWindow::shape()
{
    const int wide = width();
    const Shape wanted = wide < sizes().collapseTwoPane ? Shape::OnePane
        : wide < sizes().collapseThreePane              ? Shape::Rail
        : wide < kTightBelow                            ? Shape::Tight
                                                        : Shape::ThreePanes;
    const bool whole = wanted == Shape::ThreePanes || wanted == Shape::Tight;
    m_list->setMinimumWidth(sizes().listMin);
    m_list->setMaximumWidth(wanted == Shape::OnePane ? QWIDGETSIZE_MAX : sizes().listMax);
    if (wanted == m_shape && m_shaped)
        return;
    keepPaneSizes();
    m_shaped = true;
    m_shape = wanted;
    const bool one = wanted == Shape::OnePane;
    m_folderPane->setCollapsed(!whole);
    m_folderPane->setVisible(!one);
    m_pane->bar()->setBackShown(one);
    for (QWidget *button : std::as_const(m_narrowHead))
        button->setVisible(one);
    m_list->setSearchShown(!one);
    sizePanes();
    showMessagePane(false);
    if (focusWidget() && !focusWidget()->isVisibleTo(this))
        m_list->view()->setFocus();
}

/** The splitters keep the sizes they had, even beyond what a pane may have now. */
void MainWindow::sizePanes()
{
    const auto kept = [this](const char *name) { return m_parts.settings.value(QString::fromLatin1(name)).toByteArray(); };
    switch (m_shape) {
    case Shape::ThreePanes:
        if (!m_outer->restoreState(kept("window/folders")))
            m_outer->setSizes({sizes().foldersDefault, width()});
        if (!m_inner->restoreState(kept("window/list")))
            m_inner->setSizes({sizes().listDefault, width()});
        return;
    case Shape::Tight:
        m_outer->setSizes({kTightFolders, width()});
        m_inner->setSizes({kTightList, width()});
        return;
    case Shape::Rail:
        m_outer->setSizes({sizes().rail, width()});
        m_inner->setSizes({kRailList, width()});
        return;
    case Shape::OnePane: return;
    }
}

void MainWindow::buildNarrowHead()
{
    auto *folders = new IconButton(QStringLiteral("panel-left"), tr("Show folders"));
    connect(folders, &IconButton::clicked, this, [this] { m_folderPane->lift(*m_outer); });
    auto *find = new IconButton(m_actions->action(QStringLiteral("list.search")));
    auto *compose = new Button(QString(), Button::Kind::Accent);
    compose->setIconName(QStringLiteral("square-pen"));
    compose->setFixedWidth(sizes().toolButton);
    compose->setAccessibleName(tr("New message"));
    compose->setToolTip(compose->accessibleName());
    connect(compose, &Button::clicked, m_actions->action(QStringLiteral("message.new")), &QAction::trigger);
    m_list->addToTitleRow(folders, true);
    m_list->addToTitleRow(find, false);
    m_list->addToTitleRow(compose, false);
    m_narrowHead = {folders, find, compose};
}

void MainWindow::enterSearch()
{
    showMessagePane(false);
    m_list->setSearchShown(true);
    m_list->searchField()->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showMessagePane(bool message)
{
    const bool one = m_shape == Shape::OnePane;
    m_inner->widget(0)->setVisible(!one || !message);
    m_pane->setVisible(!one || message);
    if (one && !message)
        m_list->view()->setFocus();
}

void MainWindow::focusAfterFolders()
{
    m_list->view()->setFocus();
}

void MainWindow::cyclePanes(int direction)
{
    const QList<QWidget *> stations{m_folderPane->tree(), m_list->view(), m_pane, m_pane->bar()};
    qsizetype at = 1;
    for (qsizetype i = 0; i < stations.size(); ++i) {
        if (stations[i] == focusWidget() || stations[i]->isAncestorOf(focusWidget()))
            at = i;
    }
    for (qsizetype step = 0; step < stations.size(); ++step) {
        at = (at + direction + stations.size()) % stations.size();
        if (!stations[at]->isVisible())
            continue;
        if (stations[at] == m_pane)
            m_pane->focusText();
        else
            stations[at]->setFocus(Qt::TabFocusReason);
        return;
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::NoModifier) {
        menuBar()->setVisible(!menuBar()->isVisible());
        if (menuBar()->isVisible())
            menuBar()->setFocus();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        if (m_folderPane->isLifted())
            m_folderPane->lower();
        else if (m_messages->isSearch())
            leaveSearch();
        else if (m_shape == Shape::OnePane)
            showMessagePane(false);
        else
            m_list->view()->setFocus();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_painted && event->type() == QEvent::Paint && m_messages->rowCount() > 0) {
        m_painted = true;
        QMetaObject::invokeMethod(this, &MainWindow::firstPainted, Qt::QueuedConnection);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::updateTitle()
{
    if (m_folders->accounts().isEmpty()) {
        m_list->setTitle(tr("Petrel"));
        m_list->setCounts({});
        m_list->setEmptyWords(tr("Welcome to Petrel"), tr("Add an account to begin. It takes about a minute."));
        return;
    }
    if (m_messages->isSearch()) {
        const int found = m_messages->rowCount();
        m_list->setTitle(m_messages->state() != MessageListModel::State::Ready ? tr("Searching")
                             : found == 0                                    ? tr("No results")
                                                                             : tr("%n result(s)", nullptr, found));
        m_list->setCounts(tr("in all accounts"));
        m_list->setEmptyWords(tr("Nothing found for \"%1\"").arg(m_list->searchField()->text()), tr("All messages on this computer were searched."));
        return;
    }
    const QModelIndex entry = currentEntry();
    const int unread = entry.data(CountIsUnreadRole).toBool() ? entry.data(UnreadCountRole).toInt() : 0;
    m_list->setTitle(entry.data(Qt::DisplayRole).toString());
    m_list->setCounts(unread > 0 ? tr("%n unread", nullptr, unread) : QString());
    const auto folder = m_folders->folder(m_messages->query().folder);
    const FolderRole role = folder ? folder->role : FolderRole::Inbox;
    if (m_messages->query().scope == store::ListQuery::Scope::Flagged)
        m_list->setEmptyWords(tr("Nothing flagged"), tr("Press F, or click the flag that appears on a row."));
    else if (folder && folder->kind == FolderKind::Remote && folder->lastSync == 0)
        m_list->setEmptyWords(tr("Not here yet"), tr("This folder is on the server. It will be fetched when you are online."));
    else if (role == FolderRole::Inbox)
        m_list->setEmptyWords(tr("All clear"), tr("You have dealt with everything."));
    else if (role == FolderRole::Trash || role == FolderRole::Junk)
        m_list->setEmptyWords(tr("Empty"), tr("What you delete rests here until you empty it."));
    else if (role == FolderRole::Drafts)
        m_list->setEmptyWords(tr("No drafts"), tr("What you start to write is kept here by itself."));
    else
        m_list->setEmptyWords(tr("Nothing here"), tr("Move mail here by dragging."));
}

void MainWindow::updateContext()
{
    ActionContext context;
    context.hasAccounts = !m_folders->accounts().isEmpty();
    context.hasFolder = m_opened;
    const auto folder = m_folders->folder(m_reading->shownRow().folder);
    context.folderRole = folder ? folder->role : FolderRole::None;
    const QList<PlacementId> selected = m_list->view()->selectedPlacements();
    context.selected = static_cast<int>(selected.size());
    for (const PlacementId id : selected) {
        const MessageRow *row = m_messages->loadedRow(m_messages->rowOf(id));
        if (!row)
            continue;
        context.anyUnread = context.anyUnread || !row->flags.testFlag(Flag::Seen);
        context.anyRead = context.anyRead || row->flags.testFlag(Flag::Seen);
        context.anyFlagged = context.anyFlagged || row->flags.testFlag(Flag::Flagged);
    }
    context.messageShown = m_presenter->mode() == ReadingMode::Message;
    context.canUndo = m_messagesDesk && m_messagesDesk->canUndo();
    context.online = m_parts.engine.isOnline();
    m_actions->setContext(context);
    QAction *read = m_actions->action(QStringLiteral("message.toggleRead"));
    read->setText(context.anyUnread ? tr("Mark &read") : tr("Mark &unread"));
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
