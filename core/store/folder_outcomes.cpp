// What became of folder wishes at the server: the part of FolderWishRepository for workers.
#include "core/store/folder_wishes.h"

#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/folder_end_p.h"
#include "core/store/folder_tree_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QSet>

namespace petrel::store {

namespace {

struct Base
{
    AccountId account;
    QByteArray wireName;
    char delimiter = 0;
    QString path;
};

/** What LIST told of it; nullopt: it went meanwhile. */
Result<std::optional<Base>> baseOf(sqlite::Database &database, FolderId folder)
{
    sqlite::Statement row = TRY(database.query("SELECT account, wire_name, delimiter, listed_path FROM folder WHERE id = ? AND kind = 0 AND gone = 0", folder));
    if (!TRY(row.step()))
        return std::optional<Base>();
    Base base;
    base.account = row.id<AccountId>();
    base.wireName = row.bytes();
    base.delimiter = static_cast<char>(row.integer());
    base.path = row.text();
    return std::optional(base);
}

/** What no server has any more keeps no name that another folder gets. */
Status vacate(WriteTransaction &transaction, AccountId account, const QByteArray &wireName, FolderId except)
{
    sqlite::Database &database = transaction.database();
    const auto twin = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 0 AND wire_name = ? AND id <> ?", account, wireName, except));
    if (!twin)
        return {};
    TRY(transaction.folderWishes().removed(FolderId(*twin)));
    return database.run("UPDATE folder SET wire_name = x'' WHERE id = ?", *twin);
}

Status takeName(WriteTransaction &transaction, AccountId account, FolderId folder, const QByteArray &wireName, const QString &path)
{
    TRY(vacate(transaction, account, wireName, folder));
    return transaction.database().run("UPDATE folder SET wire_name = ?, listed_path = ?, asked_name = x'', wish_stage = 0 WHERE id = ?", wireName, path, folder);
}

/** Where it was wanted is where it is: below the inbox counts as the top, for there a server may keep all of a person's folders. */
Status forgetFulfilled(sqlite::Database &database, AccountId account, FolderId id)
{
    const FolderTree tree = TRY(FolderTree::read(database, account));
    const FolderTree::Folder *folder = tree.find(id);
    if (!folder || folder->wantName != folder->listedName)
        return {};
    const FolderId parent = tree.listedParent(*folder);
    const FolderTree::Folder *above = tree.find(parent);
    const bool isTop = folder->wantParent.isNull() && above && above->role == FolderRole::Inbox;
    if (folder->wantParent != parent && !isTop)
        return {};
    return database.run("UPDATE folder SET want_name = '', want_parent = NULL, attempts = 0, next_try = 0, parked_since = 0, last_error = '' WHERE id = ?", id);
}

QList<std::pair<FolderId, Base>> childrenOf(sqlite::Database &database, const Base &folder, Status &status)
{
    QList<std::pair<FolderId, Base>> children;
    const QByteArray prefix = folder.wireName + folder.delimiter;
    const auto read = [&]() -> Status {
        sqlite::Statement row = TRY(database.query("SELECT id, wire_name, listed_path FROM folder WHERE account = ? AND kind = 0 "
                                                   "AND substr(wire_name, 1, ?) = ? ORDER BY id",
                                                   folder.account, prefix.size(), prefix));
        while (TRY(row.step())) {
            const auto id = row.id<FolderId>();
            Base child;
            child.account = folder.account;
            child.wireName = row.bytes();
            child.path = row.text();
            children.append({id, child});
        }
        return {};
    };
    status = folder.delimiter == 0 ? Status() : read();
    return children;
}

} // namespace

Result<bool> FolderWishRepository::asking(const FolderWish &wish, const QByteArray &wireName)
{
    const char *stillWanted = wish.what == FolderWish::What::Remove ? "want_gone <> 0" : "want_name <> ''";
    TRY(m_transaction.database().run(std::string("UPDATE folder SET wish_stage = 1, asked_name = ? WHERE id = ? AND gone = 0 AND parked_since = 0 AND ") + stillWanted,
                                     wireName, wish.folder));
    return m_transaction.database().changedRows() > 0;
}

Status FolderWishRepository::notAsked(FolderId id)
{
    return m_transaction.database().run("UPDATE folder SET wish_stage = 0, asked_name = x'' WHERE id = ?", id);
}

Status FolderWishRepository::made(FolderId id, const RemoteFolder &there)
{
    sqlite::Database &database = m_transaction.database();
    const std::optional<Base> base = TRY(baseOf(database, id));
    if (!base)
        return {};
    m_transaction.changes().folderList();
    const auto twin = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 0 AND wire_name = ? AND gone = 0 AND id <> ?", base->account,
                                           there.wireName, id));
    if (twin) {
        m_transaction.changes().reload(FolderId(*twin));
        TRY(handOver(m_transaction, id, FolderId(*twin)));
        return FolderTree::settle(database, base->account);
    }
    TRY(takeName(m_transaction, base->account, id, there.wireName, listedPathOf(there)));
    TRY(database.run("UPDATE folder SET listed_name = ?, delimiter = ?, listed_subscribed = 0 WHERE id = ?", there.path.last(),
                     static_cast<unsigned char>(there.delimiter), id));
    TRY(forgetFulfilled(database, base->account, id));
    return settle(id);
}

