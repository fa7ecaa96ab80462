// X-GM-EXT-1: Gmail's message and thread numbers and labels. CONDSTORE does not see labels change: they are told, not watched.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

GmailItems &itemsOf(FetchResponse &fetch)
{
    if (!fetch.gmail)
        fetch.gmail.emplace();
    return *fetch.gmail;
}

/** "\Inbox", "&BCAE-", "My label": an atom that may begin with a backslash, or a string. */
Result<QByteArray> readLabel(ResponseCursor &cursor)
{
    return cursor.atString() ? cursor.string() : cursor.flag();
}

} // namespace

Status readGmailMessageIdItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    itemsOf(fetch).messageId = TRY(cursor.number64());
    return {};
}

Status readGmailThreadIdItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    itemsOf(fetch).threadId = TRY(cursor.number64());
    return {};
}

Status readGmailLabelsItem(ResponseCursor &cursor, FetchResponse &fetch)
{
    QList<QByteArray> labels;
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        QByteArray label = TRY(readLabel(cursor));
        if (labels.size() < cursor.options().limits.flags && label.size() <= cursor.options().limits.nameBytes)
            labels.append(std::move(label));
        if (cursor.peek() != ')')
            TRY(cursor.space());
    }
    itemsOf(fetch).labels = std::move(labels);
    return {};
}

} // namespace petrel::imap
