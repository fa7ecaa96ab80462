#include "ui/compose/compose_start.h"

#include "core/html/quoting.h"
#include "core/html/sanitiser.h"
#include "core/mime/header_values.h"
#include "ui/common/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::ComposeStart)
};

QString signatureBlock(const QString &signature)
{
    return signature.isEmpty() ? QString() : QStringLiteral("\n\n-- \n") + signature;
}

AddressList addressesOf(const QList<Identity> &identities)
{
    AddressList own;
    for (const Identity &identity : identities)
        own.append(identity.address);
    return own;
}

/** The identity that the message names among its receivers (or as its author, for own mail). */
int identityNamedIn(const Envelope &envelope, const QList<Identity> &identities, int preferred)
{
    const AddressList named = envelope.to + envelope.cc + envelope.bcc + envelope.from;
    for (const Address &address : named) {
        const auto found = std::find_if(identities.cbegin(), identities.cend(), [&](const Identity &identity) {
            return identity.address.sameMailbox(address);
        });
        if (found != identities.cend())
            return static_cast<int>(found - identities.cbegin());
    }
    return preferred;
}

QString attribution(const Envelope &envelope)
{
    const Address author = envelope.from.isEmpty() ? Address{} : envelope.from.first();
    const QString who = mime::cleanText(author.shown());
    if (envelope.dateSent == 0)
        return Words::tr("%1 wrote:").arg(who);
    const QDateTime sent = QDateTime::fromSecsSinceEpoch(envelope.dateSent);
    return Words::tr("On %1 at %2, %3 wrote:")
        .arg(QLocale().toString(sent.date(), Words::tr("d MMMM yyyy")), sent.time().toString(QStringLiteral("HH:mm")), who);
}

html::ForwardWords forwardWords()
{
    html::ForwardWords words;
    words.intro = Words::tr("Forwarded message");
    words.from = Words::tr("From");
    words.date = Words::tr("Date");
    words.subject = Words::tr("Subject");
    words.to = Words::tr("To");
    words.cc = Words::tr("Cc");
    return words;
}

} // namespace

Draft newDraft(const QList<Identity> &identities, int preferred)
{
    Draft draft;
    draft.identity = preferred;
    draft.text = signatureBlock(identities[preferred].signature);
    return draft;
}

Draft replyDraft(const StartMessage &original, html::ReplyTo whom, const QList<Identity> &identities, int preferred, ReplyPlace place)
{
    const Envelope &envelope = original.content.envelope;
    Draft draft;
    draft.origin = DraftOrigin::Reply;
    draft.original = original.id;
    draft.identity = identityNamedIn(envelope, identities, preferred);
    const html::ReplyRecipients recipients = html::replyRecipients(envelope, addressesOf(identities), whom);
    draft.to = recipients.to;
    draft.cc = recipients.cc;
    draft.subject = html::replySubject(envelope.subject);
    draft.inReplyTo = envelope.messageId;
    draft.references = html::replyReferences(envelope);

    QString quote = html::quoteForReply(original.content.text, attribution(envelope));
    while (quote.endsWith(u'\n'))
        quote.chop(1);
    const QString signature = signatureBlock(identities[draft.identity].signature);
    if (place == ReplyPlace::AboveQuote) {
        draft.text = QStringLiteral("\n\n") + quote + signature;
    } else {
        draft.text = quote + QStringLiteral("\n\n");
        draft.caret = draft.text.size();
        draft.text += signature;
    }
    return draft;
}

Draft forwardDraft(const StartMessage &original, const QList<Identity> &identities, int preferred)
{
    const Envelope &envelope = original.content.envelope;
    Draft draft;
    draft.origin = DraftOrigin::Forward;
    draft.original = original.id;
    draft.identity = identityNamedIn(envelope, identities, preferred);
    draft.subject = html::forwardSubject(envelope.subject);
    draft.references = html::replyReferences(envelope);
    draft.partsToFetch = original.content.attachments;
    const QString shownDate = envelope.dateSent == 0 ? QString() : fullDate(envelope.dateSent);
    draft.text = signatureBlock(identities[draft.identity].signature) + QStringLiteral("\n\n")
        + html::forwardText(original.content, shownDate, forwardWords());
    return draft;
}

Draft editedDraft(const StartMessage &kept, const QList<Identity> &identities, int preferred)
{
    const Envelope &envelope = kept.content.envelope;
    Draft draft;
    draft.identity = preferred;
    if (!envelope.from.isEmpty()) {
        const auto author = std::find_if(identities.cbegin(), identities.cend(), [&](const Identity &identity) {
            return identity.address.sameMailbox(envelope.from.first());
        });
        if (author != identities.cend())
            draft.identity = static_cast<int>(author - identities.cbegin());
    }
    draft.to = envelope.to;
    draft.cc = envelope.cc;
    draft.bcc = envelope.bcc;
    draft.subject = envelope.subject;
    draft.text = kept.content.text;
    draft.html = kept.content.html.isEmpty() ? QString() : html::sanitised(kept.content.html);
    draft.inReplyTo = envelope.inReplyTo;
    draft.references = envelope.references;
    draft.partsToFetch = kept.content.attachments;
    draft.original = kept.id;
    if (kept.id)
        draft.stored = kept.id;
    return draft;
}

Draft mailtoDraft(const html::MailtoRequest &request, const QList<Identity> &identities, int preferred)
{
    Draft draft = newDraft(identities, preferred);
    draft.to = request.to;
    draft.cc = request.cc;
    draft.bcc = request.bcc;
    draft.subject = request.subject;
    draft.inReplyTo = request.inReplyTo;
    if (!request.inReplyTo.isEmpty())
        draft.references = {request.inReplyTo};
    draft.caret = request.body.size();
    draft.text = request.body + draft.text;
    return draft;
}

QString withSignature(const QString &text, const QString &former, const QString &wanted)
{
    const QString old = signatureBlock(former);
    if (old.isEmpty())
        return text + signatureBlock(wanted);
    if (text.endsWith(old))
        return text.chopped(old.size()) + signatureBlock(wanted);
    const qsizetype inside = text.indexOf(old + u'\n'); // a forward has the message below it
    if (inside >= 0)
        return text.first(inside) + signatureBlock(wanted) + text.sliced(inside + old.size());
    return text;
}

} // namespace petrel::ui
