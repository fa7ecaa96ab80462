#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"

namespace petrel::store {

namespace sqlite {
class Database;
}

/** Inbox, Drafts, Sent, Archive, Junk, Trash of a POP3 account, as far as they are not there. */
[[nodiscard]] Status makeLocalFolders(sqlite::Database &database, AccountId account);

/**
 * For what was saved of a damaged database: POP3 mail whose folder was lost, or the row that places it, goes to the Inbox of its
 * account, and folders that are missing are made. Mail whose placement was lost is unread there. No id of a lost folder is given to another.
 */
[[nodiscard]] Status homeStrayMail(sqlite::Database &database);

} // namespace petrel::store
