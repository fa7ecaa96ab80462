#pragma once

#include "core/html/mailto.h"
#include "core/html/reply.h"
#include "core/mime/message_content.h"
#include "ui/compose/draft.h"

namespace petrel::ui {

/** Where a reply is written: above what it quotes, or below it. */
enum class ReplyPlace { AboveQuote, BelowQuote };

/** The message that a reply, a forward or an edited draft starts from. */
struct StartMessage
{
    PlacementId id;
    mime::MessageContent content;
    AccountId account = {}; ///< that received it, as a rule where it lies: among identities of one address its own is meant
};

// The ways a new message begins. All pure; `identities` must not be empty. The identity of an answer is the one the
// original was sent to, else one of the account that received it, else `preferred`; several accounts may have one address:
// the message's own account counts then. The signature stands at the end, behind "-- " (RFC 3676 4.3).

[[nodiscard]] Draft newDraft(const QList<Identity> &identities, int preferred = 0, bool rich = false);
[[nodiscard]] Draft replyDraft(const StartMessage &original, html::ReplyTo whom, const QList<Identity> &identities,
                               int preferred = 0, ReplyPlace place = ReplyPlace::AboveQuote);
[[nodiscard]] Draft forwardDraft(const StartMessage &original, const QList<Identity> &identities, int preferred = 0);
/**
 * A kept draft. Text as it was, no signature added; rich when the draft is one HTML text, for one that was written elsewhere
 * in several pieces goes on as the plain words of all of them. Its files are named as parts of the kept one; pictures inside the text
 * of a draft that was written elsewhere go along as files, for our text has none. What it answers is known by its id only.
 */
[[nodiscard]] Draft editedDraft(const StartMessage &kept, const QList<Identity> &identities, int preferred = 0);
[[nodiscard]] Draft mailtoDraft(const html::MailtoRequest &request, const QList<Identity> &identities, int preferred = 0);

/** A draft whose mailbox is gone: nowhere kept, an answer by its ids only. Files that lay in that mailbox are gone too. */
[[nodiscard]] Draft withoutMailbox(Draft draft);

/** Where a signature stands in a text, "-- " included: the first place; length 0 and the end of the text when it does not. */
struct SignaturePlace
{
    qsizetype start = 0;
    qsizetype length = 0;
};
[[nodiscard]] SignaturePlace signatureIn(const QString &text, const QString &signature);

} // namespace petrel::ui
