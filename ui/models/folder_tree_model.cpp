#include "ui/models/folder_tree_model.h"

#include "ui/common/tool_tip.h"
#include "ui/models/folder_places.h"
#include "ui/models/folder_tree_node.h"
#include "ui/models/message_list_model.h"

#include <QMimeData>

namespace petrel::ui {

namespace {

QString folderMimeType() { return QStringLiteral("application/x-petrel-folder"); }
QString favouriteMimeType() { return QStringLiteral("application/x-petrel-favourite"); } ///< in addition

FolderId folderFrom(const QMimeData *mime) { return FolderId(mime->data(folderMimeType()).toLongLong()); }

} // namespace

FolderTreeModel::FolderTreeModel(MailSource &source, QObject *parent)
    : QAbstractItemModel(parent), m_source(source), m_root(std::make_unique<Node>())
{
}

FolderTreeModel::~FolderTreeModel() = default;

void FolderTreeModel::reload()
{
    if (m_reading) {
        m_stale = true;
        return;
    }
    m_reading = true;
    m_source.folders(this, [this](Result<FolderSnapshot> answer) {
        m_reading = false;
        if (std::exchange(m_stale, false))
            reload();
        if (answer.ok())
            take(std::move(*answer));
        else
            Q_EMIT failed(answer.error());
    });
}

void FolderTreeModel::apply(const ChangeSet &changes)
{
    if (changes.folderList || changes.accounts || changes.outbox || changes.attention || !changes.folders.isEmpty()
        || !changes.placements.isEmpty())
        reload();
}

void FolderTreeModel::take(FolderSnapshot snapshot)
{
    if (snapshot.commit < m_snapshot.commit)
        return;
    m_snapshot = std::move(snapshot);
    const std::unique_ptr<Node> wanted = buildFolderTree(m_snapshot);
    merge(*m_root, *wanted);
    Q_EMIT loaded();
}

void FolderTreeModel::merge(Node &shown, Node &wanted)
{
    const QModelIndex parent = indexOfNode(&shown);
    for (size_t i = 0; i < wanted.children.size(); ++i) {
        Node &next = *wanted.children[i];
        size_t at = i;
        while (at < shown.children.size() && !shown.children[at]->isSame(next))
            ++at;
        const int row = static_cast<int>(i);
        if (at == shown.children.size()) {
            beginInsertRows(parent, row, row);
            next.parent = &shown;
            shown.children.insert(shown.children.begin() + row, std::move(wanted.children[i]));
            endInsertRows();
            continue;
        }
        if (at != i) {
            // What stood between is gone or comes later: a later round puts it where it belongs.
            beginMoveRows(parent, static_cast<int>(at), static_cast<int>(at), parent, row);
            std::unique_ptr<Node> moved = std::move(shown.children[at]);
            shown.children.erase(shown.children.begin() + static_cast<std::ptrdiff_t>(at));
            shown.children.insert(shown.children.begin() + row, std::move(moved));
            endMoveRows();
        }
        Node &kept = *shown.children[i];
        if (kept.takeContent(next)) {
            const QModelIndex changed = indexOfNode(&kept);
            Q_EMIT dataChanged(changed, changed);
        }
        merge(kept, next);
    }
    const int wantedCount = static_cast<int>(wanted.children.size());
    if (static_cast<int>(shown.children.size()) > wantedCount) {
        beginRemoveRows(parent, wantedCount, static_cast<int>(shown.children.size()) - 1);
        shown.children.resize(wanted.children.size());
        endRemoveRows();
    }
}

FolderTreeNode *FolderTreeModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex FolderTreeModel::indexOfNode(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, const_cast<Node *>(node));
}

QModelIndex FolderTreeModel::find(const std::function<bool(const Node &)> &wanted) const
{
    const Node *found = m_root->find(wanted);
    return found ? indexOfNode(found) : QModelIndex();
}

QModelIndex FolderTreeModel::indexOf(FolderEntry entry) const
{
    return find([entry](const Node &node) { return node.entry == entry; });
}

QModelIndex FolderTreeModel::indexOf(FolderId folder) const
{
    return find([folder](const Node &node) { return node.entry == FolderEntry::Folder && node.folder.id == folder; });
}

QModelIndex FolderTreeModel::indexOfFavourite(FolderId folder) const
{
    return find([folder](const Node &node) { return node.entry == FolderEntry::Favourite && node.folder.id == folder; });
}

