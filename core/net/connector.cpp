#include "core/net/connector.h"

#include "core/net/tls_stream.h"

namespace petrel::net {

Result<std::unique_ptr<ByteStream>> NetworkConnector::connectTo(
    const Endpoint &endpoint, const TlsPolicy &policy, const Deadline &deadline, const StopToken &stop)
{
    auto stream = std::make_unique<TlsStream>(endpoint, policy);
    TRY(stream->open(deadline, stop));
    return std::unique_ptr<ByteStream>(std::move(stream));
}

} // namespace petrel::net
