#pragma once

#include "core/engine/workers/body_requests.h"
#include "core/mime/message_content.h"

namespace petrel::engine {

/** What the store holds of a message, as far as somebody wants it. A plain value. */
struct MessageHolding
{
    QByteArray bytes;                ///< the message, its outline, or the decoded part
    QList<PartInfo> parts;           ///< of an outline: those of the whole message
    QSet<QByteArray> partsElsewhere; ///< of an outline: what is neither in it nor beside it
};

/** Nothing when it has to be fetched first. Takes one read of the store; the part of a whole message is decoded. Any thread. */
[[nodiscard]] Result<std::optional<MessageHolding>> heldOf(store::Store &store, PlacementId placement, BodyRequest::What what,
                                                           const QByteArray &path, const StopToken &stop);

/** The message as it is read. Of an outline the attachments have the sizes that the server told. */
[[nodiscard]] mime::MessageContent contentOf(const MessageHolding &holding);

} // namespace petrel::engine
