#pragma once

#include "core/imap/session/exchange.h"

namespace petrel::imap {

/** How the headers of messages are asked for. */
enum class HeaderForm {
    Parsed, ///< ENVELOPE and BODYSTRUCTURE as the server reads them, and whatever else it offers
    Plain,  ///< the raw header, and nothing that needs it to be parsed: for messages whose envelope the server cannot tell
};

/** FETCH of headers. What an extension tells about a message comes along in the same answer, where it is offered and worth it. */
[[nodiscard]] Command headerCommand(const Exchange &exchange, const MessageSet &messages, HeaderForm form);

/** Whether there is anything to tell beside headers that need not be asked for. */
[[nodiscard]] bool offersExtras(const Exchange &exchange);

/** What came of it; the exchange learns whether the server has previews at all. */
[[nodiscard]] FetchedHeader headerOf(Exchange &exchange, FetchResponse &fetch);

} // namespace petrel::imap
