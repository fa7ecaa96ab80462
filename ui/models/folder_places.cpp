#include "ui/models/folder_places.h"

#include <algorithm>

namespace petrel::ui {

namespace {

const FolderRow *find(const QList<FolderRow> &folders, FolderId id)
{
    const auto row = std::find_if(folders.cbegin(), folders.cend(), [id](const FolderRow &folder) { return folder.id == id; });
    return row == folders.cend() ? nullptr : &*row;
}

} // namespace

bool isWithin(const QList<FolderRow> &folders, FolderId folder, FolderId ancestor)
{
    constexpr int kDeepest = 100; // a damaged table might hold a ring
    for (int depth = 0; folder && depth < kDeepest; ++depth) {
        if (folder == ancestor)
            return true;
        const FolderRow *row = find(folders, folder);
        folder = row ? row->parent : FolderId();
    }
    return false;
}

Fixed whyFixed(const QList<FolderRow> &folders, const FolderRow &folder)
{
    if (folder.role != FolderRole::None)
        return Fixed::Role;
    const bool holdsRole = std::any_of(folders.cbegin(), folders.cend(), [&](const FolderRow &one) {
        return one.role != FolderRole::None && isWithin(folders, one.id, folder.id);
    });
    return holdsRole ? Fixed::RoleWithin : Fixed::No;
}

bool canLieIn(const QList<FolderRow> &folders, const FolderRow &folder, FolderId place)
{
    if (place == folder.parent || whyFixed(folders, folder) != Fixed::No || isWithin(folders, place, folder.id))
        return false;
    const FolderRow *above = find(folders, place);
    if (!above)
        return place.isNull();
    switch (above->role) {
    case FolderRole::Drafts: // what lies there is not looked for
    case FolderRole::Junk:
    case FolderRole::All:
    case FolderRole::Flagged: return false;
    case FolderRole::Trash: return above->account == folder.account; // where it takes no folders they go for good: that is asked there
    default: return above->account == folder.account && above->takesFolders;
    }
}

} // namespace petrel::ui
