#include "core/engine/send/uncertain_fate.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/retry_policy.h"
#include "core/engine/send/recipients.h"
#include "core/engine/send/sent_copy.h"

#include <optional>

namespace petrel::engine {

namespace {

Result<Found> foundHere(PassContext &context, const OutboxItem &item)
{
    return context.store().read([&](const store::Reader &reader) -> Result<Found> {
        const store::SyncReader sync(reader);
        if (TRY(sync.hasTurnedUp(item, store::SyncReader::Where::Sent)))
            return Found::InSent;
        return TRY(sync.hasTurnedUp(item, store::SyncReader::Where::Inboxes)) ? Found::InInbox : Found::Nowhere;
    });
}

Status recordFound(PassContext &context, const OutboxItem &item, Found found)
{
    std::optional<SentCopy> copy;
    if (found == Found::InInbox)
        copy = TRY(prepareSentCopy(context.store(), item));
    const Recipients recipients = asTaken(item.recipients);
    const bool waits = has(recipients, RecipientState::Pending);
    const bool refused = has(recipients, RecipientState::Refused);
    const QString rest = waits || refused ? describe(partlySent(recipients)) : QString();
    TRY(context.store().write(u"found", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.outbox().found(item.id, recipients, rest, replyOf(recipients)));
        return copy ? recordSentCopy(tx, context.account, std::move(*copy)) : Status();
    }));
    qCInfo(logEngine) << context.account.name << "outbox" << item.id.number() << "turned up";
    ++context.report.sent;
    context.report.parked += refused && !waits ? 1 : 0;
    context.noteFate(item.id);
    return {};
}

Status tell(PassContext &context, OutboxId id)
{
    const bool isNews = TRY(context.store().write(u"uncertain", [&](store::WriteTransaction &tx) { return tx.outbox().noteUncertainTold(id); }));
    if (isNews)
        context.noteFate(id);
    return {};
}

Result<Found> foundAnywhere(PassContext &context, const store::FateLook &look, const LookAtServer &atServer)
{
    const Found here = TRY(foundHere(context, look.item));
    if (here != Found::Nowhere || !atServer)
        return here;
    const Result<Found> there = atServer(look.item, look.before);
    if (there || endsPass(there.error()))
        return there;
    qCWarning(logEngine) << context.account.name << "looking for outbox" << look.item.id.number() << describe(there.error());
    return Found::Nowhere;
}

} // namespace

Status lookForUncertain(PassContext &context, const LookAtServer &atServer)
{
    const std::int64_t now = Clock::nowUtc();
    const QList<store::FateLook> due = TRY(context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dueFateLooks(context.account.id, now);
    }));
    for (const store::FateLook &look : due) {
        const std::int64_t next = RetryPolicy::looksAgain(look.before + 1) ? now + RetryPolicy::lookPause(look.before + 1).count() : 0;
        TRY(context.store().write(u"looking", [&](store::WriteTransaction &tx) { return tx.outbox().looking(look.item.id, next); }));
        const Found found = TRY(foundAnywhere(context, look, atServer));
        TRY(found == Found::Nowhere ? tell(context, look.item.id) : recordFound(context, look.item, found));
    }
    return {};
}

Status tellUnlooked(PassContext &context)
{
    const QList<OutboxId> untold = TRY(context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).untoldUncertain(context.account.id, Clock::nowUtc() - std::chrono::seconds(kUntoldFor).count());
    }));
    for (const OutboxId id : untold)
        TRY(tell(context, id));
    return {};
}

} // namespace petrel::engine
