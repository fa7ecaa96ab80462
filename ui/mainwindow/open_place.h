#pragma once

#include "core/model/folder.h"
#include "core/store/list_query.h"
#include "ui/models/roles.h"

#include <QModelIndex>
#include <QString>

namespace petrel::ui {

class FolderTreeModel;
class MessageListModel;

/**
 * What stands beside the folders. One value for the whole window: title, what can be done, the marked folder and where
 * the focus belongs all follow from it, never from which page or which row of the tree happens to be current.
 */
struct OpenPlace
{
    enum class Kind { Nothing, Folder, Search, Outbox, Attention };

    Kind kind = Kind::Nothing;
    FolderEntry entry = FolderEntry::Folder; ///< of Folder: the entry that was chosen
    store::ListQuery query;                  ///< of Folder: what it lists
    QString searched;                        ///< of Search: the words

    /** List and reader are on the screen: only then can anything be done to messages. */
    [[nodiscard]] bool showsMail() const { return kind == Kind::Nothing || kind == Kind::Folder || kind == Kind::Search; }
    [[nodiscard]] bool isFolder() const { return kind == Kind::Folder; }
    [[nodiscard]] bool isSearch() const { return kind == Kind::Search; }

    friend bool operator==(const OpenPlace &, const OpenPlace &) = default;
};

/** The words over the list, and where its rows would be when there are none. */
struct ListWords
{
    QString title;
    QString counts;
    QString emptyTitle;
    QString emptyText;

    friend bool operator==(const ListWords &, const ListWords &) = default;
};

/** The row of the tree that stands for a folder or the outbox; none for the others. */
[[nodiscard]] QModelIndex entryOf(const OpenPlace &place, const FolderTreeModel &folders);
/** Rows tell who a message went to rather than who wrote it. */
[[nodiscard]] bool tellsRecipients(const OpenPlace &place, const FolderTreeModel &folders);
/** `place` is a folder, a search or nothing; `messages` are its rows. */
[[nodiscard]] ListWords listWords(const OpenPlace &place, const FolderTreeModel &folders, const MessageListModel &messages);

} // namespace petrel::ui
