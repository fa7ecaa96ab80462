#include "core/store/local_folders_p.h"

#include "core/model/folder.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

Status makeLocalFolders(sqlite::Database &database, AccountId account)
{
    struct Local
    {
        FolderRole role;
        QString name;
    };
    // Names as the wire would have them: ui/ shows roles in the person's language.
    const Local folders[] = {
        {FolderRole::Inbox, QStringLiteral("INBOX")},     {FolderRole::Drafts, QStringLiteral("Drafts")}, {FolderRole::Sent, QStringLiteral("Sent")},
        {FolderRole::Archive, QStringLiteral("Archive")}, {FolderRole::Junk, QStringLiteral("Junk")},     {FolderRole::Trash, QStringLiteral("Trash")},
    };
    for (const Local &folder : folders) {
        TRY(database.run("INSERT INTO folder (account, kind, wire_name, path, name, role) SELECT ?1, 1, x'', ?2, ?2, ?3 "
                         "WHERE NOT EXISTS (SELECT 1 FROM folder WHERE account = ?1 AND kind = 1 AND (role = ?3 OR path = ?2))",
                         account, folder.name, folder.role));
    }
    return {};
}

Status homeStrayMail(sqlite::Database &database)
{
    // New folders are numbered above all that any row names.
    TRY(database.run("INSERT INTO sqlite_sequence (name, seq) SELECT 'folder', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'folder')"));
    TRY(database.run("UPDATE sqlite_sequence SET seq = max(seq, (SELECT ifnull(max(max(folder, want_folder)), 0) FROM placement)) WHERE name = 'folder'"));
    QList<AccountId> accounts;
    {
        sqlite::Statement row = TRY(database.query("SELECT id FROM account WHERE kind = 1"));
        while (TRY(row.step()))
            accounts.append(row.id<AccountId>());
    }
    for (const AccountId account : std::as_const(accounts)) {
        TRY(makeLocalFolders(database, account));
        const auto inbox = TRY(database.integer("SELECT id FROM folder WHERE account = ? AND kind = 1 ORDER BY role <> ?, id LIMIT 1", account, FolderRole::Inbox));
        TRY(database.run("UPDATE placement SET folder = ?, uid = 0 WHERE folder NOT IN (SELECT id FROM folder) "
                         "AND message IN (SELECT id FROM message WHERE account = ?)", inbox.value_or(0), account));
        TRY(database.run("INSERT INTO placement (folder, message, sort_date) SELECT ?, id, date_received FROM message m "
                         "WHERE account = ? AND NOT EXISTS (SELECT 1 FROM placement WHERE message = m.id)", inbox.value_or(0), account));
    }
    return {};
}

} // namespace petrel::store
