// OBJECTID (RFC 8474): MAILBOXID, EMAILID and THREADID.
#include "core/imap/grammar/response_cursor_p.h"

#include <algorithm>

namespace petrel::imap {

namespace {

constexpr qsizetype kMaxLength = 255;

bool isObjectIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

} // namespace

bool ObjectId::isValid() const
{
    return !text.isEmpty() && text.size() <= kMaxLength && std::all_of(text.cbegin(), text.cend(), isObjectIdCharacter);
}

/** "(M6d99ac3275bb4e)". */
Result<ObjectId> readObjectId(ResponseCursor &cursor)
{
    TRY(cursor.expect('('));
    ObjectId id{TRY(cursor.atom())};
    TRY(cursor.expect(')'));
    if (!id.isValid())
        return cursor.fail("object identifier");
    return id;
}

Status readEmailIdItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.emailId = TRY(readObjectId(cursor));
    return {};
}

/** NIL: this server knows no threads. */
Status readThreadIdItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    if (cursor.atNil())
        (void)TRY(cursor.nstring());
    else
        fetch.threadId = TRY(readObjectId(cursor));
    return {};
}

} // namespace petrel::imap
