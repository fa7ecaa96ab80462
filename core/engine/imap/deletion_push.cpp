// Deletions, and what a COPY left behind: the part of WishPush about UID EXPUNGE.
#include "core/engine/imap/wish_push.h"

#include "core/engine/imap/halving.h"
#include "core/engine/imap/wish_slices_p.h"

#include <algorithm>

namespace petrel::engine {

Status WishPush::expunge(const Moves &moves)
{
    Moves marked;
    const auto mark = [&](std::size_t begin, std::size_t end) -> Result<Halving::Record> {
        const Moves some = slice(moves, begin, end);
        (void)TRY(m_session.storeFlags(uidsOf(some), imap::ImapSession::StoreMode::Add, Flag::Deleted));
        return Halving::Record([&, some]() -> Status {
            TRY(m_context.store().write(u"marked deleted", [&](store::WriteTransaction &tx) { return tx.wishes().marked(placementsOf(some)); }));
            marked.append(some);
            return {};
        });
    };
    const auto refused = [&](const Error &error, std::size_t begin, std::size_t end) { return declined(error, triedOf(slice(moves, begin, end))); };
    TRY(Halving(mark, refused).run(static_cast<std::size_t>(moves.size())));
    if (marked.isEmpty())
        return {};

    const std::vector<PlacementId> ids = placementsOf(marked);
    if (!m_session.hasUidPlus())
        return m_context.store().write(u"left marked", [&](store::WriteTransaction &tx) { return tx.wishes().leftMarked(ids); });
    const Status gone = m_session.uidExpunge(uidsOf(marked));
    if (!gone)
        return declined(gone.error(), triedOf(marked));
    TRY(m_context.store().write(u"expunged", [&](store::WriteTransaction &tx) { return tx.wishes().expunged(ids); }));
    m_context.report.pushed += static_cast<int>(std::count_if(ids.begin(), ids.end(), [&](PlacementId id) { return !m_remainders.contains(id); }));
    return {};
}

} // namespace petrel::engine
