#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

#include <optional>

namespace petrel::engine {

/** A folder of the server beside our row of it. */
struct ServerFolder
{
    FolderRow row;
    imap::MailboxName name;
    std::optional<imap::MailboxStatus> status;
};

/**
 * LIST (with STATUS where that is cheap) into the store; the folders come back in the order of
 * display. One or two round trips with LIST-STATUS.
 */
[[nodiscard]] Result<QList<ServerFolder>> refreshFolderList(PassContext &context, imap::ImapSession &session);

/** False when STATUS proves that the folder is as it was at the last complete pass. */
[[nodiscard]] bool needsLook(const ServerFolder &folder, const store::FolderSyncState &state);

} // namespace petrel::engine
