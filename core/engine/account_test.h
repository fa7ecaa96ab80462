#pragma once

#include "core/engine/account_status.h"
#include "core/engine/pass_context.h"

#include <functional>

namespace petrel::engine {

/** Passwords of an account that is not kept yet. */
struct TestPasswords
{
    Secret incoming;
    Secret outgoing; ///< empty: the incoming one
};

/**
 * Connects and signs in at both ends, and leaves again: nothing is listed, fetched, sent or kept. Both ends are tried even
 * if the first fails; the first error comes back. `step` is called on this thread.
 */
[[nodiscard]] Status testAccount(PassContext &context, const TestPasswords &passwords, const std::function<void(TestStep)> &step);

} // namespace petrel::engine