Status FolderWishRepository::renamed(FolderId id, const RemoteFolder &there)
{
    sqlite::Database &database = m_transaction.database();
    const std::optional<Base> base = TRY(baseOf(database, id));
    if (!base)
        return {};
    Status readable;
    const auto children = childrenOf(database, *base, readable);
    TRY(readable);
    // RENAME takes what lies below with it (RFC 3501 section 6.3.5), but at many servers no subscription.
    constexpr const char *kSubscribeAgain = "UPDATE folder SET want_subscribed = iif(listed_subscribed <> 0 AND want_subscribed = -1, 1, want_subscribed), "
                                            "listed_subscribed = 0 WHERE id = ?";
    const QString path = listedPathOf(there);
    TRY(takeName(m_transaction, base->account, id, there.wireName, path));
    TRY(database.run("UPDATE folder SET listed_name = ? WHERE id = ?", there.path.last(), id));
    TRY(database.run(kSubscribeAgain, id));
    for (const auto &[child, was] : children) {
        TRY(takeName(m_transaction, base->account, child, there.wireName + was.wireName.mid(base->wireName.size()), path + was.path.mid(base->path.size())));
        TRY(database.run(kSubscribeAgain, child));
    }
    TRY(forgetFulfilled(database, base->account, id));
    return settle(id);
}

Status FolderWishRepository::removed(FolderId id)
{
    sqlite::Database &database = m_transaction.database();
    const std::optional<Base> base = TRY(baseOf(database, id));
    if (!base)
        return {};
    const bool wasOurWish = TRY(database.integer("SELECT 1 FROM folder WHERE id = ? AND want_gone <> 0", id)).has_value();
    // Without its name it never comes back by a list that shows another one of this name.
    TRY(wasOurWish ? database.run("UPDATE folder SET gone = 1, role = 0, wire_name = x'' WHERE id = ?", id) : endRemoteFolder(m_transaction, id));
    TRY(database.run("UPDATE folder SET want_name = '', want_parent = NULL, want_subscribed = -1, want_gone = 0, wish_stage = 0, asked_name = x'', "
                     "parked_since = 0 WHERE id = ? AND gone <> 0",
                     id));
    m_transaction.changes().folderList();
    m_transaction.changes().attention();
    return FolderTree::settle(database, base->account);
}

Status FolderWishRepository::subscriptionPushed(FolderId id, bool subscribed)
{
    return m_transaction.database().run("UPDATE folder SET listed_subscribed = ?1, want_subscribed = iif(want_subscribed = ?1, -1, want_subscribed), "
                                        "attempts = 0, next_try = 0 WHERE id = ?2",
                                        subscribed, id);
}

Status FolderWishRepository::learnFrom(AccountId account, const QList<RemoteFolder> &list)
{
    QList<std::pair<FolderId, std::pair<QByteArray, QByteArray>>> asked; // what it is called, and what it was asked to be
    {
        sqlite::Statement row = TRY(m_transaction.database().query("SELECT id, wire_name, asked_name FROM folder WHERE account = ? AND kind = 0 AND gone = 0 "
                                                                   "AND wish_stage <> 0 AND asked_name <> wire_name ORDER BY id",
                                                                   account));
        while (TRY(row.step())) {
            const auto id = row.id<FolderId>();
            const QByteArray wireName = row.bytes();
            asked.append({id, {wireName, row.bytes()}});
        }
    }
    const auto listed = [&](const QByteArray &name) {
        return std::find_if(list.cbegin(), list.cend(), [&](const RemoteFolder &folder) { return folder.wireName == name; });
    };
    for (const auto &[id, names] : std::as_const(asked)) {
        const auto there = listed(names.second);
        const bool isWhereItWas = !names.first.isEmpty() && listed(names.first) != list.cend();
        if (there == list.cend())
            TRY(notAsked(id));
        else if (!isWhereItWas) // both names: whoever asked compares the numbers of the two
            TRY(names.first.isEmpty() ? made(id, *there) : renamed(id, *there));
    }
    return {};
}

Status FolderWishRepository::parkWishesInto(FolderId folder)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE folder SET parked_since = ?, last_error = 'the folder it was to go into is gone' "
                     "WHERE want_parent = ? AND want_name <> '' AND parked_since = 0 AND gone = 0",
                     Clock::nowUtc(), folder));
    if (database.changedRows() > 0)
        m_transaction.changes().attention();
    return {};
}

} // namespace petrel::store
