#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/sync/quiet_folder.h"

#include <optional>

namespace petrel::engine {

/** A folder of the server beside our row of it. */
struct ServerFolder
{
    FolderRow row;
    imap::MailboxName name;
    std::optional<imap::MailboxStatus> status = {};
    store::FolderSyncState known = {}; ///< as it was when the list was taken
};

/**
 * LIST (with STATUS where that is cheap) into the store; the folders come back in the order of
 * display. One or two round trips with LIST-STATUS.
 */
[[nodiscard]] Result<QList<ServerFolder>> refreshFolderList(PassContext &context, imap::ImapSession &session);

/**
 * CREATE and SUBSCRIBE for a folder that only we have so far: inside the personal namespace (RFC 2342), where a server such
 * as one with the prefix "INBOX." takes no other. The name it has then.
 */
[[nodiscard]] Result<imap::MailboxName> createAtServer(PassContext &context, imap::ImapSession &session, const FolderRow &folder,
                                                       const imap::MailboxName &name);

/** What the planner is to know of it, but for the UIDs. */
[[nodiscard]] imap::FolderSnapshot snapshotOf(const store::FolderSyncState &state);

/** SELECT shows it as the last pass left it. */
[[nodiscard]] bool isAsLeft(const store::FolderSyncState &known, const imap::SelectResult &now);

/** False when STATUS proves that the folder is as it was at the last complete pass: see imap::quietness(). */
[[nodiscard]] Result<bool> needsLook(const store::SyncReader &store, const ServerFolder &folder);

} // namespace petrel::engine
