#include "core/engine/workers/send_worker.h"

#include "core/engine/send/submission.h"

namespace petrel::engine {

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
    }, &m_line);
    const Status done = submission.sendDue();
    for (const OutboxId id : submission.delayed()) {
        const OutboxItem item = TRY(context.store().read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
        QMetaObject::invokeMethod(&place().events, [events = &place().events, item] { Q_EMIT events->sendDelayed(item); }, Qt::QueuedConnection);
    }
    if (submission.hasUncertain())
        m_onSent();
    TRY(done);
    tell([](AccountStatus &status) { status = {}; });
    return submission.whenNext();
}

void SendWorker::onTrouble(const Error &error)
{
    askForSecret(AccountSide::Outgoing, error);
}

} // namespace petrel::engine
