#include "core/sasl/authentication.h"

namespace petrel::sasl {

namespace {

/** Some servers write their prompts as they are: then the prompt is the challenge. */
QByteArray decoded(const QByteArray &challenge)
{
    auto bytes = QByteArray::fromBase64Encoding(challenge.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? *std::move(bytes) : challenge;
}

} // namespace

Authentication::Authentication(std::unique_ptr<Mechanism> mechanism) : m_mechanism(std::move(mechanism)), m_unsaid(m_mechanism->initialResponse())
{
}

std::optional<Secret> Authentication::initialArgument(qsizetype room)
{
    if (!m_unsaid)
        return {};
    Secret argument(m_unsaid->isEmpty() ? QByteArray("=") : m_unsaid->reveal().toBase64());
    if (argument.reveal().size() > room)
        return {};
    m_unsaid.reset();
    return argument;
}

Result<Secret> Authentication::answer(const QByteArray &challenge)
{
    if (m_cancelled)
        return *m_cancelled;
    Result<Secret> response = respond(challenge);
    if (response)
        return Secret(response->reveal().toBase64());
    m_cancelled = std::move(response).error().during(QStringLiteral("logging in"));
    return Secret(QByteArray("*"));
}

Result<Secret> Authentication::respond(const QByteArray &challenge)
{
    if (++m_challenges > kMostChallenges)
        return makeError(ErrorKind::Protocol, QStringLiteral("the server's challenges do not end"));
    if (m_unsaid) // whatever it wrote there, it can only ask for our first word
        return *std::exchange(m_unsaid, std::nullopt);
    return m_mechanism->step(decoded(challenge));
}

Status Authentication::settle(Status said) const
{
    if (m_cancelled)
        return *m_cancelled;
    if (said)
        return m_mechanism->accepted();
    if (said.error().kind != ErrorKind::Auth)
        return said;
    return m_mechanism->refused(std::move(said).error());
}

} // namespace petrel::sasl
