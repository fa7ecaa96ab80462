#include "ui/models/folder_tree_node.h"

#include "core/model/delivery.h"
#include "ui/common/formats.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <tuple>

namespace petrel::ui {

using Node = FolderTreeNode;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::Folders)
};

QString spokenAccount(IncomingKind kind)
{
    return kind == IncomingKind::Pop3 ? Words::tr("Account %1, on this computer") : Words::tr("Account %1");
}

QString spokenCount(int count, bool isUnread)
{
    return isUnread ? Words::tr("%1, %n unread", nullptr, count) : Words::tr("%1, %n in all", nullptr, count);
}

/** The path, where the last name alone would leave it open which one is meant. */
QString fullName(const FolderRow &folder)
{
    return isolated(oneLine(folder.role == FolderRole::None && !folder.path.isEmpty() ? folder.path : shownName(folder)));
}

QString describedCount(const FolderRow &folder)
{
    const int total = qMax(folder.total, folder.serverTotal);
    if (total == 0 && folder.unread == 0)
        return folder.lastSync == 0 ? QString() : Words::tr("No messages");
    if (total == 0) // not counted: only drafts and what servers told are
        return Words::tr("%Ln unread", nullptr, folder.unread);
    const QString all = Words::tr("%Ln message(s)", nullptr, total);
    return folder.unread == 0 ? Words::tr("%1, none unread").arg(all) : Words::tr("%1, %Ln unread", nullptr, folder.unread).arg(all);
}

QString describedLook(const FolderRow &folder, const QDateTime &now)
{
    if (folder.kind == FolderKind::Local)
        return Words::tr("On this computer");
    if (folder.lastSync == 0)
        return Words::tr("Not fetched yet");
    return Words::tr("Last looked at: %1").arg(readerDate(folder.lastSync, now));
}

/** Roles first, in this order; own folders after, by name as people sort. */
int rank(FolderRole role)
{
    switch (role) {
    case FolderRole::Inbox: return 0;
    case FolderRole::Archive: return 1;
    case FolderRole::Sent: return 2;
    case FolderRole::Drafts: return 3;
    case FolderRole::None: return 4;
    case FolderRole::Flagged: return 5;
    case FolderRole::All: return 6;
    case FolderRole::Junk: return 7;
    case FolderRole::Trash: return 8;
    }
    return 4;
}

bool countsUnread(FolderRole role)
{
    return role != FolderRole::Junk && role != FolderRole::Trash && role != FolderRole::Drafts && role != FolderRole::Sent;
}

int countOf(const FolderRow &folder)
{
    switch (folder.role) {
    case FolderRole::Drafts: return folder.total;
    case FolderRole::Trash:
    case FolderRole::Sent: return 0;
    default: return folder.unread;
    }
}

std::unique_ptr<Node> unified(FolderEntry entry, const QString &name, const QString &icon, int count, bool unread)
{
    auto node = std::make_unique<Node>();
    node->entry = entry;
    node->name = name;
    node->icon = icon;
    node->count = count;
    node->countIsUnread = unread;
    return node;
}

std::unique_ptr<Node> folderNode(const FolderRow &folder, const Account &account)
{
    auto node = std::make_unique<Node>();
    node->entry = FolderEntry::Folder;
    node->name = shownName(folder);
    node->icon = iconOf(folder.role);
    node->count = countOf(folder);
    node->countIsUnread = countsUnread(folder.role);
    node->account = account;
    node->folder = folder;
    return node;
}

/** An inbox into which no mail comes is there for what still lies in it. */
bool isIdleInbox(const FolderRow &folder, const Account &account, const QList<FolderRow> &folders)
{
    return folder.role == FolderRole::Inbox && folder.total == 0 && deliveryFolderOf(account, folders);
}

