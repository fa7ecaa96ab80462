#include "core/engine/workers/other_workers.h"

#include "core/engine/pop3/maildrop_pass.h"
#include "core/engine/send/submission.h"

namespace petrel::engine {

Pop3Worker::Pop3Worker(WorkerPlace place)
    : Worker(QStringLiteral("pop3:%1").arg(place.account.id.number()), StatusSide::Receiving, std::move(place))
{
}

Pop3Worker::~Pop3Worker()
{
    halt();
}

Result<Deadline> Pop3Worker::round(const StopToken &stop)
{
    PassContext context = makeContext(stop);
    tell([](AccountStatus &status) { status.phase = AccountStatus::Phase::Connecting; });
    const Status done = MaildropPass(context).run();
    if (context.report.loginDelaySeconds > 0)
        m_loginDelay = std::chrono::seconds(context.report.loginDelaySeconds);
    TRY(Status(done));
    tellUpToDate(context.report.troubles);
    return Deadline::in(interval(context.account, m_loginDelay));
}

std::chrono::seconds Pop3Worker::interval(const Account &account, std::chrono::seconds loginDelay)
{
    constexpr std::chrono::seconds kToBeSure{1};
    const std::chrono::seconds borne = loginDelay.count() > 0 ? std::min<std::chrono::seconds>(loginDelay + kToBeSure, std::chrono::hours(24)) : loginDelay;
    return std::max(std::chrono::seconds(account.checkEverySeconds), borne);
}

std::chrono::milliseconds Pop3Worker::leastPause(const Error &error) const
{
    Account none;
    none.checkEverySeconds = 0;
    return error.code == "LOGIN-DELAY" ? interval(none, m_loginDelay) : std::chrono::seconds(0);
}

void Pop3Worker::onTrouble(const Error &error)
{
    askForSecret(AccountSide::Incoming, error);
}

SendWorker::SendWorker(WorkerPlace place, std::function<void()> onSent)
    : Worker(QStringLiteral("send:%1").arg(place.account.id.number()), StatusSide::Sending, std::move(place)), m_onSent(std::move(onSent))
{
}

SendWorker::~SendWorker()
{
    halt();
}

Result<Deadline> SendWorker::round(const StopToken &stop)
{
    PassContext context = makeContext(stop);
    Submission submission(context, [this](OutboxId id) {
        QMetaObject::invokeMethod(&place().events, [events = &place().events, id] { Q_EMIT events->sendFinished(id); }, Qt::QueuedConnection);
        m_onSent();
    });
    const Status done = submission.sendDue();
    for (const OutboxId id : submission.delayed()) {
        const OutboxItem item = TRY(context.store().read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
        QMetaObject::invokeMethod(&place().events, [events = &place().events, item] { Q_EMIT events->sendDelayed(item); }, Qt::QueuedConnection);
    }
    TRY(done);
    tell([](AccountStatus &status) { status = {}; });
    const std::int64_t now = Clock::nowUtc();
    const std::int64_t due = TRY(context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).nextOutboxDue(context.account.id, now);
    }));
    return due == 0 ? Deadline::never() : Deadline::in(std::chrono::seconds(due - now));
}

void SendWorker::onTrouble(const Error &error)
{
    askForSecret(AccountSide::Outgoing, error);
}

} // namespace petrel::engine
