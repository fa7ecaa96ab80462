#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/wish_slices_p.h"
#include "core/engine/retry_policy.h"

#include <map>

namespace petrel::engine {

Result<Uid> WishPush::inKnownNumbers(store::WriteTransaction &tx, FolderId folder, UidValidity told, Uid uid)
{
    const UidValidity known = TRY(tx.syncReader().syncState(folder)).uidValidity;
    return told && told == known ? uid : Uid();
}

Status WishPush::pushFolder(FolderId folder, UidValidity uidValidity)
{
    m_numbers = uidValidity;
    TRY(pushFlags(folder));
    TRY(pushKeywords(folder));

    // First what was cut off: its outcome is looked up in the target before anything is repeated.
    const imap::MailboxName here = TRY(nameOf(folder));
    QSet<PlacementId> didNotHappen;
    for (const store::MoveWish &move : TRY(dueMoves(folder))) {
        if (move.stage != store::MoveStage::Copying)
            continue;
        const Result<Earlier> earlier = resumeMove(move, uidValidity);
        if (!earlier && m_numbers != uidValidity)
            return earlier.error(); // renumbered: nothing is wrong with the wish
        if (!earlier)
            TRY(declined(earlier.error(), triedOf({move}))); // its outcome stays unknown, and it is not repeated
        else if (*earlier == Earlier::DidNotHappen)
            didNotHappen.insert(move.placement);
    }
    TRY(returnTo(here, uidValidity));

    TRY(pushCopies(folder, here, uidValidity));
    const FolderId trash = TRY(trashToGoThrough(folder));
    if (trash)
        TRY(sendThrough(trash, folder));
    QMap<FolderId, Moves> byTarget;
    for (const store::MoveWish &move : TRY(dueMoves(folder))) {
        if (move.target && (move.stage == store::MoveStage::Wanted || didNotHappen.contains(move.placement)))
            byTarget[move.target].append(move);
    }
    for (auto it = byTarget.cbegin(); it != byTarget.cend(); ++it)
        TRY(pushMoves(it.key(), it.value()));

    // Deletions last: a copy that was just made leaves its source to be expunged.
    TRY(expungeDue(folder));
    if (!trash)
        return {};
    TRY(endIn(trash));
    return returnTo(here, uidValidity);
}

Result<WishPush::Moves> WishPush::dueMoves(FolderId folder)
{
    Moves moves = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyMoves(m_context.account.id, Clock::nowUtc());
    }));
    moves.removeIf([&](const store::MoveWish &move) { return move.source != folder; });
    return moves;
}

Result<imap::MailboxName> WishPush::nameOf(FolderId folder)
{
    const QByteArray wire = TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).wireName(folder); }));
    return imap::MailboxName::fromWire(wire);
}

std::vector<WishPush::Tried> WishPush::triedOf(const Moves &moves)
{
    std::vector<Tried> tried;
    for (const store::MoveWish &move : moves)
        tried.push_back({move.placement, move.attempts});
    return tried;
}

std::vector<WishPush::Tried> WishPush::triedOf(const store::PushedRows &rows)
{
    std::vector<Tried> tried;
    for (size_t i = 0; i < rows.placements.size(); ++i)
        tried.push_back({rows.placements[i], rows.attempts[i]});
    return tried;
}

Status WishPush::declined(const Error &error, std::span<const Tried> wishes, const store::Refusal &refused)
{
    const bool over = endsPass(error) || !m_session.isAlive();
    if (over && !countsAsAttempt(error))
        return error;
    TRY(inSlices(wishes.size(), [&](std::size_t begin, std::size_t end) { return countAttempt(error, wishes.subspan(begin, end - begin), refused); }));
    return over ? Status(error) : Status();
}

Status WishPush::countAttempt(const Error &error, std::span<const Tried> wishes, const store::Refusal &refused)
{
    std::vector<PlacementId> parked;
    std::map<int, std::vector<PlacementId>> postponed; // by the number of the attempt that failed
    for (const Tried &wish : wishes)
        (RetryPolicy::isGivenUp(error, wish.before + 1) ? parked : postponed[wish.before + 1]).push_back(wish.placement);
    qCWarning(logEngine) << m_context.account.name << "parks" << parked.size() << "of" << wishes.size() << "declined wishes:" << describe(error);
    TRY(m_context.store().write(u"wish declined", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.wishes().park(parked, describe(error), refused));
        for (const auto &[attempts, ids] : postponed)
            TRY(tx.wishes().postpone(ids, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(error, attempts).count()));
        return {};
    }));
    m_context.report.parked += static_cast<int>(parked.size());
    return {};
}

} // namespace petrel::engine
