#include "tests/support/compressing_stream.h"

#define ZLIB_CONST
#include <zlib.h>

namespace petrel::test {

namespace {

constexpr int kRawWindowBits = -15;

/** Runs `step` (deflate or inflate) until it has nothing more to give. */
QByteArray pumped(z_stream &codec, const QByteArray &bytes, int (*step)(z_stream *, int))
{
    QByteArray out;
    QByteArray stretch(64 * 1024, Qt::Uninitialized);
    codec.next_in = reinterpret_cast<const Bytef *>(bytes.constData());
    codec.avail_in = static_cast<uInt>(bytes.size());
    do {
        codec.next_out = reinterpret_cast<Bytef *>(stretch.data());
        codec.avail_out = static_cast<uInt>(stretch.size());
        (void)step(&codec, Z_SYNC_FLUSH);
        out.append(stretch.constData(), stretch.size() - qsizetype(codec.avail_out));
    } while (codec.avail_out == 0);
    return out;
}

} // namespace

struct CompressingStream::Codec
{
    Codec()
    {
        deflateInit2(&out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindowBits, 8, Z_DEFAULT_STRATEGY);
        inflateInit2(&in, kRawWindowBits);
    }
    ~Codec()
    {
        deflateEnd(&out);
        inflateEnd(&in);
    }
    Codec(const Codec &) = delete;
    Codec &operator=(const Codec &) = delete;

    z_stream out = {};
    z_stream in = {};
};

CompressingStream::CompressingStream(net::ByteStream &lender, QByteArray lastPlain)
    : BorrowedStream(lender), m_codec(std::make_unique<Codec>()), m_lastPlain(std::move(lastPlain)), m_compresses(m_lastPlain.isEmpty())
{
}

CompressingStream::~CompressingStream() = default;

Status CompressingStream::write(const QByteArray &bytes)
{
    m_bytesOut += bytes.size();
    return BorrowedStream::write(m_compresses ? pumped(m_codec->in, bytes, ::inflate) : bytes);
}

QByteArray CompressingStream::readAvailable()
{
    QByteArray words = BorrowedStream::readAvailable();
    QByteArray plain;
    if (!m_compresses) {
        m_said += words;
        const qsizetype at = m_said.indexOf(m_lastPlain);
        m_compresses = at >= 0;
        const qsizetype compressed = m_compresses ? m_said.size() - at - m_lastPlain.size() : 0;
        plain = words.chopped(compressed);
        words = words.last(compressed);
    }
    if (!words.isEmpty())
        plain += pumped(m_codec->out, words, ::deflate);
    m_bytesIn += plain.size();
    return plain;
}

QByteArray deflated(const QByteArray &bytes)
{
    z_stream codec = {};
    deflateInit2(&codec, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawWindowBits, 8, Z_DEFAULT_STRATEGY);
    const QByteArray out = pumped(codec, bytes, ::deflate);
    deflateEnd(&codec);
    return out;
}

} // namespace petrel::test
