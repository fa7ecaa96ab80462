#pragma once

#include "core/base/result.h"
#include "core/mime/outgoing_message.h"
#include "core/model/account.h"
#include "core/model/kept_draft.h"
#include "core/store/store.h"

#include <optional>

namespace petrel::engine {

// Nothing leaves the store before its successor, with all its parts, is in it: each of these is one transaction.
// Files named by StoredPart are copied from the store.

/**
 * Builds the message and commits its outbox row: after Ok it will be sent, whatever happens to this
 * process. Message-ID and Date are fixed here. `former`, the kept draft that it was, goes with it.
 * Invalid: no recipient, or one that is no address. NotFound "file-gone": a message or part that a file names is not here.
 */
[[nodiscard]] Result<OutboxId> queueMessage(store::Store &store, const Account &account, mime::OutgoingMessage message,
                                            const SendOptions &options = {}, std::optional<PlacementId> former = {});

/**
 * A message that exists as bytes (petrelctl send FILE.eml): recipients from To, Cc and Bcc, Bcc fields
 * taken out, a missing Message-ID or Date added, line ends made CRLF. Nothing else is changed.
 */
[[nodiscard]] Result<OutboxId> queueRaw(store::Store &store, const Account &account, const QByteArray &raw, const SendOptions &options = {});

/**
 * Keeps a draft: here at once, in Drafts at the server later. `former` is replaced. The words are kept in any case: a file
 * that is not here (any more) is left out, which the answer tells; where it should have come from `former`, that one stays.
 */
[[nodiscard]] Result<KeptDraft> keepDraft(store::Store &store, const Account &account, mime::OutgoingMessage message,
                                          std::optional<PlacementId> former);

/**
 * Takes a message back out of the outbox: it is a draft then, and never sent by itself. Those whom the server took it for
 * already are not among its recipients any more; what was wished of its way is kept with it. Invalid: on its way or sent.
 */
[[nodiscard]] Result<PlacementId> returnToDrafts(store::Store &store, const Account &account, const OutboxItem &item);
/** The way back: it waits in the outbox again and the draft goes. Invalid: the draft was changed or thrown away meanwhile. */
[[nodiscard]] Status sendAfterAll(store::Store &store, OutboxId id, PlacementId draft);
/**
 * Takes a message whose fate is uncertain out of the outbox: it is not sent again, and lies in Sent as if it had been.
 * Invalid: on its way or sent.
 */
[[nodiscard]] Status leaveAsSent(store::Store &store, const Account &account, const OutboxItem &item);

} // namespace petrel::engine
