#pragma once

#include "core/store/blob_stream.h"
#include "core/store/blob_writer.h"

#include <QIODevice>

#include <memory>

namespace petrel::store {

/** Unpacks what `stored` gives; takes it over, already open. A size that cannot be is damagedContent(), here or when it is read. */
[[nodiscard]] Result<std::unique_ptr<BlobStream>> unpackingStream(std::unique_ptr<QIODevice> stored, FinishedBlob::Codec codec, qint64 rawSize);

/** A content of the profile is not there or not whole: scope Message, the rest of the store is sound. */
[[nodiscard]] Error damagedContent(const QString &what);

} // namespace petrel::store
