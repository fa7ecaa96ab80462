#include "core/smtp/envelope.h"

#include <algorithm>

namespace petrel::smtp {

namespace {

Error lacking(const char *code, const QString &what)
{
    return makeError(ErrorKind::Unsupported, ErrorScope::Message, ErrorRetry::AfterUser, what).withServerText({}, code);
}

Status checkSize(qint64 size, const Capabilities &capabilities)
{
    if (!capabilities.maxSize || size <= *capabilities.maxSize)
        return {};
    return makeError(ErrorKind::Refused, ErrorScope::Message, ErrorRetry::AfterUser,
                     QStringLiteral("the message has %1 bytes, and the server takes %2").arg(size).arg(*capabilities.maxSize))
        .withServerText({}, "5.3.4");
}

/** What is in the message, and whether the server can take that. */
Result<QByteArray> contentParameters(const Envelope &envelope, const Capabilities &capabilities)
{
    QByteArray parameters;
    TRY(checkSize(envelope.size, capabilities));
    if (capabilities.size && envelope.size > 0)
        parameters += " SIZE=" + QByteArray::number(envelope.size);
    if (envelope.eightBit && !capabilities.eightBitMime)
        return lacking("no-8bitmime", QStringLiteral("the message is 8-bit, and the server does not offer 8BITMIME"));
    if (envelope.eightBit)
        parameters += " BODY=8BITMIME";
    const bool utf8Address = !isAscii(envelope.sender)
        || std::any_of(envelope.recipients.begin(), envelope.recipients.end(), [](const QByteArray &address) { return !isAscii(address); });
    if (!utf8Address && !envelope.utf8Header)
        return parameters;
    if (!capabilities.smtpUtf8)
        return lacking("no-smtputf8", utf8Address ? QStringLiteral("an address has letters outside ASCII, and the server does not offer SMTPUTF8")
                                                  : QStringLiteral("the header has letters outside ASCII, and the server does not offer SMTPUTF8"));
    return parameters + " SMTPUTF8";
}

/** What the person wishes of the servers on the way. */
Result<QByteArray> wishParameters(const Envelope &envelope, const Capabilities &capabilities, qint64 now)
{
    QByteArray parameters;
    if (envelope.requireTls && !capabilities.requireTls)
        return lacking("no-requiretls", QStringLiteral("the server does not promise to pass the message on over TLS only"));
    if (envelope.requireTls)
        parameters += " REQUIRETLS";
    if (envelope.releaseAt > now) {
        if (!capabilities.release)
            return lacking("no-futurerelease", QStringLiteral("the server keeps no message back"));
        parameters += TRY(holdParameter(*capabilities.release, envelope.releaseAt, now));
    }
    if (envelope.reports && capabilities.dsn)
        parameters += mailParameters(*envelope.reports);
    return parameters;
}

/** 552 without a better word is what old servers say to too many recipients (RFC 5321 section 4.5.3.1.10). */
bool isForNow(const Reply &reply)
{
    return reply.temporary() || (reply.code == 552 && (reply.enhanced.isEmpty() || reply.enhanced == "5.5.3"));
}

} // namespace

int EnvelopeAnswer::accepted() const
{
    return static_cast<int>(std::count_if(recipients.begin(), recipients.end(), [](const RecipientAnswer &answer) {
        return answer.verdict == RecipientAnswer::Verdict::Accepted;
    }));
}

RecipientAnswer::Verdict verdictOf(const Reply &reply)
{
    if (reply.positive())
        return RecipientAnswer::Verdict::Accepted;
    return isForNow(reply) ? RecipientAnswer::Verdict::RefusedForNow : RecipientAnswer::Verdict::Refused;
}

Result<EnvelopeCommands> envelopeCommands(const Envelope &envelope, const Capabilities &capabilities, qint64 now)
{
    if (envelope.recipients.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("a message without recipients"));
    EnvelopeCommands commands;
    commands.mail = "MAIL FROM:" + TRY(path(envelope.sender)) + TRY(contentParameters(envelope, capabilities))
        + TRY(wishParameters(envelope, capabilities, now));
    for (const QByteArray &recipient : envelope.recipients) {
        if (recipient.isEmpty())
            return makeError(ErrorKind::Invalid, QStringLiteral("a recipient without address"));
        const bool asks = envelope.reports && capabilities.dsn;
        commands.recipients.append("RCPT TO:" + TRY(path(recipient)) + (asks ? recipientParameters(*envelope.reports, recipient) : QByteArray()));
    }
    return commands;
}

} // namespace petrel::smtp
