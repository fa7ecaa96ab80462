#include "core/store/change_collector_p.h"
#include "core/store/folder_end_p.h"
#include "core/store/folder_repository.h"
#include "core/store/folder_tree_p.h"
#include "core/store/row_mapping_p.h"
#include "core/store/sqlite/database.h"
#include "core/store/write_transaction.h"

#include <QHash>
#include <QSet>

namespace petrel::store {

namespace {

Result<FolderId> upsert(sqlite::Database &database, AccountId account, const RemoteFolder &folder)
{
    const QString name = folder.path.isEmpty() ? QString::fromLatin1(folder.wireName) : folder.path.last();
    // What is shown of it follows when the tree is settled.
    TRY(database.run("INSERT INTO folder (account, kind, wire_name, path, name, subscribed, listed_path, listed_name, listed_subscribed, delimiter, role, "
                     "selectable, mailbox_id, takes_folders) VALUES (?1, 0, ?2, ?3, ?4, ?5, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                     "ON CONFLICT (account, wire_name) WHERE kind = 0 AND wire_name <> x'' DO UPDATE SET listed_path = excluded.listed_path, "
                     "listed_name = excluded.listed_name, listed_subscribed = excluded.listed_subscribed, "
                     "want_subscribed = iif(want_subscribed = excluded.listed_subscribed, -1, want_subscribed), delimiter = excluded.delimiter, "
                     "role = iif(role_chosen, role, excluded.role), selectable = excluded.selectable, "
                     "takes_folders = excluded.takes_folders, "
                     "mailbox_id = iif(excluded.mailbox_id = x'', mailbox_id, excluded.mailbox_id), gone = 0",
                     account, folder.wireName, listedPathOf(folder), name, folder.subscribed, static_cast<unsigned char>(folder.delimiter), folder.role,
                     folder.selectable, folder.mailboxId.isNull() ? QByteArray("") : folder.mailboxId, folder.takesFolders));
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
        sqlite::Statement row = TRY(database.query("SELECT wish_stage, wire_name, listed_path, delimiter, role, role_chosen, selectable, listed_subscribed, mailbox_id, takes_folders "
                                                   "FROM folder WHERE account = ? AND kind = 0 AND gone = 0",
                                                   account));
        while (TRY(row.step())) {
            Facts facts;
            known.m_asked = row.boolean() || known.m_asked;
            const QByteArray wireName = row.bytes();
            facts.path = row.text();
            facts.delimiter = static_cast<char>(row.integer());
            facts.role = row.enumeration<FolderRole>();
            facts.roleIsChosen = row.boolean();
            facts.selectable = row.boolean();
            facts.subscribed = row.boolean();
            facts.mailboxId = row.bytes();
            facts.takesFolders = row.boolean();
            known.m_roles.insert(facts.role);
            known.m_folders.insert(wireName, facts);
        }
        return known;
    }

    /** CREATE, RENAME or DELETE of one was sent, and nobody knows what became of it. */
    [[nodiscard]] bool wasAsked() const { return m_asked; }

    [[nodiscard]] bool hasAsItIs(const RemoteFolder &folder) const
    {
        const auto found = m_folders.constFind(folder.wireName);
        if (found == m_folders.cend())
            return false;
        // A role that another folder came to first is not given again.
        const bool sameRole = found->roleIsChosen || found->role == folder.role || (found->role == FolderRole::None && m_roles.contains(folder.role));
        return sameRole && found->path == listedPathOf(folder) && found->delimiter == folder.delimiter && found->selectable == folder.selectable
            && found->takesFolders == folder.takesFolders && found->subscribed == folder.subscribed && (folder.mailboxId.isEmpty() || found->mailboxId == folder.mailboxId);
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
        bool takesFolders = true;
    };
    QHash<QByteArray, Facts> m_folders;
    QSet<FolderRole> m_roles;
    bool m_asked = false;
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

Result<QList<std::pair<FolderId, QByteArray>>> remoteFolders(sqlite::Database &database, AccountId account)
{
    sqlite::Statement row = TRY(database.query("SELECT id, wire_name FROM folder WHERE account = ? AND kind = 0 AND gone = 0 AND wire_name <> x''", account));
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

Status FolderRepository::setRemoteFolders(AccountId account, const QList<RemoteFolder> &list, Listed listedAre)
{
    if (list.isEmpty())
        return makeError(ErrorKind::Protocol, ErrorScope::Account, ErrorRetry::Backoff, QStringLiteral("the server listed no folder at all"));
    sqlite::Database &database = m_transaction.database();
    TRY(requireAccount(database, account));
    KnownFolders known = TRY(KnownFolders::read(database, account));
    if (known.wasAsked() && listedAre == Listed::All) {
        TRY(m_transaction.folderWishes().learnFrom(account, list));
        known = TRY(KnownFolders::read(database, account));
    }
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
        if (listedAre == Listed::Some || listed.contains(wireName))
            continue;
        isAnother = true;
        const FolderId heir = TRY(heirOf(database, account, id, list));
        TRY(heir ? handOver(m_transaction, id, heir) : m_transaction.folderWishes().removed(id));
    }
    // Most passes find what they found before: then nothing is written, and no window reads its tree anew.
    if (!isAnother)
        return {};
    m_transaction.changes().folderList();
    return FolderTree::settle(database, account);
}

Result<FolderId> FolderRepository::upsertRemote(AccountId account, const RemoteFolder &folder)
{
    TRY(requireAccount(m_transaction.database(), account));
    const FolderId id = TRY(upsert(m_transaction.database(), account, folder));
    TRY(FolderTree::settle(m_transaction.database(), account));
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
