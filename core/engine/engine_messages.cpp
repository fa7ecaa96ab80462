// Opening, saving and acting on messages: the part of Engine about mail that is here.

#include "core/engine/engine_private.h"

#include "core/base/log.h"
#include "core/engine/message_intake.h"
#include "core/engine/saved_file.h"
#include "core/mime/parsed_message.h"


namespace petrel::engine {

Ticket Engine::openMessage(PlacementId id, QObject *context, Done<mime::MessageContent> done)
{
    StopSource source;
    d->withRaw(id, source.get_token(), [this, stop = source.get_token(), guard = QPointer<QObject>(context), done](Result<QByteArray> raw) {
        Result<mime::MessageContent> content = raw ? Result<mime::MessageContent>(understand(*raw)) : raw.error();
        d->deliver(guard, [stop, done, content = std::move(content)] {
            if (!stop.stop_requested())
                done(content);
        });
    });
    return Ticket(std::move(source));
}

Ticket Engine::openSource(PlacementId id, QObject *context, Done<QByteArray> done)
{
    StopSource source;
    d->withRaw(id, source.get_token(), [this, stop = source.get_token(), guard = QPointer<QObject>(context), done](Result<QByteArray> raw) {
        d->deliver(guard, [stop, done, raw = std::move(raw)] {
            if (!stop.stop_requested())
                done(raw);
        });
    });
    return Ticket(std::move(source));
}

Ticket Engine::openPart(PlacementId id, const QByteArray &partPath, QObject *context, Done<QByteArray> done)
{
    StopSource source;
    d->withRaw(id, source.get_token(), [this, partPath, stop = source.get_token(), guard = QPointer<QObject>(context), done](Result<QByteArray> raw) {
        Result<QByteArray> part = raw ? mime::extractPart(*raw, partPath) : raw;
        d->deliver(guard, [stop, done, part = std::move(part)] {
            if (!stop.stop_requested())
                done(part);
        });
    });
    return Ticket(std::move(source));
}

Ticket Engine::savePart(PlacementId id, const QByteArray &partPath, const QString &filePath, WhenTaken whenTaken, QObject *context,
                        Done<QString> done)
{
    StopSource source;
    d->withRaw(id, source.get_token(), [this, partPath, filePath, whenTaken, stop = source.get_token(), guard = QPointer<QObject>(context), done](Result<QByteArray> raw) {
        const Result<QString> saved = [&]() -> Result<QString> {
            if (stop.stop_requested())
                return makeError(ErrorKind::Cancelled, QStringLiteral("saving was cancelled"));
            const QByteArray bytes = TRY(mime::extractPart(TRY(std::move(raw)), partPath));
            return whenTaken == WhenTaken::Replace ? replaceFile(filePath, bytes) : writeUnderFreeName(filePath, bytes);
        }();
        d->deliver(guard, [done, saved] { done(saved); });
    });
    return Ticket(std::move(source));
}

UndoId Engine::setFlags(const QList<PlacementId> &ids, Flags set, Flags clear)
{
    const UndoId undo(++d->lastUndo);
    d->wishes.post([this, ids, set, clear, undo] {
        const Result<UndoRecord> record = changeFlags(*d->store, ids, set, clear);
        if (!record) {
            qCWarning(logEngine) << "flags:" << describe(record.error());
            return;
        }
        d->undoable[undo] = *record;
        d->wakeAll();
    });
    return undo;
}

UndoId Engine::act(const QList<PlacementId> &ids, MessageAction action, FolderId target)
{
    const UndoId undo(++d->lastUndo);
    d->wishes.post([this, ids, action, target, undo] {
        const Result<UndoRecord> record = actOn(*d->store, ids, action, target, kUndoSeconds);
        if (!record) {
            qCWarning(logEngine) << "move:" << describe(record.error());
            QMetaObject::invokeMethod(&d->events, [this, error = record.error()] { Q_EMIT d->events.wishFailed(error); }, Qt::QueuedConnection);
            return;
        }
        d->undoable[undo] = *record;
        d->wakeAll();
    });
    return undo;
}

void Engine::undo(UndoId id)
{
    d->wishes.post([this, id] {
        const auto found = d->undoable.find(id);
        if (found == d->undoable.end())
            return;
        const Status undone = takeBack(*d->store, found->second);
        d->undoable.erase(found);
        if (!undone)
            qCWarning(logEngine) << "undo:" << describe(undone.error());
        d->wakeAll();
    });
}

void Engine::retryParked(PlacementId id)
{
    d->wishes.post([this, id] {
        const Status done = d->store->write(u"unpark", [&](store::WriteTransaction &tx) { return tx.wishes().unpark({id}); });
        if (!done)
            qCWarning(logEngine) << "retry:" << describe(done.error());
        d->wakeAll();
    });
}

void Engine::discardParked(PlacementId id)
{
    d->wishes.post([this, id] {
        const Status done = d->store->write(u"discard wish", [&](store::WriteTransaction &tx) { return tx.wishes().discard({id}); });
        if (!done)
            qCWarning(logEngine) << "discard:" << describe(done.error());
    });
}

} // namespace petrel::engine
