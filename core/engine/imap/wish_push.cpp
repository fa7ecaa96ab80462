#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/retry_policy.h"

#include <algorithm>
#include <map>

namespace petrel::engine {

namespace {

imap::SequenceSet uidsOf(const QList<store::MoveWish> &moves)
{
    QList<Uid> uids;
    for (const store::MoveWish &move : moves)
        uids.append(move.uid);
    std::sort(uids.begin(), uids.end());
    return imap::SequenceSet::of(uids);
}

std::vector<PlacementId> placementsOf(const QList<store::MoveWish> &moves)
{
    std::vector<PlacementId> ids;
    for (const store::MoveWish &move : moves)
        ids.push_back(move.placement);
    return ids;
}

bool endsSession(const Error &error)
{
    return error.scope != ErrorScope::Message && error.scope != ErrorScope::Folder;
}

/** A batch was declined, and perhaps because of one message in it: the others need not wait. */
bool concernsOneOf(const Error &error, size_t batch)
{
    return error.scope == ErrorScope::Message && batch > 1;
}

/** Said "never", or "not now" as often as is borne. */
bool isGivenUp(const Error &error, int attempts)
{
    return error.retry == ErrorRetry::Never || error.retry == ErrorRetry::AfterUser || attempts >= RetryPolicy::kWishAttempts;
}

store::FlagPush part(const store::FlagPush &push, size_t begin, size_t end)
{
    const auto cut = [=](const auto &all) { return std::vector(all.begin() + static_cast<qsizetype>(begin), all.begin() + static_cast<qsizetype>(end)); };
    return {push.set, push.clear, cut(push.uids), cut(push.placements), cut(push.attempts)};
}

} // namespace

Status WishPush::pushFolder(FolderId folder, UidValidity uidValidity)
{
    TRY(pushFlags(folder));

    const auto dueMoves = [&]() -> Result<QList<store::MoveWish>> {
        QList<store::MoveWish> moves = TRY(m_context.store().read([&](const store::Reader &reader) {
            return store::SyncReader(reader).dirtyMoves(m_context.account.id, Clock::nowUtc());
        }));
        moves.removeIf([&](const store::MoveWish &move) { return move.source != folder; });
        return moves;
    };

    // First what was cut off: its outcome is looked up in the target before anything is repeated.
    const imap::MailboxName here = TRY(nameOf(folder));
    QSet<PlacementId> didNotHappen;
    for (const store::MoveWish &move : TRY(dueMoves())) {
        if (move.stage == store::MoveStage::Copying && TRY(resumeMove(move, uidValidity)) == Earlier::DidNotHappen)
            didNotHappen.insert(move.placement);
    }
    TRY(returnTo(here, uidValidity));

    QMap<FolderId, Moves> byTarget;
    for (const store::MoveWish &move : TRY(dueMoves())) {
        if (move.target && (move.stage == store::MoveStage::Wanted || didNotHappen.contains(move.placement)))
            byTarget[move.target].append(move);
    }
    for (auto it = byTarget.cbegin(); it != byTarget.cend(); ++it)
        TRY(pushMoves(it.key(), it.value()));

    // Deletions last: a copy that was just made leaves its source to be expunged.
    Moves deletions = TRY(dueMoves());
    deletions.removeIf([](const store::MoveWish &move) { return bool(move.target); });
    return deletions.isEmpty() ? Status() : expunge(deletions);
}

Status WishPush::pushFlags(FolderId folder)
{
    const QList<store::FlagPush> pushes = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyFlags(folder, Clock::nowUtc());
    }));
    for (const store::FlagPush &push : pushes)
        TRY(pushFlags(push));
    return {};
}

Status WishPush::pushFlags(const store::FlagPush &push)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    const Status stored = storeFlags(push);
    if (!stored) {
        const size_t count = push.placements.size();
        if (!concernsOneOf(stored.error(), count))
            return declined(stored.error(), triedOf(push));
        TRY(pushFlags(part(push, 0, count / 2)));
        return pushFlags(part(push, count / 2, count));
    }
    TRY(m_context.store().write(u"flags pushed", [&](store::WriteTransaction &tx) {
        return tx.wishes().flagsPushed(push.placements, push.set, push.clear);
    }));
    m_context.report.pushed += static_cast<int>(push.placements.size());
    return {};
}

