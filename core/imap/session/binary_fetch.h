#pragma once

#include "core/imap/session/imap_session.h"

namespace petrel::imap {

/** How the bytes of a part came. */
enum class PartBytes {
    Decoded, ///< the server took Content-Transfer-Encoding away: a quarter less on the line for base64
    AsSent,  ///< still encoded, as BODYSTRUCTURE tells
};

/**
 * One part ("1.2"), decoded by the server where it can (BINARY, RFC 3516), else as it lies there: not offered, an encoding
 * it does not know ([UNKNOWN-CTE]), or a section that is no part of its own. Slices, errors and \Seen as fetchBody().
 */
[[nodiscard]] Result<PartBytes> fetchPart(ImapSession &session, Uid uid, const QByteArray &section, const BodySink &sink);

/** How many bytes it has, decoded (BINARY.SIZE): for a bar of progress that does not lie. The server has to look. Unsupported as above. */
[[nodiscard]] Result<std::int64_t> binarySize(ImapSession &session, Uid uid, const QByteArray &section);

} // namespace petrel::imap
