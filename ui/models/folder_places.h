#pragma once

#include "core/model/folder.h"

#include <QList>

namespace petrel::ui {

// Which folders may go where, for menus, keys and drags alike. `folders` are those of its account at least.

/** Why a folder keeps its name and place. */
enum class Fixed {
    No,
    Role,       ///< Petrel needs it: the inbox, Sent ...
    RoleWithin, ///< such a folder lies in it
};
[[nodiscard]] Fixed whyFixed(const QList<FolderRow> &folders, const FolderRow &folder);

/** `folder` is `ancestor`, or lies somewhere below it. */
[[nodiscard]] bool isWithin(const QList<FolderRow> &folders, FolderId folder, FolderId ancestor);

/**
 * Whether it can be moved to lie in `place` (null: at the top), where it does not lie yet. Into Trash means deleting it. What only
 * the server knows comes out when it is tried.
 */
[[nodiscard]] bool canLieIn(const QList<FolderRow> &folders, const FolderRow &folder, FolderId place);

} // namespace petrel::ui
