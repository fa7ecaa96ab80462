// From an open stream to a logged-in session: greeting, STARTTLS, login, capabilities, ENABLE.
#include "core/imap/session/exchange.h"
#include "core/imap/session/imap_session.h"
#include "core/imap/session/refusal.h"
#include "core/imap/session/server_habits.h"
#include "core/net/starttls_errors.h"

namespace petrel::imap {

namespace {

/** The first event must be the greeting: nothing was asked yet. */
Result<StatusResponse> greeting(Exchange &exchange)
{
    Event event = TRY(exchange.nextEvent(exchange.options().timeouts.greeting, {}));
    auto *greeted = std::get_if<Greeted>(&event);
    if (!greeted)
        return exchange.die(makeError(ErrorKind::Protocol, QStringLiteral("the server does not greet")));
    return std::move(greeted->status);
}

Status askCapabilities(Exchange &exchange)
{
    if (!exchange.machine().capabilities().isEmpty())
        return {};
    (void)TRY(exchange.run(Command("CAPABILITY"), exchange.options().timeouts.command));
    return {};
}

/** RFC 3501 6.2.1: required means required; whatever else happens ends the connection. */
Status startTls(Exchange &exchange)
{
    TRY(askCapabilities(exchange));
    if (!exchange.machine().capabilities().has("STARTTLS"))
        return exchange.die(net::startTlsMissing("STARTTLS"));
    const CommandId command = exchange.machine().startTls();
    for (;;) {
        const Event event = TRY(exchange.nextEvent(exchange.options().timeouts.command, {}));
        if (std::holds_alternative<ReadyForTls>(event))
            break;
        const auto *completed = std::get_if<Completed>(&event);
        if (completed && completed->command == command)
            return exchange.die(net::startTlsRefused("STARTTLS"));
    }
    const Status secured = exchange.stream().startTls(exchange.within(exchange.options().timeouts.greeting), exchange.options().stop);
    if (!secured.ok())
        return exchange.die(secured.error());
    exchange.machine().tlsEstablished();
    return {};
}

Status secure(Exchange &exchange)
{
    switch (exchange.options().security) {
    case Security::Tls:
        if (!exchange.stream().isEncrypted())
            return exchange.die(net::streamUnencrypted());
        return {};
    case Security::Starttls:
        return exchange.stream().isEncrypted() ? Status() : startTls(exchange);
    case Security::None:
        return {};
    }
    return {};
}

Status login(Exchange &exchange)
{
    const bool encrypted = exchange.stream().isEncrypted();
    const bool byChoice = exchange.options().security == Security::None;
    const sasl::Channel channel = encrypted ? sasl::Channel::Encrypted : byChoice ? sasl::Channel::PlainByChoice : sasl::Channel::Plain;
    Result<CommandId> command = exchange.machine().login(exchange.options().credentials, channel, exchange.stream().serverEndPoint());
    if (!command.ok())
        return exchange.die(std::move(command).error());
    const StatusResponse status = TRY(exchange.finish(command.value(), exchange.options().timeouts.login));
    const Status in = exchange.machine().settleLogin(status.kind == StatusResponse::Kind::Ok ? Status() : Status(loginError(status)));
    return in ? in : Status(exchange.die(in.error()));
}

/** What must be asked for to be had (RFC 5161), all in one command. */
QByteArray enableCommand(const Capabilities &capabilities, const ServerHabits &habits, bool uidOnly)
{
    QByteArray command;
    if (capabilities.has("QRESYNC") && !habits.brokenQresync)
        command += " QRESYNC";
    else if (capabilities.has("CONDSTORE"))
        command += " CONDSTORE";
    if (capabilities.has("IMAP4rev2"))
        command += " IMAP4rev2"; // names in UTF-8 are part of it
    else if (capabilities.has("UTF8=ACCEPT") || capabilities.has("UTF8=ONLY"))
        command += " UTF8=ACCEPT";
    if (uidOnly && capabilities.has("UIDONLY") && capabilities.has("PARTIAL"))
        command += " UIDONLY";
    return command.isEmpty() ? command : "ENABLE" + command;
}

Status enableExtensions(Exchange &exchange, const ServerHabits &habits)
{
    const Capabilities &capabilities = exchange.machine().capabilities();
    exchange.condstore = capabilities.has("CONDSTORE");
    if (!capabilities.has("ENABLE"))
        return {};
    exchange.wantEnabled(enableCommand(capabilities, habits, exchange.options().uidOnly));
    return exchange.options().enableAlong ? Status() : exchange.enable();
}

/** RFC 2971, the name alone, and only for servers that serve nobody without it. */
Status introduce(Exchange &exchange, const ServerHabits &habits)
{
    if (!habits.wantsId || !exchange.machine().capabilities().has("ID"))
        return {};
    const Result<StatusResponse> answer = exchange.run(Command("ID (\"name\" \"Petrel\")"), exchange.options().timeouts.command);
    return answer.ok() || exchange.isAlive() ? Status() : Status(answer.error());
}

Status openUp(Exchange &exchange)
{
    const StatusResponse greeted = TRY(greeting(exchange));
    TRY(secure(exchange));
    if (greeted.kind != StatusResponse::Kind::PreAuth) {
        TRY(askCapabilities(exchange));
        TRY(login(exchange));
    }
    TRY(askCapabilities(exchange));
    const ServerHabits habits = habitsOf(greeted.text, exchange.machine().capabilities());
    if (habits.brokenListExtended)
        exchange.machine().ignoreCapability("LIST-EXTENDED");
    exchange.setCommandsAtOnce(habits.commandsAtOnce);
    TRY(introduce(exchange, habits));
    return enableExtensions(exchange, habits);
}

} // namespace

Result<std::unique_ptr<ImapSession>> ImapSession::open(std::unique_ptr<net::ByteStream> stream, SessionOptions options)
{
    auto exchange = std::make_unique<Exchange>(std::move(stream), std::move(options));
    const Status opened = openUp(*exchange);
    if (!opened.ok()) {
        exchange->die(opened.error());
        return opened.error();
    }
    exchange->signedIn();
    return std::unique_ptr<ImapSession>(new ImapSession(std::move(exchange)));
}

} // namespace petrel::imap
