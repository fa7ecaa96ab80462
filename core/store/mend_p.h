#pragma once

#include "core/store/sqlite/database.h"

namespace petrel::store {

/** Makes rows that were brought together from elsewhere fit together again: what names nothing goes, what is missing is made anew. Keys are not enforced meanwhile. */
[[nodiscard]] Status mend(sqlite::Database &database);

/** Of an older state of the outbox: whatever waits in it may have been sent since. `source` says what it was taken from. */
[[nodiscard]] Status makeOutboxUncertain(sqlite::Database &database, const char *source);

} // namespace petrel::store
