#pragma once

#include "core/imap/session/multi_append.h"

namespace petrel::imap {

/**
 * UID REPLACE (RFC 8508): puts a message in the place of one in the selected folder, in one step: neither none nor two of
 * them are ever there. For drafts. The new UID comes back, null where the server does not tell. Unsupported without REPLACE:
 * then append(), storeFlags(Deleted), uidExpunge(), each recorded. NotFound, scope Message: `old` is gone, and nothing was
 * appended. After an error that ended the session the outcome is unknown.
 */
[[nodiscard]] Result<AppendUid> uidReplace(ImapSession &session, Uid old, const MailboxName &target, const MessageToAppend &message);

} // namespace petrel::imap
