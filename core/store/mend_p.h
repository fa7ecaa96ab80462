#pragma once

#include "core/model/ids.h"
#include "core/store/sqlite/database.h"

namespace petrel::store {

/** Makes rows that were brought together from elsewhere fit together again: what names nothing goes, what is missing is made anew. Keys are not enforced meanwhile. */
[[nodiscard]] Status mend(sqlite::Database &database);

/** Of an older state of the outbox: whatever waits in it may have been sent since. `source` says what it was taken from. */
[[nodiscard]] Status makeOutboxUncertain(sqlite::Database &database, const char *source);

/** Of mail on a damaged content: POP3 fetches it again where a server has it, and it does not go out; in the Outbox it waits, with words, for the person. */
[[nodiscard]] Status distrust(sqlite::Database &database, BlobId content);

} // namespace petrel::store
