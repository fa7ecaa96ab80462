#include "core/engine/workers/body_requests.h"

namespace petrel::engine {

namespace {

Status fetch(PassContext &context, imap::ImapSession &session, const BodyRequest &request)
{
    switch (request.what) {
    case BodyRequest::What::Text: return fetchText(context, session, request.placement, request.waiting);
    case BodyRequest::What::Part: return fetchPartOf(context, session, request.placement, request.path, request.waiting);
    case BodyRequest::What::Again: return fetchBody(context, session, request.placement, request.waiting, WhenHere::Replace);
    case BodyRequest::What::Whole: break;
    }
    return fetchBody(context, session, request.placement, request.waiting);
}

} // namespace

Status BodyRequests::serve(PassContext &context, imap::ImapSession &session)
{
    while (std::optional<BodyRequest> request = take()) {
        if (request->waiting.wanted.stop_requested())
            continue;
        const Status fetched = fetch(context, session, *request);
        if (!fetched && (!session.isAlive() || context.stop.stop_requested())) {
            // The line broke or the round was ended, not the message: it is asked for again, or refused with the reason.
            putBack(std::move(*request));
            return fetched;
        }
        request->answer(fetched);
    }
    return {};
}

} // namespace petrel::engine
