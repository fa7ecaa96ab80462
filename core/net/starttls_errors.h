#pragma once

#include "core/base/error.h"

namespace petrel::net {

// What can go wrong on the way from a plain channel to an encrypted one (RFC 3207, RFC 2595, RFC 3501 6.2.1): one
// error with one code for each fact, whatever the protocol. All are Tls; what the server said in the clear is never
// in them. `command` is the protocol's own word: STARTTLS or STLS.

/** "unencrypted": TLS was to be there from the first byte. */
[[nodiscard]] Error streamUnencrypted();
/** "starttls-missing": the server does not offer the command, or somebody on the way struck it out. */
[[nodiscard]] Error startTlsMissing(const char *command);
/** "starttls-refused": the server offers the command, and declines it. */
[[nodiscard]] Error startTlsRefused(const char *command);
/** "plain-text-injected": bytes behind the answer to the command, before the handshake (RFC 3207 section 6). */
[[nodiscard]] Error plainTextInjected();

} // namespace petrel::net
