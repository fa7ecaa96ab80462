#include "core/engine/workers/body_requests.h"

namespace petrel::engine {

namespace {

Status fetch(PassContext &context, imap::ImapSession &session, const BodyRequest &request)
{
    switch (request.what) {
    case BodyRequest::What::Text: return fetchText(context, session, request.placement, request.waiting);
    case BodyRequest::What::Part: return fetchPartOf(context, session, request.placement, request.path, request.waiting);
    case BodyRequest::What::Whole: break;
    }
    return fetchBody(context, session, request.placement, request.waiting);
}

} // namespace

BodyRequests::~BodyRequests()
{
    for (const BodyRequest &request : m_requests)
        request.answer(makeError(ErrorKind::Network, QStringLiteral("the account's connections ended")));
}

void BodyRequests::add(BodyRequest request)
{
    const BodyRequest::Answer answer = request.answer;
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

bool BodyRequests::isEmpty() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests.empty();
}

std::optional<BodyRequest> BodyRequests::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_requests.empty())
        return std::nullopt;
    BodyRequest request = std::move(m_requests.front());
    m_requests.pop_front();
    return request;
}

Status BodyRequests::serve(PassContext &context, imap::ImapSession &session)
{
    while (std::optional<BodyRequest> request = take()) {
        if (request->waiting.wanted.stop_requested())
            continue;
        const Status fetched = fetch(context, session, *request);
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
    std::deque<BodyRequest> refused;
    {
        const std::lock_guard lock(m_mutex);
        (server == Server::Watch ? m_watchDown : m_syncDown) = true;
        m_reason = error;
        if (m_watchDown && m_syncDown)
            refused.swap(m_requests);
    }
    for (const BodyRequest &request : refused)
        request.answer(error);
}

} // namespace petrel::engine
