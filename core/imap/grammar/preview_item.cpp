// PREVIEW (RFC 8970): the first words of a message, as the server sees them.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

/** NIL: not at hand, and we asked only for what is (LAZY). */
Status readPreviewItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.preview = TRY(cursor.nstring());
    return {};
}

} // namespace petrel::imap
