#pragma once

#include "core/engine/imap/folder_list.h"
#include "core/engine/workers/imap_desk.h"

namespace petrel::engine {

/**
 * Listening to one folder beside the inbox, in IDLE (RFC 2177), on the connection that would only sleep: the folder on screen,
 * else the first favourite. For servers that do not tell of all folders on the other connection (NOTIFY, RFC 5465). What is
 * heard is told to the desk, as NOTIFY's news are; nothing is fetched here. On the synchronising worker's thread.
 */
class ChosenWatch
{
public:
    explicit ChosenWatch(ImapDesk &desk) : m_desk(desk) {}

    /** The account's own, listed before, and not the inbox, which has the other connection. */
    [[nodiscard]] static Result<std::optional<ServerFolder>> chosen(PassContext &context, FolderId inView);
    /** A fresh session may take what the one before refused. */
    void beginSession() { m_isRefused = false; }
    enum class Outcome {
        Asleep, ///< there is nothing to listen to, or the server does not let us: sleep instead
        Awake,  ///< something was heard, `wake` was raised, or the time is up; the line lives
    };
    /** An error with a session that is alive is the store's; without, the line was lost, and with it nothing but the listening. */
    [[nodiscard]] Result<Outcome> listen(PassContext &context, imap::ImapSession &session, WakeSignal &wake, const Deadline &until);

private:
    /** Selected for reading only, unless a pass left it selected; true: something happened in it since the last pass. */
    [[nodiscard]] Result<bool> enter(imap::ImapSession &session, const ServerFolder &folder) const;
    [[nodiscard]] bool hearsOfAll(const imap::ImapSession &session) const { return session.canNotify() && !m_desk.isNotifyRefused(); }

    ImapDesk &m_desk;
    bool m_isRefused = false; ///< IDLE, by NO or BAD
    FolderId m_found;         ///< changed when it was entered, which is told once: a pass that cannot mend that is not asked again and again
};

} // namespace petrel::engine
