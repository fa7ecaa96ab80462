// Opening, saving and acting on messages: the part of Engine about mail that is here.

#include "core/engine/engine_private.h"

#include "core/base/log.h"
#include "core/engine/saved_file.h"
#include "core/mime/file_name.h"

#include <QFileInfo>

namespace petrel::engine {

namespace {

constexpr std::chrono::milliseconds kTellEvery{100};
/** Offers to undo do not stay on screen for longer. */
constexpr std::size_t kUndoSteps = 20;

} // namespace

void EnginePrivate::withHolding(Wanted wanted, std::function<void(Result<MessageHolding>)> then)
{
    opening.post([this, wanted = std::move(wanted), then = std::move(then)] {
        if (wanted.stop.stop_requested())
            return; // who leafs on waits for none of those passed by
        const auto held = [this, wanted] { return heldOf(*store, wanted.message, wanted.what, wanted.path, wanted.stop); };
        Result<std::optional<MessageHolding>> here = held();
        const bool isDamaged = !here && here.error().code == "BLOB";
        if (!here && !isDamaged)
            return then(here.error());
        if (here && *here)
            return then(std::move(**here));
        Wanted asked = wanted;
        asked.what = isDamaged ? BodyRequest::What::Again : wanted.what;
        const std::optional<Error> damage = isDamaged ? std::optional(here.error()) : std::nullopt;
        fetchFirst(asked, [this, held, then, damage](const Status &fetched) {
            opening.post([held, then, damage, fetched] {
                if (!fetched)
                    return then(damage.value_or(fetched.error())); // where no server has it, that is what is to be told
                Result<std::optional<MessageHolding>> here = held();
                if (here && !*here)
                    return then(makeError(ErrorKind::NotFound, QStringLiteral("what was fetched of the message is gone again")));
                then(here ? Result<MessageHolding>(std::move(**here)) : here.error());
            });
        });
    });
}

void EnginePrivate::fetchFirst(const Wanted &wanted, std::function<void(const Status &)> then)
{
    // A maildrop's message may lie in the folder of another account: the ledger tells whose server has it.
    const auto owner = store->read([&](const store::Reader &reader) -> Result<AccountId> {
        const MessageRow row = TRY(reader.row(wanted.message));
        const AccountId maildrop = TRY(store::SyncReader(reader).maildropOf(row.message));
        return maildrop ? maildrop : row.account;
    }, wanted.stop);
    if (!owner)
        return then(owner.error());
    QMetaObject::invokeMethod(&events, [this, account = *owner, wanted, then = std::move(then)] {
        AccountRunner *runner = this->runner(account);
        if (!runner || !workersMayRun)
            return then(makeError(ErrorKind::Network, QStringLiteral("only the header is here, and nothing is connected")));
        const auto answer = [this, wanted, then](const Status &fetched) {
            tellFetched(wanted, fetched ? 1 : 0, fetched ? 1 : 0);
            then(fetched);
        };
        runner->requestBody({wanted.message, wanted.what, wanted.path, {wanted.stop, tellerOf(wanted)}, answer});
    }, Qt::QueuedConnection);
}

std::function<void(qint64, qint64)> EnginePrivate::tellerOf(const Wanted &wanted)
{
    const auto told = std::make_shared<Clock::Monotonic>(Clock::current().monotonic());
    return [this, wanted, told](qint64 done, qint64 total) {
        const Clock::Monotonic now = Clock::current().monotonic();
        if (now - *told < kTellEvery)
            return;
        *told = now;
        tellFetched(wanted, done, total);
    };
}

void EnginePrivate::tellFetched(const Wanted &wanted, qint64 done, qint64 total)
{
    QMetaObject::invokeMethod(&events, [this, wanted, done, total] { Q_EMIT events.fetching(wanted.message, wanted.path, done, total); }, Qt::QueuedConnection);
}

Ticket Engine::openMessage(PlacementId id, Extent extent, QObject *context, Done<mime::MessageContent> done)
{
    StopSource source;
    const auto what = extent == Extent::Text ? BodyRequest::What::Text : BodyRequest::What::Whole;
    d->withHolding({id, what, {}, source.get_token()}, [this, stop = source.get_token(), guard = QPointer<QObject>(context), done](const Result<MessageHolding> &held) {
        if (stop.stop_requested())
            return;
        Result<mime::MessageContent> content = held ? Result<mime::MessageContent>(contentOf(*held)) : held.error();
        d->deliver(guard, [stop, done, content = std::move(content)] {
            if (!stop.stop_requested())
                done(content);
        });
    });
    return Ticket(std::move(source));
}

Ticket EnginePrivate::openBytes(Wanted wanted, StopSource source, QObject *context, Engine::Done<QByteArray> done)
{
    withHolding(std::move(wanted), [this, stop = source.get_token(), guard = QPointer<QObject>(context), done](Result<MessageHolding> held) {
        Result<QByteArray> bytes = held ? Result<QByteArray>(std::move(held->bytes)) : held.error();
        deliver(guard, [stop, done, bytes = std::move(bytes)] {
            if (!stop.stop_requested())
                done(bytes);
        });
    });
    return Ticket(std::move(source));
}

Ticket Engine::openSource(PlacementId id, QObject *context, Done<QByteArray> done)
{
    StopSource source;
    return d->openBytes({id, BodyRequest::What::Whole, {}, source.get_token()}, source, context, std::move(done));
}

Ticket Engine::openPart(PlacementId id, const QByteArray &partPath, QObject *context, Done<QByteArray> done)
{
    StopSource source;
    return d->openBytes({id, BodyRequest::What::Part, partPath, source.get_token()}, source, context, std::move(done));
}

Ticket EnginePrivate::writePart(PlacementId id, const QByteArray &partPath, std::function<Result<QString>(const QByteArray &)> write,
                                QObject *context, Engine::Done<QString> done)
{
    StopSource source;
    withHolding({id, BodyRequest::What::Part, partPath, source.get_token()},
                [this, write = std::move(write), stop = source.get_token(), guard = QPointer<QObject>(context), done](const Result<MessageHolding> &held) {
        const Result<QString> written = [&]() -> Result<QString> {
            if (stop.stop_requested())
                return makeError(ErrorKind::Cancelled, QStringLiteral("saving was cancelled"));
            return held ? write(held->bytes) : held.error();
        }();
        deliver(guard, [stop, done, written] {
            if (!stop.stop_requested())
                done(written);
        });
    });
    return Ticket(std::move(source));
}

Ticket Engine::savePart(PlacementId id, const QByteArray &partPath, const QString &filePath, WhenTaken whenTaken, QObject *context,
                        Done<QString> done)
{
    const auto write = [filePath, whenTaken](const QByteArray &bytes) {
        return whenTaken == WhenTaken::Replace ? replaceFile(filePath, bytes) : writeUnderFreeName(filePath, bytes);
    };
    return d->writePart(id, partPath, write, context, std::move(done));
}

Ticket Engine::copyPart(PlacementId id, const QByteArray &partPath, const QString &filePath, QObject *context, Done<QString> done)
{
    const auto write = [filePath](const QByteArray &bytes) -> Result<QString> {
        if (mime::isDangerousContent(QFileInfo(filePath).fileName(), bytes))
            return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("the content is a program or a page"))
                .withServerText({}, "program");
        return writeUnderFreeName(filePath, bytes);
    };
    return d->writePart(id, partPath, write, context, std::move(done));
}

