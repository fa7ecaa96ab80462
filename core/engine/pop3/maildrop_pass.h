#pragma once

#include "core/engine/pass_context.h"
#include "core/engine/pop3/unfetched.h"
#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"

#include <memory>

namespace petrel::engine {

/**
 * One POP3 session, in the one safe order: list, retrieve, commit each message with its ledger row
 * (synced to disk), only then DELE, then QUIT, and only after its +OK are they gone. A cut anywhere
 * leaves each message at the server, in the store, or in both, and the ledger knows which. A whole session is
 * noted as the own inbox's lastSync, wherever the mail goes: until the first one an empty inbox means nothing.
 */
class MaildropPass
{
public:
    explicit MaildropPass(PassContext &context);

    [[nodiscard]] Status run();

private:
    [[nodiscard]] Result<pop3::LedgerPlan> plan();
    [[nodiscard]] Result<pop3::UidlListing> listIds();
    void leaveTooLarge(pop3::LedgerPlan &plan);
    void tellExpiry();
    void tellUnreadable(qsizetype lines);
    [[nodiscard]] Status recogniseByHead(const QList<pop3::LedgerRow> &ledger, pop3::LedgerPlan &plan);
    [[nodiscard]] Status retrieve(const pop3::LedgerPlan &plan);
    [[nodiscard]] Status remove(const pop3::LedgerPlan &plan);
    [[nodiscard]] Status leave();

    PassContext &m_context;
    Pop3ServerCopy m_copy; ///< in effect
    std::unique_ptr<pop3::Pop3Session> m_session;
    FolderId m_inbox; ///< the account's own
    bool m_wasLookedAt = false; ///< a whole session was had before
    /** Stored in this session, by message number, with the ledger key: may be deleted if the rule says so. */
    QList<std::pair<pop3::MessageNumber, QByteArray>> m_storedNow;
    QHash<QByteArray, MessageId> m_headers; ///< by id: messages whose header alone is here
    Unfetched m_unfetched;
    bool m_foundNews = false; ///< something was stored or shown
    QSet<QByteArray> m_marked; ///< DELE was answered +OK in this session
};

} // namespace petrel::engine