std::optional<FolderRow> FolderTreeModel::folder(FolderId id) const
{
    for (const FolderRow &row : m_snapshot.folders) {
        if (row.id == id)
            return row;
    }
    return std::nullopt;
}

std::optional<Account> FolderTreeModel::account(AccountId id) const
{
    for (const Account &account : m_snapshot.accounts) {
        if (account.id == id)
            return account;
    }
    return std::nullopt;
}

std::optional<Account> FolderTreeModel::receiverOf(const MessageRow &message) const
{
    const std::optional<Account> receiver = account(message.receiver());
    return receiver ? receiver : account(message.account);
}

QList<FolderRow> FolderTreeModel::foldersOf(AccountId account) const
{
    QList<FolderRow> rows;
    for (const FolderRow &row : m_snapshot.folders) {
        if (row.account == account)
            rows.append(row);
    }
    return rows;
}

std::optional<store::ListQuery> FolderTreeModel::listOf(const QModelIndex &index) const
{
    using Scope = store::ListQuery::Scope;
    if (!index.isValid())
        return std::nullopt;
    const Node &node = *nodeAt(index);
    store::ListQuery query;
    switch (node.entry) {
    case FolderEntry::AllInboxes: query.scope = Scope::AllInboxes; return query;
    case FolderEntry::Flagged: query.scope = Scope::Flagged; return query;
    case FolderEntry::Drafts: query.scope = Scope::AllDrafts; return query;
    case FolderEntry::Favourite:
    case FolderEntry::Folder: query.folder = node.folder.selectable ? node.folder.id : FolderId(); break;
    case FolderEntry::Outbox:
    case FolderEntry::Favourites:
    case FolderEntry::Account: break;
    }
    return query.folder.isNull() ? std::nullopt : std::optional(query);
}

QModelIndex FolderTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *above = nodeAt(parent);
    if (row < 0 || column != 0 || row >= static_cast<int>(above->children.size()))
        return {};
    return createIndex(row, 0, above->children[static_cast<size_t>(row)].get());
}

QModelIndex FolderTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(nodeAt(child)->parent) : QModelIndex();
}

int FolderTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int FolderTreeModel::columnCount(const QModelIndex &) const { return 1; }

QVariant FolderTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole: return node.name;
    case Qt::AccessibleTextRole: return spoken(node);
    case Qt::ToolTipRole: return plainToolTip(told(node).join(QLatin1Char('\n')));
    case Qt::AccessibleDescriptionRole: return told(node).mid(1).join(QStringLiteral("; "));
    case EntryRole: return static_cast<int>(node.entry);
    case FolderIdRole: return QVariant::fromValue(node.folder.id);
    case AccountIdRole: return QVariant::fromValue(node.account.id);
    case FolderRoleRole: return static_cast<int>(node.folder.role);
    case UnreadCountRole: return node.count;
    case CountIsUnreadRole: return node.countIsUnread && node.count > 0;
    case OnThisComputerRole: return node.entry == FolderEntry::Account && node.account.incomingKind == IncomingKind::Pop3;
    case AccountColourRole: return static_cast<int>(node.colour);
    case IconNameRole: return node.icon;
    case RoomSignRole: return node.entry == FolderEntry::Account && room(node.account.id) ? room(node.account.id)->sign : QString();
    case RoomLevelRole: return static_cast<int>(node.entry == FolderEntry::Account && room(node.account.id) ? room(node.account.id)->level : RoomLevel::Fine);
    case RefusedRole: return node.isFolder() && node.folder.isRefused;
    default: return {};
    }
}

QString FolderTreeModel::doing(FolderId id) const
{
    const auto row = folder(id);
    const auto owner = row ? account(row->account) : std::nullopt;
    return owner && m_doing ? m_doing(*owner, &*row) : QString();
}

QString FolderTreeModel::doing(AccountId id) const
{
    const auto owner = account(id);
    return owner && m_doing ? m_doing(*owner, nullptr) : QString();
}

void FolderTreeModel::setRoom(AccountId account, const std::optional<Room> &room)
{
    if (m_rooms.value(account) == room)
        return;
    m_rooms.insert(account, room);
    const QModelIndex head = find([account](const Node &node) { return node.entry == FolderEntry::Account && node.account.id == account; });
    if (head.isValid())
        Q_EMIT dataChanged(head, head);
}

