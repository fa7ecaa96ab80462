#include "core/store/reader.h"

#include "core/store/packed_stream_p.h"
#include "core/store/sqlite/database.h"

#include <QBuffer>
#include <QFile>

namespace petrel::store {

Result<std::unique_ptr<BlobStream>> Reader::openBlob(BlobId id) const
{
    sqlite::Statement row = TRY(m_database.query("SELECT codec, raw_size, file, data FROM blob WHERE id = ?", id));
    if (!TRY(row.step()))
        return makeError(ErrorKind::NotFound, ErrorScope::Message, ErrorRetry::Never, QStringLiteral("no content %1").arg(id.number()));
    const auto codec = row.enumeration<FinishedBlob::Codec>();
    const qint64 rawSize = row.integer();
    const QString file = row.text();
    std::unique_ptr<QIODevice> stored;
    if (file.isEmpty()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(row.bytes());
        stored = std::move(buffer);
    } else {
        stored = std::make_unique<QFile>(m_blobDirectory + QLatin1Char('/') + file);
    }
    if (!stored->open(QIODevice::ReadOnly))
        return damagedContent(QStringLiteral("the file blobs/%1 is missing").arg(file));
    return unpackingStream(std::move(stored), codec, rawSize);
}

Result<QByteArray> Reader::blob(BlobId id) const
{
    const std::unique_ptr<BlobStream> stream = TRY(openBlob(id));
    return stream->read(stream->size());
}

} // namespace petrel::store
