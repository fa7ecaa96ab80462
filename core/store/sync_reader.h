#pragma once

#include "core/base/result.h"
#include "core/model/account.h"
#include "core/model/maildrop_entry.h"
#include "core/model/outbox.h"
#include "core/store/reader.h"
#include "core/store/sync_state.h"

#include <QHash>

#include <vector>

namespace petrel::store {

/**
 * What workers read before they talk to a server. Stands on a Reader: `SyncReader(reader)` inside
 * Store::read(), or `SyncReader(transaction.reader())` inside a write. `now` is UTC seconds; wishes
 * whose next try or undo time lies later are left out, parked ones always.
 */
class SyncReader
{
public:
    explicit SyncReader(const Reader &reader) : m_database(reader.database()) {}

    /** As Reader's, without counts, and with those that are to be deleted: mail may have to leave them first. */
    [[nodiscard]] Result<QList<FolderRow>> folders(AccountId account) const;
    [[nodiscard]] Result<FolderRow> folder(FolderId id) const;
    [[nodiscard]] Result<FolderSyncState> syncState(FolderId folder) const;
    /** All that an account has, at once. */
    [[nodiscard]] Result<QList<KnownRemoteFolder>> remoteFolders(AccountId account) const;
    /** The name to SELECT. */
    [[nodiscard]] Result<QByteArray> wireName(FolderId folder) const;
    /** The delimiter the server uses in this folder's name, '\0' when it told none. */
    [[nodiscard]] Result<char> delimiter(FolderId folder) const;

    /** Ascending; floating rows (UID 0) are left out. */
    [[nodiscard]] Result<std::vector<Uid>> knownUids(FolderId folder) const;
    /** Of these, the ones whose text is here, so that a search can find it. */
    [[nodiscard]] Result<std::vector<Uid>> uidsWithText(FolderId folder) const;
    /** The rows that have these UIDs. */
    [[nodiscard]] Result<QHash<Uid, PlacementId>> placementsAt(FolderId folder, const QList<Uid> &uids) const;
    /** Rows of the folder have lost their UIDs, or never had one. */
    [[nodiscard]] Result<bool> hasFloating(FolderId folder) const;
    /** Messages of the folder that the server last said to be unseen. Reads every row of it. */
    [[nodiscard]] Result<int> unseenAtServer(FolderId folder) const;
    /** What the server last said, ascending by UID, with its keywords (sorted). */
    [[nodiscard]] Result<std::vector<ServerFlags>> serverFlags(FolderId folder) const;
    /** Newest first: messages of the folder received at or after `since`, of at most `largest` bytes, whose body is not wholly here. */
    [[nodiscard]] Result<QList<MessageRow>> withoutBody(FolderId folder, std::int64_t since, std::int64_t largest, int limit) const;
    /** The UID in `folder`, at or above `atLeast`, of a message with this Message-ID; NotFound. */
    [[nodiscard]] Result<Uid> uidOf(FolderId folder, const QByteArray &messageId, Uid atLeast) const;

    /** Grouped by masks. Floating rows wait until they are bound. */
    [[nodiscard]] Result<QList<FlagPush>> dirtyFlags(FolderId folder, std::int64_t now) const;
    /** Grouped by keyword and sign, with those that stand here alone; else as dirtyFlags(). */
    /** The account's server gives messages labels of its own (X-GM-EXT-1), as of the last time. */
    [[nodiscard]] Result<bool> hasGmailLabels(AccountId account) const;
    [[nodiscard]] Result<QList<KeywordPush>> dirtyKeywords(FolderId folder, std::int64_t now) const;
    /**
     * Folders of the account that need a pass whatever their counters say: with flags, moves or appends that are due, or
     * with rows that float since before `now`, to be bound or dropped.
     */
    [[nodiscard]] Result<QList<FolderId>> dirtyFolders(AccountId account, std::int64_t now) const;
    /**
     * One step for each folder that may be changed at the server now, in this order: made and moved (parents first, and
     * whoever leaves a name before whoever gets it), subscribed, deleted (children first, and not before the mail that
     * was moved out has left). After a step others may have become ready: ask again.
     */
    [[nodiscard]] Result<QList<FolderWish>> dueFolderWishes(AccountId account, std::int64_t now) const;
    /** Something unfinished is wanted of a folder, due or not; what is parked does not count. */
    [[nodiscard]] Result<bool> hasFolderWishes(AccountId account) const;
    /** Wire names of the folder and of those below it that LIST told to be subscribed. */
    [[nodiscard]] Result<QList<QByteArray>> subscribedWithin(FolderId folder) const;
    /**
     * Ordered by source folder and UID. Moves into a folder that is still to be made at the server wait for it, and moves of
     * what is to be copied first for the copy. What goes to other accounts is not among them.
     */
    [[nodiscard]] Result<QList<MoveWish>> dirtyMoves(AccountId account, std::int64_t now) const;
    /** Other remote folders of its account in which this message lies and is to stay or to go elsewhere from. */
    [[nodiscard]] Result<QList<FolderId>> otherPlacesOf(PlacementId id) const;
    /** The earliest next_try or not_before later than now over all wishes of the account, 0 when none. */
    [[nodiscard]] Result<std::int64_t> nextWishDue(AccountId account, std::int64_t now) const;
    /** Copies within the account are not among them, and what is not here yet. */
    [[nodiscard]] Result<QList<AppendWish>> dueAppends(AccountId account, std::int64_t now) const;
    /** What is known of the account's server. */
    [[nodiscard]] Result<SentLesson> sentLesson(AccountId account) const;
    /** Of what went out since then a message lies in Sent twice: we filed it, and the server did. */
    [[nodiscard]] Result<bool> hasTwinsInSent(AccountId account, std::int64_t since) const;
    /** Those whose outcome is unknown first. */
    [[nodiscard]] Result<QList<CopyWish>> dueCopies(AccountId account, std::int64_t now) const;
    /** Messages of the account that are wanted elsewhere, and are not here. */
    [[nodiscard]] Result<QList<ContentWish>> dueContents(AccountId account, std::int64_t now) const;
    /** There is something for TransferRepository::carryDue(). */
    [[nodiscard]] Result<bool> hasCarriable(AccountId account, std::int64_t now) const;
    /** That, or a content that is wanted elsewhere. */
    [[nodiscard]] Result<bool> hasTransfers(AccountId account, std::int64_t now) const;