QString FolderTreeModel::spoken(const Node &node) const
{
    const std::optional<Room> own = node.entry == FolderEntry::Account ? room(node.account.id) : std::nullopt;
    return own && own->level != RoomLevel::Fine ? tr("%1, mailbox %2", "account, how full").arg(node.spoken(), own->sign) : node.spoken();
}

QStringList FolderTreeModel::told(const Node &node) const
{
    QStringList lines = node.described(QDateTime::currentDateTime());
    if (node.entry == FolderEntry::Account && room(node.account.id))
        lines.append(roomInWords(*room(node.account.id)));
    if (m_doing && node.entry == FolderEntry::Account)
        lines.append(m_doing(node.account, nullptr));
    else if (m_doing && node.isFolder() && node.folder.selectable)
        lines.append(m_doing(node.account, &node.folder));
    lines.removeAll(QString());
    return lines;
}

Qt::ItemFlags FolderTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    const Node &node = *nodeAt(index);
    if (isHead(node.entry))
        return Qt::ItemIsEnabled | Qt::ItemIsDropEnabled;
    if (!node.isFolder())
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (!node.folder.selectable)
        return Qt::ItemIsEnabled | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled;
}

QStringList FolderTreeModel::mimeTypes() const { return {placementsMimeType(), folderMimeType()}; }

QMimeData *FolderTreeModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.size() != 1 || !nodeAt(indexes.first())->isFolder())
        return nullptr;
    auto *mime = new QMimeData;
    const Node &node = *nodeAt(indexes.first());
    mime->setData(folderMimeType(), QByteArray::number(static_cast<qlonglong>(node.folder.id.number())));
    if (node.entry == FolderEntry::Favourite)
        mime->setData(favouriteMimeType(), {});
    return mime;
}

bool FolderTreeModel::canDropFolder(const QMimeData *mime, const QModelIndex &target) const
{
    const auto moved = folder(folderFrom(mime));
    if (!moved)
        return false;
    const Node &place = *nodeAt(target);
    switch (place.entry) {
    case FolderEntry::Favourites: return moved->selectable;
    case FolderEntry::Favourite: return moved->selectable && place.folder.id != moved->id;
    case FolderEntry::Account:
    case FolderEntry::Folder:
        return !mime->hasFormat(favouriteMimeType()) && place.account.id == moved->account && canLieIn(m_snapshot.folders, *moved, place.folder.id);
    default: return false;
    }
}

/** Among the favourites it takes the place of the one it was dropped on; the last one, when that was the head. */
void FolderTreeModel::dropFolder(const QMimeData *mime, const QModelIndex &target)
{
    const FolderId moved = folderFrom(mime);
    const FolderEntry entry = nodeAt(target)->entry;
    if (entry == FolderEntry::Account || entry == FolderEntry::Folder)
        return Q_EMIT folderDropped(moved, nodeAt(target)->folder.id);
    QList<FolderId> wanted = m_snapshot.favourites;
    const qsizetype at = wanted.indexOf(nodeAt(target)->folder.id);
    wanted.removeAll(moved);
    wanted.insert(at < 0 ? wanted.size() : qMin(at, wanted.size()), moved);
    Q_EMIT favouritesWanted(wanted);
}

bool FolderTreeModel::canDropMimeData(const QMimeData *mime, Qt::DropAction, int row, int, const QModelIndex &parent) const
{
    if (row >= 0 || !parent.isValid() || !flags(parent).testFlag(Qt::ItemIsDropEnabled))
        return false;
    if (mime->hasFormat(folderMimeType()))
        return canDropFolder(mime, parent);
    return mime->hasFormat(placementsMimeType()) && nodeAt(parent)->isFolder() && nodeAt(parent)->folder.selectable;
}

bool FolderTreeModel::dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column, const QModelIndex &parent)
{
    if (!canDropMimeData(mime, action, row, column, parent))
        return false;
    if (mime->hasFormat(folderMimeType()))
        dropFolder(mime, parent);
    else
        Q_EMIT dropped(placementsFrom(mime), nodeAt(parent)->folder.id, action);
    // The list's rows go when the change feed says so, not because a view thinks it moved them.
    return false;
}

} // namespace petrel::ui
