#include "ui/mainwindow/folder_desk.h"

#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/snackbar.h"
#include "ui/common/tool_tip.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/folders/folder_window.h"
#include "ui/folders/folder_words.h"
#include "ui/mainwindow/folder_deeds.h"
#include "ui/mainwindow/message_desk.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/read_access.h"

#include <QMenu>

namespace petrel::ui {

FolderDesk::FolderDesk(Parts parts, QObject *parent)
    : QObject(parent), m_parts(parts), m_deeds(new FolderDeeds({parts.engine, parts.access, parts.folders, parts.messages, parts.window}, this))
{
    connect(m_deeds, &FolderDeeds::told, this, &FolderDesk::told);
    connect(m_deeds, &FolderDeeds::placed, this, [this](FolderId folder, FolderId parent) {
        m_toReveal = {folder, parent};
        reveal();
    });
    connect(&m_parts.folders, &FolderTreeModel::loaded, this, &FolderDesk::reveal);
    onKey(&FolderTreeView::renameWanted, &FolderDeeds::rename);
    onKey(&FolderTreeView::deleteWanted, &FolderDeeds::remove);
    onKey(&FolderTreeView::deleteForGoodWanted, &FolderDeeds::askRemoveForGood);
    connect(&m_parts.tree, &FolderTreeView::menuWanted, this, &FolderDesk::openMenu);
    connect(&m_parts.tree, &FolderTreeView::shiftWanted, this, &FolderDesk::shiftFavourite);
    connect(&m_parts.tree, &FolderTreeView::propertiesWanted, this, [this](const QModelIndex &entry) {
        if (static_cast<FolderEntry>(entry.data(EntryRole).toInt()) == FolderEntry::Account)
            Q_EMIT accountPropertiesWanted(entry.data(AccountIdRole).value<AccountId>());
        else
            showProperties(entry.data(FolderIdRole).value<FolderId>());
    });
    connect(&m_parts.folders, &FolderTreeModel::favouritesWanted, this, [this](const QList<FolderId> &wanted) { setFavourites(wanted); });
}

void FolderDesk::onKey(void (FolderTreeView::*key)(const QModelIndex &), void (FolderDeeds::*deed)(const FolderRow &))
{
    connect(&m_parts.tree, key, this, [this, deed](const QModelIndex &entry) {
        if (const auto folder = m_parts.folders.folder(entry.data(FolderIdRole).value<FolderId>()))
            (m_deeds->*deed)(*folder);
    });
}

void FolderDesk::reveal()
{
    const auto folder = m_parts.folders.folder(m_toReveal.first);
    if (!folder || folder->parent != m_toReveal.second)
        return;
    m_toReveal = {};
    const QModelIndex index = m_parts.folders.indexOf(folder->id);
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        m_parts.tree.expand(above);
    m_parts.tree.scrollTo(index);
}

// ---- the menu ------------------------------------------------------------------------------------

void FolderDesk::openMenu(const QModelIndex &entry, const QPoint &globalPosition)
{
    auto *menu = new QMenu(&m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("folderMenu"));
    menu->setToolTipsVisible(true); // the reasons
    switch (static_cast<FolderEntry>(entry.data(EntryRole).toInt())) {
    case FolderEntry::AllInboxes: fillForInboxes(*menu); break;
    case FolderEntry::Account: fillForAccount(*menu, entry.data(AccountIdRole).value<AccountId>()); break;
    case FolderEntry::Favourite:
    case FolderEntry::Folder:
        if (const auto folder = m_parts.folders.folder(entry.data(FolderIdRole).value<FolderId>()))
            fillForFolder(*menu, *folder, globalPosition);
        break;
    default: break;
    }
    if (!entry.isValid() || menu->isEmpty())
        return delete menu;
    m_parts.tree.setMenuRow(entry);
    connect(menu, &QMenu::aboutToHide, &m_parts.tree, [tree = &m_parts.tree] { tree->setMenuRow({}); });
    menu->popup(globalPosition);
}

void FolderDesk::addLine(QMenu &menu, const Line &line, std::function<void()> work)
{
    const QString key = line.key.isEmpty() ? QString() : QLatin1Char('\t') + line.key.toString(QKeySequence::NativeText);
    QAction *action = menu.addAction(line.icon.isEmpty() ? QIcon() : icon(line.icon), line.text + key);
    action->setEnabled(line.whyNot.isEmpty());
    setPlainToolTip(action, line.whyNot);
    action->setWhatsThis(line.whyNot); // what screen readers tell of a menu's line
    connect(action, &QAction::triggered, this, std::move(work));
}

void FolderDesk::fillForInboxes(QMenu &menu)
{
    QList<FolderRow> inboxes;
    int unread = 0;
    for (const Account &account : m_parts.folders.accounts()) {
        for (const FolderRow &folder : m_parts.folders.foldersOf(account.id)) {
            if (folder.role != FolderRole::Inbox)
                continue;
            inboxes.append(folder);
            unread += folder.unread;
        }
    }
    addLine(menu, {QStringLiteral("mail-open"), tr("Mark all &read"), unread > 0 ? QString() : tr("Nothing in them is unread.")},
            [this, inboxes] { markRead(inboxes); });
}

void FolderDesk::fillForAccount(QMenu &menu, AccountId account)
{
    addLine(menu, {QStringLiteral("refresh-cw"), tr("&Check mail"), m_parts.engine.isOnline() ? QString() : tr("You are offline.")},
            [this, account] { m_parts.engine.checkMail(account); });
    addMaildropLine(menu, account);
    menu.addSeparator();
    addLine(menu, {QStringLiteral("folder-plus"), tr("&New folder…"), {}}, [this, account] { m_deeds->make(account, {}); });
    menu.addSeparator();
    addLine(menu, {QStringLiteral("info"), tr("&Properties"), {}, QKeySequence(Qt::ALT | Qt::Key_Return)}, [this, account] { Q_EMIT accountPropertiesWanted(account); });
}

/** Only a maildrop holds mail that is shown nowhere. */
void FolderDesk::addMaildropLine(QMenu &menu, AccountId account)
{
    const auto owner = m_parts.folders.account(account);
    if (owner && owner->incomingKind == IncomingKind::Pop3)
        addLine(menu, {QStringLiteral("server"), tr("Mail on the ser&ver…"), m_parts.engine.isOnline() ? QString() : tr("You are offline.")},
                [this, account] { Q_EMIT maildropWanted(account); });
}

void FolderDesk::fillForFolder(QMenu &menu, const FolderRow &folder, const QPoint &globalPosition)
{
    if (folder.isRefused)
        addRefusedLines(menu, folder);
    addLine(menu, {QStringLiteral("mail-open"), tr("Mark all &read"), folder.unread > 0 ? QString() : tr("Nothing in it is unread.")},
            [this, folder] { markRead({folder}); });
    if (folder.role == FolderRole::Inbox)
        addMaildropLine(menu, folder.account);
    if (folder.role == FolderRole::Trash || folder.role == FolderRole::Junk)
        addLine(menu, {QStringLiteral("eraser"), tr("Empt&y %1…").arg(nameInText(folder)), {}}, [this, folder] { m_deeds->askEmpty(folder); });
    menu.addSeparator();
    addTreeLines(menu, folder, globalPosition);
    menu.addSeparator();
    addFavouriteLines(menu, folder);
    menu.addSeparator();
    addLine(menu, {QStringLiteral("info"), tr("&Properties"), {}, QKeySequence(Qt::ALT | Qt::Key_Return)}, [this, folder] { showProperties(folder.id); });
}

void FolderDesk::addRefusedLines(QMenu &menu, const FolderRow &folder)
{
    addLine(menu, {QStringLiteral("rotate-ccw"), tr("&Try again"), {}}, [this, id = folder.id] { m_parts.engine.retryFolder(id); });
    addLine(menu, {QStringLiteral("undo-2"), tr("&Give up what was refused"), {}}, [this, id = folder.id] { m_parts.engine.discardFolderWish(id); });
    menu.addSeparator();
}

void FolderDesk::addTreeLines(QMenu &menu, const FolderRow &folder, const QPoint &globalPosition)
{
    const QString fixed = m_deeds->whyFixed(folder);
    addLine(menu, {QStringLiteral("folder-plus"), tr("&New folder in it…"), folder.takesFolders ? QString() : tr("Its server makes no folders below this one.")}, [this, folder] { m_deeds->make(folder.account, folder.id); });
    addLine(menu, {QStringLiteral("pencil"), tr("R&ename…"), fixed, QKeySequence(Qt::Key_F2)}, [this, folder] { m_deeds->rename(folder); });
    addLine(menu, {QStringLiteral("folder-input"), tr("&Move to…"), fixed}, [this, folder, globalPosition] { m_deeds->choosePlace(folder, globalPosition); });
    addLine(menu, {QStringLiteral("trash-2"), tr("&Delete"), fixed, QKeySequence(Qt::Key_Delete)}, [this, folder] { m_deeds->remove(folder); });
    if (folder.kind == FolderKind::Remote && folder.role != FolderRole::Inbox)
        addLine(menu, {QStringLiteral("bell"), folder.subscribed ? tr("Un&subscribe") : tr("&Subscribe"), {}},
                [this, folder] { m_deeds->setSubscribed(folder, !folder.subscribed); });
}

// ---- properties ----------------------------------------------------------------------------------

void FolderDesk::showProperties(FolderId folder)
{
    if (!folder)
        return;
    Properties &properties = m_properties[folder];
    if (properties.window) {
        properties.window->raise();
        properties.window->activateWindow();
        return;
    }
    auto *window = new FolderWindow(&m_parts.window);
    properties = {window};
    connect(&m_parts.folders, &FolderTreeModel::loaded, window, [this, folder] { fill(folder); });
    connect(&m_parts.engine.events(), &engine::EngineEvents::accountStatusChanged, window,
            [this, folder, window] { window->setDoing(m_parts.folders.doing(folder)); });
    connect(window, &FolderWindow::offlineWanted, this, [this, folder](const std::optional<OfflinePolicy> &policy) {
        m_parts.engine.setFolderOffline(folder, policy);
        if (const auto row = m_parts.folders.folder(folder))
            m_parts.engine.checkMail(row->account); // what is wanted now may be fetched now
    });
    connect(window, &FolderWindow::retryWanted, this, [this, folder] { m_parts.engine.retryFolder(folder); });
    connect(window, &FolderWindow::giveUpWanted, this, [this, folder] { m_parts.engine.discardFolderWish(folder); });
    fill(folder); // and then it shows
}

void FolderDesk::fill(FolderId folder)
{
    if (std::exchange(m_properties[folder].isAsked, true)) {
        m_properties[folder].isStale = true;
        return;
    }
    m_parts.access.read(this, [folder](const store::Reader &reader) { return reader.folderDetails(folder); },
                        [this, folder](const Result<store::FolderDetails> &details) {
        Properties &properties = m_properties[folder];
        properties.isAsked = false;
        if (!properties.window)
            return;
        const auto account = details ? m_parts.folders.account(details->row.account) : std::nullopt;
        if (!account) {
            properties.window->close(); // the folder has gone
            return;
        }
        properties.window->setDetails(*details, *account);
        properties.window->setDoing(m_parts.folders.doing(folder));
        properties.window->setRoom(m_parts.folders.room(account->id));
        if (!properties.window->isVisible()) {
            properties.window->show();
            properties.window->activateWindow();
        }
        if (std::exchange(properties.isStale, false))
            fill(folder);
    });
}

// ---- favourites ----------------------------------------------------------------------------------

void FolderDesk::addFavouriteLines(QMenu &menu, const FolderRow &folder)
{
    const QList<FolderId> before = m_parts.folders.favourites();
    QList<FolderId> wanted = before;
    const QString name = nameInText(folder);
    if (wanted.removeAll(folder.id) > 0) {
        addLine(menu, {QStringLiteral("star"), tr("Remove from &favourites"), {}},
                [this, wanted, name] { setFavourites(wanted, tr("%1 is no favourite any more").arg(name)); });
        const auto shift = [this, id = folder.id](int rows) { return [this, id, rows] { shiftFavourite(m_parts.folders.indexOfFavourite(id), rows); }; };
        const QString alone = before.size() < 2 ? tr("It is the only favourite.") : QString();
        addLine(menu, {{}, tr("Move &up"), before.first() == folder.id && alone.isEmpty() ? tr("It is the first one.") : alone}, shift(-1));
        addLine(menu, {{}, tr("Move do&wn"), before.last() == folder.id && alone.isEmpty() ? tr("It is the last one.") : alone}, shift(1));
    } else {
        wanted.append(folder.id);
        addLine(menu, {QStringLiteral("star"), tr("Add to &favourites"), folder.selectable ? QString() : tr("There is no mail in it, only folders.")},
                [this, wanted, name] { setFavourites(wanted, tr("%1 is a favourite now").arg(name)); });
    }
}

void FolderDesk::setFavourites(const QList<FolderId> &wanted, const QString &said)
{
    m_parts.engine.setFavourites(wanted, this, [this, before = m_parts.folders.favourites(), said](const Status &set) {
        if (!set)
            return Q_EMIT told(sentenceFor(set.error(), Account{}, Activity::Changing).text());
        if (said.isEmpty())
            return;
        Snackbar::Offer offer;
        offer.icon = QStringLiteral("star");
        offer.text = said;
        offer.action = tr("Undo");
        offer.accepted = [this, before] { setFavourites(before); };
        Snackbar::show(&m_parts.snackbars, offer);
    });
}

void FolderDesk::shiftFavourite(const QModelIndex &entry, int rows)
{
    if (static_cast<FolderEntry>(entry.data(EntryRole).toInt()) != FolderEntry::Favourite)
        return;
    QList<FolderId> wanted = m_parts.folders.favourites();
    const qsizetype from = wanted.indexOf(entry.data(FolderIdRole).value<FolderId>());
    const qsizetype to = from + rows;
    if (from < 0 || to < 0 || to >= wanted.size())
        return;
    wanted.move(from, to);
    setFavourites(wanted);
}

// ---- mail in a folder ----------------------------------------------------------------------------

void FolderDesk::markRead(const QList<FolderRow> &folders)
{
    QList<FolderId> ids;
    int unread = 0;
    for (const FolderRow &folder : folders) {
        ids.append(folder.id);
        unread += folder.unread;
    }
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.markRead(ids, this, [this, deed, unread](const Status &recorded) {
        if (recorded)
            m_parts.messages.offer(*deed, {QStringLiteral("mail-open"), tr("Marked %Ln message(s) read", nullptr, unread)});
        else
            Q_EMIT told(sentenceFor(recorded.error(), Account{}, Activity::Changing).text());
    });
}

} // namespace petrel::ui
