#include "core/store/folder_tree_p.h"

#include "core/store/sqlite/database.h"

namespace petrel::store {

namespace {

constexpr int kDeepest = 100; // a damaged table might hold a ring

FolderTree::Folder folderFrom(sqlite::Statement &row)
{
    FolderTree::Folder folder;
    folder.id = row.id<FolderId>();
    folder.kind = row.enumeration<FolderKind>();
    folder.role = row.enumeration<FolderRole>();
    folder.wireName = row.bytes();
    folder.delimiter = static_cast<char>(row.integer());
    folder.listedPath = row.text();
    folder.listedName = row.text();
    folder.listedSubscribed = row.boolean();
    folder.wantName = row.text();
    folder.wantParent = row.id<FolderId>();
    folder.wantSubscribed = static_cast<int>(row.integer());
    folder.wantGone = row.boolean();
    folder.parked = row.integer() != 0;
    folder.gone = row.boolean();
    folder.takesFolders = row.boolean();
    folder.parent = row.id<FolderId>();
    folder.name = row.text();
    folder.path = row.text();
    folder.subscribed = row.boolean();
    return folder;
}

bool isInboxName(FolderId parent, const QString &name)
{
    return parent.isNull() && name.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0;
}

} // namespace

QString listedPathOf(const RemoteFolder &folder)
{
    QStringList components = folder.path;
    if (!components.isEmpty() && components.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        components.first() = QStringLiteral("INBOX");
    return components.join(QLatin1Char('/'));
}

Result<FolderTree> FolderTree::read(sqlite::Database &database, AccountId account)
{
    FolderTree tree;
    sqlite::Statement row = TRY(database.query(
        "SELECT id, kind, role, wire_name, delimiter, listed_path, listed_name, listed_subscribed, want_name, coalesce(want_parent, 0), "
        "want_subscribed, want_gone, parked_since, gone, takes_folders, coalesce(parent, 0), name, path, subscribed FROM folder WHERE account = ? ORDER BY id",
        account));
    while (TRY(row.step())) {
        const Folder folder = folderFrom(row);
        tree.m_index.insert(folder.id, tree.m_folders.size());
        if (!folder.gone && !folder.listedPath.isEmpty() && !tree.m_byListedPath.contains(folder.listedPath))
            tree.m_byListedPath.insert(folder.listedPath, folder.id);
        tree.m_folders.append(folder);
    }
    return Result<FolderTree>(std::move(tree));
}

const FolderTree::Folder *FolderTree::find(FolderId id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.cend() || m_folders.at(*found).gone ? nullptr : &m_folders.at(*found);
}

const FolderTree::Folder *FolderTree::child(FolderId parent, const QString &name) const
{
    const bool inbox = isInboxName(parent, name);
    const auto found = std::find_if(m_folders.cbegin(), m_folders.cend(), [&](const Folder &folder) {
        return !folder.isHidden() && folder.parent == parent && (folder.name == name || (inbox && isInboxName(parent, folder.name)));
    });
    return found == m_folders.cend() ? nullptr : &*found;
}

FolderId FolderTree::listedParent(const Folder &folder) const
{
    const QString tail = QLatin1Char('/') + folder.listedName;
    if (folder.listedPath.size() <= tail.size() || !folder.listedPath.endsWith(tail))
        return {};
    return m_byListedPath.value(folder.listedPath.chopped(tail.size()));
}

QList<FolderId> FolderTree::below(FolderId id) const
{
    QList<FolderId> found;
    for (qsizetype next = -1; next < found.size(); ++next) {
        const FolderId parent = next < 0 ? id : found.at(next);
        for (const Folder &folder : m_folders) {
            if (folder.parent == parent && !folder.isHidden() && folder.id != id && !found.contains(folder.id))
                found.append(folder.id);
        }
    }
    return found;
}

bool FolderTree::isWithin(FolderId id, FolderId ancestor) const
{
    const Folder *step = find(id);
    for (int depth = 0; step && depth < kDeepest; ++depth) {
        if (step->id == ancestor)
            return true;
        step = find(step->parent);
    }
    return false;
}

std::optional<char> FolderTree::delimiter() const
{
    // Other namespaces may have other ones; the inbox stands for the person's own.
    std::optional<char> told;
    for (const Folder &folder : m_folders) {
        if (folder.gone || folder.listedPath.isEmpty())
            continue;
        if (folder.role == FolderRole::Inbox)
            return folder.delimiter;
        if (!told)
            told = folder.delimiter;
    }
    return told;
}

FolderId FolderTree::placeOf(const Folder &folder) const
{
    if (folder.kind == FolderKind::Local)
        return folder.parent;
    return folder.isPlaced() ? folder.wantParent : listedParent(folder);
}

QString FolderTree::pathOf(const Folder &folder, int depth) const
{
    const bool isOurs = folder.kind == FolderKind::Local;
    const QString name = isOurs ? folder.name : folder.isPlaced() ? folder.wantName : folder.listedName;
    const Folder *parent = depth < kDeepest ? find(placeOf(folder)) : nullptr;
    if (!parent) // LIST may tell a path whose upper parts are no folders
        return isOurs || folder.isPlaced() ? name : folder.listedPath;
    return pathOf(*parent, depth + 1) + QLatin1Char('/') + name;
}

Status FolderTree::settle(sqlite::Database &database, AccountId account)
{
    const FolderTree tree = TRY(read(database, account));
    for (const Folder &folder : tree.m_folders) {
        if (folder.gone)
            continue;
        const bool isOurs = folder.kind == FolderKind::Local;
        const FolderId parent = tree.placeOf(folder);
        const QString name = isOurs ? folder.name : folder.isPlaced() ? folder.wantName : folder.listedName;
        const QString path = tree.pathOf(folder, 0);
        const bool wishCounts = folder.wantSubscribed != -1 && !folder.parked;
        const bool subscribed = isOurs ? folder.subscribed : wishCounts ? folder.wantSubscribed == 1 : folder.listedSubscribed;
        if (parent == folder.parent && name == folder.name && path == folder.path && subscribed == folder.subscribed)
            continue;
        TRY(database.run("UPDATE folder SET parent = ?, name = ?, path = ?, subscribed = ? WHERE id = ?", parent, name, path, subscribed, folder.id));
    }
    // The first folder that came with a role has it, or the person's choice.
    return database.run("UPDATE folder SET role = 0 WHERE account = ?1 AND kind = 0 AND role <> 0 AND EXISTS (SELECT 1 FROM folder o "
                        "WHERE o.account = ?1 AND o.role = folder.role AND o.gone = 0 "
                        "AND (o.role_chosen > folder.role_chosen OR (o.role_chosen = folder.role_chosen AND o.id < folder.id)))",
                        account);
}

} // namespace petrel::store
