#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace petrel::engine {

/**
 * How fast the line to a server is, from bytes that came and the time spent waiting for them: what our own work takes does
 * not count. Of one account's connections, which share the line; one thread.
 */
class LineSpeed
{
public:
    /** Small samples tell of the server's first thoughts only; they are gathered. Of a slow line less is enough. */
    static constexpr std::int64_t kSampleBytes = 512 * 1024;
    static constexpr std::int64_t kSampleBytesOfSlowLine = 64 * 1024;
    static constexpr std::chrono::milliseconds kSlow{300}; ///< for so much

    void note(std::int64_t bytes, std::chrono::nanoseconds waited);
    /** Of the last whole sample; nothing before there is one. */
    [[nodiscard]] std::optional<double> bytesPerSecond() const { return m_speed; }
    /** The server refused COMPRESS, or what it compressed was broken. */
    void forbidCompression() { m_mayCompress = false; }
    [[nodiscard]] bool mayCompress() const { return m_mayCompress; }
    /** The computer is in another network, perhaps. What is known of the server stays. */
    void forgetSpeed();

private:
    std::int64_t m_bytes = 0;
    std::chrono::nanoseconds m_waited{0};
    std::optional<double> m_speed;
    bool m_mayCompress = true;
};

/** What is still to come over a connection. */
enum class Traffic { Headers, HeadersAndBodies };

/**
 * Whether COMPRESS=DEFLATE pays (RFC 4978). It makes six of one in headers, less than two of one in bodies, and servers do
 * 13 to 18 MB/s at it: on a faster line it is a brake. It cannot be switched off again. An unknown line is not compressed.
 */
[[nodiscard]] bool compressionPays(const std::optional<double> &bytesPerSecond, Traffic toCome);

/**
 * How many bytes of small messages are worth asking for at once: what the line brings in two fifths of a second, from 64 KB to
 * 4 MB. That fills a line of any latency mail is read over, and who opens a message meanwhile hardly waits for what was asked
 * for before. Of an unknown line a quarter of a megabyte: it may be slow, and want to be compressed first.
 */
[[nodiscard]] std::int64_t bytesAhead(const std::optional<double> &bytesPerSecond);

} // namespace petrel::engine
