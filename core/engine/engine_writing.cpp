// Writing and sending: the part of Engine about mail that leaves.

#include "core/engine/engine_private.h"

#include "core/base/log.h"
#include "core/engine/send/outgoing.h"

namespace petrel::engine {

namespace {

Result<Account> accountOf(store::Store &store, AccountId id)
{
    return store.read([&](const store::Reader &reader) { return reader.account(id); });
}

} // namespace

void Engine::send(AccountId account, mime::OutgoingMessage message, std::int64_t notBefore, QObject *context, Done<OutboxId> done)
{
    d->wishes.post([this, account, message = std::move(message), notBefore, guard = QPointer<QObject>(context), done] {
        const Result<OutboxId> queued = [&]() -> Result<OutboxId> {
            return queueMessage(*d->store, TRY(accountOf(*d->store, account)), message, notBefore);
        }();
        d->wakeAll();
        d->deliver(guard, [done, queued] { done(queued); });
    });
}

void Engine::saveDraft(AccountId account, mime::OutgoingMessage message, std::optional<PlacementId> former, QObject *context,
                       Done<PlacementId> done)
{
    d->wishes.post([this, account, message = std::move(message), former, guard = QPointer<QObject>(context), done] {
        const Result<PlacementId> kept = [&]() -> Result<PlacementId> {
            return keepDraft(*d->store, TRY(accountOf(*d->store, account)), message, former);
        }();
        d->wakeAll();
        d->deliver(guard, [done, kept] { done(kept); });
    });
}

void Engine::discardDraft(PlacementId draft)
{
    d->wishes.post([this, draft] {
        const Status done = d->store->write(u"discard draft", [&](store::WriteTransaction &tx) { return tx.wishes().wantExpunge({draft}); });
        if (!done)
            qCWarning(logEngine) << "discard draft:" << describe(done.error());
        d->wakeAll();
    });
}

void Engine::markAnswered(PlacementId original, bool forwarded)
{
    d->wishes.post([this, original, forwarded] {
        const auto done = changeFlags(*d->store, {original}, forwarded ? Flag::Forwarded : Flag::Answered, {});
        if (!done)
            qCWarning(logEngine) << "mark answered:" << describe(done.error());
        d->wakeAll();
    });
}

void Engine::retryOutbox(OutboxId id)
{
    d->wishes.post([this, id] {
        const Status done = d->store->write(u"requeue", [&](store::WriteTransaction &tx) { return tx.outbox().requeue(id); });
        if (!done)
            qCWarning(logEngine) << "retry outbox:" << describe(done.error());
        QMetaObject::invokeMethod(&d->events, [this] {
            for (auto &[account, runner] : d->runners)
                runner->urge();
        }, Qt::QueuedConnection);
    });
}

void Engine::cancelOutbox(OutboxId id, QObject *context, Done<void> done)
{
    d->wishes.post([this, id, guard = QPointer<QObject>(context), done] {
        const Status cancelled = d->store->write(u"cancel outbox", [&](store::WriteTransaction &tx) { return tx.outbox().cancel(id); });
        d->deliver(guard, [done, cancelled] { done(cancelled); });
    });
}

void Engine::editOutbox(OutboxId id, QObject *context, Done<PlacementId> done)
{
    d->wishes.post([this, id, guard = QPointer<QObject>(context), done] {
        const Result<PlacementId> draft = [&]() -> Result<PlacementId> {
            const OutboxItem item = TRY(d->store->read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
            return returnToDrafts(*d->store, TRY(accountOf(*d->store, item.account)), item);
        }();
        d->wakeAll();
        d->deliver(guard, [done, draft] { done(draft); });
    });
}

void Engine::retryAppend(WishId id)
{
    d->wishes.post([this, id] {
        const Status done = d->store->write(u"retry append", [&](store::WriteTransaction &tx) { return tx.appends().unpark(id); });
        if (!done)
            qCWarning(logEngine) << "retry append:" << describe(done.error());
        d->wakeAll();
    });
}

} // namespace petrel::engine
