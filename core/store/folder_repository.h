#pragma once

#include "core/base/result.h"
#include "core/model/account.h"
#include "core/model/folder.h"
#include "core/store/sync_state.h"

namespace petrel::store {

class WriteTransaction;

/** The folders of accounts: those at servers as LIST tells them, and local ones. */
class FolderRepository
{
public:
    explicit FolderRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** Inbox, Drafts, Sent, Archive, Junk, Trash for a POP3 account; what is there stays. */
    [[nodiscard]] Status ensureLocalFolders(AccountId account);
    /** `parent` null: at the top. Invalid for an empty name, a '/' in it, or one that is taken. */
    [[nodiscard]] Result<FolderId> createLocal(AccountId account, FolderId parent, const QString &name);

    enum class Listed {
        All,  ///< who is not in the list is not at the server
        Some, ///< part of what the server said could not be read: who is not in the list stays as it is
    };
    /**
     * The list of an account as the server told it: new folders come, known ones (by wire name)
     * are updated, one that is renamed (a known MAILBOXID under another name) keeps its mail; with Listed::All the others go
     * with their messages (hidden at once, deleted by Store::sweep()).
     * A role folder that was made here before the server told which one it uses hands all it has to that one.
     * Moves into a folder that went are parked, and what was wanted of the mail in it; a folder that still has something to append stays,
     * not selectable, and its appends are parked. An empty list is Protocol: no server has no INBOX.
     */
    [[nodiscard]] Status setRemoteFolders(AccountId account, const QList<RemoteFolder> &list, Listed listed = Listed::All);
    /** One folder more (after CREATE), or one updated. */
    [[nodiscard]] Result<FolderId> upsertRemote(AccountId account, const RemoteFolder &folder);
    /** A folder that no server has seen yet gets the name it is to have there. Invalid: the account has a folder of this name. */
    [[nodiscard]] Status nameBeforeCreation(FolderId folder, const QByteArray &wireName);
    /** The person's choice of what a folder is for; takes the role from the one that had it. */
    [[nodiscard]] Status setRole(FolderId folder, FolderRole role);

    /** These and no others, in this order; ids that are gone are passed over. */
    [[nodiscard]] Status setFavourites(const QList<FolderId> &folders);
    /** Nothing: as the account says. */
    [[nodiscard]] Status setOfflinePolicy(FolderId folder, const std::optional<OfflinePolicy> &policy);

    [[nodiscard]] Status setSyncState(FolderId folder, const FolderSyncState &state);
    /** A maildrop was looked through to its end: this is the inbox it goes to. UTC seconds. */
    [[nodiscard]] Status noteLook(FolderId folder, std::int64_t now);
    /**
     * UIDVALIDITY changed: every row of the folder floats (UID 0) until insertMessages() finds it
     * again by EMAILID, or Message-ID, size and date; the sync state starts afresh. Bodies and wishes stay. They float since
     * `floatsSince` (UTC seconds), for dropUnbound(); 0: now.
     */
    [[nodiscard]] Status resetUidValidity(FolderId folder, UidValidity uidValidity, std::int64_t floatsSince = 0);
    /**
     * After a complete listing: rows that have floated since before `floatedBefore` (UTC seconds) and
     * were not found again go, and what was wanted of them with them; one with a wish that floats since the folder was
     * renumbered is parked, one with an append under way stays.
     */
    [[nodiscard]] Status dropUnbound(FolderId folder, std::int64_t floatedBefore);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
