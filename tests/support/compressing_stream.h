#pragma once

#include "tests/support/borrowed_stream.h"

#include <memory>

namespace petrel::test {

/**
 * The server's side of COMPRESS=DEFLATE before a played conversation: what the client writes is expanded for it, what it
 * says is compressed, each packet flushed. Up to and including `lastPlain`, a line the server says, both travel as they are;
 * empty: compressed from the first byte. The script stays readable text.
 */
class CompressingStream final : public BorrowedStream
{
public:
    explicit CompressingStream(net::ByteStream &lender, QByteArray lastPlain = {});
    ~CompressingStream() override;
    CompressingStream(const CompressingStream &) = delete;
    CompressingStream &operator=(const CompressingStream &) = delete;

    [[nodiscard]] Status write(const QByteArray &bytes) override;
    [[nodiscard]] QByteArray readAvailable() override;
    [[nodiscard]] qint64 bytesIn() const override { return m_bytesIn; }
    [[nodiscard]] qint64 bytesOut() const override { return m_bytesOut; }

private:
    struct Codec;
    std::unique_ptr<Codec> m_codec;
    QByteArray m_lastPlain;
    QByteArray m_said; ///< in the plain so far
    bool m_compresses = false;
    qint64 m_bytesIn = 0;
    qint64 m_bytesOut = 0;
};

/** Raw deflate, ended by a sync flush. */
[[nodiscard]] QByteArray deflated(const QByteArray &bytes);

} // namespace petrel::test