/** The folders of one account below each other; a folder whose parent is unknown stands at the top. */
void addFolders(Node &accountNode, QList<FolderRow> folders)
{
    std::stable_sort(folders.begin(), folders.end(), [](const FolderRow &a, const FolderRow &b) {
        return rank(a.role) != rank(b.role) ? rank(a.role) < rank(b.role) : a.name.localeAwareCompare(b.name) < 0;
    });
    QHash<FolderId, Node *> placed;
    QList<FolderRow> waiting = folders;
    // Parents may sort after their children, so rounds until nothing more finds its place.
    for (qsizetype before = waiting.size() + 1; waiting.size() < before;) {
        before = waiting.size();
        QList<FolderRow> later;
        for (const FolderRow &folder : std::as_const(waiting)) {
            const bool known = std::any_of(folders.begin(), folders.end(), [&](const FolderRow &f) { return f.id == folder.parent; });
            Node *parent = !known ? &accountNode : placed.value(folder.parent);
            if (parent)
                placed.insert(folder.id, &parent->add(folderNode(folder, accountNode.account)));
            else
                later.append(folder);
        }
        waiting = later;
    }
}

QString accountName(const Account &account) { return account.name.isEmpty() ? account.address.email : account.name; }

/** What the person keeps on top. Folders of one name are told apart by their accounts. */
void addFavourites(Node &root, const FolderSnapshot &snapshot)
{
    QList<FolderRow> rows;
    QHash<QString, int> named;
    for (const FolderId id : snapshot.favourites) {
        const auto row = std::find_if(snapshot.folders.cbegin(), snapshot.folders.cend(), [id](const FolderRow &folder) { return folder.id == id; });
        if (row != snapshot.folders.cend()) {
            rows.append(*row);
            ++named[shownName(*row)];
        }
    }
    if (rows.isEmpty())
        return;
    Node &head = root.add(unified(FolderEntry::Favourites, Words::tr("Favourites"), QStringLiteral("star"), 0, false));
    for (const FolderRow &row : std::as_const(rows)) {
        const auto account = std::find_if(snapshot.accounts.cbegin(), snapshot.accounts.cend(), [&](const Account &one) { return one.id == row.account; });
        if (account == snapshot.accounts.cend())
            continue;
        Node &node = head.add(folderNode(row, *account));
        node.entry = FolderEntry::Favourite;
        if (named.value(node.name) > 1)
            node.name = Words::tr("%1 – %2").arg(node.name, isolated(oneLine(accountName(*account))));
    }
}

} // namespace

int Node::row() const
{
    for (size_t i = 0; parent && i < parent->children.size(); ++i) {
        if (parent->children[i].get() == this)
            return static_cast<int>(i);
    }
    return 0;
}

bool Node::isSame(const Node &other) const
{
    return entry == other.entry && folder.id == other.folder.id && account.id == other.account.id;
}

bool Node::takeContent(const Node &other)
{
    const auto content = [](const Node &n) { return std::tie(n.name, n.icon, n.count, n.countIsUnread, n.colour, n.account, n.folder); };
    if (content(*this) == content(other))
        return false;
    name = other.name;
    icon = other.icon;
    count = other.count;
    countIsUnread = other.countIsUnread;
    colour = other.colour;
    account = other.account;
    folder = other.folder;
    return true;
}

const Node *Node::find(const std::function<bool(const Node &)> &wanted) const
{
    for (const auto &child : children) {
        if (wanted(*child))
            return child.get();
        if (const Node *below = child->find(wanted))
            return below;
    }
    return nullptr;
}

QString Node::spoken() const
{
    if (entry == FolderEntry::Favourites)
        return name;
    if (entry == FolderEntry::Account)
        return spokenAccount(account.incomingKind).arg(name);
    const QString counted = count == 0 ? name : spokenCount(count, countIsUnread).arg(name);
    return folder.isRefused ? Words::tr("%1, needs you").arg(counted) : counted;
}

QStringList Node::described(const QDateTime &now) const
{
    if (entry == FolderEntry::Account)
        return {isolated(oneLine(name)), isolatedLtr(account.address.email)};
    if (!isFolder())
        return {};
    if (!folder.selectable)
        return {fullName(folder), Words::tr("Holds other folders only"), unmetWish(folder)};
    const QString owner = entry == FolderEntry::Favourite ? Words::tr("In %1").arg(isolated(oneLine(accountName(account)))) : QString();
    return {fullName(folder), owner, unmetWish(folder), describedCount(folder), describedLook(folder, now)};
}

