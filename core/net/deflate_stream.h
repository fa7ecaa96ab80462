#pragma once

#include "core/net/byte_stream.h"

#include <memory>
#include <optional>

namespace petrel::net {

/**
 * A ByteStream that compresses what it is given and expands what comes (RFC 4978, raw deflate of RFC 1951) over another
 * stream, which it owns. Same thread, same rules, same errors; and two more, kind Protocol, scope Connection, code
 * "compression": what came is no deflate stream, or it expands as no mail does. Either ends the stream; the connection
 * after it had better not compress.
 *
 * What is written leaves as one flushed burst when somebody waits or flushes, so a pipeline of commands is compressed as
 * a whole. readAvailable() gives at most kMaxPieceBytes at once, so a bomb is met piece by piece in constant memory; and
 * beyond a free allowance more than kMaxRatio bytes out of one ends it. Surprise: bytesIn() and bytesOut() count what
 * travels, compressed.
 */
class DeflateStream final : public ByteStream
{
public:
    static constexpr qsizetype kMaxPieceBytes = 256 * 1024;
    static constexpr qint64 kMaxRatio = 100;
    static constexpr qint64 kFreeBytes = 16 * 1024 * 1024; ///< may be expanded at any ratio: blank attachments exist

    /** `arrived`: what the other side said compressed before `inner` was handed over. */
    explicit DeflateStream(std::unique_ptr<ByteStream> inner, const QByteArray &arrived = {});
    ~DeflateStream() override;
    DeflateStream(const DeflateStream &) = delete;
    DeflateStream &operator=(const DeflateStream &) = delete;

    [[nodiscard]] Status write(const QByteArray &bytes) override;
    [[nodiscard]] QByteArray readAvailable() override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_piece.size(); }
    [[nodiscard]] Result<Wake> wait(const Deadline &deadline, const StopToken &stop, WakeSignal *wake = nullptr) override;
    [[nodiscard]] Status flush(const Deadline &deadline, const StopToken &stop) override;
    /** Bug: TLS goes below compression (RFC 4978 section 3), never on top of it. */
    [[nodiscard]] Status startTls(const Deadline &deadline, const StopToken &stop) override;
    [[nodiscard]] bool isEncrypted() const override { return m_inner->isEncrypted(); }
    [[nodiscard]] QByteArray serverEndPoint() const override { return m_inner->serverEndPoint(); }
    void close() override { m_inner->close(); }
    [[nodiscard]] qint64 bytesIn() const override { return m_inner->bytesIn(); }
    [[nodiscard]] qint64 bytesOut() const override { return m_inner->bytesOut(); }

private:
    struct Codec; ///< zlib's own state, out of everybody's sight

    [[nodiscard]] Status sendBurst();
    [[nodiscard]] Status compress(const QByteArray &bytes, int zlibFlush);
    void expand();
    void expandStretch();
    void refuse(const char *why);

    std::unique_ptr<ByteStream> m_inner;
    std::unique_ptr<Codec> m_codec;
    QByteArray m_compressed;        ///< arrived; the codec reads from it
    QByteArray m_piece;             ///< expanded, not yet read
    qint64 m_bytesCompressed = 0;   ///< so many have arrived
    qint64 m_bytesExpanded = 0;     ///< and so many have become of them
    std::optional<Error> m_failure; ///< of the expansion
    bool m_unsent = false;          ///< something was written since the last burst
};

} // namespace petrel::net