void EnginePrivate::record(std::function<Status()> wish)
{
    wishes.post([this, wish = std::move(wish)] {
        const Status recorded = wish();
        wakeAll();
        answerWish({}, {}, recorded);
    });
}

void EnginePrivate::answerWish(const QPointer<QObject> &context, const Engine::Done<void> &done, const Status &recorded)
{
    if (!recorded)
        qCWarning(logEngine) << "wish:" << describe(recorded.error());
    if (done)
        deliver(context, [done, recorded] { done(recorded); });
    else if (!recorded)
        QMetaObject::invokeMethod(&events, [this, error = recorded.error()] { Q_EMIT events.wishFailed(error); }, Qt::QueuedConnection);
}

UndoId EnginePrivate::record(std::function<Result<UndoRecord>(store::Store &)> wish, QObject *context, Engine::Done<void> done)
{
    const UndoId undo(++lastUndo);
    wishes.post([this, wish = std::move(wish), undo, guard = QPointer<QObject>(context), done = std::move(done)] {
        Result<UndoRecord> recorded = wish(*store);
        if (recorded) {
            undoable[undo] = std::move(*recorded);
            while (undoable.size() > kUndoSteps)
                undoable.erase(undoable.begin());
            wakeAll();
        }
        answerWish(guard, done, recorded ? Status() : Status(recorded.error()));
    });
    return undo;
}

UndoId Engine::setFlags(const QList<PlacementId> &ids, Flags set, Flags clear, QObject *context, Done<void> done)
{
    return d->record([ids, set, clear](store::Store &store) { return changeFlags(store, ids, set, clear); }, context, std::move(done));
}

UndoId Engine::toggleFlag(const QList<PlacementId> &ids, Flag flag, QObject *context, Done<void> done)
{
    return d->record([ids, flag](store::Store &store) { return flipFlag(store, ids, flag); }, context, std::move(done));
}

UndoId Engine::markRead(const QList<FolderId> &folders, QObject *context, Done<void> done)
{
    return d->record([folders](store::Store &store) { return engine::markRead(store, folders); }, context, std::move(done));
}

UndoId Engine::act(const QList<PlacementId> &ids, MessageAction action, FolderId target, QObject *context, Done<void> done)
{
    const std::int64_t holdBack = action == MessageAction::DeleteForever ? kLastChanceSeconds : kUndoSeconds;
    return d->record([=](store::Store &store) { return actOn(store, ids, action, target, holdBack); }, context, std::move(done));
}

UndoId Engine::emptyFolder(FolderId folder, QObject *context, Done<void> done)
{
    return d->record([=](store::Store &store) { return engine::emptyFolder(store, folder, kLastChanceSeconds); }, context, std::move(done));
}

void Engine::undo(UndoId id, QObject *context, Done<void> done)
{
    d->wishes.post([this, id, guard = QPointer<QObject>(context), done = std::move(done)] {
        const auto found = d->undoable.find(id);
        if (found == d->undoable.end())
            return d->answerWish(guard, done, {});
        const Status undone = takeBack(*d->store, found->second);
        if (undone || undone.error().kind == ErrorKind::NotFound)
            d->undoable.erase(found); // else the person may try once more
        d->wakeAll();
        d->answerWish(guard, done, undone);
    });
}

void Engine::retryParked(PlacementId id)
{
    d->record([this, id] {
        return d->store->write(u"unpark", [&](store::WriteTransaction &tx) { return tx.wishes().unpark({id}); });
    });
}

void Engine::discardParked(PlacementId id)
{
    d->record([this, id] {
        return d->store->write(u"discard wish", [&](store::WriteTransaction &tx) { return tx.wishes().discard({id}); });
    });
}

} // namespace petrel::engine
