#pragma once

#include "core/imap/grammar/fragmentizer.h"
#include "core/imap/grammar/response.h"

namespace petrel::imap {

/** How strictly to read. */
struct ParserOptions
{
    Limits limits;
    Quirks quirks = kAllQuirks;
    NameEncoding names = NameEncoding::ModifiedUtf7;
};

/**
 * One response from one raw response. Pure, any thread; no recursion deeper than Limits::depth.
 * Protocol, scope Connection: neither tag nor "*" nor "+", or a status response nobody can read:
 * then we no longer know where we are. An untagged response of a known kind that makes no sense
 * comes back as MalformedResponse instead.
 */
[[nodiscard]] Result<Response> parseResponse(const RawResponse &raw, const ParserOptions &options = {});

} // namespace petrel::imap
