// SORT (RFC 5256).
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

Result<Response> readSort(ResponseCursor &cursor)
{
    SortResponse sorted;
    cursor.skipSpaces();
    while (!cursor.atEnd()) {
        if (cursor.peek() == '(')
            TRY(cursor.skipValue()); // CONDSTORE: "(MODSEQ n)" behind the numbers
        else
            sorted.uids.append(Uid(TRY(cursor.number32())));
        cursor.skipSpaces();
    }
    return Response(std::move(sorted));
}

} // namespace petrel::imap
