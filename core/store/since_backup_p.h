#pragma once

#include "core/store/sqlite/database.h"

namespace petrel::store {

/**
 * Brings into `restored`, the database of a backup, what the profile's own database, at `current`, got since and holds alone: mail of local folders,
 * the outbox, what is on its way to a server. Both are of one past, so a number means the same row in both, and is never given again.
 * Of a row that both have, the backup's stays: where mail lies, and how it is marked. As they are now are what waits to go out, how servers are reached,
 * what the ledger knows of maildrops, whom the person writes to, and a message of which the backup has the header alone and the profile the whole.
 * `current` may be damaged, in part or wholly: what cannot be read is left. Invalid "OTHER-PROFILE": `current` has mail of its own, and another past.
 */
[[nodiscard]] Status bringSince(sqlite::Database &restored, const QString &current, const StopToken &stop);

} // namespace petrel::store
