// How ImapMachine logs in: RFC 3501 6.2.2 and 6.2.3, SASL-IR (RFC 4959).
#include "core/imap/machine/imap_machine.h"

namespace petrel::imap {

namespace {

constexpr qsizetype kRoomForInitialResponse = 8'000; // of a command line (RFC 7162 section 4)

Command authenticateCommand(sasl::Authentication &authentication, bool withInitialResponse)
{
    Command command("AUTHENTICATE");
    command.words(authentication.mechanism().constData());
    if (!withInitialResponse)
        return command;
    if (const std::optional<Secret> first = authentication.initialArgument(kRoomForInitialResponse))
        command.secretToken(first->reveal());
    return command;
}

} // namespace

Result<CommandId> ImapMachine::login(const Credentials &credentials, sasl::Channel channel, const QByteArray &serverEndPoint)
{
    Result<std::unique_ptr<sasl::Mechanism>> mechanism =
        sasl::chooseMechanism(m_capabilities.authMechanisms(), credentials, channel, serverEndPoint);
    if (mechanism.ok())
        return authenticate(std::move(mechanism).value());
    if (mechanism.error().code != "no-mechanism")
        return mechanism.error();
    if (m_capabilities.has("LOGINDISABLED"))
        return mechanism.error().during(QStringLiteral("LOGIN is disabled"));
    if (!sasl::isByPassword(credentials))
        return mechanism.error();
    TRY(sasl::mayTellPassword(credentials, channel));
    Command login("LOGIN");
    login.string(credentials.user.toUtf8()).secret(credentials.password.reveal());
    if (login.error())
        return *login.error();
    return m_queue.add(CommandKind::Authenticate, login);
}

CommandId ImapMachine::authenticate(std::unique_ptr<sasl::Mechanism> mechanism)
{
    m_authentication.emplace(std::move(mechanism));
    return m_queue.add(CommandKind::Authenticate, authenticateCommand(*m_authentication, m_capabilities.has("SASL-IR")));
}

Status ImapMachine::answerChallenge(const QByteArray &challenge)
{
    const Secret line = TRY(m_authentication->answer(challenge));
    m_queue.addRaw(line.reveal(), line.reveal() != "*");
    return {};
}

Status ImapMachine::settleLogin(Status said)
{
    const std::optional<sasl::Authentication> authentication = std::exchange(m_authentication, std::nullopt);
    return authentication ? authentication->settle(std::move(said)) : said;
}

} // namespace petrel::imap
