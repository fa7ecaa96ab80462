#include "core/engine/workers/body_requests.h"

namespace petrel::engine {

BodyRequests::~BodyRequests()
{
    for (const Request &request : m_requests)
        request.answer(makeError(ErrorKind::Network, QStringLiteral("the account's connections ended")));
}

void BodyRequests::add(PlacementId placement, StopToken wanted, Answer answer)
{
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_watchDown && m_syncDown)
            refusal = m_reason;
        else
            m_requests.push_back({placement, std::move(wanted), answer});
    }
    if (refusal)
        answer(*refusal);
}

bool BodyRequests::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests.empty();
}

std::optional<BodyRequests::Request> BodyRequests::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_requests.empty())
        return std::nullopt;
    Request request = std::move(m_requests.front());
    m_requests.pop_front();
    return request;
}

Status BodyRequests::serve(PassContext &context, imap::ImapSession &session)
{
    while (std::optional<Request> request = take()) {
        if (request->wanted.stop_requested())
            continue;
        const Status fetched = fetchBody(context, session, request->placement);
        if (!fetched && !session.isAlive()) {
            // The line broke, not the message: another connection may bring it.
            const std::lock_guard lock(m_mutex);
            m_requests.push_front(std::move(*request));
            return fetched;
        }
        request->answer(fetched);
    }
    return {};
}

void BodyRequests::up(Server server)
{
    const std::lock_guard lock(m_mutex);
    (server == Server::Watch ? m_watchDown : m_syncDown) = false;
}

void BodyRequests::down(Server server, const Error &error)
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

} // namespace petrel::engine
