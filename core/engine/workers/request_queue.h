#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace petrel::engine {

/** The two connections of an IMAP account, as those who serve. */
enum class ServingLine { Watch, Sync };

/**
 * What somebody waits for, in the order asked. The engine adds, a connection of the account serves. While neither can connect,
 * requests are answered with the reason at once. `Request` has an `answer` to be called with a Status. Any thread.
 */
template <class Request>
class RequestQueue
{
public:
    using Server = ServingLine;

    RequestQueue() = default;
    /** Whoever still waits is told: the account's connections end. */
    ~RequestQueue()
    {
        for (const Request &request : m_requests)
            request.answer(makeError(ErrorKind::Network, QStringLiteral("the account's connections ended")));
    }
    RequestQueue(const RequestQueue &) = delete;
    RequestQueue &operator=(const RequestQueue &) = delete;

    void add(Request request)
    {
        const auto answer = request.answer;
        std::optional<Error> refusal;
        {
            const std::lock_guard lock(m_mutex);
            if (m_watchDown && m_syncDown)
                refusal = m_reason;
            else
                m_requests.push_back(std::move(request));
        }
        if (refusal)
            answer(*refusal);
    }

    [[nodiscard]] bool isEmpty() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests.empty();
    }

    /** A connection is up, and will serve. */
    void up(Server server)
    {
        const std::lock_guard lock(m_mutex);
        (server == Server::Watch ? m_watchDown : m_syncDown) = false;
    }

    /** A connection is down; when both are, everything waiting is answered with the error. */
    void down(Server server, const Error &error)
    {
        std::deque<Request> refused;
        {
            const std::lock_guard lock(m_mutex);
            (server == Server::Watch ? m_watchDown : m_syncDown) = true;
            m_reason = error;
            if (m_watchDown && m_syncDown)
                refused.swap(m_requests);
        }
        for (const Request &request : refused)
            request.answer(error);
    }

protected:
    [[nodiscard]] std::optional<Request> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_requests.empty())
            return std::nullopt;
        Request request = std::move(m_requests.front());
        m_requests.pop_front();
        return request;
    }

    /** It is served first when a connection next has time. */
    void putBack(Request request)
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_front(std::move(request));
    }

private:
    mutable std::mutex m_mutex;
    std::deque<Request> m_requests;
    bool m_watchDown = false;
    bool m_syncDown = false;
    Error m_reason;
};

} // namespace petrel::engine
