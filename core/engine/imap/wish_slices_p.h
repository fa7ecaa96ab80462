#pragma once

#include "core/base/result.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/store/sync_state.h"

#include <algorithm>
#include <vector>

namespace petrel::engine {

// How WishPush cuts what is due into commands.

/** What one command and one transaction are about: the gate is not kept closed for long, and a UID set fits its line. */
inline constexpr std::size_t kTogether = 200;

/** What is no system flag of RFC 3501: servers need not know them. */
inline constexpr Flags kKeywords = Flags(Flag::Forwarded) | Flag::Junk | Flag::NotJunk | Flag::MdnSent;

/** `work(begin, end)` for one slice after the other. */
template <class Work>
Status inSlices(std::size_t count, Work work, std::size_t together = kTogether)
{
    for (std::size_t begin = 0; begin < count; begin += together)
        TRY(work(begin, std::min(begin + together, count)));
    return {};
}

/** Fewer with each attempt that failed: a message at which the server hangs up stands alone before it is given up. */
inline std::size_t togetherAfter(int attempts)
{
    std::size_t together = kTogether;
    for (; attempts > 0; --attempts)
        together = (together + 2) / 3;
    return together;
}

[[nodiscard]] inline std::size_t togetherAfter(const store::PushedRows &rows)
{
    return togetherAfter(*std::max_element(rows.attempts.cbegin(), rows.attempts.cend()));
}

[[nodiscard]] inline store::PushedRows slice(const store::PushedRows &rows, std::size_t begin, std::size_t end)
{
    const auto cut = [=](const auto &all) { return std::vector(all.begin() + static_cast<qsizetype>(begin), all.begin() + static_cast<qsizetype>(end)); };
    return {rows.moves, cut(rows.uids), cut(rows.placements), cut(rows.attempts)};
}

[[nodiscard]] inline imap::SequenceSet uidsOf(const store::PushedRows &rows)
{
    return imap::SequenceSet::of(QList<Uid>(rows.uids.begin(), rows.uids.end()));
}

/** The same for wishes, whoever failed least first: what the server hangs up at again holds up no other. */
template <class Work>
Status inSlices(QList<store::MoveWish> moves, Work work)
{
    std::stable_sort(moves.begin(), moves.end(), [](const store::MoveWish &a, const store::MoveWish &b) { return a.attempts < b.attempts; });
    for (qsizetype begin = 0; begin < moves.size();) {
        const int attempts = moves.at(begin).attempts;
        qsizetype end = begin;
        while (end < moves.size() && moves.at(end).attempts == attempts && end - begin < static_cast<qsizetype>(togetherAfter(attempts)))
            ++end;
        TRY(work(moves.sliced(begin, end - begin)));
        begin = end;
    }
    return {};
}

[[nodiscard]] inline imap::SequenceSet uidsOf(const QList<store::MoveWish> &moves)
{
    QList<Uid> uids;
    for (const store::MoveWish &move : moves)
        uids.append(move.uid);
    std::sort(uids.begin(), uids.end());
    return imap::SequenceSet::of(uids);
}

[[nodiscard]] inline std::vector<PlacementId> placementsOf(const QList<store::MoveWish> &moves)
{
    std::vector<PlacementId> ids;
    for (const store::MoveWish &move : moves)
        ids.push_back(move.placement);
    return ids;
}

[[nodiscard]] inline QList<store::MoveWish> slice(const QList<store::MoveWish> &moves, std::size_t begin, std::size_t end)
{
    return moves.sliced(static_cast<qsizetype>(begin), static_cast<qsizetype>(end - begin));
}

} // namespace petrel::engine
