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

void Engine::send(AccountId account, mime::OutgoingMessage message, std::optional<PlacementId> former, std::int64_t notBefore,
                  QObject *context, Done<OutboxId> done)
{
    d->wishes.post([this, account, message = std::move(message), former, notBefore, guard = QPointer<QObject>(context), done] {
        const Result<OutboxId> queued = [&]() -> Result<OutboxId> {
            return queueMessage(*d->store, TRY(accountOf(*d->store, account)), message, notBefore, former);
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
    d->wishes.post([this, draft] {
        const Status done = d->store->write(u"discard draft", [&](store::WriteTransaction &tx) { return tx.wishes().wantExpunge({draft}); });
        d->answerWish({}, {}, done);
        d->wakeAll();
    });
}

void Engine::markAnswered(PlacementId original, bool forwarded)
{
    d->wishes.post([this, original, forwarded] {
        const auto done = changeFlags(*d->store, {original}, forwarded ? Flag::Forwarded : Flag::Answered, {});
        d->answerWish({}, {}, done ? Status() : Status(done.error()));
        d->wakeAll();
    });
}

void Engine::markAnswered(const QByteArray &messageId, bool forwarded)
{
    d->wishes.post([this, messageId, forwarded] {
        const auto done = [&]() -> Status {
            const QList<PlacementId> found = TRY(d->store->read([&](const store::Reader &reader) { return reader.placementsOf(messageId); }));
            (void)TRY(changeFlags(*d->store, found, forwarded ? Flag::Forwarded : Flag::Answered, {}));
            return {};
        }();
        d->answerWish({}, {}, done);
        d->wakeAll();
    });
}

void Engine::retryOutbox(OutboxId id)
{
    d->wishes.post([this, id] {
        const Status done = d->store->write(u"requeue", [&](store::WriteTransaction &tx) { return tx.outbox().requeue(id); });
        const bool leftAlready = !done && done.error().kind == ErrorKind::Invalid;
        d->answerWish({}, {}, leftAlready ? Status() : done);
        QMetaObject::invokeMethod(&d->events, [this] {
            for (auto &[account, runner] : d->runners)
                runner->urge();
        }, Qt::QueuedConnection);
    });
}

void Engine::takeBackOutbox(OutboxId id, QObject *context, Done<PlacementId> done)
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
    d->wishes.post([this, id] {
        const Status done = d->store->write(u"retry append", [&](store::WriteTransaction &tx) { return tx.appends().unpark(id); });
        d->answerWish({}, {}, done);
        d->wakeAll();
    });
}

} // namespace petrel::engine
