#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

#include <memory>

namespace petrel::engine {

/** Connects and signs in at the account's IMAP server, within kSignInBudget. Blocks; any worker thread. */
[[nodiscard]] Result<std::unique_ptr<imap::ImapSession>> openImap(PassContext &context);

/** The session's counters since the last call, added to the report. */
class TrafficMeter
{
public:
    explicit TrafficMeter(const imap::ImapSession &session) : m_session(session) {}
    void addTo(SyncReport &report);

private:
    const imap::ImapSession &m_session;
    qint64 m_in = 0;
    qint64 m_out = 0;
    int m_turns = 0;
};

} // namespace petrel::engine
