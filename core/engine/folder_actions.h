#pragma once

#include "core/engine/message_actions.h"

namespace petrel::engine {

// What the person does to folders, as one transaction each. Any thread but the GUI's. Errors as Engine tells them.

struct MadeFolder
{
    FolderId folder;
    UndoRecord undo;
};
[[nodiscard]] Result<MadeFolder> createFolder(store::Store &store, AccountId account, FolderId parent, const QString &name);
[[nodiscard]] Result<UndoRecord> renameFolder(store::Store &store, FolderId folder, const QString &name);
[[nodiscard]] Result<UndoRecord> moveFolder(store::Store &store, FolderId folder, FolderId parent);
/** `holdBack`: seconds before it may go for good. */
[[nodiscard]] Result<UndoRecord> deleteFolder(store::Store &store, FolderId folder, FolderDeletion how, std::int64_t holdBack);
[[nodiscard]] Result<UndoRecord> setSubscribed(store::Store &store, FolderId folder, bool subscribed);

/** The part of takeBack() about folders: how many are gone for good. Invalid: one that was made is not empty any more. */
[[nodiscard]] Result<qsizetype> takeBackFolders(store::WriteTransaction &tx, const UndoRecord &record);

} // namespace petrel::engine
