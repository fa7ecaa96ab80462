// QUOTA and QUOTAROOT (RFC 2087, RFC 9208). Gmail counts in 64 bits.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

constexpr qsizetype kMaxResources = 100;
constexpr qsizetype kMaxRoots = 100;

} // namespace

Result<Response> readQuota(ResponseCursor &cursor)
{
    QuotaResponse quota;
    TRY(cursor.space());
    quota.root = TRY(cursor.astring());
    TRY(cursor.space());
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        QuotaResource resource;
        resource.name = TRY(cursor.atom()).toUpper();
        TRY(cursor.space());
        resource.usage = TRY(cursor.number64());
        TRY(cursor.space());
        resource.limit = TRY(cursor.number64());
        if (quota.resources.size() < kMaxResources)
            quota.resources.append(std::move(resource));
        cursor.skipSpaces();
    }
    TRY(cursor.end());
    return Response(std::move(quota));
}

Result<Response> readQuotaRoot(ResponseCursor &cursor)
{
    QuotaRootResponse roots;
    TRY(cursor.space());
    roots.mailbox = TRY(cursor.mailbox());
    cursor.skipSpaces();
    while (!cursor.atEnd()) {
        QByteArray root = TRY(cursor.astring());
        if (roots.roots.size() < kMaxRoots)
            roots.roots.append(std::move(root));
        cursor.skipSpaces();
    }
    return Response(std::move(roots));
}

} // namespace petrel::imap
