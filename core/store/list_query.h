#pragma once

#include "core/model/ids.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace petrel::store {

/** Which rows a message list shows, and in which order. */
struct ListQuery
{
    /** Flagged and Unread leave out Junk, Trash and the servers' virtual folders (All, Flagged). */
    enum class Scope { Folder, AllInboxes, AllDrafts, Flagged, Unread };
    enum class Sort { Date, Size, From, Subject };
    enum class Order { Descending, Ascending };

    Scope scope = Scope::Folder;
    FolderId folder;                 ///< for Scope::Folder
    Sort sort = Sort::Date;
    Order order = Order::Descending;

    friend bool operator==(const ListQuery &, const ListQuery &) = default;
};

/**
 * One line of a list's key vector. sortKey is the date or the size; for From and Subject it is the
 * position in the order, so such a list is read anew after a change instead of being patched.
 */
struct ListKey
{
    std::int64_t sortKey = 0;
    PlacementId id;

    friend auto operator<=>(const ListKey &, const ListKey &) = default;
};

/** Which stretch of a list to read. Rows equal in sortKey are ordered by id, in the same direction. */
struct Page
{
    std::optional<ListKey> after; ///< the last row already there; only with Sort::Date and Sort::Size
    int offset = 0;               ///< rows to skip: for tools, its cost grows with the number
    int limit = 200;
};

/** A search as the person typed it; see search_query.h for the operators. */
struct SearchRequest
{
    QString text;
    AccountId account; ///< null: all accounts
    FolderId folder;   ///< null: all folders
    int limit = 200;
};

} // namespace petrel::store
