#include "core/engine/folder_actions.h"

#include "core/base/clock.h"
#include "core/engine/role_folder.h"

namespace petrel::engine {

namespace {

/** "Trips", or "Trips 2" where Trash has one of that name already. */
Result<QString> freeName(const store::Reader &reader, const FolderRow &parent, const QString &name)
{
    const QList<FolderRow> folders = TRY(reader.folders(parent.account, store::Reader::Counts::None));
    const auto isTaken = [&](const QString &wanted) {
        return std::any_of(folders.cbegin(), folders.cend(), [&](const FolderRow &one) { return one.parent == parent.id && one.name == wanted; });
    };
    QString free = name;
    for (int n = 2; isTaken(free); ++n)
        free = name + QLatin1Char(' ') + QString::number(n);
    return free;
}

Result<UndoRecord> place(store::WriteTransaction &tx, const FolderRow &folder, FolderId parent, const QString &name)
{
    TRY(tx.folderWishes().wantPlace(folder.id, parent, name));
    UndoRecord undo;
    undo.placed.append({folder.id, folder.parent, folder.name});
    return undo;
}

Result<UndoRecord> toTrash(store::WriteTransaction &tx, const FolderRow &folder)
{
    const FolderRow trash = TRY(roleFolder(tx, folder.account, FolderRole::Trash));
    if (folder.path.startsWith(trash.path + QLatin1Char('/'))) {
        Error error = makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the folder is in the trash"));
        error.code = "WITHIN";
        return error;
    }
    return place(tx, folder, trash.id, TRY(freeName(tx.reader(), trash, folder.name)));
}

Status takeAwayIfEmpty(store::WriteTransaction &tx, FolderId folder)
{
    store::ListQuery query;
    query.folder = folder;
    if (TRY(tx.reader().listCount(query)) > 0) {
        Error error = makeError(ErrorKind::Invalid, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("the folder is not empty"));
        error.code = "FILLED";
        return error;
    }
    (void)TRY(tx.folderWishes().wantGone(folder, 0));
    return {};
}

} // namespace

Result<MadeFolder> createFolder(store::Store &store, AccountId account, FolderId parent, const QString &name)
{
    return store.write(u"want a folder", [&](store::WriteTransaction &tx) -> Result<MadeFolder> {
        MadeFolder made;
        made.folder = TRY(tx.folderWishes().wantFolder(account, parent, name));
        made.undo.madeFolders.append(made.folder);
        return made;
    });
}

Result<UndoRecord> renameFolder(store::Store &store, FolderId id, const QString &name)
{
    return store.write(u"want a name", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        const FolderRow folder = TRY(tx.reader().folder(id));
        return place(tx, folder, folder.parent, name);
    });
}

Result<UndoRecord> moveFolder(store::Store &store, FolderId id, FolderId parent)
{
    return store.write(u"want a parent", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        const FolderRow folder = TRY(tx.reader().folder(id));
        if (parent && TRY(tx.reader().folder(parent)).account != folder.account)
            return makeError(ErrorKind::Unsupported, ErrorScope::Folder, ErrorRetry::Never, QStringLiteral("a folder of another account"));
        return place(tx, folder, parent, folder.name);
    });
}

Result<UndoRecord> deleteFolder(store::Store &store, FolderId id, FolderDeletion how, std::int64_t holdBack)
{
    return store.write(u"want a folder gone", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        if (how == FolderDeletion::ToTrash)
            return toTrash(tx, TRY(tx.reader().folder(id)));
        const auto going = TRY(tx.folderWishes().wantGone(id, holdBack > 0 ? Clock::nowUtc() + holdBack : 0));
        UndoRecord undo;
        undo.goneFolders = going.folders;
        for (const auto &[placement, from] : going.messages)
            undo.moved.append({placement, from});
        return undo;
    });
}

Result<UndoRecord> setSubscribed(store::Store &store, FolderId id, bool subscribed)
{
    return store.write(u"want a subscription", [&](store::WriteTransaction &tx) -> Result<UndoRecord> {
        UndoRecord undo;
        undo.subscribed.append({id, TRY(tx.reader().folder(id)).subscribed});
        TRY(tx.folderWishes().wantSubscribed(id, subscribed));
        return undo;
    });
}

Result<qsizetype> takeBackFolders(store::WriteTransaction &tx, const UndoRecord &record)
{
    const qsizetype gone = TRY(tx.folderWishes().cancelGone(record.goneFolders));
    for (const UndoRecord::Placed &one : record.placed)
        TRY(tx.folderWishes().wantPlace(one.id, one.parent, one.name));
    for (const UndoRecord::Subscribed &one : record.subscribed)
        TRY(tx.folderWishes().wantSubscribed(one.id, one.before));
    for (const FolderId made : record.madeFolders)
        TRY(takeAwayIfEmpty(tx, made));
    return gone;
}

} // namespace petrel::engine
