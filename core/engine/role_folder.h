#pragma once

#include "core/store/store.h"

namespace petrel::engine {

/**
 * The account's folder of this role: Archive, Junk, Trash, Drafts or Sent. An IMAP account without one gets a row by its
 * usual English name; where a list then shows that the server has another folder for it, that one takes its place; else the server makes the folder when the first message goes there, in the personal namespace
 * (createAtServer()). NotFound: the account has none and none is made for it (a local account, another role).
 */
[[nodiscard]] Result<FolderRow> roleFolder(store::WriteTransaction &tx, AccountId account, FolderRole role);

} // namespace petrel::engine
