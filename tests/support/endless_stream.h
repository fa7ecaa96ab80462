#pragma once

#include "core/net/byte_stream.h"

#include <functional>
#include <optional>

namespace petrel::test {

/** The n-th packet of what a server says; nothing: it hangs up. */
using Packets = std::function<std::optional<QByteArray>(qint64 index)>;

/** A server that greets as one we are logged in at, swallows what it is told, and says whatever its packets are. */
class EndlessStream final : public net::ByteStream
{
public:
    EndlessStream(QByteArray greeting, Packets packets) : m_arrived(std::move(greeting)), m_packets(std::move(packets)) {}

    Status write(const QByteArray &) override
    {
        m_asked = true;
        return {};
    }
    QByteArray readAvailable() override { return std::exchange(m_arrived, {}); }
    qint64 bytesAvailable() const override { return m_arrived.size(); }
    Result<Wake> wait(const Deadline &, const StopToken &stop, WakeSignal *) override
    {
        if (stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
        std::optional<QByteArray> packet = m_asked && m_arrived.isEmpty() ? m_packets(m_index++) : std::nullopt;
        if (packet) {
            m_bytesIn += packet->size();
            m_arrived = *std::move(packet);
        }
        return m_arrived.isEmpty() ? Result<Wake>(makeError(ErrorKind::Network, QStringLiteral("closed"))) : Result<Wake>(Wake::Bytes);
    }
    Status flush(const Deadline &, const StopToken &) override { return {}; }
    Status startTls(const Deadline &, const StopToken &) override { return {}; }
    bool isEncrypted() const override { return true; }
    void close() override {}
    qint64 bytesIn() const override { return m_bytesIn; }
    qint64 bytesOut() const override { return 0; }

private:
    QByteArray m_arrived;
    Packets m_packets;
    bool m_asked = false;
    qint64 m_index = 0;
    qint64 m_bytesIn = 0;
};

/** The same bytes for ever. */
inline Packets forEver(const QByteArray &bytes)
{
    const QByteArray packet = bytes.repeated(std::max<qsizetype>(1, 64 * 1024 / bytes.size()));
    return [packet](qint64) { return std::optional(packet); };
}

/** First this, then the same for ever. */
inline Packets forEver(const QByteArray &first, const QByteArray &bytes)
{
    return [first, rest = forEver(bytes)](qint64 index) { return index == 0 ? std::optional(first) : rest(index); };
}

/** This, and then it hangs up. */
inline Packets once(const QByteArray &bytes)
{
    return [bytes](qint64 index) { return index == 0 ? std::optional(bytes) : std::nullopt; };
}

} // namespace petrel::test
