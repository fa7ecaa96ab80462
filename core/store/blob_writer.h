#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace petrel::store {

/**
 * A content that is packed, synced to disk where it is large, and waits to be named by a row. Made by
 * BlobWriter, taken by BlobRepository::insert(). One that is never inserted removes its file.
 */
class FinishedBlob
{
public:
    enum class Codec { None = 0, Zstd = 1 };

    FinishedBlob() = default;
    ~FinishedBlob();
    FinishedBlob(FinishedBlob &&other) noexcept;
    FinishedBlob &operator=(FinishedBlob &&other) noexcept;

    QByteArray sha256;         ///< of the content as it was written, 32 bytes
    Codec codec = Codec::None;
    qint64 rawSize = 0;
    qint64 storedSize = 0;
    QByteArray stored;         ///< the packed bytes, when small
    QString temporaryFile;     ///< else the file that holds them
};

/**
 * Takes a content piece by piece in constant memory: packs it with zstd level 3 where that saves more
 * than a tenth, keeps up to 100 KiB (packed) for the table and puts the rest into a temporary file of
 * the profile. Any thread, outside of write transactions. Errors: StoreFull, StoreCorrupt.
 *
 *     auto writer = store.blobWriter();
 *     TRY(writer->write(bytes)); ...
 *     FinishedBlob finished = TRY(writer->finish());   // on disk, synced
 *     store.write(u"store body", [&](WriteTransaction &tx) { BlobId id = TRY(tx.blobs().insert(std::move(finished))); ... });
 */
class BlobWriter
{
public:
    static constexpr qint64 kMaxTableBytes = 100 * 1024;

    explicit BlobWriter(QString temporaryDirectory);
    ~BlobWriter();

    [[nodiscard]] Status write(const QByteArray &bytes);
    /** Once, as the last call. After this large contents are synced to disk. */
    [[nodiscard]] Result<FinishedBlob> finish();
    /** Bytes written so far. */
    [[nodiscard]] qint64 size() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace petrel::store
