#include "core/store/content_digest_p.h"

#include "core/store/sha256_p.h"

namespace petrel::store {

Result<QByteArray> digestOf(const Reader &reader, BlobId content)
{
    constexpr qint64 kChunkBytes = 256 * 1024;
    const std::unique_ptr<BlobStream> stream = TRY(reader.openBlob(content));
    Sha256 hash;
    while (true) {
        const QByteArray chunk = TRY(stream->read(kChunkBytes));
        if (chunk.isEmpty())
            return hash.result();
        hash.add(chunk);
    }
}

} // namespace petrel::store
