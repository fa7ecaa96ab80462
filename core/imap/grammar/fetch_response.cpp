#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

Status readFlagsItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.flags = TRY(readFlagList(cursor));
    return {};
}

Status readUidItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.uid = Uid(TRY(cursor.number32()));
    return {};
}

Status readDateItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.internalDate = TRY(parseInternalDate(TRY(cursor.string()), cursor.options().quirks));
    return {};
}

Status readSizeItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.size = std::int64_t(TRY(cursor.number64()));
    return {};
}

Status readEnvelopeItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    fetch.envelope = TRY(readEnvelope(cursor));
    return {};
}

Status readStructureItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    if (cursor.atNil()) {
        (void)TRY(cursor.nstring());
        return {};
    }
    fetch.structure = TRY(readBodyStructure(cursor));
    return {};
}

Status readModSeqItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    TRY(cursor.expect('('));
    fetch.modSeq = ModSeq(TRY(cursor.number64()));
    return cursor.expect(')');
}

struct Item
{
    const char *name;
    Status (*read)(ResponseCursor &, FetchResponse &);
};

/** Items with a value of their own. An extension adds a line. */
constexpr Item kItems[] = {
    {"FLAGS", readFlagsItem},       {"UID", readUidItem},       {"INTERNALDATE", readDateItem},
    {"RFC822.SIZE", readSizeItem},  {"ENVELOPE", readEnvelopeItem}, {"BODYSTRUCTURE", readStructureItem},
    {"MODSEQ", readModSeqItem},     {"EMAILID", readEmailIdItem}, {"THREADID", readThreadIdItem},
    {"X-GM-MSGID", readGmailMessageIdItem}, {"X-GM-THRID", readGmailThreadIdItem}, {"X-GM-LABELS", readGmailLabelsItem},
    {"PREVIEW", readPreviewItem},   {"SAVEDATE", readSaveDateItem},
};

} // namespace

/** The text between the brackets of BODY[...], upper case, strings unquoted. */
Result<QByteArray> readSectionName(ResponseCursor &cursor)
{
    QByteArray name("");
    while (!cursor.take(']')) {
        if (cursor.atString()) {
            name += TRY(cursor.string());
        } else {
            const char c = cursor.peek();
            if (c == '\0' || name.size() > cursor.options().limits.lineBytes)
                return cursor.fail("]");
            name += c;
            (void)cursor.take(c);
        }
    }
    return name.toUpper();
}

namespace {

/** BODY[section]<origin> bytes; also BINARY[...]. */
Status readSectionItem(ResponseCursor &cursor, FetchResponse &fetch, bool binary)
{
    BodySection section;
    section.binary = binary;
    section.section = TRY(readSectionName(cursor));
    if (cursor.take('<')) {
        section.origin = TRY(cursor.number32());
        TRY(cursor.expect('>'));
    }
    TRY(cursor.space());
    const std::optional<QByteArray> bytes = TRY(cursor.nstring());
    section.nil = !bytes.has_value();
    section.bytes = bytes.value_or(QByteArray(""));
    fetch.sections.append(std::move(section));
    return {};
}

/** Reads the value, or skips it and remembers that it made no sense. */
Status readOrSkip(ResponseCursor &cursor, FetchResponse &fetch, const Item &item)
{
    TRY(cursor.space());
    const ResponseCursor before = cursor;
    if (item.read(cursor, fetch).ok() && (cursor.peek() == ' ' || cursor.peek() == ')'))
        return {};
    cursor = before;
    fetch.malformed.append(item.name);
    return cursor.skipValue();
}

Status readItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    for (const Item &item : kItems) {
        if (cursor.takeWord(item.name))
            return readOrSkip(cursor, fetch, item);
    }
    if (cursor.takeWord("BODY")) {
        if (cursor.take('['))
            return readSectionItem(cursor, fetch, false);
        return readOrSkip(cursor, fetch, {"BODYSTRUCTURE", readStructureItem});
    }
    if (cursor.takeWord("BINARY")) {
        TRY(cursor.expect('['));
        return readSectionItem(cursor, fetch, true);
    }
    if (cursor.takeWord("BINARY.SIZE"))
        return readBinarySizeItem(cursor, fetch);
    (void)TRY(cursor.atom()); // an item of some extension
    if (cursor.peek() == ' ')
        TRY(cursor.space());
    return cursor.skipValue();
}

} // namespace

Result<Response> readFetch(ResponseCursor &cursor, std::uint32_t number)
{
    FetchResponse fetch;
    fetch.number = number;
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        if (cursor.tolerates(Quirk::WrappedItem) && cursor.take('(')) {
            TRY(readItem(cursor, fetch));
            TRY(cursor.expect(')'));
        } else {
            TRY(readItem(cursor, fetch));
        }
        cursor.skipSpaces();
    }
    TRY(cursor.end());
    return Response(std::move(fetch));
}

} // namespace petrel::imap
