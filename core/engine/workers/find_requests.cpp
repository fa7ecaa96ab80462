#include "core/engine/workers/find_requests.h"

namespace petrel::engine {

namespace {

/** A window at which the server hangs up so often is the reason for it. */
constexpr int kMostCuts = 2;

} // namespace

Status FindRequests::serve(PassContext &context, imap::ImapSession &session, const std::function<Result<bool>()> &goesOn)
{
    while (std::optional<FindRequest> request = take()) {
        Result<bool> more = true;
        while (!request->wanted.stop_requested() && more && *more) {
            more = ask(*request, context, session);
            if (!more || !*more)
                break;
            const Result<bool> on = goesOn();
            if (!on || !*on) {
                putBack(std::move(*request));
                return on ? Status() : Status(on.error());
            }
        }
        if (!more) {
            putBack(std::move(*request));
            return more.error();
        }
        if (!request->wanted.stop_requested())
            request->answer({});
    }
    return {};
}

Result<bool> FindRequests::ask(FindRequest &request, PassContext &context, imap::ImapSession &session)
{
    if (!request.current) {
        if (request.folders.isEmpty() || request.room <= 0)
            return false;
        FindWanted wanted = request.folders.takeFirst();
        wanted.most = request.room;
        request.current.emplace(std::move(wanted));
    }
    FolderFind &find = *request.current;
    const Status asked = find.step(context, session);
    if (!asked && context.stop.stop_requested())
        return asked.error(); // the round was ended, not the search: it goes on, or is refused with the reason
    if (!asked && !session.isAlive() && ++request.cuts < kMostCuts)
        return asked.error();
    request.cuts = 0;
    request.told(find, asked ? std::nullopt : std::optional(asked.error()));
    if (!asked || find.isOver()) {
        request.room -= static_cast<int>(find.found().size());
        request.current.reset();
    }
    if (!asked && !session.isAlive())
        return asked.error();
    return true;
}

} // namespace petrel::engine
