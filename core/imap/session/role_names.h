#pragma once

#include "core/imap/session/session_values.h"

namespace petrel::imap {

/** What a folder of this (last) name is usually for, in the languages servers and clients use; None when nothing fits. */
[[nodiscard]] FolderRole roleByName(const QString &name);

/** The attribute of RFC 6154 for CREATE (USE ...); null for roles that have none. */
[[nodiscard]] const char *specialUse(FolderRole role);

/**
 * Gives each role to at most one folder. INBOX is the inbox. SPECIAL-USE attributes decide; only
 * when the server told none at all is the name asked, and then the folder nearest the top wins.
 * `attributes[i]` belongs to `folders[i]`.
 */
void assignRoles(QList<FolderListing> &folders, const QList<QList<FolderRole>> &attributes);

} // namespace petrel::imap
