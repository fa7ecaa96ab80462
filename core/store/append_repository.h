#pragma once

#include "core/base/result.h"
#include "core/store/sync_state.h"

namespace petrel::store {

class WriteTransaction;

/**
 * Messages on their way into a folder: drafts and sent copies (IMAP APPEND), copies (COPY), and what TransferRepository hands
 * over. What workers report of a wish that went meanwhile
 * (its draft was kept anew or thrown away) is passed over.
 */
class AppendRepository
{
public:
    explicit AppendRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    /** A draft or sent copy: only account, folder, blob, flags, internalDate, messageId, placement and looksLeft are looked at. Invalid for a local folder or no Message-ID. */
    [[nodiscard]] Result<WishId> insert(const AppendWish &wish);
    /** The server has not filed the sent copy itself, yet: looked for again at `next` (UTC seconds), or after the last look appended. */
    [[nodiscard]] Status lookedInVain(WishId id, std::int64_t next);
    /** The draft that this row shows takes the place of its former state, which is to go. */
    [[nodiscard]] Status replaces(PlacementId draft, PlacementId former);
    /** Before APPEND or COPY: where to look should the answer get lost. False: nobody wants it any more. */
    [[nodiscard]] Result<bool> appending(WishId id, Uid targetUidNext, UidValidity targetUidValidity);
    /** The server said that it was not appended: nothing is to be looked for, and it may be withdrawn. */
    [[nodiscard]] Status notAppended(WishId id);
    /** It is there. The floating row gets its UID, or waits to be bound when the server told none (null); what it was moved from may go. */
    [[nodiscard]] Status done(WishId id, Uid uid);
    [[nodiscard]] Status postpone(WishId id, const QString &error, std::int64_t nextTry);
    [[nodiscard]] Status park(WishId id, const QString &error);
    [[nodiscard]] Status unpark(WishId id);
    /** Gives up, and takes the row that showed it away; what was handed over is where it came from again, and stays where that is gone. */
    [[nodiscard]] Status discard(WishId id);
    /** The person gives up a copy. Anything else, and what has lost its original meanwhile, stays: there may be no other of it. */
    [[nodiscard]] Status discardCopy(WishId id);

private:
    WriteTransaction &m_transaction;
};

} // namespace petrel::store
