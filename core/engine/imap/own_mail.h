#pragma once

#include "core/engine/pass_context.h"
#include "core/engine/send/uncertain_fate.h"
#include "core/imap/session/imap_session.h"

namespace petrel::engine {

/** A message of our own that a server may have put into one of its folders. */
struct OwnMail
{
    QByteArray messageId;    ///< as we gave it, without angle brackets
    std::int64_t since = 0;  ///< UTC seconds: what the folder received before is another one
    bool maySearch = true;   ///< false: the server hung up at such a search (Seznam does), the newest are looked at one by one
};

/**
 * The UID of the message in this folder, null: it is not there, or there is no such folder. By its Message-ID, also where the server gave it another one and kept
 * ours in a field of its own (Microsoft, Google). What a search found is compared here: a server may overlook what it does
 * not know. Leaves the folder examined. Costs one turn more than EXAMINE where nothing is found.
 */
[[nodiscard]] Result<Uid> findOwnMail(imap::ImapSession &session, const imap::MailboxName &folder, const OwnMail &sought);

/** Looks in Sent, and in the inbox where one of the recipients is the account's own address. */
[[nodiscard]] Result<Found> lookAtServer(PassContext &context, imap::ImapSession &session, const OutboxItem &item, int looksBefore);

} // namespace petrel::engine
