#pragma once

#include "core/store/list_query.h"

#include <string>

namespace petrel::store {

/**
 * The statements behind Reader::list(), listKeys() and listCount(), put together from fixed phrases; values are bound:
 * the folder (Scope::Folder only), sort key and id of the row before (after), limit, offset.
 */
[[nodiscard]] std::string listSql(const ListQuery &query, bool after);
/**
 * A page of several folders by date: each of them has that order in its index, all of them together would have to be read
 * and sorted. The numbers of the folders are bound first, then as above. At most kMaxMergedFolders.
 */
[[nodiscard]] std::string mergedListSql(const ListQuery &query, bool after, int folders);
constexpr int kMaxMergedFolders = 200; ///< SQLite puts at most 500 statements together
[[nodiscard]] std::string listKeysSql(const ListQuery &query);
[[nodiscard]] std::string listCountSql(const ListQuery &query);

} // namespace petrel::store