Status WishPush::storeFlags(const store::FlagPush &push)
{
    const imap::SequenceSet uids = imap::SequenceSet::of(QList<Uid>(push.uids.begin(), push.uids.end()));
    if (push.set)
        (void)TRY(m_session.storeFlags(uids, imap::ImapSession::StoreMode::Add, push.set));
    if (push.clear)
        (void)TRY(m_session.storeFlags(uids, imap::ImapSession::StoreMode::Remove, push.clear));
    return {};
}

Result<WishPush::Earlier> WishPush::resumeMove(const store::MoveWish &wish, UidValidity sourceValidity)
{
    const imap::MailboxName source = TRY(nameOf(wish.source));
    const imap::MailboxName target = TRY(nameOf(wish.target));
    TRY(returnTo(source, sourceValidity));
    const bool stillHere = !TRY(m_session.existingUids(imap::SequenceSet::of(wish.uid))).isEmpty();

    Uid found;
    Result<imap::SelectResult> there = m_session.select(target, imap::ImapSession::Access::ReadOnly);
    if (!there) {
        if (endsSession(there.error()))
            return there.error();
        // Without the target nothing can have arrived there: the wish starts anew and is judged as such.
    } else {
        // Renumbered since: the remembered UIDNEXT says nothing any more, so all of it is searched.
        const bool sameNumbers = there->uidValidity == wish.stageUidValidity && wish.stageUidNext;
        found = TRY(findCopy(wish, sameNumbers ? wish.stageUidNext : Uid(1)));
    }
    TRY(returnTo(source, sourceValidity));

    if (stillHere && !found)
        return Earlier::DidNotHappen;
    TRY(m_context.store().write(u"move resumed", [&](store::WriteTransaction &tx) -> Status {
        if (!stillHere)
            return tx.wishes().moved(wish.placement, found);
        (void)TRY(tx.wishes().copied(wish.placement, found));
        return {};
    }));
    ++m_context.report.pushed;
    return Earlier::Happened;
}

Result<Uid> WishPush::findCopy(const store::MoveWish &wish, Uid from)
{
    imap::SequenceSet candidates = imap::SequenceSet::from(from);
    if (!wish.messageId.isEmpty()) {
        const QList<Uid> named = TRY(m_session.findByMessageId('<' + wish.messageId + '>', from));
        if (named.isEmpty())
            return Uid();
        candidates = imap::SequenceSet::of(named);
    }
    // Two messages may bear one Message-ID (a list's copy and the direct one, or a forgery); COPY keeps size and date.
    const store::MessageDetail ours = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.detail(wish.placement); }));
    Uid found;
    const auto compare = [&](imap::FetchedHeader &&header) -> Status {
        const bool nameless = !header.envelope || header.envelope->messageId.isEmpty();
        const bool same = nameless == wish.messageId.isEmpty() && header.size == wish.size && header.internalDate == ours.dateReceived;
        if (same && header.uid >= from && !m_foundCopies.contains({wish.target, header.uid}))
            found = header.uid;
        return {};
    };
    TRY(m_session.fetchHeaders(imap::MessageSet::uids(candidates), compare));
    if (found)
        m_foundCopies.insert({wish.target, found});
    return found;
}

Status WishPush::returnTo(const imap::MailboxName &name, UidValidity uidValidity)
{
    if (m_session.selected() == name)
        return {};
    if (TRY(m_session.select(name)).uidValidity == uidValidity)
        return {};
    return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Soon, QStringLiteral("the folder was renumbered while it was worked on"));
}

Status WishPush::pushMoves(FolderId target, const Moves &moves)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    const imap::MailboxName name = TRY(nameOf(target));
    const Result<imap::MailboxStatus> before = statusOrCreate(target, name);
    if (!before)
        return declined(before.error(), triedOf(moves));
    TRY(m_context.store().write(u"copying", [&](store::WriteTransaction &tx) {
        return tx.wishes().copying(placementsOf(moves), before->uidNext.value_or(Uid()), before->uidValidity.value_or(UidValidity()));
    }));
    return m_session.canMove() ? move(target, name, moves) : copy(target, name, moves);
}

