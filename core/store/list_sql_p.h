#pragma once

#include "core/store/list_query.h"

#include <string>

namespace petrel::store {

/**
 * The statements behind Reader::list(), listKeys() and listCount(), put together from fixed phrases; values are bound:
 * the folder (Scope::Folder only), sort key and id of the row before (after), limit, offset.
 */
[[nodiscard]] std::string listSql(const ListQuery &query, bool after);
[[nodiscard]] std::string listKeysSql(const ListQuery &query);
[[nodiscard]] std::string listCountSql(const ListQuery &query);

} // namespace petrel::store
