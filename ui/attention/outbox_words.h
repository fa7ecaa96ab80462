#pragma once

#include "core/model/outbox.h"
#include "ui/attention/card.h"
#include "ui/common/error_sentence.h"

#include <QDateTime>

namespace petrel::ui {

/** How a message in the outbox stands: "Waiting for the network", "Goes out in 7 s", "Refused by the server". */
[[nodiscard]] QString outboxStateText(const OutboxItem &item, bool online, const QDateTime &now);
/** It was sent to go out later, and that is more than a minute away. */
[[nodiscard]] bool waitsForItsTime(const OutboxItem &item, std::int64_t nowUtc);
/** Its end is so near that the seconds are counted. */
[[nodiscard]] bool countsDown(const OutboxItem &item, std::int64_t nowUtc);

/**
 * What a reply of an SMTP server means for the person: from its enhanced status code (RFC 3463), else its reply code
 * (RFC 5321 4.2.3), never from its words.
 */
[[nodiscard]] QString replyInWords(const QByteArray &reply);
/** Why the message was refused, from the code its last error carries, else from the server's reply. */
[[nodiscard]] QString refusalInWords(const OutboxItem &item);
/** Each recipient with the server's answer; nothing while nobody was asked. */
[[nodiscard]] QList<CardFact> recipientFacts(const OutboxItem &item);
/** “Contract, signed”, or words for a message without a subject. */
[[nodiscard]] QString quotedSubject(const QString &subject);
/** Names as they were written, else the addresses. */
[[nodiscard]] QString recipientNames(const OutboxItem &item);
/** The server's words about the message and about each recipient, as data. */
[[nodiscard]] QString outboxDetails(const OutboxItem &item);
/** Each refused recipient with the reason; for all others of a refused message there is none. */
[[nodiscard]] QList<CardFact> refusedRecipients(const OutboxItem &item);
/** What the composer says of a message that comes back: what happened, who has it, what the server said. Empty where there is nothing to say. */
[[nodiscard]] ErrorSentence returnedSentence(const OutboxItem &item);
/** What can be done about a message in this state, the suggested thing first. */
[[nodiscard]] QList<CardButton> outboxButtons(const OutboxItem &item, std::int64_t nowUtc);

[[nodiscard]] Card outboxCard(const OutboxItem &item, bool online, const QDateTime &now);

} // namespace petrel::ui
