#include "core/smtp/session.h"

#include "core/net/starttls_errors.h"
#include "core/sasl/choice.h"

namespace petrel::smtp {

// From the greeting to the end of the log-in.

namespace {

constexpr qsizetype kMostAuthLine = 12'288; // RFC 4954 section 4, CRLF included

} // namespace

Result<std::unique_ptr<SmtpSession>>
SmtpSession::open(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options, const StopToken &stop)
{
    std::unique_ptr<SmtpSession> session(new SmtpSession(std::move(stream), options));
    if (options.security == Security::Tls && !session->m_stream->isEncrypted())
        return session->noted(net::streamUnencrypted());
    TRY(session->greet(stop));
    TRY(session->hello(stop));
    if (options.security == Security::Starttls && !session->m_stream->isEncrypted()) {
        TRY(session->startTls(stop));
        TRY(session->hello(stop));
    }
    return session;
}

Status SmtpSession::greet(const StopToken &stop)
{
    const Reply greeting = TRY(nextReply(m_options.timeouts.greeting, stop));
    if (greeting.code == 220)
        return {};
    if (greeting.temporary() || greeting.permanent())
        return noted(refusal(greeting, Step::Greeting, QStringLiteral("the server does not want us now")));
    return noted(makeError(ErrorKind::Protocol, QStringLiteral("a greeting that is none")).withServerText(greeting.text()));
}

Status SmtpSession::hello(const StopToken &stop)
{
    const QByteArray literal = addressLiteral(m_options.localAddress);
    m_capabilities = {};
    Reply reply = TRY(ask("EHLO " + literal, m_options.timeouts.command, stop));
    if (reply.positive()) {
        m_capabilities = parseCapabilities(reply);
        m_capabilities.requireTls = m_capabilities.requireTls && m_stream->isEncrypted(); // RFC 8689 section 3
        return {};
    }
    if (reply.permanent())
        reply = TRY(ask("HELO " + literal, m_options.timeouts.command, stop));
    if (!reply.positive())
        return noted(refusal(reply, Step::Hello, QStringLiteral("the server does not answer our greeting")));
    return {};
}

/** STARTTLS (RFC 3207). Whatever was heard before the handshake is forgotten. */
Status SmtpSession::startTls(const StopToken &stop)
{
    if (!m_capabilities.startTls)
        return noted(net::startTlsMissing("STARTTLS"));
    const Reply reply = TRY(ask("STARTTLS", m_options.timeouts.command, stop));
    if (reply.code != 220)
        return noted(net::startTlsRefused("STARTTLS"));
    if (m_machine.holdsInput())
        return noted(net::plainTextInjected());
    if (Status encrypted = m_stream->startTls(Deadline::in(m_options.timeouts.tls).earlierOf(m_options.signInBy), stop); !encrypted)
        return noted(std::move(encrypted).error());
    m_capabilities = {};
    if (m_options.transcript)
        m_options.transcript->note("TLS is up");
    return {};
}

Status SmtpSession::logIn(const sasl::Credentials &credentials, const StopToken &stop)
{
    // open() lets a plain channel through only for Security::None.
    const sasl::Channel channel = m_stream->isEncrypted() ? sasl::Channel::Encrypted : sasl::Channel::PlainByChoice;
    auto mechanism = sasl::chooseMechanism(m_capabilities.auth, credentials, channel, m_stream->serverEndPoint());
    if (!mechanism)
        return noted(std::move(mechanism).error());
    TRY(authenticate(sasl::Authentication(std::move(mechanism).value()), stop));
    m_options.signInBy = Deadline::never();
    return {};
}

Result<Reply> SmtpSession::askSecretly(const QByteArray &line, const QByteArray &visible, const StopToken &stop)
{
    if (m_options.transcript)
        m_options.transcript->clientSecret(visible);
    m_machine.send(line + "\r\n");
    TRY(writeOutput());
    return nextReply(m_options.timeouts.command, stop);
}

/** AUTH (RFC 4954 section 4). */
Status SmtpSession::authenticate(sasl::Authentication authentication, const StopToken &stop)
{
    const QByteArray command = "AUTH " + authentication.mechanism();
    const std::optional<Secret> initial = authentication.initialArgument(kMostAuthLine - command.size() - 3);
    Reply reply = TRY(askSecretly(initial ? command + ' ' + initial->reveal() : command, command, stop));
    while (reply.code == 334) {
        const Result<Secret> answer = authentication.answer(reply.text());
        if (!answer)
            return noted(answer.error());
        reply = TRY(askSecretly(answer->reveal(), {}, stop));
    }
    if (!reply.temporary() && !reply.permanent() && reply.code != 235)
        return noted(makeError(ErrorKind::Protocol, QStringLiteral("an answer to AUTH that is none")).withServerText(reply.text()));
    const Status in = authentication.settle(reply.code == 235 ? Status() : Status(refusal(reply, Step::LogIn, QStringLiteral("log-in refused"))));
    return in ? in : Status(noted(in.error()));
}

} // namespace petrel::smtp
