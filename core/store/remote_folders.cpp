#include "core/base/clock.h"
#include "core/store/change_collector_p.h"
#include "core/store/folder_repository.h"
#include "core/store/placement_table_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QHash>
#include <QSet>

namespace petrel::store {

namespace {

QString pathOf(const RemoteFolder &folder)
{
    QStringList components = folder.path;
    if (!components.isEmpty() && components.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        components.first() = QStringLiteral("INBOX");
    return components.join(QLatin1Char('/'));
}

Result<FolderId> upsert(sqlite::Database &database, AccountId account, const RemoteFolder &folder)
{
    const QString name = folder.path.isEmpty() ? QString::fromLatin1(folder.wireName) : folder.path.last();
    TRY(database.run("INSERT INTO folder (account, kind, wire_name, path, name, delimiter, role, selectable, subscribed, mailbox_id) "
                     "VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT (account, wire_name) WHERE kind = 0 DO UPDATE SET path = excluded.path, name = excluded.name, "
                     "delimiter = excluded.delimiter, role = iif(role_chosen, role, excluded.role), selectable = excluded.selectable, "
                     "subscribed = excluded.subscribed, mailbox_id = iif(excluded.mailbox_id = x'', mailbox_id, excluded.mailbox_id), gone = 0",
                     account, folder.wireName, pathOf(folder), name, static_cast<unsigned char>(folder.delimiter), folder.role, folder.selectable,
                     folder.subscribed, folder.mailboxId.isNull() ? QByteArray("") : folder.mailboxId));
    const auto id = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 0 AND wire_name = ?", account, folder.wireName));
    return FolderId(id.value_or(0));
}

/** What LIST told last time about the folders of an account, to be compared with what it tells now. */
class KnownFolders
{
public:
    static Result<KnownFolders> read(sqlite::Database &database, AccountId account)
    {
        KnownFolders known;
        sqlite::Statement row = TRY(database.query("SELECT wire_name, path, delimiter, role, role_chosen, selectable, subscribed, mailbox_id FROM folder "
                                                   "WHERE account = ? AND kind = 0 AND gone = 0",
                                                   account));
        while (TRY(row.step())) {
            Facts facts;
            const QByteArray wireName = row.bytes();
            facts.path = row.text();
            facts.delimiter = static_cast<char>(row.integer());
            facts.role = row.enumeration<FolderRole>();
            facts.roleIsChosen = row.boolean();
            facts.selectable = row.boolean();
            facts.subscribed = row.boolean();
            facts.mailboxId = row.bytes();
            known.m_roles.insert(facts.role);
            known.m_folders.insert(wireName, facts);
        }
        return known;
    }

    [[nodiscard]] bool hasAsItIs(const RemoteFolder &folder) const
    {
        const auto found = m_folders.constFind(folder.wireName);
        if (found == m_folders.cend())
            return false;
        // A role that another folder came to first is not given again.
        const bool sameRole = found->roleIsChosen || found->role == folder.role || (found->role == FolderRole::None && m_roles.contains(folder.role));
        return sameRole && found->path == pathOf(folder) && found->delimiter == folder.delimiter && found->selectable == folder.selectable
            && found->subscribed == folder.subscribed && (folder.mailboxId.isEmpty() || found->mailboxId == folder.mailboxId);
    }
    /** Folders of the list that were known by another name, by MAILBOXID: from, to. */
    [[nodiscard]] QList<std::pair<QByteArray, QByteArray>> renamed(const QList<RemoteFolder> &list) const
    {
        QMultiHash<QByteArray, QByteArray> formerNames, names;
        for (auto it = m_folders.cbegin(); it != m_folders.cend(); ++it)
            formerNames.insert(it->mailboxId, it.key());
        for (const RemoteFolder &folder : list)
            names.insert(folder.mailboxId, folder.wireName);
        // An id that two folders bear names neither.
        const auto isClear = [&](const QByteArray &id) { return !id.isEmpty() && names.count(id) == 1 && formerNames.count(id) == 1; };
        QList<std::pair<QByteArray, QByteArray>> renames;
        for (const RemoteFolder &folder : list) {
            const QByteArray former = isClear(folder.mailboxId) ? formerNames.value(folder.mailboxId) : QByteArray();
            if (!former.isEmpty() && former != folder.wireName)
                renames.append({former, folder.wireName});
        }
        return renames;
    }

private:
    struct Facts
    {
        QString path;
        char delimiter = 0;
        FolderRole role = FolderRole::None;
        bool roleIsChosen = false;
        bool selectable = true;
        bool subscribed = true;
        QByteArray mailboxId;
    };
    QHash<QByteArray, Facts> m_folders;
    QSet<FolderRole> m_roles;
};

/** Each row with all that lies in it. Names may be exchanged, so that all first lose theirs; whoever bore one and went makes room. */
Status rename(sqlite::Database &database, AccountId account, const QList<std::pair<QByteArray, QByteArray>> &renames)
{
    QList<std::pair<std::int64_t, QByteArray>> named;
    for (const auto &[from, to] : renames) {
        const auto id = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 0 AND gone = 0 AND wire_name = ?", account, from));
        if (id)
            named.append({*id, to});
    }
    const char *nameless = "UPDATE folder SET wire_name = CAST(x'00' || id AS BLOB) WHERE id = ?";
    for (const auto &[id, to] : std::as_const(named))
        TRY(database.run(nameless, id));
    for (const auto &[id, to] : std::as_const(named)) {
        TRY(database.run("UPDATE folder SET wire_name = CAST(x'00' || id AS BLOB) WHERE account = ? AND kind = 0 AND wire_name = ?", account, to));
        TRY(database.run("UPDATE folder SET wire_name = ? WHERE id = ?", to, id));
    }
    return {};
}

/** Each folder stands below the one whose path is its own without its name. */
Status settleParents(sqlite::Database &database, AccountId account)
{
    struct Row
    {
        FolderId id;
        FolderId parent;
        QString above;
    };
    QList<Row> rows;
    QHash<QString, FolderId> byPath;
    {
        sqlite::Statement row = TRY(database.query("SELECT id, coalesce(parent, 0), path, name, gone FROM folder WHERE account = ? AND kind = 0 ORDER BY id", account));
        while (TRY(row.step())) {
            const auto id = row.id<FolderId>();
            const auto parent = row.id<FolderId>();
            const QString path = row.text();
            const QString name = row.text();
            const bool hasAbove = path.size() > name.size() + 1 && path.endsWith(QLatin1Char('/') + name);
            rows.append({id, parent, hasAbove ? path.chopped(name.size() + 1) : QString()});
            if (!row.boolean() && !byPath.contains(path))
                byPath.insert(path, id);
        }
    }
    for (const Row &row : rows) {
        const FolderId parent = row.above.isEmpty() ? FolderId() : byPath.value(row.above);
        if (parent != row.parent)
            TRY(database.run("UPDATE folder SET parent = nullif(?, 0) WHERE id = ?", parent.number(), row.id));
    }
    return {};
}

/** Parents by path, and each role once: the first folder that came with it, or the person's choice. */
Status settleTree(sqlite::Database &database, AccountId account)
{
    TRY(settleParents(database, account));
    return database.run("UPDATE folder SET role = 0 WHERE account = ?1 AND kind = 0 AND role <> 0 AND EXISTS (SELECT 1 FROM folder o "
                        "WHERE o.account = ?1 AND o.role = folder.role AND o.gone = 0 "
                        "AND (o.role_chosen > folder.role_chosen OR (o.role_chosen = folder.role_chosen AND o.id < folder.id)))",
                        account);
}

Status parkThose(WriteTransaction &transaction, const char *which, FolderId folder, const QString &why)
{
    QList<PlacementId> ids;
    {
        sqlite::Statement row = TRY(transaction.database().query(which, folder));
        while (TRY(row.step()))
            ids.append(row.id<PlacementId>());
    }
    return transaction.wishes().park(ids, why);
}

/**
 * Moves into a folder that went cannot be done: they are parked, and shown where the mail still is. What was done to the
 * mail in it cannot be either: it stays until the person has read that.
 */
Status parkWishesAbout(WriteTransaction &transaction, FolderId folder)
{
    TRY(parkThose(transaction, "SELECT id FROM placement WHERE want_folder = ? AND parked_since = 0", folder, QStringLiteral("the target folder is gone")));
    return parkThose(transaction,
                     "SELECT id FROM placement WHERE folder = ? AND parked_since = 0 AND stage <> 3 AND (want_folder <> 0 OR want_set | want_clear <> 0)",
                     folder, QStringLiteral("the folder was renamed or removed elsewhere"));
}

Status removeRemote(WriteTransaction &transaction, FolderId folder)
{
    sqlite::Database &database = transaction.database();
    TRY(parkWishesAbout(transaction, folder));
    if (TRY(database.integer("SELECT 1 FROM append_wish WHERE folder = ? LIMIT 1", folder))) {
        TRY(database.run("UPDATE append_wish SET parked_since = ?, last_error = 'the target folder is gone' WHERE folder = ? AND parked_since = 0",
                         Clock::nowUtc(), folder));
        transaction.changes().attention();
        return database.run("UPDATE folder SET selectable = 0 WHERE id = ?", folder);
    }
    return database.run("UPDATE folder SET gone = 1, role = 0, uid_validity = 0, uid_next = 0, highest_modseq = 0 WHERE id = ?", folder);
}

/**
 * The listed folder that has the role of one that was only ever made here, for a deed that did not wait for the first list;
 * null: none, or no server knows the folder by lack of a visit alone.
 */
Result<FolderId> heirOf(sqlite::Database &database, AccountId account, FolderId made, const QList<RemoteFolder> &list)
{
    const auto role = TRY(database.integer("SELECT role FROM folder WHERE id = ? AND role <> 0 AND uid_validity = 0", made));
    for (const RemoteFolder &folder : list) {
        if (!role || static_cast<std::int64_t>(folder.role) != *role || !folder.selectable)
            continue;
        const auto heir = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 0 AND wire_name = ?", account, folder.wireName));
        return FolderId(heir.value_or(0));
    }
    return FolderId();
}

/** What lies in a folder, is on its way into it, or is to be appended there, is the heir's; the folder goes. */
Status handOver(WriteTransaction &transaction, FolderId made, FolderId heir)
{
    sqlite::Database &database = transaction.database();
    PlacementTable table(transaction);
    QList<PlacementId> ids;
    {
        sqlite::Statement row = TRY(database.query("SELECT id FROM placement WHERE folder = ?1 OR want_folder = ?1", made));
        while (TRY(row.step()))
            ids.append(row.id<PlacementId>());
    }
    for (const PlacementId id : std::as_const(ids)) {
        const std::optional<PlacementState> before = TRY(table.find(id));
        if (!before)
            continue;
        PlacementState after = *before;
        after.folder = before->folder == made ? heir : before->folder;
        after.wantFolder = before->wantFolder == made.number() ? heir.number() : before->wantFolder;
        if (after.folder.number() == after.wantFolder)
            after.forgetMove();
        TRY(table.update(*before, after));
    }
    TRY(database.run("UPDATE append_wish SET folder = ? WHERE folder = ?", heir, made));
    TRY(database.run("UPDATE folder SET role = (SELECT role FROM folder WHERE id = ?1) WHERE id = ?2 AND role_chosen = 0", made, heir));
    return database.run("DELETE FROM folder WHERE id = ?", made);
}

Result<QList<std::pair<FolderId, QByteArray>>> remoteFolders(sqlite::Database &database, AccountId account)
{
    sqlite::Statement row = TRY(database.query("SELECT id, wire_name FROM folder WHERE account = ? AND kind = 0 AND gone = 0", account));
    QList<std::pair<FolderId, QByteArray>> folders;
    while (TRY(row.step())) {
        const auto id = row.id<FolderId>();
        folders.append({id, row.bytes()});
    }
    return folders;
}

/** A worker that has not heard yet must not bring the folders of a removed account back. */
Status requireAccount(sqlite::Database &database, AccountId account)
{
    return TRY(database.integer("SELECT 1 FROM account WHERE id = ? AND gone = 0", account)) ? Status() : Status(noSuchRow("account", account.number()));
}

} // namespace

Status FolderRepository::setRemoteFolders(AccountId account, const QList<RemoteFolder> &list)
{
    if (list.isEmpty())
        return makeError(ErrorKind::Protocol, ErrorScope::Account, ErrorRetry::Backoff, QStringLiteral("the server listed no folder at all"));
    sqlite::Database &database = m_transaction.database();
    TRY(requireAccount(database, account));
    const KnownFolders known = TRY(KnownFolders::read(database, account));
    QSet<QByteArray> listed;
    for (const RemoteFolder &folder : list)
        listed.insert(folder.wireName);
    TRY(rename(database, account, known.renamed(list)));
    bool isAnother = false;
    for (const RemoteFolder &folder : list) {
        if (known.hasAsItIs(folder))
            continue;
        isAnother = true;
        (void)TRY(upsert(database, account, folder));
    }
    for (const auto &[id, wireName] : TRY(remoteFolders(database, account))) {
        if (listed.contains(wireName))
            continue;
        isAnother = true;
        const FolderId heir = TRY(heirOf(database, account, id, list));
        TRY(heir ? handOver(m_transaction, id, heir) : removeRemote(m_transaction, id));
    }
    // Most passes find what they found before: then nothing is written, and no window reads its tree anew.
    if (!isAnother)
        return {};
    m_transaction.changes().folderList();
    return settleTree(database, account);
}

Result<FolderId> FolderRepository::upsertRemote(AccountId account, const RemoteFolder &folder)
{
    TRY(requireAccount(m_transaction.database(), account));
    const FolderId id = TRY(upsert(m_transaction.database(), account, folder));
    TRY(settleTree(m_transaction.database(), account));
    m_transaction.changes().folderList();
    return id;
}

Status FolderRepository::setRole(FolderId folder, FolderRole role)
{
    sqlite::Database &database = m_transaction.database();
    TRY(database.run("UPDATE folder SET role = 0, role_chosen = 1 WHERE role = ? AND role <> 0 AND account = (SELECT account FROM folder WHERE id = ?)", role,
                     folder));
    TRY(database.run("UPDATE folder SET role = ?, role_chosen = 1 WHERE id = ? AND gone = 0", role, folder));
    if (database.changedRows() == 0)
        return noSuchRow("folder", folder.number());
    m_transaction.changes().folderList();
    return {};
}

} // namespace petrel::store
