#pragma once

#include "core/base/deadline.h"
#include "core/engine/pass_context.h"
#include "core/net/byte_stream.h"

#include <memory>

namespace petrel::engine {

/** One budget for name look-up, TCP, TLS, greeting and sign-in: a session gets what is left of it as signInBy. */
inline constexpr std::chrono::seconds kSignInBudget{60};

/** Opens the stream to one end of an account: TLS at once, or plain for STARTTLS and None. Errors: see net::Connector. */
[[nodiscard]] Result<std::unique_ptr<net::ByteStream>> openStream(PassContext &context, const ServerSettings &server, const Deadline &deadline);

} // namespace petrel::engine
