#pragma once

#include "core/base/error.h"
#include "core/imap/grammar/response.h"

namespace petrel::imap {

/** What NO, BAD or BYE means, by its response code (RFC 5530) and, only without one, by what servers are known to write. */
[[nodiscard]] Error refusalError(const StatusResponse &status);
/** The same during login, where a plain NO means the credentials. */
[[nodiscard]] Error loginError(const StatusResponse &status);
/** BYE we did not ask for: Network, or Throttled when the server says it has too much of us. */
[[nodiscard]] Error byeError(const StatusResponse &status);

} // namespace petrel::imap
