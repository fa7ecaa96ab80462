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
    const std::int64_t next = Clock::nowUtc() + RetryPolicy::sendPause(item.attempts).count();
    TRY(context.store().write(u"found", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.outbox().found(item.id, recipients, rest, replyOf(recipients)));
        if (waits) // told "not now" before the line went: the pause that asks for is theirs, too
            TRY(tx.outbox().backOff(item.id, rest, replyOf(recipients), next));
        return copy ? recordSentCopy(tx, context.account, std::move(*copy)) : Status();
    }));
    qCInfo(logEngine) << context.account.name << "outbox" << item.id.number() << "turned up";
    ++context.report.sent;
    if (waits) {
        if (context.around.wakeOthers)
            context.around.wakeOthers(); // this account's sending, too: it sleeps, for nothing was due
        return {};
    }
    context.report.parked += refused ? 1 : 0;
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

Status lookFor(PassContext &context, const store::FateLook &look, const LookAtServer &atServer)
{
    const Found found = TRY(foundAnywhere(context, look, atServer));
    return found == Found::Nowhere ? tell(context, look.item.id) : recordFound(context, look.item, found);
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
        const Status looked = lookFor(context, look, atServer);
        if (!looked && looked.error().scope != ErrorScope::Message)
            return looked;
        // The person cancelled it meanwhile, or our content is damaged: what is still uncertain is told, and the others are looked for.
        if (!looked)
            TRY(tell(context, look.item.id));
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
