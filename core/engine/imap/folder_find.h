#pragma once

#include "core/engine/pass_context.h"
#include "core/imap/session/imap_session.h"

namespace petrel::engine {

/** A search of one folder at its server. */
struct FindWanted
{
    store::SearchRequest request; ///< the words as typed, and the scope
    AccountId account;
    FolderId folder;
    Uid below = {};               ///< where an earlier one stopped; null: from the newest
    int most = 500;               ///< found at once
};

/**
 * Asks the server of one folder for what a search here cannot find: messages whose header is not listed yet and, where the
 * query has words, those whose text is not here. Newest first, by UID, in windows: between two of them whoever waits for the
 * connection goes first, and leaving takes effect. The size of a window follows how long the server took over the last one.
 * What was found and is not listed yet is fetched and stored like any other header. Worker thread, or petrelctl's.
 */
class FolderFind
{
public:
    explicit FolderFind(FindWanted wanted) : m_wanted(std::move(wanted)) {}

    /**
     * One window more; where the connection was lost in it, the same window again on the next. Errors of the folder end its
     * search: NotFound, it was renumbered or is gone; Unsupported, the server cannot be asked this; Refused and the others of
     * searchNewest(). Errors that ended the session are the connection's.
     */
    [[nodiscard]] Status step(PassContext &context, imap::ImapSession &session);
    [[nodiscard]] bool isOver() const { return m_isPlanned && (m_left.isEmpty() || m_isFull); }

    [[nodiscard]] FolderId folder() const { return m_wanted.folder; }
    [[nodiscard]] const QList<PlacementId> &found() const { return m_found; }
    /** Of the messages that are to be asked for, the server has looked at so many. */
    [[nodiscard]] qint64 asked() const { return m_toAsk - static_cast<qint64>(m_left.count()); }
    [[nodiscard]] qint64 toAsk() const { return m_toAsk; }
    /** There is more below this one; null: all of it was asked for. */
    [[nodiscard]] Uid goesOnBelow() const { return m_isFull ? m_reached : Uid(); }

private:
    [[nodiscard]] Status plan(PassContext &context, imap::ImapSession &session);
    [[nodiscard]] Status ask(PassContext &context, imap::ImapSession &session);
    [[nodiscard]] Status keep(PassContext &context, imap::ImapSession &session, const imap::SequenceSet &hits);
    [[nodiscard]] Status listHeaders(PassContext &context, imap::ImapSession &session, const imap::SequenceSet &uids);

    FindWanted m_wanted;
    bool m_isPlanned = false;
    bool m_isFull = false;       ///< as many were found as were wanted
    imap::SequenceSet m_unknown; ///< UIDs that a search here cannot speak for, given out or not
    imap::SequenceSet m_left;    ///< of those, messages that are still to be asked for
    qint64 m_toAsk = 0;
    std::uint32_t m_window = 1000;
    Uid m_reached;
    QList<PlacementId> m_found;
};

/** How many messages to ask for at once, after the server took so long over this many. Pure. */
[[nodiscard]] std::uint32_t nextFindWindow(std::uint32_t window, std::chrono::nanoseconds took);

} // namespace petrel::engine
