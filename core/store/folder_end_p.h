#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"

namespace petrel::store {

class WriteTransaction;

/**
 * A folder that no server has any more: hidden at once, deleted in slices by Store::sweep(). Moves into it are parked, and
 * shown where the mail still is; so is what was done to the mail in it, and folders that were to lie in it. With something
 * to append it stays, not selectable.
 */
[[nodiscard]] Status endRemoteFolder(WriteTransaction &transaction, FolderId folder);

/** What lies in a folder, is on its way into it, or is to be appended there, is the heir's; the folder goes. */
[[nodiscard]] Status handOver(WriteTransaction &transaction, FolderId made, FolderId heir);

} // namespace petrel::store
