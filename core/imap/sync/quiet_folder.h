#pragma once

#include "core/imap/grammar/mailbox_values.h"
#include "core/imap/sync/planner.h"

#include <chrono>

namespace petrel::imap {

/** What STATUS says of a folder that was looked at before. */
enum class Quiet {
    No,              ///< something changed, or STATUS told too little: it is to be selected
    IfUnseenAgrees,  ///< as it was, if the server's UNSEEN is the number we count; there are no mod-sequences
    Yes,             ///< as it was: mod-sequences prove it
};

/**
 * Pure: whether a folder can be left alone without a SELECT. `known` of the snapshot is not looked at. Without
 * mod-sequences a flag other than \Seen may change and no counter tells, so such a folder is compared in full when
 * `sinceCompared` exceeds compareRhythm().
 */
[[nodiscard]] Quiet quietness(const FolderSnapshot &before, const MailboxStatus &now, std::chrono::seconds sinceCompared);

/** How often a folder without mod-sequences is compared: its flags are some 40 bytes a message, each time. */
[[nodiscard]] std::chrono::seconds compareRhythm(std::uint32_t messages);

} // namespace petrel::imap
