#pragma once

#include "core/engine/pass_context.h"

namespace petrel::engine {

// Who files the copy of what was sent: some servers do it themselves, and then ours would be a second one.

/** Providers that are known to. Only a guess: each account learns what its own server does. */
[[nodiscard]] bool probablyFilesItself(const Account &account);

/**
 * How often the server's own copy is looked for before ours is appended; 0: ours at once. What is not known is found out in
 * some seconds; where one is expected it is waited for some minutes, and where the person says so for hours.
 */
[[nodiscard]] int looksForServersCopy(const Account &account, store::SentLesson lesson);
/** Until the next look, after so many in vain. */
[[nodiscard]] std::chrono::seconds sentLookPause(int looks);

/** The server's own copy turned up, or did not in the time that was given to it. */
[[nodiscard]] Status learnServersCopy(store::WriteTransaction &tx, AccountId account, bool hasFiled);
/** We filed, and so did the server: it is waited for from now on. The two copies that lie there stay: no mail is deleted for a guess. */
[[nodiscard]] Status learnFromTwins(PassContext &context);

} // namespace petrel::engine
