#include "core/store/packed_stream_p.h"

#include <algorithm>
#include <zstd.h>

namespace petrel::store {

namespace {

class PlainStream final : public BlobStream
{
public:
    PlainStream(std::unique_ptr<QIODevice> stored, qint64 size) : m_stored(std::move(stored)), m_size(size) {}

    qint64 size() const override { return m_size; }
    Result<QByteArray> read(qint64 maxBytes) override
    {
        QByteArray bytes = m_stored->read(std::min(maxBytes, m_size - m_given));
        if (bytes.isEmpty() && m_given < m_size)
            return damagedContent(QStringLiteral("a stored content is shorter than it was"));
        m_given += bytes.size();
        return bytes;
    }

private:
    std::unique_ptr<QIODevice> m_stored;
    qint64 m_size;
    qint64 m_given = 0;
};

class ZstdStream final : public BlobStream
{
public:
    ZstdStream(std::unique_ptr<QIODevice> stored, qint64 size) : m_stored(std::move(stored)), m_size(size), m_unpacker(ZSTD_createDCtx()) {}
    ~ZstdStream() override { ZSTD_freeDCtx(m_unpacker); }

    qint64 size() const override { return m_size; }
    Result<QByteArray> read(qint64 maxBytes) override
    {
        QByteArray bytes(static_cast<qsizetype>(std::min(maxBytes, m_size - m_given)), Qt::Uninitialized);
        ZSTD_outBuffer out{bytes.data(), static_cast<size_t>(bytes.size()), 0};
        while (out.pos < out.size) {
            if (m_in.pos == m_in.size)
                refill();
            const bool ended = m_in.size == 0;
            const size_t before = out.pos;
            const size_t code = ZSTD_decompressStream(m_unpacker, &out, &m_in);
            if (ZSTD_isError(code) || (ended && out.pos == before))
                return damagedContent(QStringLiteral("a stored content cannot be unpacked"));
        }
        m_given += bytes.size();
        return bytes;
    }

private:
    void refill()
    {
        m_chunk = m_stored->read(static_cast<qint64>(ZSTD_DStreamInSize()));
        m_in = {m_chunk.constData(), static_cast<size_t>(m_chunk.size()), 0};
    }

    std::unique_ptr<QIODevice> m_stored;
    qint64 m_size;
    qint64 m_given = 0;
    ZSTD_DCtx *m_unpacker;
    QByteArray m_chunk;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
};

} // namespace

std::unique_ptr<BlobStream> unpackingStream(std::unique_ptr<QIODevice> stored, FinishedBlob::Codec codec, qint64 rawSize)
{
    if (codec == FinishedBlob::Codec::Zstd)
        return std::make_unique<ZstdStream>(std::move(stored), rawSize);
    return std::make_unique<PlainStream>(std::move(stored), rawSize);
}

Error damagedContent(const QString &what)
{
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Message, ErrorRetry::Never, what);
    error.code = "BLOB";
    return error;
}

} // namespace petrel::store
