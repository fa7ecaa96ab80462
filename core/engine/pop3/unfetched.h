#pragma once

#include "core/engine/pass_context.h"
#include "core/pop3/ledger_planner.h"
#include "core/pop3/session.h"

namespace petrel::engine {

/** The messages of a maildrop that a session could not fetch, or left for later, and why. */
class Unfetched
{
public:
    void add(const pop3::ServerMessage &message, const Error &error) { m_messages.append({message, error, {}}); }
    /**
     * Asks the server for the headers of the first ones (TOP), so that the person knows which they are. A server that cannot give a
     * message may stumble over its header, too: not before something that hangs on QUIT.
     */
    void name(pop3::Pop3Session &session, const StopToken &stop);
    void tell(SyncReport &report) const;

private:
    struct Message
    {
        pop3::ServerMessage message;
        Error error;
        QString name; ///< "Ann: Invoice"
    };
    QList<Message> m_messages;
};

} // namespace petrel::engine
