#pragma once

#include "core/store/sqlite/database.h"

namespace petrel::store {

/**
 * Brings into `restored`, the database of a backup, what the profile's own database, at `current`, got since and holds alone: mail of local folders,
 * the outbox, what is on its way to a server. Both are of one past, so a number means the same row in both, and is never given again.
 * A row that both have stays the backup's; but what waits to go out is as it is now. `current` may be damaged, in part or wholly: what
 * cannot be read is left. Invalid "OTHER-PROFILE": `current` has mail of its own, and another past.
 */
[[nodiscard]] Status bringSince(sqlite::Database &restored, const QString &current, const StopToken &stop);

} // namespace petrel::store
