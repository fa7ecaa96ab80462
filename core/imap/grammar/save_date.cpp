// SAVEDATE (RFC 8514): when a message came into this mailbox, where INTERNALDATE tells when it came at all.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

/** NIL: this mailbox does not keep it. */
Status readSaveDateItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    if (cursor.atNil())
        (void)TRY(cursor.nstring());
    else
        fetch.saveDate = TRY(parseInternalDate(TRY(cursor.string()), cursor.options().quirks));
    return {};
}

} // namespace petrel::imap
