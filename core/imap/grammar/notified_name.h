#pragma once

#include "core/imap/grammar/mailbox_name.h"
#include "core/imap/grammar/quirks.h"

namespace petrel::imap {

/** A name in what NOTIFY brings (RFC 5465), as LIST tells it: see Quirk::Utf8Notification. */
[[nodiscard]] MailboxName notifiedName(const MailboxName &name, Quirks quirks = kAllQuirks);

} // namespace petrel::imap
