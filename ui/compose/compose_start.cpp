#include "ui/compose/compose_start.h"

#include "core/html/quoting.h"
#include "core/html/sanitiser.h"
#include "core/mime/file_name.h"
#include "core/mime/header_values.h"
#include "ui/common/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

using html::ForwardWords;

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

/** The first identity that fits; of several, one of this account. */
template <class Fits>
std::optional<int> identityThat(Fits fits, const QList<Identity> &identities, AccountId account)
{
    std::optional<int> found;
    for (int i = 0; i < static_cast<int>(identities.size()); ++i) {
        if (!fits(identities[i]))
            continue;
        if (identities[i].account == account)
            return i;
        found = found.value_or(i);
    }
    return found;
}

/** The identity that one of these names, the first ones first; else one of the account where the message lies. */
int identityAmong(const AddressList &named, const StartMessage &message, const QList<Identity> &identities, int preferred)
{
    for (const Address &address : named) {
        const auto isNamed = [&](const Identity &identity) { return identity.address.sameMailbox(address); };
        if (const std::optional<int> found = identityThat(isNamed, identities, message.account))
            return *found;
    }
    const auto isAtHome = [&](const Identity &identity) { return identity.account == message.account; };
    return identityThat(isAtHome, identities, message.account).value_or(preferred);
}

/** Whom an answer comes from: whom the message was sent to, or its author when it is one's own. */
int answeringIdentity(const StartMessage &original, const QList<Identity> &identities, int preferred)
{
    const Envelope &envelope = original.content.envelope;
    return identityAmong(envelope.to + envelope.cc + envelope.bcc + envelope.from, original, identities, preferred);
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

DraftFile partOf(PlacementId message, const PartInfo &part)
{
    mime::OutgoingFile file;
    file.fileName = mime::safeFileName(part.fileName);
    file.type = part.type;
    file.stored = {message, part.path};
    return {file, part.size};
}

QList<DraftFile> filesOf(const StartMessage &message)
{
    QList<DraftFile> files;
    for (const PartInfo &part : message.content.attachments)
        files.append(partOf(message.id, part));
    return files;
}

/** Pictures inside the text, which is written on without them. */
QList<DraftFile> picturesOf(const StartMessage &message)
{
    QList<PartInfo> pictures;
    for (const PartInfo &part : message.content.inlineParts) {
        const auto same = [&](const PartInfo &other) { return other.path == part.path; };
        const QList<PartInfo> &files = message.content.attachments;
        if (std::none_of(files.cbegin(), files.cend(), same) && std::none_of(pictures.cbegin(), pictures.cend(), same))
            pictures.append(part);
    }
    std::sort(pictures.begin(), pictures.end(), [](const PartInfo &a, const PartInfo &b) { return a.path < b.path; });
    QList<DraftFile> files;
    for (const PartInfo &part : std::as_const(pictures))
        files.append(partOf(message.id, part));
    return files;
}

/** A kept draft does not say what it began as; the fields that make threads do. */
DraftOrigin originOf(const Envelope &envelope)
{
    if (!envelope.inReplyTo.isEmpty())
        return DraftOrigin::Reply;
    return envelope.references.isEmpty() ? DraftOrigin::New : DraftOrigin::Forward;
}

ForwardWords forwardWords()
{
    ForwardWords words;
    words.intro = Words::tr("Forwarded message");
    words.from = Words::tr("From");
    words.date = Words::tr("Date");
    words.subject = Words::tr("Subject");
    words.to = Words::tr("To");
    words.cc = Words::tr("Cc");
    return words;
}

} // namespace

Draft newDraft(const QList<Identity> &identities, int preferred, bool rich)
{
    Draft draft;
    draft.identity = preferred;
    draft.rich = rich;
    draft.text = signatureBlock(identities[preferred].signature);
    return draft;
}

Draft replyDraft(const StartMessage &original, html::ReplyTo whom, const QList<Identity> &identities, int preferred, ReplyPlace place)
{
    const Envelope &envelope = original.content.envelope;
    Draft draft;
    draft.origin = DraftOrigin::Reply;
    draft.original = original.id;
    draft.identity = answeringIdentity(original, identities, preferred);
    const html::ReplyRecipients recipients = html::replyRecipients(envelope, addressesOf(identities), whom);
    draft.to = recipients.to;
    draft.cc = recipients.cc;
    draft.subject = html::replySubject(envelope.subject);
    draft.inReplyTo = envelope.messageId;
    draft.references = html::replyReferences(envelope);

    QString quote = html::quoteForReply(html::textWithAddresses(original.content), attribution(envelope));
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
    draft.identity = answeringIdentity(original, identities, preferred);
    draft.subject = html::forwardSubject(envelope.subject);
    draft.references = html::replyReferences(envelope);
    draft.files = filesOf(original) + picturesOf(original);
    const QString shownDate = envelope.dateSent == 0 ? QString() : fullDate(envelope.dateSent);
    draft.text = signatureBlock(identities[draft.identity].signature) + QStringLiteral("\n\n")
        + html::forwardText(original.content, shownDate, forwardWords());
    return draft;
}

Draft editedDraft(const StartMessage &kept, const QList<Identity> &identities, int preferred)
{
    const Envelope &envelope = kept.content.envelope;
    Draft draft;
    draft.identity = identityAmong(envelope.from.first(std::min<qsizetype>(1, envelope.from.size())), kept, identities, preferred);
    draft.to = envelope.to;
    draft.cc = envelope.cc;
    draft.bcc = envelope.bcc;
    draft.subject = envelope.subject;
    draft.text = kept.content.text;
    const bool isWhole = kept.content.sections.size() == 1; // of several pieces the HTML is that of one only
    draft.html = isWhole && !kept.content.html.isEmpty() ? html::sanitised(kept.content.html) : QString();
    draft.rich = !draft.html.isEmpty();
    draft.unfinished = {kept.content.header("X-Petrel-Unfinished-To"), kept.content.header("X-Petrel-Unfinished-Cc"),
                        kept.content.header("X-Petrel-Unfinished-Bcc")};
    draft.askDelivered = !kept.content.header("X-Petrel-Ask-Delivered").isEmpty();
    draft.requireTls = !kept.content.header("X-Petrel-Require-Tls").isEmpty();
    draft.inReplyTo = envelope.inReplyTo;
    draft.references = envelope.references;
    draft.origin = originOf(envelope);
    draft.files = filesOf(kept) + picturesOf(kept);
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

Draft withoutMailbox(Draft draft)
{
    draft.stored.reset();
    draft.original = {};
    for (DraftFile &file : draft.files) {
        file.gone = file.gone || !file.file.stored.isNull();
        file.file.stored = {};
    }
    return draft;
}

SignaturePlace signatureIn(const QString &text, const QString &signature)
{
    const SignaturePlace nowhere{text.size(), 0};
    if (signature.isEmpty())
        return nowhere;
    const QString block = QStringLiteral("-- \n") + signature;
    for (qsizetype at = text.indexOf(block); at >= 0; at = text.indexOf(block, at + 1)) {
        const qsizetype end = at + block.size();
        const bool begins = at == 0 || text[at - 1] == u'\n';
        const bool ends = end == text.size() || text[end] == u'\n'; // a forward has the message below it
        if (begins && ends)
            return {at, block.size()};
    }
    return nowhere;
}

} // namespace petrel::ui
