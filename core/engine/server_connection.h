#pragma once

#include "core/base/deadline.h"
#include "core/base/secret.h"
#include "core/engine/pass_context.h"
#include "core/net/byte_stream.h"

#include <memory>

namespace petrel::engine {

/** One budget for name look-up, TCP, TLS, greeting and sign-in: a session gets what is left of it as signInBy. */
inline constexpr std::chrono::seconds kSignInBudget{60};

/** Opens the stream to one end of an account: TLS at once, or plain for STARTTLS and None. Errors: see net::Connector. */
[[nodiscard]] Result<std::unique_ptr<net::ByteStream>> openStream(PassContext &context, const ServerSettings &server, const Deadline &deadline);

/** An unlock prompt of the keychain waits for the person; nothing else of the program does meanwhile. */
inline constexpr std::chrono::minutes kSecretBudget{5};

/**
 * The password of one end. Where both ends are one host and one user, sending falls back to the incoming one.
 * Auth with code "no-secret" when the store has none for this host, port and user: the person must be asked.
 */
[[nodiscard]] Result<Secret> incomingPassword(Surroundings &around, const Account &account, const StopToken &stop);
[[nodiscard]] Result<Secret> outgoingPassword(Surroundings &around, const Account &account, const StopToken &stop);

} // namespace petrel::engine
