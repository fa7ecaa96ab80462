#pragma once

#include "core/base/result.h"
#include "core/model/folder.h"
#include "core/store/sync_state.h"

namespace petrel::store {

class WriteTransaction;

/**
 * What the person wants of folders, and how far it has got. Like the wishes about messages these state an aim: the tree
 * shows it at once, chains fold (renamed twice is renamed once, made and deleted is nothing), and what was asked of the
 * server without an answer is told by the next list. Folders of this computer change at once; only their end waits for
 * the time to undo. Times are UTC seconds.
 *
 * Errors of what the person does: NotFound (no such folder, not of this account); Invalid with a code that says why:
 * "NAME" (empty, control characters, or the server's delimiter or '/' in it), "TAKEN" (another folder has the name), "ROLE"
 * (the inbox, and folders with a role, stay what and where they are), "WITHIN" (into itself), "FLAT" (no folder can lie there).
 */
class FolderWishRepository
{
public:
    explicit FolderWishRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    // What the person does

    /** A new folder, shown at once. `parent` null: at the top. */
    [[nodiscard]] Result<FolderId> wantFolder(AccountId account, FolderId parent, const QString &name);
    /** Another name, another parent (null: the top), or both. Back to where the server has it: the wish is withdrawn. */
    [[nodiscard]] Status wantPlace(FolderId folder, FolderId parent, const QString &name);
    struct Going
    {
        QList<FolderId> folders;     ///< it and all below it
        QList<std::pair<PlacementId, FolderId>> messages; ///< on their way into one of them: wanted to go for good themselves now
    };
    /** To be deleted with all below it and with its mail, not before `notBefore`; hidden at once. */
    [[nodiscard]] Result<Going> wantGone(FolderId folder, std::int64_t notBefore);
    /** Undo of wantGone(). How many went, or are going, already; the others are back. Invalid "TAKEN". */
    [[nodiscard]] Result<qsizetype> cancelGone(const QList<FolderId> &folders);
    [[nodiscard]] Status wantSubscribed(FolderId folder, bool subscribed);
    /** Folders of this computer whose undo time is over go with their mail. Returns how many. */
    [[nodiscard]] Result<int> removeDueLocal(std::int64_t now);

    // What workers report. A folder that went meanwhile is passed over.

    /** Before CREATE, RENAME or DELETE of this name. False: nobody wants that any more. */
    [[nodiscard]] Result<bool> asking(const FolderWish &wish, const QByteArray &wireName);
    /** It did not happen. */
    [[nodiscard]] Status notAsked(FolderId folder);
    /** It is at the server. If another row had this name from a list already, that one takes all over. */
    [[nodiscard]] Status made(FolderId folder, const RemoteFolder &there);
    /** It has this name at the server now, and with it all below; those that were subscribed are wanted to be again. */
    [[nodiscard]] Status renamed(FolderId folder, const RemoteFolder &there);
    /** It is no more, or never was: hidden, and deleted in slices. */
    [[nodiscard]] Status removed(FolderId folder);
    [[nodiscard]] Status subscriptionPushed(FolderId folder, bool subscribed);

    [[nodiscard]] Status postpone(FolderId folder, const QString &error, std::int64_t nextTry);
    /** Refused for good: shown as the server has it, and listed by Reader::attention(). */
    [[nodiscard]] Status park(FolderId folder, const QString &error);
    [[nodiscard]] Status unpark(FolderId folder);
    /** The person gives up: the folder is again what the server says; one that was never made goes, and moves into it with it. */
    [[nodiscard]] Status discard(FolderId folder);

    // For the other repositories

    /** What was asked for and is told by this list. Before anything else is made of the list. */
    [[nodiscard]] Status learnFrom(AccountId account, const QList<RemoteFolder> &list);
    /** A folder goes: whatever was to lie in it waits for the person. */
    [[nodiscard]] Status parkWishesInto(FolderId folder);

private:
    [[nodiscard]] Status want(FolderId folder, const char *assignments);
    [[nodiscard]] Status settle(FolderId folder);

    WriteTransaction &m_transaction;
};

} // namespace petrel::store
