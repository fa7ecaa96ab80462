#pragma once

#include "core/imap/grammar/search_key.h"
#include "core/model/folder.h"
#include "core/model/label.h"
#include "core/store/search_query.h"

namespace petrel::engine {

/**
 * What the person looks for as a search key for the server of this folder (RFC 9051 section 6.4.4). Pure; `now` in UTC seconds,
 * `labels` are those that names may mean.
 *
 * Words are looked for as substrings, which finds beginnings and more; what is said of folders is decided here. A clause that
 * the server cannot be asked, as attachments where it is not Gmail, is left out: the key is wider then, and what is known of
 * the messages here narrows what was found (Reader::withoutContradiction). Days go by WITHIN where it is offered, else some
 * more are found, likewise.
 *
 * Unsupported "mixed": a clause offers a text or what the server cannot be asked; neither side can tell the two apart.
 */
[[nodiscard]] Result<imap::SearchKey> searchKeyFor(const store::SearchQuery &query, const FolderRow &folder, const imap::Capabilities &capabilities, const QList<Label> &labels,
                                                   std::int64_t now);

} // namespace petrel::engine
