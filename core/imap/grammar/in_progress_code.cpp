// INPROGRESS (RFC 9585): "[INPROGRESS ("A001" 454 1000)]"; every part may be missing.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

Result<std::optional<std::uint64_t>> readCount(ResponseCursor &cursor)
{
    if (!cursor.atNil())
        return std::optional<std::uint64_t>(TRY(cursor.number64()));
    (void)TRY(cursor.nstring());
    return std::optional<std::uint64_t>();
}

} // namespace

Result<ResponseCode::Value> readInProgressCode(ResponseCursor &cursor)
{
    InProgress progress;
    cursor.skipSpaces();
    if (cursor.peek() == ']')
        return ResponseCode::Value(progress);
    TRY(cursor.expect('('));
    progress.tag = TRY(cursor.text());
    TRY(cursor.space());
    progress.done = TRY(readCount(cursor));
    TRY(cursor.space());
    progress.goal = TRY(readCount(cursor));
    TRY(cursor.expect(')'));
    return ResponseCode::Value(progress);
}

} // namespace petrel::imap
