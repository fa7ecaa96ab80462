#pragma once

#include "core/engine/pass_context.h"
#include "core/model/maildrop_entry.h"

namespace petrel::engine {

/**
 * What lies at the account's POP3 server, newest first, by a session of its own that changes nothing there: UIDL, LIST, and
 * the header (TOP) of the newest 200 of those that are not shown here. Errors as those of any session; Unsupported "no-uidl".
 */
[[nodiscard]] Result<QList<MaildropEntry>> listMaildrop(PassContext &context);

/** What the person wants of these with the next session. How many there is something to do for: what is here whole is not fetched again. */
[[nodiscard]] Result<int> wishFromMaildrop(store::Store &store, AccountId account, const QList<MaildropEntry> &entries, MaildropEntry::Wish wish);

} // namespace petrel::engine
