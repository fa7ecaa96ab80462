#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

Result<QList<NamespacePrefix>> readPrefixes(ResponseCursor &cursor)
{
    QList<NamespacePrefix> prefixes;
    if (cursor.atNil()) {
        (void)TRY(cursor.nstring());
        return prefixes;
    }
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        NamespacePrefix prefix;
        TRY(cursor.expect('('));
        prefix.prefix = TRY(cursor.string());
        TRY(cursor.space());
        const QByteArray delimiter = TRY(cursor.text());
        prefix.delimiter = delimiter.isEmpty() ? '\0' : delimiter.at(0);
        cursor.skipSpaces();
        while (!cursor.take(')')) { // namespace extensions: name and list of values
            TRY(cursor.skipValue());
            cursor.skipSpaces();
        }
        prefixes.append(prefix);
        cursor.skipSpaces();
    }
    return prefixes;
}

} // namespace

/** NAMESPACE (RFC 2342). */
Result<Response> readNamespace(ResponseCursor &cursor)
{
    Namespaces namespaces;
    TRY(cursor.space());
    namespaces.personal = TRY(readPrefixes(cursor));
    TRY(cursor.space());
    namespaces.otherUsers = TRY(readPrefixes(cursor));
    TRY(cursor.space());
    namespaces.shared = TRY(readPrefixes(cursor));
    TRY(cursor.end());
    return Response(NamespaceResponse{std::move(namespaces)});
}

} // namespace petrel::imap
