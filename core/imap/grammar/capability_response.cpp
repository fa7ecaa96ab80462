#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

/** Words up to the end character or the end of the line; what is no word is left out. */
QList<QByteArray> readCapabilityWords(ResponseCursor &cursor, char end)
{
    const QByteArrayView ahead = cursor.rest();
    qsizetype length = end == '\0' ? ahead.size() : ahead.indexOf(end);
    if (length < 0)
        length = ahead.size();
    QList<QByteArray> words;
    for (const QByteArray &word : ahead.first(length).toByteArray().split(' ')) {
        if (word == "+" && !words.isEmpty() && cursor.tolerates(Quirk::SplitCapability))
            words.last() += word;
        else if (!word.isEmpty() && words.size() <= cursor.options().limits.capabilities && word.size() <= cursor.options().limits.nameBytes)
            words.append(word);
    }
    for (qsizetype i = 0; i < length; ++i)
        (void)cursor.take(cursor.peek());
    return words;
}

Result<Response> readCapability(ResponseCursor &cursor)
{
    return Response(CapabilityResponse{Capabilities(readCapabilityWords(cursor, '\0'))});
}

Result<Response> readEnabled(ResponseCursor &cursor)
{
    EnabledResponse enabled;
    for (const QByteArray &word : readCapabilityWords(cursor, '\0'))
        enabled.words.append(word.toUpper());
    return Response(std::move(enabled));
}

} // namespace petrel::imap