Status WishPush::move(FolderId target, const imap::MailboxName &name, const Moves &moves)
{
    const Result<imap::CopyUid> answer = m_session.uidMove(uidsOf(moves), name);
    if (!answer) {
        if (concernsOneOf(answer.error(), static_cast<size_t>(moves.size()))) {
            // Refused as a whole: halve the batch until the culprit stands alone.
            TRY(move(target, name, moves.first(moves.size() / 2)));
            return move(target, name, moves.sliced(moves.size() / 2));
        }
        return declined(answer.error(), triedOf(moves));
    }
    TRY(m_context.store().write(u"moved", [&](store::WriteTransaction &tx) -> Status {
        for (const store::MoveWish &wish : moves)
            TRY(tx.wishes().moved(wish.placement, answer->targetOf(wish.uid)));
        return {};
    }));
    m_context.report.pushed += static_cast<int>(moves.size());
    return {};
}

Status WishPush::copy(FolderId target, const imap::MailboxName &name, const Moves &moves)
{
    const Result<imap::CopyUid> answer = m_session.uidCopy(uidsOf(moves), name);
    if (!answer) {
        if (concernsOneOf(answer.error(), static_cast<size_t>(moves.size()))) {
            TRY(copy(target, name, moves.first(moves.size() / 2)));
            return copy(target, name, moves.sliced(moves.size() / 2));
        }
        return declined(answer.error(), triedOf(moves));
    }
    TRY(m_context.store().write(u"copied", [&](store::WriteTransaction &tx) -> Status {
        for (const store::MoveWish &wish : moves)
            (void)TRY(tx.wishes().copied(wish.placement, answer->targetOf(wish.uid)));
        return {};
    }));
    m_context.report.pushed += static_cast<int>(moves.size());
    return {};
}

Status WishPush::expunge(const Moves &moves)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    const imap::SequenceSet uids = uidsOf(moves);
    const std::vector<PlacementId> ids = placementsOf(moves);

    const auto deleted = m_session.storeFlags(uids, imap::ImapSession::StoreMode::Add, Flag::Deleted);
    if (!deleted)
        return declined(deleted.error(), triedOf(moves));
    TRY(m_context.store().write(u"marked deleted", [&](store::WriteTransaction &tx) { return tx.wishes().marked(ids); }));

    if (!m_session.hasUidPlus()) {
        return m_context.store().write(u"left marked", [&](store::WriteTransaction &tx) { return tx.wishes().leftMarked(ids); });
    }
    const Status gone = m_session.uidExpunge(uids);
    if (!gone)
        return declined(gone.error(), triedOf(moves));
    TRY(m_context.store().write(u"expunged", [&](store::WriteTransaction &tx) { return tx.wishes().expunged(ids); }));
    m_context.report.pushed += static_cast<int>(ids.size());
    return {};
}

Status WishPush::pushAppends()
{
    const QList<store::AppendWish> wishes = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dueAppends(m_context.account.id, Clock::nowUtc());
    }));
    for (const store::AppendWish &wish : wishes) {
        if (wish.parked)
            continue;
        const Status done = append(wish);
        if (!done)
            TRY(declinedAppend(done.error(), wish));
    }
    return {};
}

Status WishPush::append(const store::AppendWish &wish)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    const imap::MailboxName target = TRY(nameOf(wish.folder));
    if (wish.stage == store::AppendWish::Stage::Appending) {
        if (TRY(appendedEarlier(wish, target)))
            return {};
        if (TRY(isUnwanted(wish)))
            return m_context.store().write(u"append withdrawn", [&](store::WriteTransaction &tx) { return tx.appends().discard(wish.id); });
    }

    const imap::MailboxStatus before = TRY(statusOrCreate(wish.folder, target));
    TRY(m_context.store().write(u"appending", [&](store::WriteTransaction &tx) {
        return tx.appends().appending(wish.id, before.uidNext.value_or(Uid()), before.uidValidity.value_or(UidValidity()));
    }));
    const QByteArray bytes = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.blob(wish.blob); }));
    const imap::AppendUid answer =
        TRY(m_session.append(target, imap::AppendSource::of(bytes), wish.flags, wish.internalDate));
    TRY(m_context.store().write(u"appended", [&](store::WriteTransaction &tx) {
        return tx.appends().done(wish.id, Uid(answer.uids.lowest()));
    }));
    ++m_context.report.pushed;
    return {};
}

