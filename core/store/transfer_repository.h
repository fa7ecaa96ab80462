#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"

#include <QList>

namespace petrel::store {

class WriteTransaction;
struct MessageDetail;
struct PlacementState;

/**
 * Messages that are copied, or that go to another account or between a server and this computer. Such a message is never at
 * fewer places than before: it is shown in its new folder at once; its content is fetched from where it is; only then is it
 * handed over (carried), which makes of its row one of the new folder, with an append wish, and of what is left at the source
 * a hidden row that is Held; and only the append that is done lets that one go. Whatever else becomes of the append
 * gives the source back. Within one account a copy is made by the server and needs no content.
 *
 * Ids that are gone are passed over. Times are UTC seconds.
 */
class TransferRepository
{
public:
    explicit TransferRepository(WriteTransaction &transaction) : m_transaction(transaction) {}

    struct Copied
    {
        PlacementId copy;
        PlacementId original;
    };
    /** Shown in `target` at once, made not before `notBefore`; on this computer at once. NotFound: the target is gone. Invalid "NOSELECT": it holds no mail. */
    [[nodiscard]] Result<QList<Copied>> copy(const QList<PlacementId> &ids, FolderId target, std::int64_t notBefore = 0);

    /**
     * Hands over what is due, comes from this account or goes into it, and is wholly here; at most `limit` messages. What was
     * to be copied from a row that is gone, and is not here, is given up. How many.
     */
    [[nodiscard]] Result<int> carryDue(AccountId account, std::int64_t now, int limit);
    /** The same for one row that wants to go to another account or computer, due or not. False: its content is not here, or it wants no such thing. */
    [[nodiscard]] Result<bool> carry(PlacementId id);
    /** The message went from the source before it was handed over: its content, which is here, goes on alone. */
    [[nodiscard]] Result<bool> carryOn(const PlacementState &vanished);

    /** Undone: a message that was handed over and has not been sent is again where it came from. False: there is no such thing to undo. */
    [[nodiscard]] Result<bool> giveBack(PlacementId id);
    /** Refused for good: it is where it came from, and its move is parked. False: not a move whose source is still there. */
    [[nodiscard]] Result<bool> giveBackRefused(WishId id, const QString &error);

private:
    struct Target;
    [[nodiscard]] Result<Target> targetOf(FolderId folder);
    [[nodiscard]] Result<Copied> copyOne(const PlacementState &original, const Target &target, std::int64_t notBefore);
    [[nodiscard]] Result<PlacementId> insertAs(const PlacementState &original, const Target &target);
    [[nodiscard]] Result<PlacementId> insertPlainly(const PlacementState &original, const Target &target);
    [[nodiscard]] Status bringKeywords(PlacementId original, PlacementId row, const Target &target, const QStringList &known);
    [[nodiscard]] Status handOver(const PlacementState &before, const Target &target, bool keepsSource);
    [[nodiscard]] Status keepReceiver(const MessageDetail &moved, MessageId to, AccountId account);
    [[nodiscard]] Result<PlacementId> leaveSource(const PlacementState &before, const Target &target);
    [[nodiscard]] Status giveContent(WishId id);
    [[nodiscard]] Status settleOrphan(WishId id);

    WriteTransaction &m_transaction;
};

} // namespace petrel::store
