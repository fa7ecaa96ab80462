#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/halving.h"
#include "core/engine/imap/translation.h"
#include "core/engine/retry_policy.h"

#include <algorithm>
#include <map>

namespace petrel::engine {

namespace {

/** What one command and one transaction are about: the gate is not kept closed for long, and a UID set fits its line. */
constexpr std::size_t kTogether = 200;

/** `work(begin, end)` for one slice after the other. */
template <class Work>
Status inSlices(std::size_t count, Work work, std::size_t together = kTogether)
{
    for (std::size_t begin = 0; begin < count; begin += together)
        TRY(work(begin, std::min(begin + together, count)));
    return {};
}

/** Fewer with each attempt that failed: a message at which the server hangs up stands alone before it is given up. */
std::size_t togetherAfter(int attempts)
{
    std::size_t together = kTogether;
    for (; attempts > 0; --attempts)
        together = (together + 2) / 3;
    return together;
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

QList<store::MoveWish> slice(const QList<store::MoveWish> &moves, std::size_t begin, std::size_t end)
{
    return moves.sliced(static_cast<qsizetype>(begin), static_cast<qsizetype>(end - begin));
}

store::FlagPush part(const store::FlagPush &push, size_t begin, size_t end)
{
    const auto cut = [=](const auto &all) { return std::vector(all.begin() + static_cast<qsizetype>(begin), all.begin() + static_cast<qsizetype>(end)); };
    return {push.set, push.clear, push.moves, cut(push.uids), cut(push.placements), cut(push.attempts)};
}

/** What is no system flag of RFC 3501: servers need not know them. */
constexpr Flags kKeywords = Flags(Flag::Forwarded) | Flag::Junk | Flag::NotJunk | Flag::MdnSent;

bool isMixed(const store::FlagPush &push)
{
    const Flags flags = push.set | push.clear;
    return (flags & kKeywords) && (flags & ~kKeywords);
}

store::FlagPush only(store::FlagPush push, Flags flags)
{
    push.set &= flags;
    push.clear &= flags;
    return push;
}

} // namespace

Result<Uid> WishPush::inKnownNumbers(store::WriteTransaction &tx, FolderId folder, UidValidity told, Uid uid)
{
    const UidValidity known = TRY(tx.syncReader().syncState(folder)).uidValidity;
    return told && told == known ? uid : Uid();
}

Status WishPush::pushFolder(FolderId folder, UidValidity uidValidity)
{
    m_numbers = uidValidity;
    TRY(pushFlags(folder));

    const auto dueMoves = [&]() -> Result<Moves> {
        Moves moves = TRY(m_context.store().read([&](const store::Reader &reader) {
            return store::SyncReader(reader).dirtyMoves(m_context.account.id, Clock::nowUtc());
        }));
        moves.removeIf([&](const store::MoveWish &move) { return move.source != folder; });
        return moves;
    };

    // First what was cut off: its outcome is looked up in the target before anything is repeated.
    const imap::MailboxName here = TRY(nameOf(folder));
    QSet<PlacementId> didNotHappen;
    for (const store::MoveWish &move : TRY(dueMoves())) {
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
    qint64 done = 0;
    return inSlices(deletions, [&](const Moves &some) -> Status {
        m_context.tell(AccountStatus::Task::Pushing, {}, done, deletions.size());
        done += some.size();
        return expunge(some);
    });
}

Status WishPush::pushFlags(FolderId folder)
{
    const QList<store::FlagPush> pushes = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyFlags(folder, Clock::nowUtc());
    }));
    for (const store::FlagPush &push : pushes) {
        const auto some = [&](std::size_t begin, std::size_t end) { return pushFlags(part(push, begin, end)); };
        TRY(inSlices(push.placements.size(), some, togetherAfter(*std::max_element(push.attempts.cbegin(), push.attempts.cend()))));
    }
    return {};
}

Status WishPush::pushFlags(const store::FlagPush &push)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, 0);
    const auto attempt = [&](std::size_t begin, std::size_t end) -> Result<Halving::Record> {
        const store::FlagPush some = part(push, begin, end);
        TRY(storeFlags(some));
        return Halving::Record([this, some]() -> Status {
            TRY(m_context.store().write(u"flags pushed", [&](store::WriteTransaction &tx) {
                return tx.wishes().flagsPushed(some.placements, some.set, some.clear);
            }));
            m_context.report.pushed += static_cast<int>(some.placements.size());
            return {};
        });
    };
    const auto refused = [&](const Error &error, std::size_t begin, std::size_t end) { return flagsDeclined(error, part(push, begin, end)); };
    return Halving(attempt, refused).run(push.placements.size());
}

Status WishPush::storeFlags(const store::FlagPush &push)
{
    const imap::SequenceSet uids = imap::SequenceSet::of(QList<Uid>(push.uids.begin(), push.uids.end()));
    // What the folder does not keep counts as pushed: the next look at its flags shows what became of it.
    const Flags set = m_session.keptFlags(push.set), clear = m_session.keptFlags(push.clear);
    if (set)
        (void)TRY(m_session.storeFlags(uids, imap::ImapSession::StoreMode::Add, set));
    if (clear)
        (void)TRY(m_session.storeFlags(uids, imap::ImapSession::StoreMode::Remove, clear));
    return {};
}

