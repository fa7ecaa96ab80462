#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

Status readCorrelator(ResponseCursor &cursor, SearchResponse &search)
{
    if (!cursor.take('('))
        return {};
    if (!cursor.takeWord("TAG"))
        return cursor.fail("TAG");
    TRY(cursor.space());
    search.tag = TRY(cursor.astring());
    return cursor.expect(')');
}

/** "(-1:-100 264:...)": which part, and what is in it; NIL: nothing. */
Status readPartial(ResponseCursor &cursor, SearchResponse &search)
{
    TRY(cursor.expect('('));
    (void)TRY(cursor.atom());
    TRY(cursor.space());
    search.partial = SequenceSet();
    if (cursor.atNil())
        (void)TRY(cursor.nstring());
    else
        search.partial = TRY(cursor.sequenceSet());
    return cursor.expect(')');
}

Status readReturnItem(ResponseCursor &cursor, SearchResponse &search)
{
    const QByteArray item = TRY(cursor.atom()).toUpper();
    if (item == "UID") {
        search.uid = true;
        return {};
    }
    TRY(cursor.space());
    if (item == "ALL")
        search.numbers = TRY(cursor.sequenceSet());
    else if (item == "COUNT")
        search.count = TRY(cursor.number32());
    else if (item == "MIN")
        search.min = TRY(cursor.number32());
    else if (item == "MAX")
        search.max = TRY(cursor.number32());
    else if (item == "PARTIAL")
        TRY(readPartial(cursor, search));
    else if (item == "MODSEQ")
        search.modSeq = ModSeq(TRY(cursor.number64()));
    else
        TRY(cursor.skipValue());
    return {};
}

} // namespace

/** SEARCH numbers are collected as they come: sorted for the set, and doubles melt. */
Result<Response> readSearch(ResponseCursor &cursor)
{
    SearchResponse search;
    QList<Uid> numbers;
    cursor.skipSpaces();
    while (!cursor.atEnd()) {
        if (cursor.take('(')) { // CONDSTORE: "(MODSEQ n)" behind the numbers
            if (!cursor.takeWord("MODSEQ"))
                return cursor.fail("MODSEQ");
            TRY(cursor.space());
            search.modSeq = ModSeq(TRY(cursor.number64()));
            TRY(cursor.expect(')'));
        } else {
            numbers.append(Uid(TRY(cursor.number32())));
        }
        cursor.skipSpaces();
    }
    search.numbers = SequenceSet::of(numbers);
    return Response(std::move(search));
}

Result<Response> readEsearch(ResponseCursor &cursor)
{
    SearchResponse search;
    search.extended = true;
    cursor.skipSpaces();
    TRY(readCorrelator(cursor, search));
    cursor.skipSpaces();
    while (!cursor.atEnd()) {
        TRY(readReturnItem(cursor, search));
        cursor.skipSpaces();
    }
    if (search.numbers.isOpen() || (search.partial && search.partial->isOpen()))
        return cursor.fail("numbers without *");
    return Response(std::move(search));
}

} // namespace petrel::imap
