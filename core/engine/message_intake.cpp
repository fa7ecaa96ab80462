#include "core/engine/message_intake.h"

#include "core/base/clock.h"
#include "core/html/text_from_html.h"
#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"

namespace petrel::engine {

namespace {

struct Understood
{
    mime::MessageContent content;
    QList<PartInfo> parts;
};

Understood understandAll(const QByteArray &raw)
{
    Understood understood;
    const Result<mime::ParsedMessage> parsed = mime::parseMessage(raw);
    if (!parsed)
        return understood; // only an empty message has no parts; it is kept and shown as empty
    understood.content = parsed->content();
    html::completeText(understood.content);
    for (const mime::Part &part : parsed->parts()) {
        if (!part.isContainer())
            understood.parts.append(part.info);
    }
    return understood;
}

/**
 * When a message without INTERNALDATE arrived: the date of the topmost Received field (the last server's), else the
 * sender's; 0 when neither can be read or both lie in the future.
 */
std::int64_t arrivalOf(const mime::MessageContent &content)
{
    const std::int64_t now = Clock::nowUtc();
    for (const mime::HeaderField &field : content.headers) {
        if (field.name.compare("Received", Qt::CaseInsensitive) != 0)
            continue;
        const std::int64_t received = mime::parseDate(field.raw.mid(field.raw.lastIndexOf(';') + 1)).value_or(0);
        if (received > 0 && received <= now)
            return received;
        break;
    }
    const std::int64_t sent = content.envelope.dateSent;
    return sent > 0 && sent <= now ? sent : 0;
}

} // namespace

Status isContentOf(const Envelope &told, const Envelope &came)
{
    const bool isAnotherId = !told.messageId.isEmpty() && !came.messageId.isEmpty() && told.messageId != came.messageId;
    const bool isAnotherDate = told.dateSent != 0 && came.dateSent != 0 && told.dateSent != came.dateSent;
    if (!isAnotherId || !isAnotherDate)
        return {};
    return makeError(ErrorKind::Protocol, ErrorScope::Message, ErrorRetry::Backoff, QStringLiteral("the server sent the content of another message"))
        .withServerText({}, "another-message");
}

mime::MessageContent understand(const QByteArray &raw)
{
    return understandAll(raw).content;
}

QList<PartInfo> leafParts(const QByteArray &raw)
{
    return understandAll(raw).parts;
}

MessageIntake::MessageIntake(store::Store &store) : m_store(store), m_writer(store.blobWriter()) {}

Status MessageIntake::write(const QByteArray &piece)
{
    m_size += piece.size();
    if (m_head.size() < kParsedBytes)
        m_head += piece.left(kParsedBytes - m_head.size());
    return m_writer->write(piece);
}

Status MessageIntake::storeBodyOf(MessageId message, const Envelope &told)
{
    Body body = TRY(finishBodyOf(message, told));
    return m_store.write(u"store body", [&](store::WriteTransaction &tx) { return store(tx, std::move(body)); });
}

Result<MessageIntake::Body> MessageIntake::finishBodyOf(MessageId message, const Envelope &told)
{
    const Understood understood = understandAll(m_head);
    TRY(isContentOf(told, understood.content.envelope));
    Body body;
    body.message = message;
    body.blob = TRY(m_writer->finish());
    body.update.state = BodyState::Full;
    body.update.parts = understood.parts;
    body.update.preview = understood.content.preview;
    body.update.text = understood.content.text;
    return body;
}

Status MessageIntake::store(store::WriteTransaction &transaction, Body body)
{
    body.update.raw = TRY(transaction.blobs().insert(std::move(body.blob)));
    return transaction.messages().storeBody(body.message, body.update);
}

Result<MessageIntake::Whole> MessageIntake::finish()
{
    Whole whole;
    whole.blob = TRY(m_writer->finish());
    whole.message = fromHead(m_head, m_size);
    return whole;
}

store::NewMessage MessageIntake::fromHead(const QByteArray &head, qint64 size)
{
    const Understood understood = understandAll(head);
    store::NewMessage message;
    message.size = size;
    message.dateReceived = arrivalOf(understood.content);
    message.envelope = understood.content.envelope;
    message.parts = understood.parts;
    message.bodyState = BodyState::Full;
    message.preview = understood.content.preview;
    message.text = understood.content.text;
    return message;
}

store::NewMessage MessageIntake::fromHeader(const QByteArray &head, qint64 size)
{
    const mime::MessageContent content = understandAll(head).content;
    store::NewMessage message;
    message.size = size;
    message.dateReceived = arrivalOf(content);
    message.envelope = content.envelope;
    message.bodyState = BodyState::None;
    return message;
}

} // namespace petrel::engine