/** Where keywords are not taken, "read" is; what is refused alone is refused. A flag that is not taken never holds up the move of its message: Junk is a keyword and a folder. */
Status WishPush::flagsDeclined(const Error &error, const store::FlagPush &push)
{
    const bool goesOn = m_session.isAlive() && !endsPass(error);
    if (goesOn && isMixed(push) && error.kind != ErrorKind::Throttled) {
        TRY(pushFlags(only(push, ~kKeywords)));
        return pushFlags(only(push, kKeywords));
    }
    if (!push.moves || !goesOn)
        return declined(error, triedOf(push));
    qCWarning(logEngine) << m_context.account.name << "moves" << push.placements.size() << "messages without their flags:" << describe(error);
    if (!RetryPolicy::isGivenUp(error, 1))
        return {}; // wanted where they go, too
    return m_context.store().write(u"flags refused", [&](store::WriteTransaction &tx) {
        return tx.wishes().flagsRefused(push.placements, push.set, push.clear);
    });
}

Result<WishPush::Earlier> WishPush::resumeMove(const store::MoveWish &wish, UidValidity sourceValidity)
{
    const imap::MailboxName source = TRY(nameOf(wish.source));
    const imap::MailboxName target = TRY(nameOf(wish.target));
    TRY(returnTo(source, sourceValidity));
    const bool stillHere = !TRY(m_session.existingUids(imap::SequenceSet::of(wish.uid))).isEmpty();

    Uid found;
    Result<imap::SelectResult> there = m_session.select(target, imap::ImapSession::Access::ReadOnly);
    // Without the target nothing can have arrived there: the wish starts anew and is judged as such. Any other refusal says nothing.
    if (!there && there.error().kind != ErrorKind::NotFound)
        return there.error();
    if (there) {
        // Renumbered since: the remembered UIDNEXT says nothing any more, so all of it is searched.
        const bool sameNumbers = there->uidValidity == wish.stageUidValidity && wish.stageUidNext;
        found = TRY(findCopy(wish, sameNumbers ? wish.stageUidNext : Uid(1)));
    }
    TRY(returnTo(source, sourceValidity));

    if (stillHere && !found)
        return Earlier::DidNotHappen;
    PlacementId remainder;
    TRY(m_context.store().write(u"move resumed", [&](store::WriteTransaction &tx) -> Status {
        const Uid arrived = TRY(inKnownNumbers(tx, wish.target, there ? there->uidValidity : UidValidity(), found));
        if (!stillHere)
            return tx.wishes().moved(wish.placement, arrived);
        remainder = TRY(tx.wishes().copied(wish.placement, arrived));
        return {};
    }));
    m_remainders.insert(remainder);
    ++m_context.report.pushed;
    return Earlier::Happened;
}

Result<Uid> WishPush::findCopy(const store::MoveWish &wish, Uid from)
{
    // Two messages may bear one Message-ID (a list's copy and the direct one, or a forgery); COPY keeps size and date.
    const store::MessageDetail original = TRY(m_context.store().read([&](const store::Reader &reader) { return reader.detail(wish.placement); }));
    const Uid found = TRY(findMessage(wish.messageId, from, [&](const store::NewMessage &message) {
        return message.size == wish.size && message.dateReceived == original.dateReceived && !m_foundCopies.contains({wish.target, message.uid});
    }));
    if (found)
        m_foundCopies.insert({wish.target, found});
    return found;
}

Result<Uid> WishPush::findMessage(const QByteArray &messageId, Uid from, const IsOurs &ours)
{
    imap::SequenceSet candidates;
    if (!messageId.isEmpty())
        candidates = imap::SequenceSet::of(TRY(m_session.findByMessageId(messageId, from)));
    // A field with a blank or a comment in its id is not found by the id: each message is looked at.
    if (candidates.isEmpty())
        candidates = imap::SequenceSet::from(from);
    Uid found;
    const auto compare = [&](imap::FetchedHeader &&header) -> Status {
        const store::NewMessage message = toNewMessage(header);
        if (message.uid >= from && message.envelope.messageId == messageId && ours(message))
            found = message.uid;
        return {};
    };
    TRY(m_session.fetchHeaders(imap::MessageSet::uids(candidates), compare));
    return found;
}

Status WishPush::returnTo(const imap::MailboxName &name, UidValidity uidValidity)
{
    if (m_session.selected() != name)
        m_numbers = TRY(m_session.select(name)).uidValidity;
    if (m_numbers == uidValidity)
        return {};
    return makeError(ErrorKind::Protocol, ErrorScope::Folder, ErrorRetry::Soon, QStringLiteral("the folder was renumbered while it was worked on"));
}

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
        const bool moves = m_session.canMove();
        const imap::CopyUid answer = TRY(moves ? m_session.uidMove(uidsOf(some), target) : m_session.uidCopy(uidsOf(some), target));
        return Halving::Record([=, this] { return moves ? recordMoved(some, answer) : recordCopied(some, answer); });
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
    const bool over = endsPass(error) || !m_session.isAlive();
    if (over && !countsAsAttempt(error))
        return error;
    TRY(inSlices(wishes.size(), [&](std::size_t begin, std::size_t end) { return countAttempt(error, wishes.subspan(begin, end - begin)); }));
    return over ? Status(error) : Status();
}

Status WishPush::countAttempt(const Error &error, std::span<const Tried> wishes)
{
    std::vector<PlacementId> parked;
    std::map<int, std::vector<PlacementId>> postponed; // by the number of the attempt that failed
    for (const Tried &wish : wishes)
        (RetryPolicy::isGivenUp(error, wish.before + 1) ? parked : postponed[wish.before + 1]).push_back(wish.placement);
    qCWarning(logEngine) << m_context.account.name << "parks" << parked.size() << "of" << wishes.size() << "declined wishes:" << describe(error);
    TRY(m_context.store().write(u"wish declined", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.wishes().park(parked, describe(error)));
        for (const auto &[attempts, ids] : postponed)
            TRY(tx.wishes().postpone(ids, describe(error), Clock::nowUtc() + RetryPolicy::wishPause(error, attempts).count()));
        return {};
    }));
    m_context.report.parked += static_cast<int>(parked.size());
    return {};
}

} // namespace petrel::engine
