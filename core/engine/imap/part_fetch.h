#pragma once

#include "core/engine/imap/body_fetch.h"

namespace petrel::engine {

/**
 * What somebody who opens the message reads: its texts, the pictures in them, and the small attachments, in one turn. A
 * message that is small, or cannot be taken apart, comes whole. Errors as fetchBody().
 */
[[nodiscard]] Status fetchText(PassContext &context, imap::ImapSession &session, PlacementId placement, const BodyWaiting &waiting = {});

/**
 * One part, decoded and kept beside the message: nothing when it is here. What came of a large one before a cut is not
 * asked for again. NotFound (Message): the server no longer has it.
 */
[[nodiscard]] Status fetchPartOf(PassContext &context, imap::ImapSession &session, PlacementId placement, const QByteArray &path, const BodyWaiting &waiting = {});

} // namespace petrel::engine
