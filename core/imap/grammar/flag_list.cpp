#include "core/imap/grammar/flag_list.h"

#include "core/imap/grammar/response_cursor_p.h"

#include <algorithm>

namespace petrel::imap {

namespace {

bool isSendableKeyword(const QByteArray &word)
{
    for (const char c : word) {
        if (uchar(c) <= 0x20 || uchar(c) == 0x7f || c == '(' || c == ')' || c == '{' || c == '"')
            return false;
    }
    return !word.isEmpty() && word.size() <= Limits().nameBytes;
}

void addFlag(FlagList &list, const QByteArray &word, const Limits &limits)
{
    if (const std::optional<Flag> known = flagFromImapName(word)) {
        list.known |= *known;
        return;
    }
    if (word.compare("\\Recent", Qt::CaseInsensitive) == 0) {
        list.recent = true;
        return;
    }
    // System flags nobody defined (mail.ru: \Unseen) mean nothing to us.
    const bool usable = !word.startsWith('\\') && isSendableKeyword(word);
    if (usable && list.keywords.size() < limits.flags && !list.keywords.contains(word))
        list.keywords.append(word);
}

} // namespace

bool isKeyword(QByteArrayView word)
{
    for (const char c : word) {
        if (uchar(c) <= 0x20 || uchar(c) >= 0x7f || QByteArrayView("(){%*\"\\]").contains(c))
            return false;
    }
    return !word.isEmpty();
}

bool PermanentFlags::keeps(const QByteArray &keyword) const
{
    const auto isIt = [&](const QByteArray &listed) { return listed.compare(keyword, Qt::CaseInsensitive) == 0; };
    return !told || anyKeyword || std::any_of(flags.keywords.cbegin(), flags.keywords.cend(), isIt);
}

Result<FlagList> readFlagList(ResponseCursor &cursor, bool *anyKeyword)
{
    FlagList list;
    TRY(cursor.expect('('));
    cursor.skipSpaces();
    while (!cursor.take(')')) {
        const QByteArray word = TRY(cursor.flag());
        if (word == "\\*") {
            if (anyKeyword)
                *anyKeyword = true;
        } else {
            addFlag(list, word, cursor.options().limits);
        }
        if (cursor.peek() != ')')
            TRY(cursor.space());
    }
    return list;
}

Result<Response> readFlags(ResponseCursor &cursor)
{
    TRY(cursor.space());
    FlagsResponse response{TRY(readFlagList(cursor))};
    TRY(cursor.end());
    return Response(std::move(response));
}

} // namespace petrel::imap
