#pragma once

#include "core/model/ids.h"

#include <cstdint>

namespace petrel::store {

/** How much of one folder a search on this computer can look through. */
struct SearchCoverage
{
    FolderId folder;
    AccountId account;
    std::int64_t listed = 0;   ///< messages that are here, with their headers at least
    std::int64_t withText = 0; ///< of those, the ones whose text is here, too
    std::int64_t unlisted = 0; ///< at the server, and not even their headers here: as far as is known
    bool isRemote = false;     ///< a server has it and can be asked

    /** Everything that such a search asks for is here. */
    [[nodiscard]] bool isWhole(bool asksForText) const { return !isRemote || (unlisted == 0 && (!asksForText || withText == listed)); }
    friend bool operator==(const SearchCoverage &, const SearchCoverage &) = default;
};

} // namespace petrel::store
