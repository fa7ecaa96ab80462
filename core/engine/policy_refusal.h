#pragma once

#include "core/base/error.h"

namespace petrel::engine {

/**
 * Servers of Google's and Microsoft's kind refuse by their own rules in the words of a log-in: "wrong password" would send the person after the
 * wrong thing. Such an error gets a code that says what helps, kind Auth, scope Account and AfterUser (but policy-not-connected, which
 * may pass by itself: Throttled); any other comes back as it was:
 *   policy-app-password   it wants a password made for programs, or signing in by the browser
 *   policy-no-password    it takes no passwords at all
 *   policy-protocol-off   IMAP or POP is switched off for the mailbox
 *   policy-sending-off    SMTP is switched off for the mailbox or its organisation
 *   policy-browser        it wants the person to look at something in the browser
 *   policy-administrator  a rule of those who run the mail forbids it; a busy server that only names the administrator (Throttled) is no such
 *   policy-not-connected  Microsoft: signed in, and no mailbox behind it
 * Pure.
 */
[[nodiscard]] Error withPolicy(Error error);

} // namespace petrel::engine
