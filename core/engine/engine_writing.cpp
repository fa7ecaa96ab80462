// Writing and sending: the part of Engine about mail that leaves.

#include "core/engine/engine_private.h"

#include "core/engine/send/outgoing.h"

namespace petrel::engine {

namespace {

Result<Account> accountOf(store::Store &store, AccountId id)
{
    return store.read([&](const store::Reader &reader) { return reader.account(id); });
}

} // namespace

void Engine::send(AccountId account, mime::OutgoingMessage message, std::optional<PlacementId> former, const SendOptions &options,
                  QObject *context, Done<OutboxId> done)
{
    d->wishes.post([this, account, message = std::move(message), former, options, guard = QPointer<QObject>(context), done] {
        const Result<OutboxId> queued = [&]() -> Result<OutboxId> {
            return queueMessage(*d->store, TRY(accountOf(*d->store, account)), message, options, former);
        }();
        d->wakeAll();
        d->deliver(guard, [done, queued] { done(queued); });
    });
}

void Engine::saveDraft(AccountId account, mime::OutgoingMessage message, std::optional<PlacementId> former, QObject *context,
                       Done<KeptDraft> done)
{
    d->wishes.post([this, account, message = std::move(message), former, guard = QPointer<QObject>(context), done] {
        const Result<KeptDraft> kept = [&]() -> Result<KeptDraft> {
            return keepDraft(*d->store, TRY(accountOf(*d->store, account)), message, former);
        }();
        d->wakeAll();
        d->deliver(guard, [done, kept] { done(kept); });
    });
}

void Engine::discardDraft(PlacementId draft)
{
    d->record([this, draft] {
        return d->store->write(u"discard draft", [&](store::WriteTransaction &tx) { return tx.wishes().wantExpunge({draft}); });
    });
}

void Engine::markAnswered(PlacementId original, bool forwarded)
{
    d->record([this, original, forwarded]() -> Status {
        (void)TRY(changeFlags(*d->store, {original}, forwarded ? Flag::Forwarded : Flag::Answered, {}));
        return {};
    });
}

void Engine::markAnswered(const QByteArray &messageId, bool forwarded)
{
    d->record([this, messageId, forwarded]() -> Status {
        const QList<PlacementId> found = TRY(d->store->read([&](const store::Reader &reader) { return reader.placementsOf(messageId); }));
        (void)TRY(changeFlags(*d->store, found, forwarded ? Flag::Forwarded : Flag::Answered, {}));
        return {};
    });
}

void Engine::retryOutbox(OutboxId id, OutboxState seen)
{
    d->record([this, id, seen]() -> Status {
        const Status requeued = d->store->write(u"requeue", [&](store::WriteTransaction &tx) { return tx.outbox().requeue(id, seen); });
        if (!requeued && requeued.error().kind == ErrorKind::Invalid)
            return {}; // it has left already, or nobody knows any more whether it has
        TRY(Status(requeued));
        QMetaObject::invokeMethod(&d->events, [this] {
            for (auto &[account, runner] : d->runners)
                runner->urge();
        }, Qt::QueuedConnection);
        return {};
    });
}

void Engine::takeBackOutbox(OutboxId id, OutboxState seen, QObject *context, Done<PlacementId> done)
{
    d->wishes.post([this, id, seen, guard = QPointer<QObject>(context), done] {
        const Result<PlacementId> draft = [&]() -> Result<PlacementId> {
            const OutboxItem item = TRY(d->store->read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
            if (item.state != seen)
                return makeError(ErrorKind::Invalid, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("the message is %1 by now").arg(outboxStateName(item.state)));
            return returnToDrafts(*d->store, TRY(accountOf(*d->store, item.account)), item);
        }();
        d->wakeAll();
        d->deliver(guard, [done, draft] { done(draft); });
    });
}

void Engine::sendOutboxAt(OutboxId id, std::int64_t notBefore, QObject *context, Done<void> done)
{
    d->wishes.post([this, id, notBefore, guard = QPointer<QObject>(context), done] {
        const Status waits = d->store->write(u"send at", [&](store::WriteTransaction &tx) { return tx.outbox().requeue(id, OutboxState::Queued, notBefore); });
        d->wakeAll();
        d->deliver(guard, [done, waits] { done(waits); });
    });
}

void Engine::sendAfterAll(OutboxId id, PlacementId draft, QObject *context, Done<void> done)
{
    d->wishes.post([this, id, draft, guard = QPointer<QObject>(context), done] {
        const Status waits = engine::sendAfterAll(*d->store, id, draft);
        d->wakeAll();
        d->deliver(guard, [done, waits] { done(waits); });
    });
}

void Engine::leaveAsSent(OutboxId id, QObject *context, Done<void> done)
{
    d->wishes.post([this, id, guard = QPointer<QObject>(context), done] {
        const Status left = [&]() -> Status {
            const OutboxItem item = TRY(d->store->read([&](const store::Reader &reader) { return reader.outboxItem(id); }));
            return engine::leaveAsSent(*d->store, TRY(accountOf(*d->store, item.account)), item);
        }();
        d->wakeAll();
        d->deliver(guard, [done, left] { done(left); });
    });
}

void Engine::retryAppend(WishId id)
{
    d->record([this, id] {
        return d->store->write(u"retry append", [&](store::WriteTransaction &tx) { return tx.appends().unpark(id); });
    });
}

void Engine::discardCopy(WishId id)
{
    d->record([this, id] {
        return d->store->write(u"discard copy", [&](store::WriteTransaction &tx) { return tx.appends().discardCopy(id); });
    });
}

} // namespace petrel::engine
