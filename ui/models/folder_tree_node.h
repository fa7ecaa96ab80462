#pragma once

#include "ui/models/folder_tree_model.h"

#include <functional>
#include <memory>
#include <vector>

namespace petrel::ui {

/** One row of the folder tree with what it shows. Used by FolderTreeModel only. */
struct FolderTreeNode
{
    FolderEntry entry = FolderEntry::Folder;
    FolderTreeNode *parent = nullptr;
    std::vector<std::unique_ptr<FolderTreeNode>> children;

    QString name;
    QString icon;
    int count = 0;
    bool countIsUnread = false;
    TagColour colour = TagColour::Teal;
    Account account; ///< for accounts and folders
    FolderRow folder; ///< for folders, also as favourites

    [[nodiscard]] int row() const;
    [[nodiscard]] bool isFolder() const { return entry == FolderEntry::Folder || entry == FolderEntry::Favourite; }
    /** Stands for the same thing, whatever it shows. */
    [[nodiscard]] bool isSame(const FolderTreeNode &other) const;
    /** Takes over what `other` shows, not its children; true when something changed. */
    bool takeContent(const FolderTreeNode &other);
    /** Depth first; null when there is none. */
    [[nodiscard]] const FolderTreeNode *find(const std::function<bool(const FolderTreeNode &)> &wanted) const;
    [[nodiscard]] QString spoken() const;
    /** Its whole name, then what there is to know: how many messages, how fresh. Nothing for unified entries. */
    [[nodiscard]] QStringList described(const QDateTime &now) const;

    FolderTreeNode &add(std::unique_ptr<FolderTreeNode> child);
};

/** The whole tree below a root that shows nothing. */
[[nodiscard]] std::unique_ptr<FolderTreeNode> buildFolderTree(const FolderSnapshot &snapshot);

} // namespace petrel::ui
