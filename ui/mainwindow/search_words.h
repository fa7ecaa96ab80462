#pragma once

#include "core/engine/server_find.h"
#include "ui/messagelist/search_foot.h"

#include <QString>

#include <functional>
#include <optional>

namespace petrel::ui {

/** What is known of the search on the screen. */
struct SearchState
{
    std::optional<engine::SearchReach> reach; ///< nothing: not counted yet
    std::optional<engine::ServerFind> find;   ///< nothing: no server was asked
    int added = 0;                            ///< rows that servers found and a search here had not
    bool isOnline = true;
};

/** How a folder is called where it stands alone. */
using FolderNaming = std::function<QString(FolderId)>;
/** Why a folder could not be searched, in a sentence. */
using TroubleTelling = std::function<QString(const engine::ServerFind::Trouble &)>;

/** What the foot says, and what its button would do. */
[[nodiscard]] SearchFootWords searchFootWords(const SearchState &state, const FolderNaming &nameOf, const TroubleTelling &tell);

} // namespace petrel::ui
