#include "core/engine/imap/translation.h"

#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"
#include "core/model/gmail_label.h"

#include <algorithm>

namespace petrel::engine {

namespace {

AddressList toAddresses(const QList<imap::RawAddress> &raw)
{
    AddressList addresses;
    for (const imap::RawAddress &one : raw) {
        Address address = mime::addressFromImap(one.name, one.mailbox, one.host);
        if (!address.isEmpty())
            addresses.append(std::move(address));
    }
    return addresses;
}

QByteArray firstId(const QByteArray &field)
{
    const QList<QByteArray> ids = mime::parseMessageIds(field);
    return ids.isEmpty() ? QByteArray() : ids.first();
}

/** The parameter `name`, its RFC 2231 pieces joined: BODYSTRUCTURE hands them over one by one. */
QString joinedParameter(const QList<imap::RawParameter> &parameters, QByteArrayView name)
{
    const auto isPiece = [name](const imap::RawParameter &parameter) { return parameter.name.startsWith(name); };
    if (std::none_of(parameters.begin(), parameters.end(), isPiece))
        return {};
    QByteArray field = "x";
    for (const imap::RawParameter &parameter : parameters) {
        QByteArray quoted = parameter.value;
        quoted.replace('\\', "\\\\").replace('"', "\\\"");
        // Extended values must not be quoted, plain ones must be.
        field += "; " + parameter.name + '=' + (parameter.name.endsWith('*') ? parameter.value : '"' + quoted + '"');
    }
    return mime::parseParameters(field).parameter(name);
}

} // namespace

Envelope toEnvelope(const imap::RawEnvelope &raw, const QByteArray &extraHeader)
{
    Envelope envelope = mime::parseHeaderBlock(extraHeader);
    envelope.messageId = firstId(raw.messageId);
    envelope.inReplyTo = firstId(raw.inReplyTo);
    envelope.dateSent = mime::parseDate(raw.date).value_or(0);
    envelope.subject = mime::decodeWords(raw.subject);
    envelope.from = toAddresses(raw.from);
    envelope.sender = toAddresses(raw.sender);
    envelope.replyTo = toAddresses(raw.replyTo);
    envelope.to = toAddresses(raw.to);
    envelope.cc = toAddresses(raw.cc);
    envelope.bcc = toAddresses(raw.bcc);
    return envelope;
}

QList<PartInfo> toParts(const imap::BodyStructure &structure)
{
    QList<PartInfo> parts;
    for (const imap::BodyPart &body : structure) {
        if (body.isMultipart())
            continue;
        PartInfo part;
        part.path = body.section;
        part.type = body.type;
        part.charset = body.parameter("charset").toLower();
        part.encoding = body.encoding;
        part.disposition = body.disposition;
        part.fileName = joinedParameter(body.dispositionParameters, "filename");
        if (part.fileName.isEmpty())
            part.fileName = joinedParameter(body.parameters, "name");
        part.contentId = body.contentId;
        part.size = body.size;
        parts.append(std::move(part));
    }
    return parts;
}

QStringList toKeywords(const imap::FlagList &flags, const QList<QByteArray> &gmailLabels)
{
    QStringList keywords;
    for (const QByteArray &label : gmailLabels) {
        const Result<imap::MailboxName> name = imap::MailboxName::fromWire(label);
        if (name && !label.startsWith('\\'))
            keywords.append(gmailWord(name->text()));
    }
    for (const QByteArray &keyword : flags.keywords)
        keywords.append(QString::fromUtf8(keyword));
    keywords.removeDuplicates();
    keywords.sort();
    return keywords;
}

store::ServerFlags toServerFlags(const imap::FlagUpdate &update)
{
    store::ServerFlags flags;
    flags.uid = update.uid;
    flags.flags = update.flags.known;
    flags.modSeq = update.modSeq;
    flags.keywords = toKeywords(update.flags, update.gmailLabels.value_or(QList<QByteArray>()));
    return flags;
}

store::NewMessage toNewMessage(const imap::FetchedHeader &header)
{
    store::NewMessage message;
    message.uid = header.uid;
    message.flags = header.flags.known;
    message.keywords = toKeywords(header.flags, header.gmailLabels);
    message.modSeq = header.modSeq;
    message.dateReceived = header.internalDate;
    message.size = header.size;
    message.emailId = header.emailId.text;
    message.envelope = header.envelope ? toEnvelope(*header.envelope, header.header) : mime::parseHeaderBlock(header.header);
    message.parts = toParts(header.structure);
    message.preview = header.preview;
    return message;
}

} // namespace petrel::engine
