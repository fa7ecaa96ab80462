#pragma once

#include "core/engine/pass_context.h"
#include "core/pop3/fingerprint.h"
#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"

namespace petrel::engine {

/**
 * Large messages of a maildrop, of which only the header is fetched (TOP n 0) and shown; the whole comes when the person wants it.
 * In the ledger they stay Listed, so no rule deletes them at the server. One session, on the thread of its pass.
 */
class LargeMessages
{
public:
    LargeMessages(PassContext &context, pop3::Pop3Session &session) : m_context(context), m_session(session) {}

    /** A maildrop that was looked through before: what is shown now is new mail, and told (PassContext::arrived). */
    void tellArrivals() { m_tellsArrivals = true; }

    /** Commits. Those that are known under another id are not shown again; what has no header that could be told again is to be retrieved. */
    [[nodiscard]] Status showHeaders(const QList<pop3::LedgerRow> &ledger, pop3::LedgerPlan &plan);

private:
    struct Head
    {
        pop3::ServerMessage message;
        QByteArray digest;
        store::NewMessage shown;
    };
    [[nodiscard]] Result<QList<Head>> fetch(const QList<pop3::ServerMessage> &messages);
    [[nodiscard]] Status keep(const QList<Head> &heads, pop3::LedgerPlan &plan);

    PassContext &m_context;
    pop3::Pop3Session &m_session;
    bool m_tellsArrivals = false;
    QList<pop3::FormerHead> m_former; ///< whose ids the server no longer lists
};

} // namespace petrel::engine
