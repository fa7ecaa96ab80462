#include "core/store/packed_stream_p.h"

#include <algorithm>
#include <zstd.h>

namespace petrel::store {

namespace {

/** A row's word for a size is not believed beyond this before as many bytes came. */
constexpr qint64 kStepBytes = 4 * 1024 * 1024;

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
        const qint64 wanted = std::min(maxBytes, m_size - m_given);
        QByteArray bytes;
        while (bytes.size() < wanted) {
            const qsizetype before = bytes.size();
            bytes.resize(before + std::min(wanted - before, std::max<qint64>(kStepBytes, before)));
            if (TRY(unpack(bytes.data() + before, bytes.size() - before)) < bytes.size() - before)
                return damagedContent(QStringLiteral("a stored content is shorter than it was"));
        }
        m_given += bytes.size();
        char more = 0;
        if (m_given == m_size && TRY(unpack(&more, 1)) > 0)
            return damagedContent(QStringLiteral("a stored content is longer than it was"));
        return bytes;
    }

private:
    /** How many bytes came; fewer than asked for only at the end. */
    Result<qsizetype> unpack(char *to, qsizetype size)
    {
        ZSTD_outBuffer out{to, static_cast<size_t>(size), 0};
        while (out.pos < out.size) {
            if (m_in.pos == m_in.size)
                refill();
            const bool ended = m_in.size == 0;
            const size_t before = out.pos;
            const size_t code = ZSTD_decompressStream(m_unpacker, &out, &m_in);
            if (ZSTD_isError(code))
                return damagedContent(QStringLiteral("a stored content cannot be unpacked"));
            if (ended && out.pos == before)
                break;
        }
        return static_cast<qsizetype>(out.pos);
    }

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

Result<std::unique_ptr<BlobStream>> unpackingStream(std::unique_ptr<QIODevice> stored, FinishedBlob::Codec codec, qint64 rawSize)
{
    if (codec == FinishedBlob::Codec::Zstd && rawSize >= 0)
        return std::unique_ptr<BlobStream>(std::make_unique<ZstdStream>(std::move(stored), rawSize));
    if (codec == FinishedBlob::Codec::None && rawSize == stored->size())
        return std::unique_ptr<BlobStream>(std::make_unique<PlainStream>(std::move(stored), rawSize));
    return damagedContent(QStringLiteral("a stored content is not of the size it was"));
}

Error damagedContent(const QString &what)
{
    Error error = makeError(ErrorKind::StoreCorrupt, ErrorScope::Message, ErrorRetry::Never, what);
    error.code = "BLOB";
    return error;
}

} // namespace petrel::store
