#pragma once

#include "core/engine/server_facts.h"
#include "core/imap/session/imap_session.h"

namespace petrel::engine {

/**
 * Which extensions this session makes use of, and how full the mailbox is: one turn where QUOTA is offered, else none. A
 * server that offers it and refuses sets no limit. Errors: those that end the session.
 */
[[nodiscard]] Result<ServerFacts> surveyServer(imap::ImapSession &session);

} // namespace petrel::engine
