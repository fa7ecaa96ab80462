#include "core/store/folder_wishes.h"

#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/folder_end_p.h"
#include "core/store/folder_tree_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

namespace petrel::store {

namespace {

constexpr const char *kNoFailures = ", attempts = 0, next_try = 0, parked_since = 0, last_error = ''";

Error invalid(const QString &what, const char *code)
{
    Error error = makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::Never, what);
    error.code = code;
    return error;
}

Result<AccountId> accountOf(sqlite::Database &database, FolderId folder)
{
    const auto account = TRY(database.integer("SELECT account FROM folder WHERE id = ? AND gone = 0", folder));
    return account ? Result<AccountId>(AccountId(*account)) : Result<AccountId>(noSuchRow("folder", folder.number()));
}

Result<FolderKind> kindOf(sqlite::Database &database, AccountId account)
{
    const auto kind = TRY(database.integer("SELECT kind FROM account WHERE id = ? AND gone = 0", account));
    if (!kind)
        return noSuchRow("account", account.number());
    return *kind == 1 ? FolderKind::Local : FolderKind::Remote;
}

Status requireName(const FolderTree &tree, FolderKind kind, const QString &name)
{
    const bool hasControls = std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
    const char delimiter = kind == FolderKind::Remote ? tree.delimiter().value_or('/') : '/';
    const bool isSplit = name.contains(QLatin1Char('/')) || (delimiter != 0 && name.contains(QLatin1Char(delimiter)));
    if (name.trimmed().isEmpty() || hasControls || isSplit)
        return invalid(QStringLiteral("a folder name must not be empty and not hold '/' or the server's '%1'").arg(QLatin1Char(delimiter ? delimiter : '/')), "NAME");
    return {};
}

/** `folder` null: one that is to be made. */
Status requireRoom(const FolderTree &tree, FolderKind kind, FolderId folder, FolderId parent, const QString &name)
{
    TRY(requireName(tree, kind, name));
    const FolderTree::Folder *above = tree.find(parent);
    if (parent && (!above || above->isHidden()))
        return noSuchRow("folder", parent.number());
    const bool isFlat = kind == FolderKind::Remote && tree.delimiter().value_or('/') == 0;
    // What lies there already may have another name.
    const bool comesIn = !folder || (tree.find(folder) && tree.find(folder)->parent != parent);
    if (above && (isFlat || (comesIn && !above->takesFolders)))
        return invalid(QStringLiteral("the folder holds no others"), "FLAT");
    if (folder && tree.isWithin(parent, folder))
        return invalid(QStringLiteral("a folder cannot go into itself"), "WITHIN");
    const FolderTree::Folder *there = tree.child(parent, name);
    if (there && there->id != folder)
        return invalid(QStringLiteral("there is a folder of this name"), "TAKEN");
    return {};
}

Result<const FolderTree::Folder *> requireOwn(const FolderTree &tree, FolderId id)
{
    const FolderTree::Folder *folder = tree.find(id);
    if (!folder)
        return noSuchRow("folder", id.number());
    if (folder->role != FolderRole::None)
        return invalid(QStringLiteral("the inbox and folders with a role stay what and where they are"), "ROLE");
    return folder;
}

Result<QList<PlacementId>> placements(sqlite::Database &database, const char *which, FolderId folder)
{
    sqlite::Statement row = TRY(database.query(which, folder));
    QList<PlacementId> ids;
    while (TRY(row.step()))
        ids.append(row.id<PlacementId>());
    return ids;
}

} // namespace

Status FolderWishRepository::want(FolderId folder, const char *assignments)
{
    return m_transaction.database().run(std::string("UPDATE folder SET ") + assignments + " WHERE id = ?", folder);
}

Status FolderWishRepository::settle(FolderId folder)
{
    const AccountId account = TRY(accountOf(m_transaction.database(), folder));
    m_transaction.changes().folderList();
    m_transaction.changes().attention();
    return FolderTree::settle(m_transaction.database(), account);
}

Result<FolderId> FolderWishRepository::wantFolder(AccountId account, FolderId parent, const QString &name)
{
    sqlite::Database &database = m_transaction.database();
    const FolderKind kind = TRY(kindOf(database, account));
    const FolderTree tree = TRY(FolderTree::read(database, account));
    TRY(requireRoom(tree, kind, {}, parent, name));
    if (kind == FolderKind::Local)
        return m_transaction.folders().createLocal(account, parent, name);
    const char delimiter = tree.delimiter().value_or('/');
    TRY(database.run("INSERT INTO folder (account, kind, wire_name, path, name, delimiter, want_name, want_parent, want_subscribed, subscribed) "
                     "VALUES (?1, 0, x'', ?2, ?2, ?3, ?2, ?4, 1, 1)",
                     account, name, static_cast<unsigned char>(delimiter), parent));
    const FolderId id(database.lastInsertId());
    TRY(settle(id));
    return id;
}

Status FolderWishRepository::wantPlace(FolderId id, FolderId parent, const QString &name)
{
    sqlite::Database &database = m_transaction.database();
    const AccountId account = TRY(accountOf(database, id));
    const FolderTree tree = TRY(FolderTree::read(database, account));
    const FolderTree::Folder &folder = *TRY(requireOwn(tree, id));
    TRY(requireRoom(tree, folder.kind, id, parent, name));
    const bool isAsListed = folder.isAtServer() && tree.listedParent(folder) == parent && folder.listedName == name;
    if (folder.kind == FolderKind::Local)
        TRY(database.run("UPDATE folder SET parent = ?, name = ? WHERE id = ?", parent, name, id));
    else
        TRY(database.run(std::string("UPDATE folder SET want_parent = ?, want_name = ?") + kNoFailures + " WHERE id = ?",
                         isAsListed ? FolderId() : parent, isAsListed ? QString() : name, id));
    return settle(id);
}

