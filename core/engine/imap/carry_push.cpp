// What is wanted in other accounts, or on this computer: the part of WishPush that brings contents here and hands them over.
#include "core/engine/imap/wish_push.h"

#include "core/base/clock.h"
#include "core/engine/imap/body_fetch.h"

namespace petrel::engine {

namespace {

/** Each is several rows, an entry in the index and perhaps a conversation: the gate is not kept closed for long. */
constexpr int kCarriedTogether = 50;

} // namespace

Status WishPush::bringHere(const QList<store::ContentWish> &wanted, const std::function<Status()> &between)
{
    qint64 done = 0;
    for (const store::ContentWish &wish : wanted) {
        m_context.tell(AccountStatus::Task::Pushing, {}, done++, wanted.size());
        const Status fetched = fetchBody(m_context, m_session, wish.placement);
        if (!fetched && wish.copy)
            TRY(declinedAppend(fetched.error(), wish.copy, wish.attempts));
        else if (!fetched)
            TRY(declined(fetched.error(), std::vector<Tried>{{wish.placement, wish.attempts}}));
        TRY(handOver()); // each at once: what has come leaves, whatever becomes of the next
        if (between)
            TRY(between());
    }
    return handOver();
}

Status WishPush::handOver()
{
    const std::int64_t now = Clock::nowUtc();
    const AccountId account = m_context.account.id;
    const auto some = [&]() -> Result<int> {
        if (!TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).hasCarriable(account, now); })))
            return 0;
        return m_context.store().write(u"hand over", [&](store::WriteTransaction &tx) { return tx.transfers().carryDue(account, now, kCarriedTogether); });
    };
    while (TRY(some()) > 0)
        m_othersAreConcerned = true;
    return {};
}

} // namespace petrel::engine
