#pragma once

#include "core/engine/imap/part_fetch.h"

#include <deque>
#include <functional>
#include <mutex>

namespace petrel::engine {

/** What somebody waits for. */
struct BodyRequest
{
    enum class What {
        Text,  ///< what is read of it; a small message comes whole
        Part,  ///< one part, decoded: `path`
        Whole,
    };
    using Answer = std::function<void(const Status &)>;

    PlacementId placement;
    What what = What::Whole;
    QByteArray path = {};
    BodyWaiting waiting = {};
    Answer answer = {};
};

/**
 * Messages somebody waits for, in the order asked. The engine adds, whichever connection of the account
 * is free serves. While neither can connect, requests are answered with the reason at once. Any thread.
 */
class BodyRequests
{
public:
    enum class Server { Watch, Sync };

    BodyRequests() = default;
    /** Whoever still waits is told: the account's connections end. */
    ~BodyRequests();
    BodyRequests(const BodyRequests &) = delete;
    BodyRequests &operator=(const BodyRequests &) = delete;

    void add(BodyRequest request);
    [[nodiscard]] bool isEmpty() const;
    /** Serves all there are. An error means the session is lost; what was not served stays. */
    [[nodiscard]] Status serve(PassContext &context, imap::ImapSession &session);

    /** A connection is up, and will serve. */
    void up(Server server);
    /** A connection is down; when both are, everything waiting is answered with the error. */
    void down(Server server, const Error &error);

private:
    [[nodiscard]] std::optional<BodyRequest> take();

    mutable std::mutex m_mutex;
    std::deque<BodyRequest> m_requests;
    bool m_watchDown = false;
    bool m_syncDown = false;
    Error m_reason;
};

} // namespace petrel::engine
