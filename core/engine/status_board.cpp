#include "core/engine/status_board.h"

#include "core/base/clock.h"

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

bool isTrouble(const AccountStatus &status)
{
    return status.phase == AccountStatus::Phase::Stopped || status.phase == AccountStatus::Phase::Waiting;
}

/** Only the count moved on: such a change may be told later. */
bool isMereProgress(const AccountStatus &before, AccountStatus now)
{
    const bool finished = now.done == now.total;
    now.done = before.done;
    now.total = before.total;
    now.bytesDone = before.bytesDone;
    now.bytesTotal = before.bytesTotal;
    return now == before && !finished;
}

} // namespace

AccountStatus &StatusBoard::Entry::of(StatusSide side)
{
    switch (side) {
    case StatusSide::Watching: return watching;
    case StatusSide::Sending: return sending;
    case StatusSide::Receiving: break;
    }
    return receiving;
}

AccountStatus StatusBoard::merged(AccountId account, const Entry &entry)
{
    const bool isSending = entry.sending.phase == AccountStatus::Phase::Working || (isTrouble(entry.sending) && !isTrouble(entry.receiving));
    // Where no second connection is allowed, the passes fetch all there is: that is not worth a word.
    const bool watchIsCut = isTrouble(entry.watching) && !(entry.watching.error && entry.watching.error->kind == ErrorKind::Throttled);
    const AccountStatus &incoming = watchIsCut && entry.receiving.phase == AccountStatus::Phase::UpToDate ? entry.watching : entry.receiving;
    AccountStatus status = isSending ? entry.sending : incoming;
    status.side = isSending ? AccountSide::Outgoing : AccountSide::Incoming;
    status.account = account;
    status.pending = entry.pending;
    status.lastSuccess = entry.receiving.lastSuccess;
    status.sendingFails = isTrouble(entry.sending);
    return status;
}

void StatusBoard::publish(AccountId account, const std::function<void(Entry &)> &edit)
{
    AccountStatus now;
    {
        const std::lock_guard lock(m_mutex);
        Entry &entry = m_entries[account];
        edit(entry);
        now = merged(account, entry);
        if (now == entry.shown)
            return;
        const auto moment = Clock::current().monotonic();
        if (isMereProgress(entry.shown, now) && moment - entry.told < 100ms)
            return;
        entry.shown = now;
        entry.told = moment;
    }
    QMetaObject::invokeMethod(&m_events, [events = &m_events, now] { Q_EMIT events->accountStatusChanged(now); }, Qt::QueuedConnection);
}

void StatusBoard::change(AccountId account, StatusSide side, const std::function<void(AccountStatus &)> &edit)
{
    publish(account, [&](Entry &entry) { edit(entry.of(side)); });
}

void StatusBoard::setPending(AccountId account, int pending)
{
    publish(account, [&](Entry &entry) { entry.pending = pending; });
}

void StatusBoard::setFacts(AccountId account, const ServerFacts &facts)
{
    {
        const std::lock_guard lock(m_mutex);
        const ServerFacts before = std::exchange(m_facts[account], facts);
        if (before.extensions == facts.extensions && before.quotas == facts.quotas && before.asked != 0)
            return;
    }
    QMetaObject::invokeMethod(&m_events, [events = &m_events, account] { Q_EMIT events->serverFactsChanged(account); }, Qt::QueuedConnection);
}

ServerFacts StatusBoard::facts(AccountId account) const
{
    const std::lock_guard lock(m_mutex);
    return m_facts.value(account);
}

void StatusBoard::forget(AccountId account)
{
    const std::lock_guard lock(m_mutex);
    m_entries.remove(account);
    m_facts.remove(account);
}

AccountStatus StatusBoard::status(AccountId account) const
{
    const std::lock_guard lock(m_mutex);
    return merged(account, m_entries.value(account));
}

} // namespace petrel::engine
