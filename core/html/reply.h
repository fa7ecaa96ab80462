#pragma once

#include "core/model/message.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace petrel::html {

enum class ReplyTo { Sender, All };

/** Who gets the answer. */
struct ReplyRecipients
{
    AddressList to;
    AddressList cc;

    friend bool operator==(const ReplyRecipients &, const ReplyRecipients &) = default;
};

/**
 * RFC 5322 3.6.3: to Reply-To, else From; with All the other recipients go to Cc. Own addresses are left out unless nobody
 * else is left. A reply to a message one has sent goes to its To (and Cc with All). Bcc is never copied. Mail-Followup-To
 * is not honoured: it is no standard, and whoever writes a message could steer answers with it.
 */
[[nodiscard]] ReplyRecipients replyRecipients(const Envelope &envelope, const AddressList &own, ReplyTo whom);

/** "Re: " before the subject without its former reply and forward marks. */
[[nodiscard]] QString replySubject(const QString &subject);
/** "Fwd: " before the subject without its former forward marks. */
[[nodiscard]] QString forwardSubject(const QString &subject);

/** RFC 5322 3.6.4: the parent's References and its Message-ID; at most 40 ids, the first one and the newest kept. */
[[nodiscard]] QList<QByteArray> replyReferences(const Envelope &envelope);

} // namespace petrel::html
