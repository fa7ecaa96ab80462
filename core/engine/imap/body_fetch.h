#pragma once

#include "core/engine/imap/folder_list.h"

namespace petrel::engine {

/**
 * Messages whose bodies did not come, remembered from pass to pass: asked for again later and later where that may help,
 * else not before the next start (or when somebody opens them); and folders of which no body is wanted as long as nothing
 * arrives in them. One per account, on the thread of its passes.
 */
class PassedOver
{
public:
    void note(MessageId message, const Error &error);
    /** The session ended while these came in one command: from now on each is asked for in one of its own, and so judged alone. */
    void askAlone(const QList<MessageRow> &rows);
    [[nodiscard]] bool isAskedAlone(MessageId message) const { return m_alone.contains(message); }
    /** Null when it may be asked for. */
    [[nodiscard]] const Error *whyItWaits(MessageId message) const;
    /** Every body that is wanted of this folder was here when it was in this state. */
    void noteAllOf(FolderId folder, const store::FolderSyncState &state, const OfflinePolicy &policy) { m_whole.insert(folder, {stateOfRows(state), policy}); }
    [[nodiscard]] bool hasAllOf(FolderId folder, const store::FolderSyncState &state, const OfflinePolicy &policy) const;
    [[nodiscard]] int size() const { return static_cast<int>(m_messages.size()); }

private:
    struct Wait
    {
        int attempts = 0;
        std::int64_t until = 0; ///< UTC seconds; 0: for good
        Error reason;
    };
    /** What tells that no row came: flags may change. */
    [[nodiscard]] static store::FolderSyncState stateOfRows(store::FolderSyncState state);

    QHash<MessageId, Wait> m_messages;
    /** What was wanted of a folder counts, too: the person may want more of it now. */
    struct Whole
    {
        store::FolderSyncState state;
        OfflinePolicy policy;
    };

    QHash<FolderId, Whole> m_whole;
    QSet<MessageId> m_alone;
};

/** Somebody who waits for a download, and may leave. Without anybody: a download for later. */
struct BodyWaiting
{
    StopToken wanted;                                         ///< stopped: they left
    std::function<void(qint64 done, qint64 total)> progress;  ///< bytes; may be empty

    /** Told between two pieces. Cancelled when the pass is to end, or (scope Message: the session goes on) when nobody waits any more. */
    [[nodiscard]] Status goesOn(const PassContext &context, qint64 done, qint64 total) const;
};

/** A body that is here already: nothing is done, or it comes once more in its place (it is damaged here). */
enum class WhenHere { Keep, Replace };

/**
 * Fetches the whole message of one placement and keeps it. NotFound (Message) when the server no longer has it; Unsupported,
 * code "too-large", above 100 MiB: whose text is wanted has it all the same (fetchText()). Protocol: see isContentOf().
 */
[[nodiscard]] Status fetchBody(PassContext &context, imap::ImapSession &session, PlacementId placement, const BodyWaiting &waiting = {},
                               WhenHere whenHere = WhenHere::Keep);

/** SELECTs it unless it is selected. NotFound (Folder) when it was renumbered: its UIDs here are not the server's. */
[[nodiscard]] Status selectFolderOf(PassContext &context, imap::ImapSession &session, FolderId folder);

} // namespace petrel::engine
