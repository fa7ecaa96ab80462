#pragma once

#include "core/engine/pass_context.h"
#include "core/pop3/session.h"

namespace petrel::engine {

/** A session at the account's maildrop, logged in. How often the server wants to be asked is in the report, also after a refusal. */
[[nodiscard]] Result<std::unique_ptr<pop3::Pop3Session>> openMaildrop(PassContext &context);

/** TOP is offered, or nobody knows. */
[[nodiscard]] inline bool canTop(const pop3::Pop3Session &session)
{
    return session.capabilities().top || !session.capabilities().known;
}

} // namespace petrel::engine