Result<imap::MailboxStatus> WishPush::statusOrCreate(FolderId folder, const imap::MailboxName &name)
{
    Result<imap::MailboxStatus> status = m_session.status(name);
    if (status || endsSession(status.error()))
        return status;
    // A Sent or Drafts folder that no server ever made: this is the moment to make it.
    const FolderRow row = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.folder(folder); }));
    if (!m_session.createFolder(name, row.role))
        return status;
    (void)m_session.subscribe(name, true); // a folder that is not subscribed is still a folder
    return m_session.status(name);
}

Result<bool> WishPush::appendedEarlier(const store::AppendWish &wish, const imap::MailboxName &target)
{
    const imap::SelectResult there = TRY(m_session.select(target, imap::ImapSession::Access::ReadOnly));
    // Renumbered since: the remembered UIDNEXT says nothing any more, so all of it is searched.
    const bool sameNumbers = there.uidValidity == wish.stageUidValidity && wish.stageUidNext;
    const QList<Uid> found = TRY(m_session.findByMessageId('<' + wish.messageId + '>', sameNumbers ? wish.stageUidNext : Uid(1)));
    if (found.isEmpty())
        return false;
    TRY(m_context.store().write(u"append found", [&](store::WriteTransaction &tx) { return tx.appends().done(wish.id, found.last()); }));
    ++m_context.report.pushed;
    return true;
}

Result<bool> WishPush::isUnwanted(const store::AppendWish &wish)
{
    if (!wish.placement)
        return false;
    // A row that wants to be gone is shown nowhere, and so not found.
    const auto shown = m_context.store().read([&](const store::Reader &reader) { return reader.row(wish.placement); });
    if (!shown && shown.error().kind != ErrorKind::NotFound)
        return shown.error();
    return !shown.ok();
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

std::vector<WishPush::Tried> WishPush::triedOf(const store::FlagPush &push)
{
    std::vector<Tried> tried;
    for (size_t i = 0; i < push.placements.size(); ++i)
        tried.push_back({push.placements[i], push.attempts[i]});
    return tried;
}

Status WishPush::declined(const Error &error, std::span<const Tried> wishes)
{
    if (endsSession(error) || !m_session.isAlive())
        return error;
    std::vector<PlacementId> parked;
    std::map<int, std::vector<PlacementId>> postponed; // by the number of the attempt that failed
    for (const Tried &wish : wishes)
        (isGivenUp(error, wish.before + 1) ? parked : postponed[wish.before + 1]).push_back(wish.placement);
    qCWarning(logEngine) << m_context.account.name << "parks" << parked.size() << "of" << wishes.size() << "declined wishes:" << describe(error);
    TRY(m_context.store().write(u"wish declined", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.wishes().park(parked, describe(error)));
        for (const auto &[attempts, ids] : postponed)
            TRY(tx.wishes().postpone(ids, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(attempts).count()));
        return {};
    }));
    m_context.report.parked += static_cast<int>(parked.size());
    return {};
}

Status WishPush::declinedAppend(const Error &error, const store::AppendWish &wish)
{
    if (endsSession(error) || !m_session.isAlive())
        return error;
    const int attempts = wish.attempts + 1;
    const bool giveUp = isGivenUp(error, attempts);
    if (giveUp)
        ++m_context.report.parked;
    return m_context.store().write(u"append declined", [&](store::WriteTransaction &tx) -> Status {
        if (giveUp)
            return tx.appends().park(wish.id, describe(error));
        return tx.appends().postpone(wish.id, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(attempts).count());
    });
}

} // namespace petrel::engine
