#include "core/engine/server_connection.h"

#include "core/engine/sign_in.h"
#include "core/net/tls_policy.h"

namespace petrel::engine {

namespace {

Result<Secret> keptCertificate(PassContext &context)
{
    Result<Secret> kept = context.around.secrets.read(context.account.certificateSecret(), Deadline::in(kSecretBudget), context.stop);
    if (!kept && kept.error().kind == ErrorKind::NotFound)
        return makeError(ErrorKind::Auth, QStringLiteral("no certificate is kept for this account")).withServerText({}, "no-certificate");
    return kept;
}

} // namespace

Result<std::unique_ptr<net::ByteStream>> openStream(PassContext &context, const ServerSettings &server, const Deadline &deadline)
{
    const bool isTls = server.security == Security::Tls;
    context.transcript->note("connecting to " + server.host.toUtf8() + " port " + QByteArray::number(server.port) + (isTls ? " with TLS" : ""));
    net::TlsPolicy policy;
    policy.caPem = server.caPem;
    if (!server.pinnedSha256.isEmpty())
        policy.pins = {{server.host, server.port, server.pinnedSha256}};
    policy.rejected = context.around.rejected;
    if (context.account.signIn.way == SignInWay::Certificate)
        policy.clientPem = context.clientPem.isEmpty() ? TRY(keptCertificate(context)) : context.clientPem;
    net::Endpoint endpoint;
    endpoint.host = server.host;
    endpoint.port = server.port;
    endpoint.transport = isTls ? net::Transport::Tls : net::Transport::Plain;
    return context.around.connector.connectTo(endpoint, policy, deadline, context.stop);
}

} // namespace petrel::engine
