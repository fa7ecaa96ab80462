#pragma once

#include "core/model/account.h"
#include "core/model/folder.h"

#include <optional>

namespace petrel::store {

/** All there is to know of one folder: for its properties. */
struct FolderDetails
{
    FolderRow row;                        ///< with all counts
    std::int64_t bytes = 0;               ///< of the messages in it, as servers count them
    int bodies = 0;                       ///< messages whose text is here
    std::int64_t bodyBytes = 0;           ///< of these
    std::optional<OfflinePolicy> offline; ///< nothing: as the account says
    QString refusal;                      ///< with row.isRefused: describe() of the error

    friend bool operator==(const FolderDetails &, const FolderDetails &) = default;
};

} // namespace petrel::store
