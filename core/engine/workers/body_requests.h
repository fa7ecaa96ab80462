#pragma once

#include "core/engine/imap/body_fetch.h"

#include <deque>
#include <functional>
#include <mutex>

namespace petrel::engine {

/**
 * Messages somebody waits for, in the order asked. The engine adds, whichever connection of the account
 * is free serves. While neither can connect, requests are answered with the reason at once. Any thread.
 */
class BodyRequests
{
public:
    using Answer = std::function<void(const Status &)>;
    enum class Server { Watch, Sync };

    BodyRequests() = default;
    /** Whoever still waits is told: the account's connections end. */
    ~BodyRequests();
    BodyRequests(const BodyRequests &) = delete;
    BodyRequests &operator=(const BodyRequests &) = delete;

    void add(PlacementId placement, StopToken wanted, Answer answer);
    [[nodiscard]] bool isEmpty() const;
    /** Serves all there are. An error means the session is lost; what was not served stays. */
    [[nodiscard]] Status serve(PassContext &context, imap::ImapSession &session);

    /** A connection is up, and will serve. */
    void up(Server server);
    /** A connection is down; when both are, everything waiting is answered with the error. */
    void down(Server server, const Error &error);

private:
    struct Request
    {
        PlacementId placement;
        StopToken wanted;
        Answer answer;
    };
    [[nodiscard]] std::optional<Request> take();

    mutable std::mutex m_mutex;
    std::deque<Request> m_requests;
    bool m_watchDown = false;
    bool m_syncDown = false;
    Error m_reason;
};

} // namespace petrel::engine
