#pragma once

#include "core/store/store_p.h"

namespace petrel::store {

/**
 * Copies into `fresh` what only existed here and can still be read of the damaged database, and makes it
 * fit together; POP3 mail whose place or folder was lost stands in its account's Inbox. A content that is not what its digest says is kept as far as it can be read; POP3 fetches its mail
 * again. A file that is no database, or is not there, gives nothing; one that cannot be opened is
 * an error. Cancelled leaves `fresh` empty.
 */
[[nodiscard]] Status salvageInto(sqlite::Database &fresh, const QString &damagedFile, const StopToken &stop, Store::Salvaged &salvaged);

} // namespace petrel::store
