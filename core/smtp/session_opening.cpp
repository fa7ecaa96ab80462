#include "core/smtp/session.h"

#include "core/net/starttls_errors.h"
#include "core/sasl/choice.h"

namespace petrel::smtp {

// From the greeting to the end of the log-in.

namespace {

constexpr int kMaxChallenges = 20;
constexpr qsizetype kMaxCommandLine = 512; // RFC 5321 section 4.5.3.1.4, CRLF included

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
    auto mechanism = sasl::chooseMechanism(m_capabilities.auth, credentials, channel);
    if (!mechanism)
        return noted(std::move(mechanism).error());
    TRY(exchange(**mechanism, stop));
    m_options.signInBy = Deadline::never();
    return {};
}

Status SmtpSession::exchange(sasl::Mechanism &mechanism, const StopToken &stop)
{
    const auto sendSecret = [this, &stop](const QByteArray &line, const QByteArray &visible) -> Result<Reply> {
        if (m_options.transcript)
            m_options.transcript->clientSecret(visible);
        m_machine.send(line + "\r\n");
        TRY(writeOutput());
        return nextReply(m_options.timeouts.command, stop);
    };

    const QByteArray command = "AUTH " + mechanism.name();
    std::optional<Secret> initial = mechanism.initialResponse();
    QByteArray line = command;
    if (initial) {
        const QByteArray encoded = initial->reveal().isEmpty() ? QByteArray("=") : initial->reveal().toBase64();
        if (command.size() + encoded.size() + 3 <= kMaxCommandLine) {
            line += ' ' + encoded;
            initial.reset();
        }
    }
    Reply reply = TRY(sendSecret(line, command));
    for (int challenges = 0; reply.code == 334; ++challenges) {
        if (challenges >= kMaxChallenges)
            return noted(makeError(ErrorKind::Protocol, QStringLiteral("the server's challenges do not end")));
        const QByteArray challenge = QByteArray::fromBase64(reply.text().trimmed());
        const Result<Secret> response = initial ? Result<Secret>(*std::exchange(initial, {})) : mechanism.step(challenge);
        if (!response)
            return noted(response.error().during(QStringLiteral("logging in")).withScope(ErrorScope::Connection));
        reply = TRY(sendSecret(response->reveal().toBase64(), {}));
    }
    if (reply.code == 235)
        return {};
    if (reply.temporary() || reply.permanent())
        return noted(refusal(reply, Step::LogIn, QStringLiteral("log-in refused")));
    return noted(makeError(ErrorKind::Protocol, QStringLiteral("an answer to AUTH that is none")).withServerText(reply.text()));
}

} // namespace petrel::smtp
