#pragma once

#include "core/engine/imap/part_fetch.h"
#include "core/engine/workers/request_queue.h"

namespace petrel::engine {

/** What somebody waits for. */
struct BodyRequest
{
    enum class What {
        Text,  ///< what is read of it; a small message comes whole
        Part,  ///< one part, decoded: `path`
        Whole,
        Again, ///< whole, though it is here: it cannot be read
    };
    using Answer = std::function<void(const Status &)>;

    PlacementId placement;
    What what = What::Whole;
    QByteArray path = {};
    BodyWaiting waiting = {};
    Answer answer = {};
};

/** Messages somebody waits for: whichever connection of the account is free serves. */
class BodyRequests : public RequestQueue<BodyRequest>
{
public:
    /** Serves all there are. An error means the session is lost; what was not served stays. */
    [[nodiscard]] Status serve(PassContext &context, imap::ImapSession &session);
};

} // namespace petrel::engine
