// How ImapMachine logs in: RFC 3501 6.2.2 and 6.2.3, SASL-IR (RFC 4959).
#include "core/imap/machine/imap_machine.h"

namespace petrel::imap {

namespace {

Command authenticateCommand(sasl::Mechanism &mechanism, bool withInitialResponse)
{
    Command command("AUTHENTICATE");
    command.words(mechanism.name().constData());
    if (!withInitialResponse)
        return command;
    if (const std::optional<Secret> first = mechanism.initialResponse())
        command.secretToken(first->isEmpty() ? QByteArray("=") : first->reveal().toBase64());
    return command;
}

} // namespace

Result<CommandId> ImapMachine::login(const Credentials &credentials, sasl::Channel channel)
{
    Result<std::unique_ptr<sasl::Mechanism>> mechanism =
        sasl::chooseMechanism(m_capabilities.authMechanisms(), credentials, channel);
    if (mechanism.ok())
        return authenticate(std::move(mechanism).value());
    if (mechanism.error().code != "no-mechanism")
        return mechanism.error();
    if (m_capabilities.has("LOGINDISABLED"))
        return mechanism.error().during(QStringLiteral("LOGIN is disabled"));
    TRY(sasl::mayAuthenticate(credentials, channel));
    Command login("LOGIN");
    login.string(credentials.user.toUtf8()).secret(credentials.password.reveal());
    if (login.error())
        return *login.error();
    return m_queue.add(CommandKind::Authenticate, login);
}

CommandId ImapMachine::authenticate(std::unique_ptr<sasl::Mechanism> mechanism)
{
    m_mechanism = std::move(mechanism);
    m_challenges = 0;
    return m_queue.add(CommandKind::Authenticate, authenticateCommand(*m_mechanism, m_capabilities.has("SASL-IR")));
}

Status ImapMachine::answerChallenge(const QByteArray &challenge)
{
    if (++m_challenges > m_options.limits.continuationsPerLogin)
        return makeError(ErrorKind::Protocol, QStringLiteral("the login never ends"));
    // A challenge that is no base64 is handed on as it is: Exchange writes plain prompts.
    const auto decoded = QByteArray::fromBase64Encoding(challenge.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    Result<Secret> answer = m_mechanism->step(decoded ? *decoded : challenge);
    if (!answer.ok()) {
        m_ourError = answer.error();
        m_queue.addRaw("*", false);
        return {};
    }
    m_queue.addRaw(answer->reveal().toBase64(), true);
    return {};
}

} // namespace petrel::imap
