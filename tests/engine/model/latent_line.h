#pragma once

#include "core/net/connector.h"
#include "tests/support/borrowed_stream.h"

#include <memory>

namespace petrel::test {

/** A line whose answers take their time: what was said is heard only by who waits, all of it at once. */
class LatentStream final : public BorrowedStream
{
public:
    LatentStream(std::unique_ptr<net::ByteStream> line, int &waits) : BorrowedStream(*line), m_line(std::move(line)), m_waits(waits) {}

    [[nodiscard]] QByteArray readAvailable() override { return std::exchange(m_arrived, {}); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_arrived.size(); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake) override
    {
        ++m_waits;
        const Wake woken = TRY(m_line->wait(deadline, stop, wake));
        m_arrived += m_line->readAvailable();
        return woken;
    }

private:
    std::unique_ptr<net::ByteStream> m_line;
    int &m_waits;
    QByteArray m_arrived;
};

/** Lines of another connector, made latent. */
class LatentConnector final : public net::Connector
{
public:
    explicit LatentConnector(net::Connector &inner) : m_inner(inner) {}

    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const net::Endpoint &endpoint, const net::TlsPolicy &policy,
                                                                     const Deadline &deadline, const StopToken &stop) override
    {
        auto line = TRY(m_inner.connectTo(endpoint, policy, deadline, stop));
        return std::unique_ptr<net::ByteStream>(new LatentStream(std::move(line), waits));
    }

    int waits = 0; ///< how often somebody waited for an answer, or for the greeting

private:
    net::Connector &m_inner;
};

} // namespace petrel::test
