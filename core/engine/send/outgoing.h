#pragma once

#include "core/base/result.h"
#include "core/mime/outgoing_message.h"
#include "core/model/account.h"
#include "core/store/store.h"

#include <optional>

namespace petrel::engine {

/**
 * Builds the message and commits its outbox row: after Ok it will be sent, whatever happens to this
 * process. Message-ID and Date are fixed here. Invalid: no recipient, or one that is no address.
 */
[[nodiscard]] Result<OutboxId> queueMessage(store::Store &store, const Account &account, mime::OutgoingMessage message,
                                            std::int64_t notBefore);

/**
 * A message that exists as bytes (petrelctl send FILE.eml): recipients from To, Cc and Bcc, Bcc fields
 * taken out, a missing Message-ID or Date added, line ends made CRLF. Nothing else is changed.
 */
[[nodiscard]] Result<OutboxId> queueRaw(store::Store &store, const Account &account, const QByteArray &raw);

/** Keeps a draft: here at once, in Drafts at the server later. `former` is replaced. */
[[nodiscard]] Result<PlacementId> keepDraft(store::Store &store, const Account &account, mime::OutgoingMessage message,
                                            std::optional<PlacementId> former);

/** Takes a message back out of the outbox, to be written on: it is a draft then, and never sent by itself. Invalid: on its way or sent. */
[[nodiscard]] Result<PlacementId> returnToDrafts(store::Store &store, const Account &account, const OutboxItem &item);

} // namespace petrel::engine
