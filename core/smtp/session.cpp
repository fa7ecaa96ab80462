#include "core/smtp/session.h"

#include "core/base/clock.h"

namespace petrel::smtp {

namespace {

QByteArray shown(const Reply &reply)
{
    QByteArray line = QByteArray::number(reply.code);
    if (!reply.enhanced.isEmpty())
        line += ' ' + reply.enhanced;
    return line + ' ' + reply.lines.join(" | ");
}

} // namespace

SmtpSession::SmtpSession(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options)
    : m_stream(std::move(stream)), m_options(options), m_machine(options.limits)
{
}

Result<EnvelopeAnswer> SmtpSession::envelope(const Envelope &envelope, const StopToken &stop)
{
    const EnvelopeCommands commands = TRY(envelopeCommands(envelope, m_capabilities, Clock::nowUtc()));
    m_dataReply.reset();
    return m_capabilities.pipelining ? envelopeAtOnce(commands, envelope.recipients, stop) : envelopeInSteps(commands, envelope.recipients, stop);
}

/** MAIL, each RCPT and DATA in one packet (RFC 2920); BDAT waits until it is clear that somebody takes the message. */
Result<EnvelopeAnswer> SmtpSession::envelopeAtOnce(const EnvelopeCommands &commands, const QByteArrayList &recipients, const StopToken &stop)
{
    TRY(queue(commands.mail));
    for (const QByteArray &command : commands.recipients)
        TRY(queue(command));
    if (!usesChunks())
        TRY(queue("DATA"));
    TRY(writeOutput());
    const Reply toMail = TRY(hearStep(stop));
    EnvelopeAnswer answer;
    const Status rest = hearRest(answer, recipients, stop);
    // What was refused stays so where the server hung up behind it.
    if (!toMail.positive())
        return senderRefused(toMail);
    const bool isRefused = answer.recipients.size() == recipients.size() && answer.accepted() == 0;
    if (!rest && !isRefused)
        return rest.error();
    return answer;
}

/** The answers to what travelled behind MAIL. */
Status SmtpSession::hearRest(EnvelopeAnswer &answer, const QByteArrayList &recipients, const StopToken &stop)
{
    for (const QByteArray &recipient : recipients) {
        const Reply reply = TRY(hearStep(stop));
        answer.recipients.append({recipient, verdictOf(reply), reply});
    }
    return usesChunks() ? Status() : hearDataReply(answer.accepted() > 0, stop);
}

Result<EnvelopeAnswer> SmtpSession::envelopeInSteps(const EnvelopeCommands &commands, const QByteArrayList &recipients, const StopToken &stop)
{
    TRY(queue(commands.mail));
    TRY(writeOutput());
    const Reply toMail = TRY(hearStep(stop));
    if (!toMail.positive())
        return senderRefused(toMail);
    EnvelopeAnswer answer;
    for (qsizetype i = 0; i < recipients.size(); ++i) {
        TRY(queue(commands.recipients[i]));
        TRY(writeOutput());
        const Reply reply = TRY(hearStep(stop));
        answer.recipients.append({recipients[i], verdictOf(reply), reply});
    }
    return answer;
}

/** The reply to MAIL or RCPT: 421 and what is none end the session. */
Result<Reply> SmtpSession::hearStep(const StopToken &stop)
{
    const Reply reply = TRY(nextReply(m_options.timeouts.command, stop));
    if (reply.code == 421)
        return noted(refusal(reply, Step::Recipient, QStringLiteral("the server closes the connection")));
    if (reply.intermediate())
        return noted(makeError(ErrorKind::Protocol, QStringLiteral("a 3yz reply to MAIL or RCPT")).withServerText(reply.text()));
    return reply;
}

Error SmtpSession::senderRefused(const Reply &reply)
{
    return noted(refusal(reply, Step::Mail, QStringLiteral("the server does not take mail from this sender")));
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

Status SmtpSession::confirm(const StopToken &stop)
{
    const Result<Reply> reply = ask("NOOP", m_options.timeouts.sign, stop);
    if (reply && reply->positive())
        return {};
    close();
    return reply ? refusal(*reply, Step::Other, QStringLiteral("the server has ended the session")) : reply.error();
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
    return nextReply(Deadline::in(timeout).earlierOf(m_options.signInBy), stop);
}

Result<Reply> SmtpSession::nextReply(const Deadline &deadline, const StopToken &stop)
{
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
