#include "core/engine/server_connection.h"

#include "core/net/tls_policy.h"
#include "core/store/reader.h"

namespace petrel::engine {

namespace {

Result<Secret> readSecret(Surroundings &around, const QByteArray &key, const StopToken &stop)
{
    Result<Secret> secret = around.secrets.read(key, Deadline::in(kSecretBudget), stop);
    if (!secret && secret.error().kind == ErrorKind::NotFound)
        return makeError(ErrorKind::Auth, QStringLiteral("no password is kept for this account")).withServerText({}, "no-secret");
    return secret;
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
    net::Endpoint endpoint;
    endpoint.host = server.host;
    endpoint.port = server.port;
    endpoint.transport = isTls ? net::Transport::Tls : net::Transport::Plain;
    return context.around.connector.connectTo(endpoint, policy, deadline, context.stop);
}

Result<Secret> incomingPassword(Surroundings &around, const Account &account, const StopToken &stop)
{
    return readSecret(around, account.incomingSecret(), stop);
}

Result<Secret> outgoingPassword(Surroundings &around, const Account &account, const StopToken &stop)
{
    Result<Secret> own = readSecret(around, account.outgoingSecret(), stop);
    const bool isMissing = !own && own.error().code == "no-secret";
    return isMissing && account.signsInOnce() ? readSecret(around, account.incomingSecret(), stop) : own;
}

} // namespace petrel::engine
