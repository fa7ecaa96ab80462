#include "ui/mainwindow/message_desk.h"

#include "ui/common/action_registry.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/icons.h"
#include "ui/common/seams.h"
#include "ui/common/snackbar.h"
#include "ui/folders/folder_words.h"
#include "ui/mainwindow/deletion_words.h"
#include "ui/mainwindow/type_ahead_menu.h"
#include "ui/mainwindow/window_actions.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

#include <QMenu>

#include <algorithm>

namespace petrel::ui {

using engine::MessageAction;

MessageDesk::MessageDesk(Parts parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    connectActions();
    connect(m_parts.list.view(), &MessageListView::unreadToggled, this, [this](PlacementId id) { toggle({id}, Flag::Seen); });
    connect(m_parts.list.view(), &MessageListView::flagToggled, this, [this](PlacementId id) { toggle({id}, Flag::Flagged); });
    connect(m_parts.list.view(), &MessageListView::contextMenuWanted, this, &MessageDesk::openContextMenu);
    connect(&m_parts.folders, &FolderTreeModel::dropped, this, [this](const QList<PlacementId> &ids, FolderId target, Qt::DropAction how) {
        bring(ids, how == Qt::CopyAction ? MessageAction::Copy : MessageAction::Move, target);
    });
}

void MessageDesk::connectActions()
{
    const auto on = [this](const char *id, std::function<void()> work) { m_parts.actions.on(QString::fromLatin1(id), this, std::move(work)); };
    const auto count = [this] { return static_cast<int>(selection().size()); };
    on("message.archive", [this, count] {
        act(selection(), MessageAction::Archive, {QStringLiteral("archive"), tr("Archived %n message(s)", nullptr, count())});
    });
    on("message.delete", [this, count] {
        if (folderRole() == FolderRole::Trash)
            return askDeleteForever();
        act(selection(), MessageAction::Trash, {QStringLiteral("trash-2"), tr("Deleted %n message(s)", nullptr, count())});
    });
    on("message.deleteForever", [this] { askDeleteForever(); });
    on("message.junk", [this] { junk(); });
    on("message.move", [this] { openFolderMenu(MessageAction::Move); });
    on("message.copy", [this] { openFolderMenu(MessageAction::Copy); });
    on("message.flag", [this] { toggle(selection(), Flag::Flagged); });
    on("message.toggleRead", [this] { toggle(selection(), Flag::Seen); });
}

// ---- the selection -------------------------------------------------------------------------------

QList<PlacementId> MessageDesk::selection() const
{
    return m_parts.list.view()->selectedPlacements();
}

QList<MessageRow> MessageDesk::selectedRows() const
{
    QList<MessageRow> rows;
    const MessageListModel *messages = m_parts.list.view()->messages();
    for (const PlacementId id : selection()) {
        if (const MessageRow *row = messages->loadedRow(id))
            rows.append(*row);
    }
    return rows;
}

FolderRole MessageDesk::folderRole() const
{
    const auto roleOf = [this](FolderId id) {
        const auto folder = m_parts.folders.folder(id);
        return folder ? folder->role : FolderRole::None;
    };
    if (const FolderId listed = m_parts.list.view()->messages()->query().folder)
        return roleOf(listed);
    const QList<MessageRow> rows = selectedRows();
    if (rows.isEmpty())
        return FolderRole::None;
    const FolderRole first = roleOf(rows.first().folder);
    const bool same = std::all_of(rows.cbegin(), rows.cend(), [&](const MessageRow &row) { return roleOf(row.folder) == first; });
    return same ? first : FolderRole::None;
}

AccountId MessageDesk::accountOfSelection() const
{
    if (const auto listed = m_parts.folders.folder(m_parts.list.view()->messages()->query().folder))
        return listed->account;
    const QList<MessageRow> rows = selectedRows();
    const AccountId first = rows.value(0).account;
    const bool same = std::all_of(rows.cbegin(), rows.cend(), [&](const MessageRow &row) { return row.account == first; });
    return same ? first : AccountId();
}

// ---- deeds ---------------------------------------------------------------------------------------

void MessageDesk::act(const QList<PlacementId> &ids, MessageAction action, const Telling &telling, FolderId target)
{
    if (ids.isEmpty())
        return;
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.act(ids, action, target, this, [this, deed, telling](const Status &recorded) {
        if (recorded)
            return offerUndo(*deed, telling);
        forget(*deed);
        tellFailure(recorded.error());
    });
    remember(*deed);
}

void MessageDesk::toggle(const QList<PlacementId> &ids, Flag flag)
{
    if (ids.isEmpty())
        return;
    const auto deed = std::make_shared<engine::UndoId>();
    *deed = m_parts.engine.toggleFlag(ids, flag, this, [this, deed](const Status &recorded) {
        if (recorded)
            return;
        forget(*deed);
        tellFailure(recorded.error());
    });
    remember(*deed);
}

void MessageDesk::bring(const QList<PlacementId> &ids, MessageAction how, FolderId target)
{
    const auto folder = m_parts.folders.folder(target);
    if (!folder)
        return;
    const QString words = how == MessageAction::Copy ? tr("Copied %n message(s) to %1", nullptr, int(ids.size())) : tr("Moved %n message(s) to %1", nullptr, int(ids.size()));
    act(ids, how, {how == MessageAction::Copy ? QStringLiteral("copy") : QStringLiteral("folder-input"), words.arg(placeInWords(*folder))}, target);
}

QString MessageDesk::placeInWords(const FolderRow &folder) const
{
    const auto account = m_parts.folders.account(folder.account);
    const bool isElsewhere = account && account->id != accountOfSelection();
    return isElsewhere ? tr("%1 in %2", "folder in account").arg(nameInText(folder), nameInText(*account)) : shownName(folder);
}

/** Of each account that received one of these messages; empty when a row is not loaded. */
QList<Account> MessageDesk::ownersOf(const QList<PlacementId> &ids) const
{
    QList<Account> owners;
    for (const PlacementId id : ids) {
        const MessageRow *row = m_parts.list.view()->messages()->loadedRow(id);
        const auto owner = row ? m_parts.folders.receiverOf(*row) : std::nullopt;
        if (!owner)
            return {};
        if (std::none_of(owners.cbegin(), owners.cend(), [&](const Account &known) { return known.id == owner->id; }))
            owners.append(*owner);
    }
    return owners;
}

/** Of one at least a maildrop gave the header alone. */
bool MessageDesk::areHeaders(const QList<PlacementId> &ids) const
{
    return std::any_of(ids.cbegin(), ids.cend(), [this](PlacementId id) {
        const MessageRow *row = m_parts.list.view()->messages()->loadedRow(id);
        const auto owner = row ? m_parts.folders.receiverOf(*row) : std::nullopt;
        return owner && owner->incomingKind == IncomingKind::Pop3 && row->bodyState != BodyState::Full;
    });
}

void MessageDesk::askDeleteForever()
{
    const QList<PlacementId> ids = selection();
    if (ids.isEmpty())
        return;
    Question question;
    question.title = tr("Delete for good?");
    const DeletionWords words = deletionWords(int(ids.size()), ownersOf(ids), areHeaders(ids));
    question.text = words.text;
    question.meaning = words.meaning;
    question.answers = {tr("Delete for good"), tr("Keep")};
    question.preferred = 1;
    question.dangerous = true;
    Seams::current().ask(&m_parts.window, question, [this, ids](int answer) {
        if (answer == 0)
            act(ids, MessageAction::DeleteForever, {QStringLiteral("trash-2"), tr("Deleting %n message(s) for good", nullptr, int(ids.size()))});
    });
}

void MessageDesk::junk()
{
    const bool back = folderRole() == FolderRole::Junk;
    const int count = static_cast<int>(selection().size());
    act(selection(), back ? MessageAction::NotJunk : MessageAction::Junk,
        {QStringLiteral("shield-x"), back ? tr("Moved %n message(s) back to the inbox", nullptr, count) : tr("Moved %n message(s) to Junk", nullptr, count)});
}

void MessageDesk::tellFailure(const Error &error)
{
    const bool isAboutFolders = error.kind == ErrorKind::Invalid && error.scope == ErrorScope::Folder; // undo of a FolderDeeds' deed
    Q_EMIT told(isAboutFolders ? whyNotDone(error) : sentenceFor(error, Account{}, Activity::Changing).text());
}

// ---- menus ---------------------------------------------------------------------------------------

void MessageDesk::openFolderMenu(MessageAction how)
{
    const QList<PlacementId> ids = selection();
    if (ids.isEmpty())
        return;
    auto *menu = new TypeAheadMenu(how == MessageAction::Copy ? tr("Copy to") : tr("Move to"), &m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // Their own folders first, by their names alone; then those of other accounts.
    const AccountId own = accountOfSelection();
    if (own)
        addFolders(*menu, ids, how, own, {});
    for (const Account &account : m_parts.folders.accounts()) {
        if (account.id == own)
            continue;
        menu->addSeparator(); // where nothing stands beside it, it does not show
        addFolders(*menu, ids, how, account.id, oneLine(account.name.isEmpty() ? account.address.email : account.name));
    }
    const QRect row = m_parts.list.view()->visualRect(m_parts.list.view()->currentIndex());
    menu->popup(m_parts.list.view()->viewport()->mapToGlobal(row.bottomLeft() + QPoint(28, 0)));
}

void MessageDesk::addFolders(TypeAheadMenu &menu, const QList<PlacementId> &ids, MessageAction how, AccountId account, const QString &accountName)
{
    for (const FolderRow &folder : m_parts.folders.foldersOf(account)) {
        if (!folder.selectable || areAllIn(folder.id))
            continue;
        const QString name = folder.role == FolderRole::None ? folder.path : shownName(folder);
        QAction *action = menu.addName(icon(iconOf(folder.role)), accountName.isEmpty() ? name : tr("%1 in %2", "folder in account").arg(name, accountName));
        connect(action, &QAction::triggered, this, [this, ids, how, target = folder.id] { bring(ids, how, target); });
    }
}

bool MessageDesk::areAllIn(FolderId folder) const
{
    const QList<MessageRow> rows = selectedRows();
    return !rows.isEmpty() && std::all_of(rows.cbegin(), rows.cend(), [folder](const MessageRow &row) { return row.folder == folder; });
}

void MessageDesk::openContextMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(&m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_parts.actions.fill(menu, messageMenuIds());
    menu->popup(globalPosition);
}

// ---- undo ----------------------------------------------------------------------------------------

void MessageDesk::remember(engine::UndoId deed)
{
    m_deeds.append(deed);
    if (m_deeds.size() > kUndoLevels)
        m_deeds.removeFirst();
    Q_EMIT done();
    Q_EMIT undoChanged();
}

void MessageDesk::forget(engine::UndoId deed)
{
    m_deeds.removeOne(deed);
    Q_EMIT undoChanged();
}

void MessageDesk::offer(engine::UndoId deed, const Telling &telling)
{
    remember(deed);
    offerUndo(deed, telling);
}

void MessageDesk::offerUndo(engine::UndoId deed, const Telling &telling)
{
    if (!m_deeds.contains(deed))
        return; // taken back before it was told
    Snackbar::Offer offer;
    offer.icon = telling.icon;
    offer.text = telling.text;
    offer.action = tr("Undo");
    offer.accepted = [this, deed] { undo(deed); };
    m_offer = Snackbar::show(&m_parts.snackbars, offer);
    m_offered = deed;
}

void MessageDesk::undoLast()
{
    if (canUndo())
        undo(m_deeds.last());
}

void MessageDesk::undo(engine::UndoId deed)
{
    forget(deed);
    if (m_offer && m_offered == deed)
        m_offer->dismiss();
    m_parts.engine.undo(deed, this, [this, deed](const Status &undone) {
        if (undone)
            return;
        if (undone.error().kind == ErrorKind::NotFound)
            return Q_EMIT told(tr("Too late to bring everything back: what was removed for good is gone."));
        remember(deed);
        tellFailure(undone.error());
    });
}

} // namespace petrel::ui
