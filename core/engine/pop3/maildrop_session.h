#pragma once

#include "core/engine/pass_context.h"
#include "core/pop3/session.h"

namespace petrel::engine {

/** A session at the account's maildrop, not logged in yet. What the server said of itself up to there is its capabilities. */
[[nodiscard]] Result<std::unique_ptr<pop3::Pop3Session>> openMaildrop(PassContext &context, sasl::Credentials &credentials);

/** TOP is offered, or nobody knows. */
[[nodiscard]] inline bool canTop(const pop3::Pop3Session &session)
{
    return session.capabilities().top || !session.capabilities().known;
}

} // namespace petrel::engine
