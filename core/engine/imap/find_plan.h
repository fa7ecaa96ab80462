#pragma once

#include "core/engine/imap/folder_find.h"
#include "core/engine/server_find.h"

namespace petrel::engine {

/** Which folders are to be searched at their servers. */
struct FindPlan
{
    SearchReach reach;
    QList<FindWanted> folders; ///< by account, in the order of display; all mail of an account last, for it holds the others' once more
};

/** What a search here cannot find. `from`: only those, from there on; empty: all. Reads every row of the folders searched. */
[[nodiscard]] Result<FindPlan> planFind(store::Store &store, const store::SearchRequest &request, const QList<FindLeft> &from, const StopToken &stop);

} // namespace petrel::engine