    /** An item is Sending. Asked when nobody sends, it tells of an outcome that could not be recorded. */
    [[nodiscard]] Result<bool> hasInterrupted(AccountId account) const;
    /** Queued items whose time has come, oldest first. */
    [[nodiscard]] Result<QList<OutboxItem>> dueOutbox(AccountId account, std::int64_t now) const;
    /** The earliest not_before later than now of a queued item, 0 when none. */
    [[nodiscard]] Result<std::int64_t> nextOutboxDue(AccountId account, std::int64_t now) const;
    /** Uncertain items whose next look has come. */
    [[nodiscard]] Result<QList<FateLook>> dueFateLooks(AccountId account, std::int64_t now) const;
    [[nodiscard]] Result<bool> hasDueFateLooks(AccountId account, std::int64_t now) const;
    /** The earliest look later than now, 0 when none. */
    [[nodiscard]] Result<std::int64_t> nextFateLook(AccountId account, std::int64_t now) const;
    /** Uncertain, and the person sees it: there is nothing to be looked for first. */
    [[nodiscard]] Result<bool> isToldUncertain(OutboxId id) const;
    /** Uncertain since `since` or longer, and not told to the person yet. */
    [[nodiscard]] Result<QList<OutboxId>> untoldUncertain(AccountId account, std::int64_t since) const;
    /** Where a message of our own may turn up: in its account's Sent, or wherever mail comes in, in any account. */
    enum class Where { Sent, Inboxes };
    /** A message with its Message-ID is there, which came since it was queued. */
    [[nodiscard]] Result<bool> hasTurnedUp(const OutboxItem &item, Where where) const;

    /** Where new mail of a POP3 account is put now: the folder it is delivered to as long as that is there, else its own inbox. */
    [[nodiscard]] Result<FolderId> deliveryFolder(AccountId account) const;
    /** The account whose maildrop has the rest of a message of which only the header is here; null: none. */
    [[nodiscard]] Result<AccountId> maildropOf(MessageId message) const;
    [[nodiscard]] Result<QHash<QByteArray, LedgerEntry>> ledger(AccountId account) const;
    /** The entries whose message has exactly this content (SHA-256, 32 bytes), or had it: our copy may be deleted. */
    [[nodiscard]] Result<QList<LedgerEntry>> ledgerOf(AccountId account, const QByteArray &sha256) const;
    /** A message that this account received, that is shown somewhere and holds exactly this content (SHA-256, 32 bytes); null: none. */
    [[nodiscard]] Result<MessageId> messageHolding(AccountId account, const QByteArray &sha256) const;
    /** By id: sender, subject and date of the messages of a maildrop that are here, or were and are still shown. */
    [[nodiscard]] Result<QHash<QByteArray, MaildropEntry>> shownOfMaildrop(AccountId account) const;
    /** The message of this account whose header alone is here under this id, if it is this header (digest); null: none. */
    [[nodiscard]] Result<MessageId> headerOf(AccountId account, const QByteArray &uidl, const QByteArray &head) const;
    /**
     * Copies at the server that the account's rule lets go now; only entries whose own copy was
     * committed (Stored) or whose DELE was cut off before QUIT (DeleSent).
     */
    [[nodiscard]] Result<QList<LedgerEntry>> expiredCopies(AccountId account, const Pop3ServerCopy &rule, std::int64_t now) const;

private:
    sqlite::Database &m_database;
};

} // namespace petrel::store
