#include "core/store/content_digest_p.h"

#include <QCryptographicHash>

namespace petrel::store {

Result<QByteArray> digestOf(const Reader &reader, BlobId content)
{
    constexpr qint64 kChunkBytes = 256 * 1024;
    const std::unique_ptr<BlobStream> stream = TRY(reader.openBlob(content));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (true) {
        const QByteArray chunk = TRY(stream->read(kChunkBytes));
        if (chunk.isEmpty())
            return hash.result();
        hash.addData(chunk);
    }
}

} // namespace petrel::store
