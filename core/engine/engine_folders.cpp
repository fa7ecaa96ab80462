// Making, renaming, moving and deleting folders: the part of Engine about the tree.

#include "core/engine/engine_private.h"

#include "core/engine/folder_actions.h"

namespace petrel::engine {

UndoId Engine::createFolder(AccountId account, FolderId parent, const QString &name, QObject *context, Done<FolderId> done)
{
    const auto made = std::make_shared<FolderId>(); // written on the wishes thread before anything is answered
    const auto create = [=](store::Store &store) -> Result<UndoRecord> {
        MadeFolder folder = TRY(engine::createFolder(store, account, parent, name));
        *made = folder.folder;
        return folder.undo;
    };
    return d->record(create, context, [made, done = std::move(done)](const Status &recorded) {
        if (done)
            done(recorded ? Result<FolderId>(*made) : Result<FolderId>(recorded.error()));
    });
}

UndoId Engine::renameFolder(FolderId folder, const QString &name, QObject *context, Done<void> done)
{
    return d->record([=](store::Store &store) { return engine::renameFolder(store, folder, name); }, context, std::move(done));
}

UndoId Engine::moveFolder(FolderId folder, FolderId parent, QObject *context, Done<void> done)
{
    return d->record([=](store::Store &store) { return engine::moveFolder(store, folder, parent); }, context, std::move(done));
}

UndoId Engine::deleteFolder(FolderId folder, FolderDeletion how, QObject *context, Done<void> done)
{
    return d->record([=](store::Store &store) { return engine::deleteFolder(store, folder, how, kLastChanceSeconds); }, context, std::move(done));
}

UndoId Engine::setSubscribed(FolderId folder, bool subscribed, QObject *context, Done<void> done)
{
    return d->record([=](store::Store &store) { return engine::setSubscribed(store, folder, subscribed); }, context, std::move(done));
}

void Engine::retryFolder(FolderId folder)
{
    d->record([this, folder] {
        return d->store->write(u"unpark folder", [&](store::WriteTransaction &tx) { return tx.folderWishes().unpark(folder); });
    });
}

void Engine::discardFolderWish(FolderId folder)
{
    d->record([this, folder] {
        return d->store->write(u"discard folder wish", [&](store::WriteTransaction &tx) { return tx.folderWishes().discard(folder); });
    });
}

} // namespace petrel::engine
