#pragma once

#include "core/imap/grammar/response_parser.h"

#include <QtTest>

namespace petrel::imap {

/** Everything the bytes hold, cut and parsed; stops at the first connection error. */
inline Result<QList<Response>> parseAll(const QByteArray &bytes, const ParserOptions &options = {})
{
    Fragmentizer fragmentizer(options.limits, options.quirks);
    fragmentizer.feed(bytes);
    QList<Response> responses;
    while (std::optional<RawResponse> raw = TRY(fragmentizer.next()))
        responses.append(TRY(parseResponse(*raw, options)));
    return responses;
}

/** The one response of these bytes as T, or a failure told as a Protocol error. */
template <class T>
Result<T> parseOne(const QByteArray &bytes, const ParserOptions &options = {})
{
    const QList<Response> all = TRY(parseAll(bytes, options));
    if (all.size() != 1)
        return makeError(ErrorKind::Protocol, QStringLiteral("%1 responses").arg(all.size()));
    if (const auto *malformed = std::get_if<MalformedResponse>(&all.first()))
        return malformed->error;
    if (const auto *wanted = std::get_if<T>(&all.first()))
        return *wanted;
    return makeError(ErrorKind::Protocol, QStringLiteral("another kind of response"));
}

} // namespace petrel::imap
