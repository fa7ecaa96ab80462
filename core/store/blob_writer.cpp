#include "core/store/blob_writer.h"

#include "core/base/descriptor.h"
#include "core/store/profile_directory.h"
#include "core/store/sha256_p.h"

#include <QFile>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <zstd.h>

namespace petrel::store {

namespace {

constexpr int kZstdLevel = 3;
/** Up to here a content is held in memory; whether the rest is packed is decided by this beginning. */
constexpr qsizetype kBufferBytes = 512 * 1024;

Error packingError(size_t code)
{
    return makeError(ErrorKind::Bug, QStringLiteral("packing a content: ") + QString::fromLatin1(ZSTD_getErrorName(code)));
}

/** The tables of a packer, a megabyte that takes longer to make than a letter to pack. One is kept for whoever packs next. */
class Packer
{
public:
    Packer() : m_context(s_spare.exchange(nullptr))
    {
        if (!m_context)
            m_context = ZSTD_createCCtx();
    }
    ~Packer() { ZSTD_freeCCtx(s_spare.exchange(m_context)); }
    Packer(const Packer &) = delete;
    Packer &operator=(const Packer &) = delete;

    size_t pack(QByteArray &out, const QByteArray &content)
    {
        return ZSTD_compressCCtx(m_context, out.data(), static_cast<size_t>(out.size()), content.constData(), static_cast<size_t>(content.size()), kZstdLevel);
    }

private:
    static inline std::atomic<ZSTD_CCtx *> s_spare{nullptr};
    ZSTD_CCtx *m_context;
};

Result<QByteArray> packed(const QByteArray &content)
{
    QByteArray out(static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(content.size()))), Qt::Uninitialized);
    const size_t size = Packer().pack(out, content);
    if (ZSTD_isError(size))
        return packingError(size);
    out.truncate(static_cast<qsizetype>(size));
    out.squeeze();
    return out;
}

bool isWorthPacking(qint64 rawSize, qint64 packedSize)
{
    return packedSize * 10 < rawSize * 9;
}

/** A file of our own in the temporary directory, removed unless it is handed on. */
class TemporaryFile
{
public:
    ~TemporaryFile()
    {
        if (!m_name.isEmpty())
            QFile::remove(m_name);
    }

    Status create(const QString &directory)
    {
        QByteArray pattern = QFile::encodeName(directory) + "/blob-XXXXXX";
        m_file = Descriptor(::mkostemp(pattern.data(), O_CLOEXEC));
        if (!m_file.isOpen())
            return fileError(errno, QStringLiteral("making a file in ") + directory);
        m_name = QFile::decodeName(pattern);
        return {};
    }

    Status append(const char *bytes, size_t size)
    {
        if (const int number = writeAll(m_file.number(), bytes, size); number != 0)
            return fileError(number, QStringLiteral("writing ") + m_name);
        m_size += static_cast<qint64>(size);
        return {};
    }

    Status sync()
    {
        return ::fsync(m_file.number()) == 0 ? Status() : Status(fileError(errno, QStringLiteral("syncing ") + m_name));
    }

    bool isOpen() const { return m_file.isOpen(); }
    qint64 size() const { return m_size; }
    const QString &name() const { return m_name; }
    QString handOn() { return std::exchange(m_name, QString()); }

private:
    Descriptor m_file;
    QString m_name;
    qint64 m_size = 0;
};

} // namespace

FinishedBlob::~FinishedBlob()
{
    if (!temporaryFile.isEmpty())
        QFile::remove(temporaryFile);
}

FinishedBlob::FinishedBlob(FinishedBlob &&other) noexcept
    : sha256(std::move(other.sha256))
    , codec(other.codec)
    , rawSize(other.rawSize)
    , storedSize(other.storedSize)
    , stored(std::move(other.stored))
    , temporaryFile(std::exchange(other.temporaryFile, QString()))
{
}

FinishedBlob &FinishedBlob::operator=(FinishedBlob &&other) noexcept
{
    std::swap(sha256, other.sha256);
    std::swap(codec, other.codec);
    std::swap(rawSize, other.rawSize);
    std::swap(storedSize, other.storedSize);
    std::swap(stored, other.stored);
    std::swap(temporaryFile, other.temporaryFile);
    return *this;
}

class BlobWriter::Private
{
public:
    explicit Private(QString directory) : m_directory(std::move(directory)) {}
    ~Private() { ZSTD_freeCCtx(m_packer); }