Node &Node::add(std::unique_ptr<Node> child)
{
    child->parent = this;
    children.push_back(std::move(child));
    return *children.back();
}

std::unique_ptr<Node> buildFolderTree(const FolderSnapshot &snapshot)
{
    auto root = std::make_unique<Node>();
    if (snapshot.accounts.isEmpty())
        return root;
    int unread = 0;
    int drafts = 0;
    for (const FolderRow &folder : snapshot.folders) {
        unread += folder.role == FolderRole::Inbox ? folder.unread : 0;
        drafts += folder.role == FolderRole::Drafts ? folder.total : 0;
    }
    root->add(unified(FolderEntry::AllInboxes, Words::tr("All inboxes"), QStringLiteral("inbox"), unread, true));
    root->add(unified(FolderEntry::Flagged, Words::tr("Flagged"), QStringLiteral("flag"), snapshot.flagged, false));
    root->add(unified(FolderEntry::Drafts, Words::tr("Drafts"), QStringLiteral("pencil"), drafts, false));
    root->add(unified(FolderEntry::Outbox, Words::tr("Outbox"), QStringLiteral("send"), snapshot.outbox, false));
    addFavourites(*root, snapshot);
    int position = 0;
    for (const Account &account : snapshot.accounts) {
        auto node = std::make_unique<Node>();
        node->entry = FolderEntry::Account;
        node->account = account;
        node->name = accountName(account);
        node->colour = accountColour(position++);
        Node &accountNode = root->add(std::move(node));
        QList<FolderRow> own;
        std::copy_if(snapshot.folders.begin(), snapshot.folders.end(), std::back_inserter(own),
                     [&](const FolderRow &folder) { return folder.account == account.id && !isIdleInbox(folder, account, snapshot.folders); });
        addFolders(accountNode, own);
    }
    return root;
}

QString iconOf(FolderRole role)
{
    switch (role) {
    case FolderRole::Inbox: return QStringLiteral("inbox");
    case FolderRole::Drafts: return QStringLiteral("pencil");
    case FolderRole::Sent: return QStringLiteral("send");
    case FolderRole::Archive:
    case FolderRole::All: return QStringLiteral("archive");
    case FolderRole::Junk: return QStringLiteral("shield-alert");
    case FolderRole::Trash: return QStringLiteral("trash-2");
    case FolderRole::Flagged: return QStringLiteral("flag");
    case FolderRole::None: break;
    }
    return QStringLiteral("folder");
}

QString shownName(const FolderRow &folder)
{
    switch (folder.role) {
    case FolderRole::Inbox: return Words::tr("Inbox");
    case FolderRole::Drafts: return Words::tr("Drafts");
    case FolderRole::Sent: return Words::tr("Sent");
    case FolderRole::Archive: return Words::tr("Archive");
    case FolderRole::Junk: return Words::tr("Junk");
    case FolderRole::Trash: return Words::tr("Trash");
    case FolderRole::All:
    case FolderRole::Flagged:
    case FolderRole::None: break;
    }
    return folder.name;
}

QString unmetWish(const FolderRow &folder)
{
    switch (folder.want) {
    case FolderWant::Made: return folder.isRefused ? Words::tr("The server refused to make it") : Words::tr("Still to be made at the server");
    case FolderWant::Placed:
        return folder.isRefused ? Words::tr("The server refused its new name or place") : Words::tr("The server still has it under its old name or place");
    case FolderWant::Gone: return Words::tr("The server refused to delete it");
    case FolderWant::Subscribed: return folder.isRefused ? Words::tr("The server refused to subscribe to it") : QString();
    case FolderWant::Unsubscribed: return folder.isRefused ? Words::tr("The server refused to unsubscribe from it") : QString();
    case FolderWant::Nothing: break;
    }
    return {};
}

TagColour accountColour(int position)
{
    constexpr std::array order = {TagColour::Teal, TagColour::Orange, TagColour::Violet, TagColour::Green,
                                  TagColour::Blue, TagColour::Red,    TagColour::Yellow, TagColour::Grey};
    return order[static_cast<size_t>(position) % order.size()];
}

} // namespace petrel::ui
