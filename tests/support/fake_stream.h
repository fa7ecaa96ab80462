#pragma once

#include "core/net/byte_stream.h"
#include "core/net/connector.h"
#include "tests/support/script.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <random>

namespace petrel::test {

/** How the server's bytes arrive. */
enum class Feed { Whole, ByteByByte, Random };

/**
 * A ByteStream that plays a conversation from a script (script.h), without socket or event loop.
 *
 * Server steps in a row arrive as one packet with Feed::Whole. A client that writes anything else,
 * waits while the server waits for it, or leaves steps over is a failure: problem() tells which line.
 * The unexpected write itself answers Bug, so the session under test ends there and then.
 */
class FakeStream final : public net::ByteStream
{
public:
    explicit FakeStream(const QByteArray &script, Feed feed = Feed::Whole, quint32 seed = 1);

    /** Starts as if TLS had been up from the first byte. */
    FakeStream &encrypted();

    [[nodiscard]] Status write(const QByteArray &bytes) override;
    [[nodiscard]] QByteArray readAvailable() override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_arrived.size(); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop,
                                    WakeSignal *wake = nullptr) override;
    [[nodiscard]] Status flush(const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] Status startTls(const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] bool isEncrypted() const override { return m_encrypted; }
    void close() override { m_closed = true; }
    [[nodiscard]] qint64 bytesIn() const override { return m_bytesIn; }
    [[nodiscard]] qint64 bytesOut() const override { return m_bytesOut; }

    [[nodiscard]] bool isClosed() const { return m_closed; }
    /** True when every step was played and the client did nothing else. */
    [[nodiscard]] bool finished();
    /** What went wrong, or which step is still open; empty when finished(). For QVERIFY2. */
    [[nodiscard]] QByteArray problem();
    /** Everything the client wrote, in order. */
    [[nodiscard]] const QByteArray &written() const { return m_written; }

private:
    [[nodiscard]] Status consumeWritten();
    [[nodiscard]] bool deliver();
    [[nodiscard]] Result<Wake> playEvent(const Deadline &deadline, WakeSignal *wake);
    [[nodiscard]] QByteArray nextPacket();
    [[nodiscard]] Error fail(const QByteArray &complaint);

    std::deque<Step> m_steps;
    Feed m_feed;
    std::mt19937 m_random;
    QByteArray m_arrived; ///< delivered, not yet read by the client
    QByteArray m_pending; ///< written by the client, not yet matched
    QByteArray m_written;
    QByteArray m_problem;
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
    bool m_encrypted = false;
    bool m_closed = false;
};

/**
 * Plays the conversation three times, whole, byte by byte, and cut at random, and fails the running
 * test (with the seed) when one of them does not come out. PETREL_SEED repeats a seed.
 *
 *     converse("S: +OK hello\nC: QUIT\nS: +OK\n", [](FakeStream &stream) { ... });
 *
 * `act` should use QVERIFY and QCOMPARE freely; they leave only `act`.
 */
void converse(const QByteArray &script, const std::function<void(FakeStream &)> &act);

/** A Connector that hands out prepared streams in order, then refuses; it notes what was asked for. */
class FakeConnector final : public net::Connector
{
public:
    void add(std::unique_ptr<net::ByteStream> stream) { m_prepared.push_back(std::move(stream)); }
    void add(Error error) { m_prepared.push_back(std::move(error)); }

    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const net::Endpoint &endpoint,
        const net::TlsPolicy &policy, const Deadline &deadline, const StopToken &stop) override;

    [[nodiscard]] const QList<net::Endpoint> &asked() const { return m_asked; }

private:
    std::deque<Result<std::unique_ptr<net::ByteStream>>> m_prepared;
    QList<net::Endpoint> m_asked;
};

} // namespace petrel::test
