#pragma once

#include "core/engine/imap/folder_find.h"
#include "core/engine/workers/request_queue.h"

namespace petrel::engine {

/** A search of folders of one account, one after the other. */
struct FindRequest
{
    /** After each window, and with the error that ended the search of a folder. On the connection's thread. */
    using Told = std::function<void(const FolderFind &find, const std::optional<Error> &error)>;

    QList<FindWanted> folders;
    int room = 500;                  ///< messages to be found at once; the folders that are left when it is used up were not asked
    StopToken wanted = {};           ///< stopped: nobody wants it any more
    Told told = {};
    std::function<void(const Status &)> answer = {}; ///< all were asked that were to be, or the reason why none can be

    // Where it stands
    std::optional<FolderFind> current = std::nullopt;
    int cuts = 0;                    ///< connections lost in the present window
};

/**
 * Searches of this account's folders. They may take long: between two windows whoever waits for a message goes first, and the
 * connection looks after what else it has to do.
 */
class FindRequests : public RequestQueue<FindRequest>
{
public:
    /** `goesOn` is asked between two windows. An error means the session is lost; what was not asked stays. */
    [[nodiscard]] Status serve(PassContext &context, imap::ImapSession &session, const std::function<Result<bool>()> &goesOn);

private:
    /** The next window; false: nothing is left to be asked. */
    [[nodiscard]] static Result<bool> ask(FindRequest &request, PassContext &context, imap::ImapSession &session);
};

} // namespace petrel::engine
