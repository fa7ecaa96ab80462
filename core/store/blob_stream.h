#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace petrel::store {

/**
 * Reads one blob piece by piece; memory stays constant whatever its size. One thread at a time; may
 * outlive the read transaction that opened it (a deleted blob stays readable while open).
 */
class BlobStream
{
public:
    virtual ~BlobStream() = default;
    /** Bytes when unpacked. */
    [[nodiscard]] virtual qint64 size() const = 0;
    /** The next bytes, at most `maxBytes`; empty at the end. StoreCorrupt when they do not unpack. */
    [[nodiscard]] virtual Result<QByteArray> read(qint64 maxBytes) = 0;
};

} // namespace petrel::store
