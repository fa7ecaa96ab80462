#pragma once

#include "core/engine/imap/folder_pass.h"
#include "core/engine/workers/imap_desk.h"

#include <functional>

namespace petrel::engine {

/**
 * Watching the inbox on a session: new mail is brought in at once, in IDLE (RFC 2177), or by asking each two minutes on a
 * server without it or that refuses it. Where the server offers NOTIFY (RFC 5465), the same wait hears of every other
 * folder, which is told to the desk. One for each connection role, on its thread.
 */
class InboxWatch
{
public:
    /**
     * `onReleased`: what the person did to the inbox meanwhile is the other connection's again. `onNews`: something stands
     * at the desk.
     */
    InboxWatch(ImapDesk &desk, std::function<void()> onReleased, std::function<void()> onNews)
        : m_desk(desk), m_onReleased(std::move(onReleased)), m_onNews(std::move(onNews))
    {
    }

    /** The account's inbox, once the first pass has listed it: two connections would only list it twice. */
    [[nodiscard]] static Result<std::optional<ServerFolder>> inbox(PassContext &context);
    /** On a fresh session nothing is known of what happened meanwhile. */
    void beginSession();
    /** One look or one wait: until something happens, `wake` is raised, or the time is up. */
    [[nodiscard]] Status step(PassContext &context, imap::ImapSession &session, const ServerFolder &inbox, WakeSignal &wake, const Deadline &until);

private:
    enum class Look { None, NewMailOnly, Whole };
    enum class Claim { Ours, Others };
    /** SELECTs the inbox after another folder was served; true when it is not as the last pass left it. */
    [[nodiscard]] Result<bool> hasChanged(PassContext &context, imap::ImapSession &session, const ServerFolder &inbox);
    [[nodiscard]] Status look(PassContext &context, imap::ImapSession &session, const ServerFolder &inbox, Look how, Claim claim);
    /** What was announced: the look it asks for. What concerns other folders goes to the desk. */
    [[nodiscard]] Look heard(imap::ImapSession &session, bool afterLook);
    [[nodiscard]] Status listenToOthers(PassContext &context, imap::ImapSession &session);
    [[nodiscard]] Status wait(PassContext &context, imap::ImapSession &session, WakeSignal &wake, const Deadline &until);

    ImapDesk &m_desk;
    std::function<void()> m_onReleased;
    std::function<void()> m_onNews;
    Look m_due = Look::Whole;
    bool m_idleRefused = false;   ///< offered, and answered by NO or BAD
    bool m_notifyRefused = false; ///< the same
};

} // namespace petrel::engine
