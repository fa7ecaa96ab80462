#pragma once

#include "core/imap/session/session_values.h"
#include "core/imap/grammar/response.h"

namespace petrel::imap {

/** How the headers of messages are asked for. */
enum class HeaderForm {
    Parsed, ///< ENVELOPE and BODYSTRUCTURE as the server reads them, and whatever else it offers
    Plain,  ///< the raw header: for messages whose envelope the server cannot tell
};

/** FETCH of headers. What an extension tells about a message comes along in the same answer, where it is offered. */
[[nodiscard]] Command headerCommand(const MessageSet &messages, HeaderForm form, const Capabilities &capabilities, bool withModSeq);

/** What came of it. */
[[nodiscard]] FetchedHeader headerOf(FetchResponse &fetch);

} // namespace petrel::imap
