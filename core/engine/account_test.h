#pragma once

#include "core/engine/account_draft.h"
#include "core/engine/account_status.h"
#include "core/engine/pass_context.h"

#include <chrono>
#include <functional>

namespace petrel::engine {

/** Somebody sits before a test and waits: it is over sooner than a pass would give up. For each end. */
struct TestBudget
{
    std::chrono::milliseconds greeting = std::chrono::seconds(10); ///< from nothing to the server's first word: name, TCP, TLS, greeting
    std::chrono::milliseconds whole = std::chrono::seconds(20);    ///< to the end of the sign-in; a refused password may be answered late
};

/**
 * Connects and signs in at both ends of the draft's account at once, and leaves again: nothing is listed, fetched, sent or kept. Both ends are
 * tried even if one fails; the incoming one's error comes back first. `step` is called on this thread or on another that
 * ends with the test, never on both at a time. It signs in with what the draft brings; for a known account, with what is kept for the
 * servers of the draft where it brings nothing: errors of signInCredentials() come without a step. A kept token that is refused is
 * refreshed, and both ends are tried once more.
 */
[[nodiscard]] Status testAccount(PassContext &context, const AccountDraft &draft, const std::function<void(TestStep)> &step,
                                 const TestBudget &budget = {});

} // namespace petrel::engine
