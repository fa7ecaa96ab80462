#pragma once

#include "core/base/error.h"
#include "core/model/outbox.h"
#include "core/smtp/envelope.h"

#include <optional>

namespace petrel::engine {

// What has become of a message for each of those it goes to.

using Recipients = QList<OutboxRecipient>;

[[nodiscard]] bool has(const Recipients &recipients, RecipientState state);
/** Those who were asked with what was said of them; who is refused only for now stays Pending. `answers` in the order of the Pending ones. */
[[nodiscard]] Recipients asAnswered(Recipients recipients, const QList<smtp::RecipientAnswer> &answers);
/**
 * What is to be written down before the final dot: whom the server will take it for is Pending until it has. Nothing where
 * all are taken and nothing else stands there: then the rows say so already.
 */
[[nodiscard]] std::optional<Recipients> notedBeforeDot(const Recipients &before, const Recipients &answered);
/** The message went through: those whom the server did not decline just before have it. Who was told "not now" stays Pending. */
[[nodiscard]] Recipients asTaken(Recipients recipients);
/** Some took it: who did not, by name. */
[[nodiscard]] Error partlySent(const Recipients &recipients);
/** All were to have it or nobody: who was refused, by name. */
[[nodiscard]] Error leftOut(const Recipients &recipients);
/** What the server said of the first who has not got it. */
[[nodiscard]] QByteArray replyOf(const Recipients &recipients);
/** The error that stands for several refused recipients: the first one's words. */
[[nodiscard]] Error refusalOf(const QList<smtp::RecipientAnswer> &answers, smtp::RecipientAnswer::Verdict verdict);

} // namespace petrel::engine
