#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

/** ID (RFC 2971): NIL or a list of pairs. */
Result<Response> readId(ResponseCursor &cursor)
{
    IdResponse id;
    TRY(cursor.space());
    if (cursor.atNil())
        return Response(std::move(id));
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        QByteArray key = TRY(cursor.string()).toLower();
        TRY(cursor.space());
        QByteArray value = TRY(cursor.text());
        if (id.fields.size() < 100)
            id.fields.append({std::move(key), std::move(value)});
        cursor.skipSpaces();
    }
    TRY(cursor.end());
    return Response(std::move(id));
}

} // namespace petrel::imap
