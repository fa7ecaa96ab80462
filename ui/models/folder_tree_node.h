#pragma once

#include "ui/models/folder_tree_model.h"

#include <functional>
#include <memory>
#include <vector>

namespace petrel::ui {

/** One row of the folder tree with what it shows. Used by FolderTreeModel only. */
struct FolderTreeModel::Node
{
    FolderEntry entry = FolderEntry::Folder;
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    QString name;
    QString icon;
    int count = 0;
    bool countIsUnread = false;
    TagColour colour = TagColour::Teal;
    Account account; ///< for accounts and folders
    FolderRow folder; ///< for folders

    [[nodiscard]] int row() const;
    /** Stands for the same thing, whatever it shows. */
    [[nodiscard]] bool isSame(const Node &other) const;
    /** Takes over what `other` shows, not its children; true when something changed. */
    bool takeContent(const Node &other);
    /** Depth first; null when there is none. */
    [[nodiscard]] const Node *find(const std::function<bool(const Node &)> &wanted) const;
    [[nodiscard]] QString spoken() const;

    Node &add(std::unique_ptr<Node> child);
};

} // namespace petrel::ui
