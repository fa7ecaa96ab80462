#include "core/imap/machine/imap_machine.h"

namespace petrel::imap {

namespace {

constexpr std::int64_t kOutputBytes = 64 * 1024;

Error broken(const char *what)
{
    return makeError(ErrorKind::Protocol, ErrorScope::Connection, ErrorRetry::Backoff, QLatin1String(what));
}

Error attacked(const char *what)
{
    return makeError(ErrorKind::Tls, ErrorScope::Account, ErrorRetry::AfterUser, QLatin1String(what));
}

/** Before TLS a stranger may be speaking: neither words nor codes are passed on. */
StatusResponse withoutWords(StatusResponse status)
{
    status.text.clear();
    status.code = {};
    return status;
}

} // namespace

ImapMachine::ImapMachine(MachineOptions options)
    : m_options(std::move(options)),
      m_parser{m_options.limits, m_options.quirks, NameEncoding::ModifiedUtf7},
      m_fragmentizer(m_options.limits, m_options.quirks),
      m_queue(m_options.trace)
{
}

Error ImapMachine::die(Error error)
{
    m_dead = std::move(error);
    m_authentication.reset();
    return *m_dead;
}

Result<std::optional<Event>> ImapMachine::next()
{
    if (m_dead)
        return *m_dead;
    for (;;) {
        Result<std::optional<RawResponse>> raw = m_fragmentizer.next();
        if (!raw.ok())
            return die(std::move(raw).error());
        if (!raw.value())
            return std::optional<Event>();
        traceServer(**raw);
        Result<Response> response = parseResponse(**raw, m_parser);
        if (!response.ok())
            return die(std::move(response).error());
        Result<std::optional<Event>> event = handle(std::move(response).value());
        if (!event.ok())
            return die(std::move(event).error());
        if (event.value())
            return event;
    }
}

void ImapMachine::traceServer(const RawResponse &raw) const
{
    if (!m_options.trace)
        return;
    for (qsizetype i = 0; i < raw.lines.size(); ++i) {
        m_options.trace({TraceLine::Kind::Server, raw.lines.at(i), 0});
        if (i < raw.literals.size())
            m_options.trace({TraceLine::Kind::ServerBytes, {}, raw.literals.at(i).size()});
    }
}

Result<QByteArray> ImapMachine::takeOutput()
{
    if (m_dead || !m_greeted)
        return QByteArray();
    if (m_idle == IdleState::Running && (m_leaveIdle || m_queue.hasWaiting())) {
        m_queue.addRaw("DONE", false);
        m_idle = IdleState::Leaving;
    }
    Result<QByteArray> out = m_queue.takeOutput(m_capabilities, m_parser.names, kOutputBytes);
    if (!out.ok())
        return die(out.error());
    return out;
}

Result<CommandId> ImapMachine::enqueue(const Command &command)
{
    if (command.error())
        return *command.error();
    if (m_dead)
        return *m_dead;
    return m_queue.add(CommandKind::Plain, command);
}

CommandId ImapMachine::idle()
{
    m_idle = IdleState::Asked;
    m_leaveIdle = false;
    return m_queue.add(CommandKind::Idle, Command("IDLE"));
}

void ImapMachine::endIdle()
{
    m_leaveIdle = m_idle != IdleState::None;
}

CommandId ImapMachine::startTls()
{
    return m_queue.add(CommandKind::StartTls, Command("STARTTLS"));
}

CommandId ImapMachine::compress()
{
    return m_queue.add(CommandKind::Compress, Command("COMPRESS DEFLATE"));
}

void ImapMachine::tlsEstablished()
{
    m_options.encrypted = true;
    m_capabilities = {};
    m_fragmentizer.reset();
}

Result<std::optional<Event>> ImapMachine::handle(Response response)
{
    if (!m_greeted)
        return greet(response);
    if (auto *continuation = std::get_if<ContinuationResponse>(&response))
        return proceed(continuation->text);
    if (auto *status = std::get_if<StatusResponse>(&response))
        return handleStatus(std::move(*status));
    if (auto *told = std::get_if<CapabilityResponse>(&response)) {
        m_capabilities = told->capabilities;
        m_toldDuringLogin = m_queue.exclusive() && m_queue.exclusive()->kind == CommandKind::Authenticate;
    } else if (inClear()) {
        return std::optional<Event>();
    }
    if (const auto *enabled = std::get_if<EnabledResponse>(&response))
        learnEncoding(*enabled);
    return std::optional<Event>(Told{std::move(response)});
}

Result<std::optional<Event>> ImapMachine::greet(const Response &response)
{
    const auto *status = std::get_if<StatusResponse>(&response);
    if (!status || !status->tag.isEmpty())
        return broken("the server does not greet as IMAP servers do");
    switch (status->kind) {
    case StatusResponse::Kind::Bye:
        return std::optional<Event>(ByeSaid{inClear() ? withoutWords(*status) : *status});
    case StatusResponse::Kind::PreAuth:
        if (inClear())
            return attacked("the server claims we are logged in before TLS");
        break;
    case StatusResponse::Kind::Ok:
        break;
    case StatusResponse::Kind::No:
    case StatusResponse::Kind::Bad:
        return broken("the server greets with a refusal");
    }
    m_greeted = true;
    learn(status->code);
    return std::optional<Event>(Greeted{inClear() ? withoutWords(*status) : *status});
}

void ImapMachine::learn(const ResponseCode &code)
{
    if (const auto *told = std::get_if<Capabilities>(&code.value))
        m_capabilities = *told;
}

/** From here on names come in UTF-8, and go so (RFC 6855 section 3, RFC 9051 section 5.1). */
void ImapMachine::learnEncoding(const EnabledResponse &enabled)
{
    if (enabled.words.contains(QByteArrayLiteral("UTF8=ACCEPT")) || enabled.words.contains(QByteArrayLiteral("IMAP4REV2")))
        m_parser.names = NameEncoding::Utf8;
}

void ImapMachine::learnLimit(const ResponseCode &code)
{
    if (const auto *limit = std::get_if<MessageLimit>(&code.value))
        m_limit = *limit;
}

Result<std::optional<Event>> ImapMachine::handleStatus(StatusResponse status)
{
    if (!status.tag.isEmpty())
        return complete(std::move(status));
    if (status.kind == StatusResponse::Kind::PreAuth)
        return broken("PREAUTH in mid-session");
    if (status.kind == StatusResponse::Kind::Bye)
        return std::optional<Event>(ByeSaid{inClear() ? withoutWords(std::move(status)) : std::move(status)});
    if (inClear())
        return std::optional<Event>();
    learn(status.code);
    learnLimit(status.code);
    return std::optional<Event>(Told{std::move(status)});
}

Result<std::optional<Event>> ImapMachine::complete(StatusResponse status)
{
    const std::optional<QueuedCommand> command = m_queue.complete(status.tag);
    if (!command)
        return broken("an answer to a command we never sent");
    const bool ok = status.kind == StatusResponse::Kind::Ok;
    if (command->kind == CommandKind::StartTls && ok) {
        if (!m_fragmentizer.isEmpty())
            return attacked("bytes follow the answer to STARTTLS in clear text");
        return std::optional<Event>(ReadyForTls{command->id});
    }
    if (command->kind == CommandKind::Compress && ok)
        return std::optional<Event>(ReadyToCompress{command->id, m_fragmentizer.takeRest()});
    if (command->kind == CommandKind::Idle)
        m_idle = IdleState::None;
    if (command->kind == CommandKind::Authenticate && ok && !m_toldDuringLogin)
        m_capabilities = {};
    if (inClear())
        return std::optional<Event>(Completed{command->id, withoutWords(std::move(status)), std::nullopt});
    learn(status.code);
    learnLimit(status.code);
    return std::optional<Event>(Completed{command->id, std::move(status), std::exchange(m_limit, std::nullopt)});
}

Result<std::optional<Event>> ImapMachine::proceed(const QByteArray &challenge)
{
    if (m_queue.goAhead())
        return std::optional<Event>();
    const QueuedCommand *exclusive = m_queue.exclusive();
    if (exclusive && exclusive->kind == CommandKind::Authenticate && m_authentication) {
        TRY(answerChallenge(challenge));
        return std::optional<Event>();
    }
    if (exclusive && exclusive->kind == CommandKind::Idle && m_idle == IdleState::Asked) {
        m_idle = IdleState::Running;
        return std::optional<Event>(IdleStarted{exclusive->id});
    }
    return broken("the server asks for more when nothing is due");
}

} // namespace petrel::imap
