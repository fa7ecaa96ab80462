#include "core/imap/grammar/response_cursor_p.h"

#include <limits>

namespace petrel::imap {

namespace {

constexpr std::uint64_t kMax32 = std::numeric_limits<std::uint32_t>::max();

void applyItem(MailboxStatus &status, const QByteArray &item, std::uint64_t number)
{
    const bool fits = number <= kMax32;
    if (item == "MESSAGES" && fits)
        status.messages = std::uint32_t(number);
    else if (item == "UNSEEN" && fits)
        status.unseen = std::uint32_t(number);
    else if (item == "UIDNEXT" && fits)
        status.uidNext = Uid(std::uint32_t(number));
    else if (item == "UIDVALIDITY" && fits)
        status.uidValidity = UidValidity(std::uint32_t(number));
    else if (item == "HIGHESTMODSEQ")
        status.highestModSeq = ModSeq(number);
    else if (item == "SIZE")
        status.size = std::int64_t(number);
    else if (item == "APPENDLIMIT")
        status.appendLimit = std::int64_t(number);
}

} // namespace

Result<Response> readStatus(ResponseCursor &cursor)
{
    MailboxStatus status;
    TRY(cursor.space());
    status.name = TRY(cursor.mailbox());
    TRY(cursor.space());
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        const QByteArray item = TRY(cursor.atom()).toUpper();
        TRY(cursor.space());
        const bool isNumber = (cursor.peek() >= '0' && cursor.peek() <= '9') || cursor.peek() == '-';
        if (isNumber)
            applyItem(status, item, TRY(cursor.number64()));
        else if (item == "MAILBOXID")
            status.mailboxId = TRY(readObjectId(cursor));
        else
            TRY(cursor.skipValue()); // APPENDLIMIT NIL, and what else extensions bring
        if (cursor.peek() != ')')
            TRY(cursor.space());
    }
    TRY(cursor.end());
    return Response(std::move(status));
}

} // namespace petrel::imap
