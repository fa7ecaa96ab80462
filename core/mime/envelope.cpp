#include "core/mime/header_block_p.h"

#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"

namespace petrel::mime {

Envelope envelopeOf(const HeaderBlock &block)
{
    Envelope envelope;
    envelope.messageId = parseMessageIds(block.first("Message-ID")).value(0);
    envelope.inReplyTo = parseMessageIds(block.first("In-Reply-To")).value(0);
    envelope.references = parseMessageIds(block.first("References"));
    envelope.dateSent = parseDate(block.first("Date")).value_or(0);
    envelope.subject = decodeWords(block.first("Subject"));
    envelope.from = parseAddressList(block.first("From"));
    envelope.sender = parseAddressList(block.first("Sender"));
    envelope.replyTo = parseAddressList(block.first("Reply-To"));
    envelope.to = parseAddressList(block.joined("To"));
    envelope.cc = parseAddressList(block.joined("Cc"));
    envelope.bcc = parseAddressList(block.joined("Bcc"));
    return envelope;
}

QList<Notice> noticesOf(const HeaderBlock &block, const Envelope &envelope)
{
    QList<Notice> notices;
    if (block.cut)
        notices.append(Notice::HeadersCut);
    if (block.count("From") > 1 || (envelope.from.size() > 1 && envelope.sender.isEmpty()))
        notices.append(Notice::SeveralFrom);
    if (envelope.from.isEmpty() || envelope.from.first().email.isEmpty())
        notices.append(Notice::UnreadableFrom);
    for (const char *name : {"From", "Sender", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
                             "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}) {
        if (block.count(name) > 1)
            addNotice(notices, Notice::RepeatedHeader);
    }
    return notices;
}

Envelope parseHeaderBlock(const QByteArray &bytes, const Limits &limits)
{
    return envelopeOf(readHeaderBlock(bytes, 0, bytes.size(), limits));
}

QList<HeaderField> parseHeaderFields(const QByteArray &bytes, const Limits &limits)
{
    return fieldsOf(readHeaderBlock(bytes, 0, bytes.size(), limits));
}

} // namespace petrel::mime
