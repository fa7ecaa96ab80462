#pragma once

#include "core/imap/session/exchange.h"

namespace petrel::imap {

/** What FETCH calls the bytes of a section. */
enum class SliceItem { Body, Binary };

/** The bytes of one section in slices, without setting \Seen (RFC 3501 6.4.5, RFC 3516 4.1). See ImapSession::fetchBody(). */
[[nodiscard]] Status fetchSlices(Exchange &exchange, SliceItem item, Uid uid, const QByteArray &section, const BodySink &sink,
                                 std::int64_t from = 0);

/** "the message is gone" and the like. */
[[nodiscard]] Error sectionGone(const char *what);

} // namespace petrel::imap
