#pragma once

#include "core/engine/imap/folder_list.h"

namespace petrel::engine {

/** Fetches the whole message of one placement and keeps it. NotFound (Message) when the server no longer has it. */
[[nodiscard]] Status fetchBody(PassContext &context, imap::ImapSession &session, PlacementId placement);

/**
 * Fetches the bodies the account's offline policy wants in this folder, newest first. `betweenMessages`
 * as in FolderPassOptions. A message that cannot be fetched is told in the report and passed over.
 */
[[nodiscard]] Status fetchBodiesByPolicy(PassContext &context, imap::ImapSession &session, const FolderRow &folder,
                                         const OfflinePolicy &policy, const std::function<Status()> &betweenMessages);

} // namespace petrel::engine
