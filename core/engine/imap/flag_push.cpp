// Flags on their way to the server: the part of WishPush about STORE.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/halving.h"
#include "core/engine/imap/wish_slices_p.h"
#include "core/engine/retry_policy.h"

namespace petrel::engine {

namespace {

store::FlagPush part(const store::FlagPush &push, std::size_t begin, std::size_t end)
{
    return {push.set, push.clear, slice(push.rows, begin, end)};
}

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

Status WishPush::pushFlags(FolderId folder)
{
    const QList<store::FlagPush> pushes = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyFlags(folder, Clock::nowUtc());
    }));
    for (const store::FlagPush &push : pushes) {
        const auto some = [&](std::size_t begin, std::size_t end) { return pushFlags(part(push, begin, end)); };
        TRY(inSlices(push.rows.placements.size(), some, togetherAfter(push.rows)));
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
                return tx.wishes().flagsPushed(some.rows.placements, some.set, some.clear);
            }));
            m_context.report.pushed += static_cast<int>(some.rows.placements.size());
            return {};
        });
    };
    const auto refused = [&](const Error &error, std::size_t begin, std::size_t end) { return flagsDeclined(error, part(push, begin, end)); };
    return Halving(attempt, refused).run(push.rows.placements.size());
}

Status WishPush::storeFlags(const store::FlagPush &push)
{
    const imap::SequenceSet uids = uidsOf(push.rows);
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
    if (!push.rows.moves || !goesOn)
        return declined(error, triedOf(push.rows), {.set = push.set, .clear = push.clear});
    qCWarning(logEngine) << m_context.account.name << "moves" << push.rows.placements.size() << "messages without their flags:" << describe(error);
    if (!RetryPolicy::isGivenUp(error, 1))
        return {}; // wanted where they go, too
    return m_context.store().write(u"flags refused", [&](store::WriteTransaction &tx) {
        return tx.wishes().flagsRefused(push.rows.placements, push.set, push.clear);
    });
}

} // namespace petrel::engine
