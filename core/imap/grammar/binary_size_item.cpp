// BINARY.SIZE (RFC 3516 section 4.3): "BINARY.SIZE[1.2] 133"; the word is consumed.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

Status readBinarySizeItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    BinarySize size;
    TRY(cursor.expect('['));
    size.section = TRY(readSectionName(cursor));
    TRY(cursor.space());
    size.size = std::int64_t(TRY(cursor.number64()));
    fetch.binarySizes.append(std::move(size));
    return {};
}

} // namespace petrel::imap
