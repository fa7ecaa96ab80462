// What the person chose for folders: the part of Engine about favourites and how much is kept here.

#include "core/engine/engine_private.h"

namespace petrel::engine {

void Engine::setFavourites(const QList<FolderId> &folders, QObject *context, Done<void> done)
{
    d->wishes.post([this, folders, guard = QPointer<QObject>(context), done = std::move(done)] {
        d->answerWish(guard, done, d->store->write(u"favourites", [&](store::WriteTransaction &tx) { return tx.folders().setFavourites(folders); }));
        d->wakeAll(); // one of them may be listened to
    });
}

void Engine::setFolderOffline(FolderId folder, const std::optional<OfflinePolicy> &policy, QObject *context, Done<void> done)
{
    d->wishes.post([this, folder, policy, guard = QPointer<QObject>(context), done = std::move(done)] {
        d->answerWish(guard, done, d->store->write(u"offline policy", [&](store::WriteTransaction &tx) { return tx.folders().setOfflinePolicy(folder, policy); }));
        d->wakeAll();
    });
}

} // namespace petrel::engine
