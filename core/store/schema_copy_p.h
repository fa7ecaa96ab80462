#pragma once

#include "core/base/result.h"
#include "core/store/sqlite/database.h"

#include <QString>

namespace petrel::store {

// Before a migration changes a database, a copy of it is kept beside it: mail.db.schema-<version>, as the Petrel of
// that version can open it again (renamed by hand, with that Petrel). One copy at most: the newest. It goes 30 days
// after it was made, and at once when an account was removed, whose mail it still holds. What was queued is Uncertain in
// it: by the day it is put back, it may have been sent.

/**
 * Puts what is in the log into `file` and copies it, whole and synced or not at all; the blocks are shared where the
 * file system can, so that it takes no time and no room. StoreFull when there is no room: nothing
 * has changed then. `database` is the connection to `file`, and nobody else writes.
 */
[[nodiscard]] Status keepSchemaCopy(sqlite::Database &database, const QString &file);

/** Those of the database `file` that are older than 30 days. */
void removeOldSchemaCopies(const QString &file);
void removeAllSchemaCopies(const QString &file);

} // namespace petrel::store