Result<FolderWishRepository::Going> FolderWishRepository::wantGone(FolderId id, std::int64_t notBefore)
{
    sqlite::Database &database = m_transaction.database();
    const FolderTree tree = TRY(FolderTree::read(database, TRY(accountOf(database, id))));
    Going going;
    going.folders = tree.below(id);
    going.folders.prepend(id);
    for (const FolderId folder : std::as_const(going.folders))
        (void)TRY(requireOwn(tree, folder));
    for (const FolderId folder : std::as_const(going.folders)) {
        TRY(database.run(std::string("UPDATE folder SET want_gone = 1, not_before = ?") + kNoFailures + " WHERE id = ?", notBefore, folder));
        // What is on its way here is not to arrive; what is under way already goes with the folder.
        const auto arriving = TRY(placements(database, "SELECT id FROM placement WHERE want_folder = ? AND stage = 0 AND parked_since = 0", folder));
        TRY(m_transaction.wishes().wantExpunge(arriving, std::max(notBefore, Clock::nowUtc() + 1)));
        for (const PlacementId message : arriving)
            going.messages.append({message, folder});
        m_transaction.changes().reload(folder);
    }
    TRY(settle(id));
    return going;
}

Result<qsizetype> FolderWishRepository::cancelGone(const QList<FolderId> &folders)
{
    sqlite::Database &database = m_transaction.database();
    qsizetype tooLate = 0;
    for (const FolderId id : folders) {
        const auto account = TRY(database.integer("SELECT account FROM folder WHERE id = ? AND gone = 0 AND want_gone <> 0 AND NOT (wish_stage <> 0 AND asked_name = wire_name)", id));
        if (!account) {
            ++tooLate;
            continue;
        }
        const FolderTree tree = TRY(FolderTree::read(database, AccountId(*account)));
        const FolderTree::Folder *folder = tree.find(id);
        if (tree.child(folder->parent, folder->name))
            return invalid(QStringLiteral("there is a folder of this name"), "TAKEN");
        TRY(want(id, "want_gone = 0, not_before = 0, attempts = 0, next_try = 0, parked_since = 0, last_error = ''"));
        m_transaction.changes().reload(id);
        TRY(settle(id));
    }
    return tooLate;
}

Status FolderWishRepository::wantSubscribed(FolderId id, bool subscribed)
{
    sqlite::Database &database = m_transaction.database();
    (void)TRY(accountOf(database, id));
    TRY(database.run("UPDATE folder SET subscribed = ? WHERE id = ? AND kind = 1", subscribed, id));
    TRY(database.run(std::string("UPDATE folder SET want_subscribed = iif(listed_subscribed = ?1, -1, ?1)") + kNoFailures + " WHERE id = ?2 AND kind = 0",
                     subscribed, id));
    return settle(id);
}

Result<int> FolderWishRepository::removeDueLocal(std::int64_t now)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE folder SET gone = 1 WHERE kind = 1 AND gone = 0 AND want_gone <> 0 AND not_before NOT BETWEEN ?1 + 1 AND ?1 + 7200", now));
    const int removed = database.changedRows();
    if (removed > 0)
        TRY(m_transaction.accounts().endDeliveries());
    return removed;
}

Status FolderWishRepository::park(FolderId id, const QString &error)
{
    TRY(m_transaction.database().run("UPDATE folder SET attempts = attempts + 1, last_error = ?, parked_since = ? WHERE id = ?", error, Clock::nowUtc(), id));
    m_transaction.changes().reload(id);
    return settle(id);
}

Status FolderWishRepository::unpark(FolderId id)
{
    (void)TRY(accountOf(m_transaction.database(), id));
    TRY(want(id, "attempts = 0, next_try = 0, parked_since = 0, last_error = ''"));
    m_transaction.changes().reload(id);
    return settle(id);
}

Status FolderWishRepository::postpone(FolderId id, const QString &error, std::int64_t nextTry)
{
    return m_transaction.database().run("UPDATE folder SET attempts = attempts + 1, last_error = ?, next_try = ? WHERE id = ?", error, nextTry, id);
}

Status FolderWishRepository::discard(FolderId id)
{
    sqlite::Database &database = m_transaction.database();
    const AccountId account = TRY(accountOf(database, id));
    const bool isAtServer = TRY(database.integer("SELECT 1 FROM folder WHERE id = ? AND (wire_name <> x'' OR asked_name <> x'')", id)).has_value();
    TRY(want(id, "want_name = '', want_parent = NULL, want_subscribed = -1, want_gone = 0, not_before = 0, attempts = 0, next_try = 0, "
                 "parked_since = 0, last_error = '', wish_stage = iif(asked_name = wire_name, 0, wish_stage), "
                 "asked_name = iif(asked_name = wire_name, x'', asked_name)"));
    m_transaction.changes().reload(id);
    if (isAtServer)
        return settle(id);
    // It never was: what was to lie in it stays where it is.
    QList<FolderId> within;
    {
        sqlite::Statement row = TRY(database.query("SELECT id FROM folder WHERE want_parent = ? AND want_name <> ''", id));
        while (TRY(row.step()))
            within.append(row.id<FolderId>());
    }
    for (const FolderId folder : std::as_const(within))
        TRY(discard(folder));
    TRY(m_transaction.wishes().cancelWant(TRY(placements(database, "SELECT id FROM placement WHERE want_folder = ?", id))));
    TRY(endRemoteFolder(m_transaction, id));
    m_transaction.changes().folderList();
    m_transaction.changes().attention();
    return FolderTree::settle(database, account);
}

} // namespace petrel::store
