// Copies within the account: the part of WishPush about COPY of what stays where it is.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/engine/imap/halving.h"
#include "core/engine/imap/wish_slices_p.h"

#include <algorithm>

namespace petrel::engine {

namespace {

/**
 * The next ones for one command, whoever failed least first. A message is named once in a set: whoever is copied twice into
 * one folder is copied in two commands.
 */
QList<store::CopyWish> takeNext(QList<store::CopyWish> &copies)
{
    std::stable_sort(copies.begin(), copies.end(), [](const store::CopyWish &a, const store::CopyWish &b) { return a.attempts < b.attempts; });
    const int attempts = copies.first().attempts;
    const auto most = static_cast<qsizetype>(togetherAfter(attempts));
    QList<store::CopyWish> together, rest;
    QSet<Uid> named;
    for (const store::CopyWish &copy : std::as_const(copies)) {
        const bool fits = copy.attempts == attempts && together.size() < most && !named.contains(copy.uid);
        (fits ? together : rest).append(copy);
        if (fits)
            named.insert(copy.uid);
    }
    copies = rest;
    return together;
}

} // namespace

Result<WishPush::Copies> WishPush::dueCopies(FolderId folder)
{
    Copies copies = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dueCopies(m_context.account.id, Clock::nowUtc());
    }));
    copies.removeIf([&](const store::CopyWish &copy) { return copy.sourceFolder != folder; });
    return copies;
}

Status WishPush::pushCopies(FolderId folder, const imap::MailboxName &here, UidValidity uidValidity)
{
    const Copies due = TRY(dueCopies(folder));
    QMap<FolderId, Copies> byTarget;
    for (const store::CopyWish &wish : due) {
        if (wish.stage == store::AppendWish::Stage::Appending) {
            const Result<bool> earlier = arrivedEarlier(wish.id, {wish.target, wish.messageId, wish.size, wish.dateReceived, wish.attempts}, wish.stageUidNext,
                                                        wish.stageUidValidity, store::AppendWish::Origin::Copy);
            if (!earlier)
                TRY(declinedAppend(earlier.error(), wish.id, wish.attempts)); // its outcome stays unknown, and it is not repeated
            if (!earlier || *earlier)
                continue;
            if (TRY(isUnwanted(wish.placement))) {
                TRY(m_context.store().write(u"copy withdrawn", [&](store::WriteTransaction &tx) { return tx.appends().discard(wish.id); }));
                continue;
            }
        }
        byTarget[wish.target].append(wish);
    }
    if (due.isEmpty())
        return {};
    TRY(returnTo(here, uidValidity));
    for (auto it = byTarget.cbegin(); it != byTarget.cend(); ++it)
        TRY(pushCopies(it.key(), it.value()));
    return {};
}

Status WishPush::pushCopies(FolderId target, Copies copies)
{
    m_context.tell(AccountStatus::Task::Pushing, {}, 0, copies.size());
    imap::MailboxName name = TRY(nameOf(target));
    const Result<imap::MailboxStatus> before = statusOrCreate(target, name);
    if (!before) {
        for (const store::CopyWish &wish : std::as_const(copies))
            TRY(declinedAppend(before.error(), wish.id, wish.attempts));
        return {};
    }
    while (!copies.isEmpty())
        TRY(copyTogether(name, TRY(beginAppending(takeNext(copies), *before))));
    return {};
}

Status WishPush::copyTogether(const imap::MailboxName &target, const Copies &copies)
{
    if (copies.isEmpty())
        return {};
    const auto attempt = [&](std::size_t begin, std::size_t end) -> Result<Halving::Record> {
        const Copies some = copies.sliced(qsizetype(begin), qsizetype(end - begin));
        QList<Uid> uids;
        for (const store::CopyWish &copy : some)
            uids.append(copy.uid);
        std::sort(uids.begin(), uids.end());
        const imap::CopyUid answer = TRY(m_session.uidCopy(imap::SequenceSet::of(uids), target));
        return Halving::Record([=, this]() -> Status {
            TRY(m_context.store().write(u"copied", [&](store::WriteTransaction &tx) -> Status {
                for (const store::CopyWish &copy : some)
                    TRY(tx.appends().done(copy.id, TRY(inKnownNumbers(tx, copy.target, answer.targetValidity(), answer.targetOf(copy.uid)))));
                return {};
            }));
            m_context.report.pushed += static_cast<int>(some.size());
            return {};
        });
    };
    const auto refused = [&](const Error &error, std::size_t begin, std::size_t end) -> Status {
        Status over;
        for (const store::CopyWish &copy : copies.sliced(qsizetype(begin), qsizetype(end - begin))) {
            if (m_session.isAlive()) // a NO is an answer: then the outcome is known
                TRY(notAppended(copy.id));
            if (const Status told = declinedAppend(error, copy.id, copy.attempts); !told)
                over = told;
        }
        return over;
    };
    return Halving(attempt, refused).run(static_cast<std::size_t>(copies.size()));
}

} // namespace petrel::engine
