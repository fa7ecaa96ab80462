// MESSAGELIMIT (RFC 9738): "[MESSAGELIMIT 1000 23221]", without the UID where nothing was done.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

Result<ResponseCode::Value> readMessageLimitCode(ResponseCursor &cursor)
{
    MessageLimit limit;
    TRY(cursor.space());
    limit.messages = TRY(cursor.number32());
    if (cursor.take(' '))
        limit.lowest = Uid(TRY(cursor.number32()));
    return ResponseCode::Value(limit);
}

} // namespace petrel::imap
