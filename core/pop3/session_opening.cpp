#include "core/pop3/session.h"

#include "core/net/starttls_errors.h"
#include "core/pop3/apop.h"
#include "core/sasl/choice.h"

namespace petrel::pop3 {

// From the greeting to the end of the log-in.

namespace {

constexpr qsizetype kMostAuthLine = 255; // RFC 5034 section 4, CRLF included

} // namespace

Result<std::unique_ptr<Pop3Session>>
Pop3Session::open(std::unique_ptr<net::ByteStream> stream, const SessionOptions &options, const StopToken &stop)
{
    std::unique_ptr<Pop3Session> session(new Pop3Session(std::move(stream), options));
    if (options.security == Security::Tls && !session->m_stream->isEncrypted())
        return session->noted(net::streamUnencrypted());
    TRY(session->greet(stop));
    if (options.security == Security::Starttls && !session->m_stream->isEncrypted())
        TRY(session->startTls(stop));
    TRY(session->askCapabilities(stop));
    TRY(session->settleTongue(stop));
    return session;
}

Status Pop3Session::greet(const StopToken &stop)
{
    const StatusLine greeting = TRY(nextStatus({m_options.timeouts.greeting, stop}));
    if (!greeting.ok())
        return noted(refusal(greeting, Step::Greeting, QStringLiteral("the server does not want us now"))
                         .withScope(ErrorScope::Connection));
    if (m_stream->isEncrypted())
        m_timestamp = apopTimestamp(greeting.text);
    return {};
}

/** STLS (RFC 2595 section 4). Whatever was heard before the handshake is forgotten. */
Status Pop3Session::startTls(const StopToken &stop)
{
    TRY(askCapabilities(stop));
    if (m_capabilities.known && !m_capabilities.stls)
        return noted(net::startTlsMissing("STLS"));
    const StatusLine status = TRY(ask("STLS", {}, AnswerShape::Line, command(stop)));
    if (!status.ok())
        return noted(net::startTlsRefused("STLS"));
    if (m_machine.holdsInput())
        return noted(net::plainTextInjected());
    if (Status encrypted = m_stream->startTls(Deadline::in(m_options.timeouts.tls).earlierOf(m_options.signInBy), stop); !encrypted)
        return noted(std::move(encrypted).error());
    m_capabilities = {};
    if (m_options.transcript)
        m_options.transcript->note("TLS is up");
    return {};
}

/** A server may not know CAPA: then nothing is offered, and it is used the old way. */
Status Pop3Session::askCapabilities(const StopToken &stop)
{
    m_capabilities = {};
    const StatusLine status = TRY(ask("CAPA", {}, AnswerShape::Listing, command(stop)));
    if (!status.ok())
        return {};
    m_capabilities.known = true;
    qint64 lines = 0;
    return eachLine(command(stop), [&](const QByteArray &line) {
        if (++lines <= m_options.limits.maxCapabilityLines)
            addCapability(m_capabilities, line);
    });
}

/** Mail as it was sent, and the server's words in the person's language. A server that declines goes on as it is. */
Status Pop3Session::settleTongue(const StopToken &stop)
{
    if (m_capabilities.utf8)
        (void)TRY(ask("UTF8", {}, AnswerShape::Line, command(stop)));
    if (m_capabilities.lang && !m_options.language.isEmpty())
        (void)TRY(ask("LANG", {m_options.language}, AnswerShape::Line, command(stop)));
    return {};
}

Status Pop3Session::logIn(const sasl::Credentials &credentials, const StopToken &stop)
{
    // open() lets a plain channel through only for Security::None.
    const sasl::Channel channel = m_stream->isEncrypted() ? sasl::Channel::Encrypted : sasl::Channel::PlainByChoice;
    auto mechanism = sasl::chooseMechanism(m_capabilities.sasl, credentials, channel, m_stream->serverEndPoint());
    if (!mechanism && mechanism.error().code == "no-mechanism" && !credentials.accessToken.isEmpty())
        mechanism = sasl::chooseMechanism({"XOAUTH2"}, credentials, channel); // servers of Google's and Microsoft's kind know it without telling
    if (mechanism.ok()) {
        TRY(authenticate(sasl::Authentication(std::move(mechanism).value()), stop));
    } else if (mechanism.error().code == "no-mechanism" && sasl::isByPassword(credentials)) {
        TRY(sasl::mayTellPassword(credentials, channel));
        const bool knowsUser = credentials.onlyPlain || m_capabilities.user || !m_capabilities.known || !m_timestamp;
        TRY(knowsUser ? userAndPass(credentials, stop) : apop(credentials, *m_timestamp, stop));
    } else {
        return noted(std::move(mechanism).error());
    }
    m_options.signInBy = Deadline::in(m_options.timeouts.command);
    TRY(askCapabilities(stop));
    m_options.signInBy = Deadline::never();
    return {};
}

/** From here on the server looks at the password, then locks and counts the maildrop: that takes as long as the maildrop is large. */
void Pop3Session::allowForMaildrop()
{
    m_options.signInBy = Deadline::in(m_options.timeouts.logIn);
}

/** AUTH (RFC 5034 section 4). */
Status Pop3Session::authenticate(sasl::Authentication authentication, const StopToken &stop)
{
    const Wait wait{m_options.timeouts.logIn, stop};
    QByteArrayList arguments{authentication.mechanism()};
    if (const std::optional<Secret> initial = authentication.initialArgument(kMostAuthLine - arguments.first().size() - 8))
        arguments.append(initial->reveal());
    if (m_options.transcript)
        m_options.transcript->clientSecret("AUTH " + authentication.mechanism());
    m_machine.send(TRY(commandLine("AUTH", arguments)), AnswerShape::Challenge);
    allowForMaildrop();

    while (true) {
        TRY(writeOutput());
        const Event event = TRY(nextEvent(wait));
        if (const auto *answered = std::get_if<StatusEvent>(&event)) {
            const StatusLine &said = answered->status;
            const Status in = authentication.settle(said.ok() ? Status() : Status(refusal(said, Step::LogIn, QStringLiteral("log-in refused"), m_capabilities)));
            return in ? in : Status(noted(in.error()));
        }
        const Result<Secret> answer = authentication.answer(std::get<ChallengeEvent>(event).challenge);
        if (!answer)
            return noted(answer.error());
        if (m_options.transcript)
            m_options.transcript->clientSecret({});
        m_machine.respond(answer->reveal() + "\r\n");
    }
}

/** The last choice: MD5 keeps no secret from somebody who can ask often, so only within TLS. */
Status Pop3Session::apop(const sasl::Credentials &credentials, const QByteArray &timestamp, const StopToken &stop)
{
    const QByteArray line = TRY(commandLine("APOP", {credentials.user.toUtf8(), apopDigest(timestamp, credentials.password)}));
    if (m_options.transcript)
        m_options.transcript->clientSecret("APOP");
    m_machine.send(line, AnswerShape::Line);
    allowForMaildrop();
    TRY(writeOutput());
    const StatusLine answer = TRY(nextStatus({m_options.timeouts.logIn, stop}));
    if (!answer.ok())
        return noted(refusal(answer, Step::LogIn, QStringLiteral("log-in refused"), m_capabilities));
    return {};
}

Status Pop3Session::userAndPass(const sasl::Credentials &credentials, const StopToken &stop)
{
    const Wait wait{m_options.timeouts.logIn, stop};
    const StatusLine user = TRY(ask("USER", {credentials.user.toUtf8()}, AnswerShape::Line, wait));
    if (!user.ok())
        return noted(refusal(user, Step::LogIn, QStringLiteral("user name refused"), m_capabilities));
    const QByteArray pass = TRY(commandLine("PASS", {credentials.password.reveal()}));
    if (m_options.transcript)
        m_options.transcript->clientSecret("PASS");
    m_machine.send(pass, AnswerShape::Line);
    allowForMaildrop();
    TRY(writeOutput());
    const StatusLine answer = TRY(nextStatus(wait));
    if (!answer.ok())
        return noted(refusal(answer, Step::LogIn, QStringLiteral("log-in refused"), m_capabilities));
    return {};
}

} // namespace petrel::pop3
