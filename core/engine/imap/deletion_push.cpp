// Deletions, and what a COPY left behind: the part of WishPush about UID EXPUNGE.
#include "core/engine/imap/wish_push.h"

#include "core/engine/imap/halving.h"
#include "core/engine/imap/wish_slices_p.h"
#include "core/engine/retry_policy.h"

#include <algorithm>

namespace petrel::engine {

namespace {

/** Views of Gmail's that a message is in because of what it is, not because somebody put it there. */
bool isOnlyAView(const FolderRow &folder)
{
    const bool isGmails = folder.path.startsWith(QStringLiteral("[Gmail]/")) || folder.path.startsWith(QStringLiteral("[Google Mail]/"));
    return folder.role == FolderRole::All || folder.role == FolderRole::Flagged || (folder.role == FolderRole::None && isGmails);
}

} // namespace

Result<FolderId> WishPush::trashToGoThrough(FolderId folder)
{
    if (!m_session.capabilities().has("X-GM-EXT-1"))
        return FolderId();
    return m_context.store().read([&](const store::Reader &reader) -> Result<FolderId> {
        const FolderRole role = TRY(store::SyncReader(reader).folder(folder)).role;
        const Result<FolderRow> trash = reader.folderByRole(m_context.account.id, FolderRole::Trash);
        if (!trash && trash.error().kind != ErrorKind::NotFound)
            return trash.error();
        const bool isGoneHere = role == FolderRole::Trash || role == FolderRole::Junk || role == FolderRole::Drafts;
        return trash && !isGoneHere ? trash->id : FolderId(); // without a Trash that the server shows nobody knows better
    });
}

/** Expunged here they would lose a label and stay in All Mail. What somebody put under another label, too, is to lose just this one. */
Status WishPush::sendThrough(FolderId trash, FolderId folder)
{
    std::vector<PlacementId> ids;
    for (const store::MoveWish &move : TRY(dueMoves(folder))) {
        if (!move.target && move.stage == store::MoveStage::Wanted && !TRY(hasAnotherPlace(move.placement)))
            ids.push_back(move.placement);
    }
    return inSlices(ids.size(), [&](std::size_t begin, std::size_t end) {
        return m_context.store().write(u"through trash", [&](store::WriteTransaction &tx) {
            return tx.wishes().expungeIn(std::span(ids).subspan(begin, end - begin), trash);
        });
    });
}

Result<bool> WishPush::hasAnotherPlace(PlacementId placement)
{
    return m_context.store().read([&](const store::Reader &reader) -> Result<bool> {
        const store::SyncReader sync(reader);
        for (const FolderId folder : TRY(sync.otherPlacesOf(placement))) {
            if (!isOnlyAView(TRY(sync.folder(folder))))
                return true;
        }
        return false;
    });
}

/** What has just arrived there goes at once; what has no UID of ours yet goes when Trash is listed. */
Status WishPush::endIn(FolderId trash)
{
    if (TRY(dueMoves(trash)).isEmpty())
        return {};
    const UidValidity known = TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).syncState(trash); })).uidValidity;
    const Status there = returnTo(TRY(nameOf(trash)), known);
    if (there)
        return expungeDue(trash);
    return m_session.isAlive() && !endsPass(there.error()) ? Status() : there; // its own pass sees to it
}

Status WishPush::expungeDue(FolderId folder)
{
    Moves deletions = TRY(dueMoves(folder));
    deletions.removeIf([](const store::MoveWish &move) { return bool(move.target); });
    qint64 done = 0;
    return inSlices(deletions, [&](const Moves &some) -> Status {
        m_context.tell(AccountStatus::Task::Pushing, {}, done, deletions.size());
        done += some.size();
        return expunge(some);
    });
}

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
