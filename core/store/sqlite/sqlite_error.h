#pragma once

#include "core/base/error.h"

struct sqlite3;

namespace petrel::store::sqlite {

/**
 * The Error for a result code of SQLite, scope Application. FULL is StoreFull; INTERRUPT is Cancelled;
 * CORRUPT and NOTADB are StoreCorrupt with that code; what cannot be read or written (READONLY,
 * CANTOPEN, PERM, IOERR) is StoreCorrupt with code "UNREADABLE"; the rest is Bug.
 * `database` may be null; its last message is told in `what` and its errno decides about "disk full".
 */
[[nodiscard]] Error errorFor(int resultCode, sqlite3 *database);

} // namespace petrel::store::sqlite
