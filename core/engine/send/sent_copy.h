#pragma once

#include "core/engine/send/outgoing_content.h"
#include "core/model/account.h"
#include "core/model/outbox.h"
#include "core/store/store.h"

#include <optional>

namespace petrel::engine {

/** What the copy in Sent is made of; prepared outside of the transaction that records it. */
struct SentCopy
{
    store::NewMessage message; ///< its content is that of the outbox, unless:
    std::optional<store::FinishedBlob> content; ///< with a Bcc field for those who are only in the envelope
};

[[nodiscard]] Result<SentCopy> prepareSentCopy(store::Store &store, const OutboxItem &item);
/** The same from what was opened already. */
[[nodiscard]] Result<SentCopy> prepareSentCopy(store::Store &store, const OutboxItem &item, OutgoingContent &content);

/** `raw` as it went out, with a Bcc field before it for those who got it without standing in To or Cc. */
[[nodiscard]] QByteArray withBccField(const OutboxItem &item, const QByteArray &raw);

/**
 * Puts the copy into the account's Sent folder: shown at once, and for IMAP with an append wish, which waits where the server
 * may file one itself (sent_habits.h). A POP3
 * account keeps it here. An IMAP account without a Sent folder gets one named "Sent"; appending creates
 * it at the server.
 */
[[nodiscard]] Status recordSentCopy(store::WriteTransaction &tx, const Account &account, SentCopy copy);

/** Files a message of our own, whose content is in the store, in a folder: a floating row, and an append wish where the folder is at a server. */
[[nodiscard]] Result<PlacementId> fileOwnMessage(store::WriteTransaction &tx, const Account &account, const FolderRow &folder, const store::NewMessage &message,
                                                 int looksForServersCopy = 0);

} // namespace petrel::engine