    Status write(const QByteArray &bytes)
    {
        m_hash.add(bytes);
        m_rawSize += bytes.size();
        if (m_file.isOpen())
            return stream(bytes, ZSTD_e_continue);
        const qsizetype begins = std::min(bytes.size(), kBufferBytes - m_buffer.size());
        m_buffer += QByteArrayView(bytes).first(begins);
        if (begins == bytes.size())
            return {};
        TRY(spill());
        return stream(QByteArrayView(bytes).sliced(begins), ZSTD_e_continue);
    }

    Result<FinishedBlob> finish()
    {
        FinishedBlob blob;
        blob.sha256 = TRY(m_hash.result());
        blob.rawSize = m_rawSize;
        TRY(m_file.isOpen() ? finishFile(blob) : finishBuffer(blob));
        return Result<FinishedBlob>(std::move(blob));
    }

    qint64 rawSize() const { return m_rawSize; }

private:
    /** From memory to a file; from now on bytes stream through. */
    Status spill()
    {
        if (isWorthPacking(m_buffer.size(), TRY(packed(m_buffer)).size())) {
            m_packer = ZSTD_createCCtx();
            ZSTD_CCtx_setParameter(m_packer, ZSTD_c_compressionLevel, kZstdLevel);
        }
        TRY(m_file.create(m_directory));
        return stream(std::exchange(m_buffer, QByteArray()), ZSTD_e_continue);
    }

    Status stream(QByteArrayView bytes, ZSTD_EndDirective directive)
    {
        if (!m_packer)
            return m_file.append(bytes.data(), static_cast<size_t>(bytes.size()));
        ZSTD_inBuffer in{bytes.data(), static_cast<size_t>(bytes.size()), 0};
        QByteArray chunk(static_cast<qsizetype>(ZSTD_CStreamOutSize()), Qt::Uninitialized);
        size_t left = 0;
        do {
            ZSTD_outBuffer out{chunk.data(), static_cast<size_t>(chunk.size()), 0};
            left = ZSTD_compressStream2(m_packer, &out, &in, directive);
            if (ZSTD_isError(left))
                return packingError(left);
            TRY(m_file.append(chunk.constData(), out.pos));
        } while (in.pos < in.size || (directive == ZSTD_e_end && left > 0));
        return {};
    }

    Status finishBuffer(FinishedBlob &blob)
    {
        QByteArray small = TRY(packed(m_buffer));
        if (isWorthPacking(m_buffer.size(), small.size())) {
            blob.codec = FinishedBlob::Codec::Zstd;
            m_buffer = std::move(small);
        }
        blob.storedSize = m_buffer.size();
        if (blob.storedSize <= kMaxTableBytes) {
            blob.stored = std::exchange(m_buffer, QByteArray());
            return {};
        }
        TRY(m_file.create(m_directory));
        TRY(m_file.append(m_buffer.constData(), static_cast<size_t>(m_buffer.size())));
        return handFileOn(blob);
    }

    Status finishFile(FinishedBlob &blob)
    {
        TRY(stream({}, ZSTD_e_end));
        blob.codec = m_packer ? FinishedBlob::Codec::Zstd : FinishedBlob::Codec::None;
        blob.storedSize = m_file.size();
        if (blob.storedSize > kMaxTableBytes)
            return handFileOn(blob);
        QFile file(m_file.name());
        if (!file.open(QIODevice::ReadOnly))
            return fileError(errno, QStringLiteral("reading ") + m_file.name());
        blob.stored = file.readAll();
        // Less than was written is no content: whoever stores it may have its only other copy deleted.
        return blob.stored.size() == blob.storedSize ? Status() : Status(fileError(EIO, QStringLiteral("reading ") + m_file.name()));
    }

    Status handFileOn(FinishedBlob &blob)
    {
        TRY(m_file.sync());
        blob.temporaryFile = m_file.handOn();
        return {};
    }

    QString m_directory;
    Sha256 m_hash;
    QByteArray m_buffer;
    TemporaryFile m_file;
    ZSTD_CCtx *m_packer = nullptr;
    qint64 m_rawSize = 0;
};

BlobWriter::BlobWriter(QString temporaryDirectory)
    : d(std::make_unique<Private>(std::move(temporaryDirectory)))
{
}

BlobWriter::~BlobWriter() = default;

Status BlobWriter::write(const QByteArray &bytes)
{
    return d->write(bytes);
}

Result<FinishedBlob> BlobWriter::finish()
{
    return d->finish();
}

qint64 BlobWriter::size() const
{
    return d->rawSize();
}

} // namespace petrel::store
