#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

using Value = ResponseCode::Value;

Result<Value> readNumber(ResponseCursor &cursor)
{
    TRY(cursor.space());
    return Value(TRY(cursor.number64()));
}

Result<Value> readCapabilities(ResponseCursor &cursor)
{
    TRY(cursor.space());
    return Value(Capabilities(readCapabilityWords(cursor, ']')));
}

Result<Value> readPermanentFlags(ResponseCursor &cursor)
{
    TRY(cursor.space());
    PermanentFlags permanent;
    permanent.told = true;
    permanent.flags = TRY(readFlagList(cursor, &permanent.anyKeyword));
    return Value(permanent);
}

Result<Value> readAppendUid(ResponseCursor &cursor)
{
    AppendUid append;
    TRY(cursor.space());
    append.uidValidity = UidValidity(TRY(cursor.number32()));
    TRY(cursor.space());
    append.uids = TRY(cursor.sequenceSet());
    if (append.uids.isOpen())
        return cursor.fail("UIDs without *");
    return Value(append);
}

/** Ranges in the order of the wire: COPYUID pairs them, so they must not be sorted. */
Result<QList<NumberRange>> readOrderedRanges(ResponseCursor &cursor)
{
    QList<NumberRange> ranges;
    const QByteArrayView ahead = cursor.rest();
    if (ahead.startsWith(' ') || ahead.startsWith(']'))
        return ranges; // Outlook: COPYUID with empty sets
    do {
        const std::uint32_t first = TRY(cursor.number32());
        const std::uint32_t last = cursor.take(':') ? TRY(cursor.number32()) : first;
        if (first == 0 || last < first)
            return cursor.fail("ascending UID range");
        ranges.append({first, last});
    } while (cursor.take(','));
    return ranges;
}

Result<Value> readCopyUid(ResponseCursor &cursor)
{
    TRY(cursor.space());
    const UidValidity validity(TRY(cursor.number32()));
    TRY(cursor.expect(' '));
    QList<NumberRange> source = TRY(readOrderedRanges(cursor));
    TRY(cursor.expect(' '));
    return Value(CopyUid(validity, std::move(source), TRY(readOrderedRanges(cursor))));
}

Result<Value> readSet(ResponseCursor &cursor)
{
    TRY(cursor.space());
    return Value(TRY(cursor.sequenceSet()));
}

Result<Value> readMailboxId(ResponseCursor &cursor)
{
    TRY(cursor.space());
    return Value(TRY(readObjectId(cursor)));
}

/** Codes with a value. All others are their name alone, whatever follows it. */
struct Code
{
    const char *name;
    Result<Value> (*read)(ResponseCursor &);
};

constexpr Code kCodes[] = {
    {"CAPABILITY", readCapabilities}, {"PERMANENTFLAGS", readPermanentFlags}, {"UIDVALIDITY", readNumber},
    {"UIDNEXT", readNumber},          {"UNSEEN", readNumber},                 {"HIGHESTMODSEQ", readNumber},
    {"APPENDUID", readAppendUid},     {"COPYUID", readCopyUid},               {"MODIFIED", readSet},
    {"MAILBOXID", readMailboxId},     {"MESSAGELIMIT", readMessageLimitCode},   {"INPROGRESS", readInProgressCode},
};

/** Goes on behind the closing bracket; brackets inside strings and literals do not count. */
Status skipToBracket(ResponseCursor &cursor)
{
    while (!cursor.take(']')) {
        if (cursor.atString()) {
            (void)TRY(cursor.string());
        } else if (cursor.rest().isEmpty()) {
            return cursor.fail("]");
        } else {
            (void)cursor.take(cursor.peek());
        }
    }
    return {};
}

} // namespace

Result<ResponseCode> readResponseCode(ResponseCursor &cursor)
{
    TRY(cursor.expect('['));
    ResponseCode code;
    const QByteArrayView ahead = cursor.rest();
    qsizetype length = 0;
    while (length < ahead.size() && ahead.at(length) != ' ' && ahead.at(length) != ']')
        ++length;
    code.name = ahead.first(length).toByteArray().toUpper();
    for (qsizetype i = 0; i < length; ++i)
        (void)cursor.take(cursor.peek());

    for (const Code &known : kCodes) {
        if (code.name != known.name)
            continue;
        const ResponseCursor before = cursor;
        Result<Value> value = known.read(cursor);
        cursor.skipSpaces();
        if (value.ok() && cursor.take(']')) {
            code.value = std::move(value).value();
            return code;
        }
        cursor = before;
    }
    TRY(skipToBracket(cursor));
    return code;
}

} // namespace petrel::imap
