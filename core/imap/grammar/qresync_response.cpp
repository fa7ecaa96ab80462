#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

/** VANISHED (RFC 7162 3.2.10). An open set would name messages that do not exist yet: refused. */
Result<Response> readVanished(ResponseCursor &cursor)
{
    VanishedResponse vanished;
    TRY(cursor.space());
    if (cursor.take('(')) {
        if (!cursor.takeWord("EARLIER"))
            return cursor.fail("EARLIER");
        TRY(cursor.expect(')'));
        TRY(cursor.space());
        vanished.earlier = true;
    }
    vanished.uids = TRY(cursor.sequenceSet());
    TRY(cursor.end());
    if (vanished.uids.isOpen())
        return cursor.fail("UIDs without *");
    return Response(std::move(vanished));
}

} // namespace petrel::imap
