// Moves to other folders of the account: the part of WishPush about MOVE and COPY.
#include "core/engine/imap/wish_push.h"

#include "core/engine/imap/halving.h"
#include "core/engine/imap/wish_slices_p.h"

namespace petrel::engine {

Status WishPush::pushMoves(FolderId target, const Moves &moves)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    imap::MailboxName name = TRY(nameOf(target));
    const Result<imap::MailboxStatus> before = statusOrCreate(target, name);
    if (!before)
        return declined(before.error(), triedOf(moves));
    return inSlices(moves, [&](const Moves &some) -> Status {
        TRY(m_context.store().write(u"copying", [&](store::WriteTransaction &tx) {
            return tx.wishes().copying(placementsOf(some), before->uidNext.value_or(Uid()), before->uidValidity.value_or(UidValidity()));
        }));
        return transfer(name, some);
    });
}

Status WishPush::transfer(const imap::MailboxName &target, const Moves &moves)
{
    const auto attempt = [&](std::size_t begin, std::size_t end) -> Result<Halving::Record> {
        const Moves some = slice(moves, begin, end);
        if (m_session.canMove()) {
            const Result<imap::CopyUid> moved = m_session.uidMove(uidsOf(some), target);
            if (moved)
                return Halving::Record([=, this] { return recordMoved(some, *moved); });
            if (!m_session.isAlive() || m_session.canMove())
                return moved.error();
        }
        // Not offered, or offered and never made: what a MOVE may have done of it is not copied, for it is not there any more.
        const imap::CopyUid copied = TRY(m_session.uidCopy(uidsOf(some), target));
        return Halving::Record([=, this] { return recordCopied(some, copied); });
    };
    const auto refused = [&](const Error &error, std::size_t begin, std::size_t end) { return declined(error, triedOf(slice(moves, begin, end))); };
    return Halving(attempt, refused).run(static_cast<std::size_t>(moves.size()));
}

Status WishPush::recordMoved(const Moves &moves, const imap::CopyUid &answer)
{
    TRY(m_context.store().write(u"moved", [&](store::WriteTransaction &tx) -> Status {
        for (const store::MoveWish &wish : moves)
            TRY(tx.wishes().moved(wish.placement, TRY(inKnownNumbers(tx, wish.target, answer.targetValidity(), answer.targetOf(wish.uid)))));
        return {};
    }));
    m_context.report.pushed += static_cast<int>(moves.size());
    return {};
}

Status WishPush::recordCopied(const Moves &moves, const imap::CopyUid &answer)
{
    QSet<PlacementId> remainders;
    TRY(m_context.store().write(u"copied", [&](store::WriteTransaction &tx) -> Status {
        for (const store::MoveWish &wish : moves)
            remainders.insert(
                TRY(tx.wishes().copied(wish.placement, TRY(inKnownNumbers(tx, wish.target, answer.targetValidity(), answer.targetOf(wish.uid))))));
        return {};
    }));
    m_remainders += remainders;
    m_context.report.pushed += static_cast<int>(moves.size());
    return {};
}

} // namespace petrel::engine
