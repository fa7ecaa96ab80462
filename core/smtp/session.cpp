#include "core/smtp/session.h"

#include "core/smtp/dot_stuffer.h"

#include <algorithm>

namespace petrel::smtp {

namespace {

constexpr qsizetype kBlockBytes = 128 * 1024;

QByteArray shown(const Reply &reply)
{
    QByteArray line = QByteArray::number(reply.code);
    if (!reply.enhanced.isEmpty())
        line += ' ' + reply.enhanced;
    return line + ' ' + reply.lines.join(" | ");
}

/** 552 without a better word is what old servers say to too many recipients (RFC 5321 section 4.5.3.1.10). */
bool isForNow(const Reply &reply)
{
    return reply.temporary() || (reply.code == 552 && (reply.enhanced.isEmpty() || reply.enhanced == "5.5.3"));
}

RecipientAnswer::Verdict verdict(const Reply &reply)
{
    if (reply.positive())
        return RecipientAnswer::Verdict::Accepted;
    return isForNow(reply) ? RecipientAnswer::Verdict::RefusedForNow : RecipientAnswer::Verdict::Refused;
}

} // namespace

int EnvelopeAnswer::accepted() const
{
    return static_cast<int>(std::count_if(recipients.begin(), recipients.end(), [](const RecipientAnswer &answer) {
        return answer.verdict == RecipientAnswer::Verdict::Accepted;
    }));
}

Result<QByteArray> BytesSource::next()
{
    const QByteArray piece = m_bytes.mid(m_at, kBlockBytes);
    m_at += piece.size();
    return piece;
}

SmtpSession::SmtpSession(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options)
    : m_stream(std::move(stream)), m_options(options), m_machine(options.limits)
{
}

Result<QByteArray> SmtpSession::mailCommand(const Envelope &envelope) const
{
    const bool utf8Address = !isAscii(envelope.sender)
        || std::any_of(envelope.recipients.begin(), envelope.recipients.end(), [](const QByteArray &a) { return !isAscii(a); });
    if ((utf8Address || envelope.utf8Header) && !m_capabilities.smtpUtf8)
        return makeError(ErrorKind::Unsupported, utf8Address
                ? QStringLiteral("an address has letters outside ASCII, and the server does not offer SMTPUTF8")
                : QStringLiteral("the header has letters outside ASCII, and the server does not offer SMTPUTF8"));
    if (envelope.eightBit && !m_capabilities.eightBitMime)
        return makeError(ErrorKind::Unsupported, QStringLiteral("the message is 8-bit, and the server does not offer 8BITMIME"));
    if (m_capabilities.maxSize && envelope.size > *m_capabilities.maxSize) {
        Error error = makeError(ErrorKind::Refused, ErrorScope::Message, ErrorRetry::AfterUser,
            QStringLiteral("the message has %1 bytes, and the server takes %2").arg(envelope.size).arg(*m_capabilities.maxSize));
        error.code = "5.3.4";
        return error;
    }
    QByteArray command = "MAIL FROM:" + TRY(path(envelope.sender));
    if (m_capabilities.size && envelope.size > 0)
        command += " SIZE=" + QByteArray::number(envelope.size);
    if (envelope.eightBit)
        command += " BODY=8BITMIME";
    if (utf8Address || envelope.utf8Header)
        command += " SMTPUTF8";
    return command;
}

/** MAIL, then each RCPT; all are checked before the first is sent. */
Result<QByteArrayList> SmtpSession::envelopeCommands(const Envelope &envelope) const
{
    if (envelope.recipients.isEmpty())
        return makeError(ErrorKind::Invalid, QStringLiteral("a message without recipients"));
    QByteArrayList commands{TRY(mailCommand(envelope))};
    for (const QByteArray &recipient : envelope.recipients) {
        if (recipient.isEmpty())
            return makeError(ErrorKind::Invalid, QStringLiteral("a recipient without address"));
        commands.append("RCPT TO:" + TRY(path(recipient)));
    }
    return commands;
}

Result<EnvelopeAnswer> SmtpSession::envelope(const Envelope &envelope, const StopToken &stop)
{
    const QByteArrayList commands = TRY(envelopeCommands(envelope));
    m_dataReply.reset();
    if (m_capabilities.pipelining) {
        for (const QByteArray &command : commands)
            TRY(queue(command));
        TRY(queue("DATA"));
        TRY(writeOutput());
    }
    EnvelopeAnswer answer;
    std::optional<Error> mailRefused;
    for (qsizetype i = 0; i < commands.size(); ++i) {
        const Reply reply = TRY(m_capabilities.pipelining ? nextReply(m_options.timeouts.command, stop)
                                                          : ask(commands[i], m_options.timeouts.command, stop));
        if (reply.code == 421)
            return noted(refusal(reply, Step::Recipient, QStringLiteral("the server closes the connection")));
        if (reply.intermediate())
            return noted(makeError(ErrorKind::Protocol, QStringLiteral("a 3yz reply to MAIL or RCPT")).withServerText(reply.text()));
        if (i > 0)
            answer.recipients.append({envelope.recipients[i - 1], verdict(reply), reply});
        else if (!reply.positive())
            mailRefused = refusal(reply, Step::Mail, QStringLiteral("the server does not take mail from this sender"));
        if (mailRefused && !m_capabilities.pipelining)
            break;
    }
    if (m_capabilities.pipelining)
        TRY(hearDataReply(answer.accepted() > 0, stop));
    if (mailRefused)
        return noted(*std::move(mailRefused));
    return answer;
}

/**
 * The answer to a DATA that travelled with MAIL and RCPT: data() goes on from it. Where nobody takes the message and
 * content is asked for all the same, a lone dot ends it (RFC 2920 section 3.1).
 */
Status SmtpSession::hearDataReply(bool somebodyTakesIt, const StopToken &stop)
{
    Reply reply = TRY(nextReply(m_options.timeouts.data, stop));
    if (!somebodyTakesIt && reply.code == 354) {
        m_machine.sendFinalDot();
        TRY(writeOutput());
        reply = TRY(nextReply(m_options.timeouts.afterDot, stop));
    }
    if (reply.code == 421)
        return noted(refusal(reply, Step::Data, QStringLiteral("the server closes the connection")));
    if (somebodyTakesIt)
        m_dataReply = std::move(reply);
    return {};
}

Result<Delivery> SmtpSession::data(MessageSource &source, const std::function<Status()> &beforeFinalDot, const StopToken &stop)
{
    return data(source, beforeFinalDot, stop, stop);
}

Result<Delivery> SmtpSession::data(MessageSource &source, const std::function<Status()> &beforeFinalDot, const StopToken &stop,
                                   const StopToken &afterDot)
{
    TRY(startData(stop));
    // From 354 to the dot there is no way back but closing: RSET would be taken for content.
    const auto orClose = [this](Status status) -> Status {
        if (!status)
            close();
        return status;
    };
    TRY(orClose(sendContent(source, stop)));
    TRY(orClose(beforeFinalDot()));
    TRY(orClose(refuseEarlyReply()));
    m_machine.sendFinalDot();
    TRY(orClose(writeOutput()));
    return awaitDelivery(afterDot);
}

Status SmtpSession::startData(const StopToken &stop)
{
    const Reply reply = m_dataReply ? *std::exchange(m_dataReply, {}) : TRY(ask("DATA", m_options.timeouts.data, stop));
    if (reply.temporary() || reply.permanent())
        return noted(refusal(reply, Step::Data, QStringLiteral("the server does not want the message")));
    if (reply.code != 354)
        return noted(makeError(ErrorKind::Protocol, QStringLiteral("an answer to DATA that is none")).withServerText(reply.text()));
    return {};
}

Status SmtpSession::sendContent(MessageSource &source, const StopToken &stop)
{
    // What the server said before it closed the line tells more than that it did.
    const auto orReply = [this](const Status &done) -> Status {
        if (!done)
            TRY(refuseEarlyReply());
        return done;
    };
    DotStuffer stuffer;
    qint64 sent = 0;
    bool atEnd = false;
    while (!atEnd) {
        QByteArray block;
        while (!atEnd && block.size() < kBlockBytes) {
            const QByteArray piece = TRY(source.next());
            atEnd = piece.isEmpty();
            block += atEnd ? stuffer.finish() : stuffer.encode(piece);
        }
        TRY(orReply(m_stream->write(block)));
        TRY(orReply(m_stream->flush(Deadline::in(m_options.timeouts.block), stop)));
        TRY(refuseEarlyReply());
        sent += block.size();
    }
    if (m_options.transcript)
        m_options.transcript->clientBytes(sent);
    return {};
}

/** A reply before the dot means that the server has given up; there is nothing to wait for, and nothing was delivered. */
Status SmtpSession::refuseEarlyReply()
{
    if (m_stream->bytesAvailable() == 0 && !m_machine.holdsInput())
        return {};
    m_machine.receive(m_stream->readAvailable());
    const std::optional<Reply> reply = TRY(m_machine.next());
    if (!reply)
        return {};
    return refusal(*reply, Step::AfterData, QStringLiteral("the server gave up in the middle of the message"));
}

Delivery SmtpSession::awaitDelivery(const StopToken &stop)
{
    Result<Reply> reply = nextReply(m_options.timeouts.afterDot, stop);
    if (!reply) {
        close();
        return {Delivery::Outcome::Uncertain, {}, std::move(reply).error()};
    }
    if (reply->positive())
        return {Delivery::Outcome::Accepted, *reply, {}};
    if (reply->intermediate()) {
        close();
        return {Delivery::Outcome::Uncertain, *reply, makeError(ErrorKind::Protocol, QStringLiteral("a 3yz reply to the final dot"))};
    }
    return {Delivery::Outcome::Refused, *reply,
            noted(refusal(*reply, Step::AfterData, QStringLiteral("the server refused the message")))};
}

Status SmtpSession::reset(const StopToken &stop)
{
    if (awaitsContent()) {
        close(); // RSET would be taken for content, and a dot for the end of a message
        return {};
    }
    m_dataReply.reset();
    const Reply reply = TRY(ask("RSET", m_options.timeouts.command, stop));
    if (!reply.positive())
        return noted(refusal(reply, Step::Other, QStringLiteral("RSET refused")).withScope(ErrorScope::Connection));
    return {};
}

Status SmtpSession::noop(const StopToken &stop)
{
    const Reply reply = TRY(ask("NOOP", m_options.timeouts.command, stop));
    if (!reply.positive())
        return noted(refusal(reply, Step::Other, QStringLiteral("NOOP refused")));
    return {};
}

void SmtpSession::quit(const StopToken &stop)
{
    if (!m_over && !awaitsContent())
        (void)ask("QUIT", m_options.timeouts.quit, stop);
    close();
}

void SmtpSession::close()
{
    m_over = true;
    m_stream->close();
}

Status SmtpSession::queue(const QByteArray &command)
{
    if (m_over)
        return makeError(ErrorKind::Network, QStringLiteral("the session is over"));
    const QByteArray line = TRY(commandLine(command));
    if (m_options.transcript)
        m_options.transcript->client(command);
    m_machine.send(line);
    return {};
}

Status SmtpSession::writeOutput()
{
    if (Status written = m_stream->write(m_machine.takeOutput()); !written)
        return noted(std::move(written).error());
    return {};
}

Result<Reply> SmtpSession::nextReply(Milliseconds timeout, const StopToken &stop)
{
    const Deadline deadline = Deadline::in(timeout).earlierOf(m_options.signInBy);
    while (true) {
        Result<std::optional<Reply>> reply = m_machine.next();
        if (!reply)
            return noted(std::move(reply).error());
        if (*reply) {
            if (m_options.transcript)
                m_options.transcript->server(shown(**reply));
            return **std::move(reply);
        }
        if (const auto woken = m_stream->wait(deadline, stop); !woken)
            return noted(woken.error());
        m_machine.receive(m_stream->readAvailable());
    }
}

Result<Reply> SmtpSession::ask(const QByteArray &command, Milliseconds timeout, const StopToken &stop)
{
    TRY(queue(command));
    TRY(writeOutput());
    return nextReply(timeout, stop);
}

Error SmtpSession::noted(Error error)
{
    if (m_options.security != Security::None && !m_stream->isEncrypted())
        error.serverText.clear();
    if (error.scope != ErrorScope::Message)
        close();
    return error;
}

} // namespace petrel::smtp
