#pragma once

#include "core/store/reader.h"

namespace petrel::store {

/** The SHA-256 of a content, read as a reader would. Scope Message when it is not there or cannot be unpacked. */
[[nodiscard]] Result<QByteArray> digestOf(const Reader &reader, BlobId content);

} // namespace petrel::store
