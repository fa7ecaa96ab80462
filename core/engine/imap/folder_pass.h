#pragma once

#include "core/engine/imap/folder_list.h"
#include "core/engine/imap/line_speed.h"
#include "core/engine/write_ahead.h"
#include "core/imap/sync/planner.h"

#include <functional>

namespace petrel::engine {

/** How much of a folder one pass does, and what it yields to. */
struct FolderPassOptions
{
    bool backfill = true;
    /** Another connection works on this folder: new mail comes in, and nothing else is done or noted. */
    bool asGuest = false;
    bool flagsAreKnown = false; ///< all that changed since the last pass was announced, and it was new mail alone
    /** Called between batches: serves what the person waits for. An error ends the pass. May be empty. */
    std::function<Status()> betweenBatches;
    /** Whether betweenBatches has something to do: until then batches follow each other without a pause. Empty: always. */
    std::function<bool()> somebodyWaits;
    LineSpeed *line = nullptr; ///< measured where it is given; a slow line is compressed between two windows
    Traffic toCome = Traffic::Headers;
};

/**
 * One folder brought into step with the server, in the order of architecture's rule: SELECT, compare
 * UIDVALIDITY before any UID is used for writing, merge what the server reports, push flags, push moves
 * and deletions, fetch new headers newest first, backfill older ones. The new state is committed only
 * when everything before the backfill is in the store: a pass that is cut off is simply done again. A folder
 * that is listed anew is known, with how far down it was looked at, from its first batch on: a line that is
 * cut again and again still brings the listing to its end.
 */
class FolderPass
{
public:
    FolderPass(PassContext &context, imap::ImapSession &session, const ServerFolder &folder, FolderPassOptions options = {});

    [[nodiscard]] Status run();

private:
    [[nodiscard]] Status select();
    [[nodiscard]] Status mergeServerReport();
    [[nodiscard]] Status letRowsFloat();
    [[nodiscard]] Status compareFlags();
    [[nodiscard]] Status pushWishes();
    [[nodiscard]] Status compareExistence();
    [[nodiscard]] Status fetchNew();
    [[nodiscard]] Status listAnew();
    [[nodiscard]] Status fetchOlder();
    /** Null when no header of the set could be read: then nothing is known to be looked at. */
    [[nodiscard]] Uid lowestOf(const imap::MessageSet &set) const;
    /** As many messages as there are: nothing older is to be asked for. */
    [[nodiscard]] bool holdsAll() const;
    /** Everything was listed: what floats and was not found is not in this folder. */
    [[nodiscard]] Status completeListing();
    enum class Range { New, Backfill };
    [[nodiscard]] Status fetchInTurn(QList<imap::MessageSet> sets, Range range);
    [[nodiscard]] bool somebodyWaits() const;
    /** A batch of headers in the store. */
    struct Listed
    {
        QList<store::NewMessage> batch;
        QList<store::InsertedMessage> rows;
        Range range = Range::New;
    };
    /** Begins to write them; settleHeaders() tells what came of it. */
    [[nodiscard]] Status storeHeaders(QList<store::NewMessage> batch, Uid backfilledTo, Range range);
    [[nodiscard]] Status settleHeaders();
    void tellArrivals(const Listed &listed) const;
    /** The rows of these go; where that is all there was and others are there, they float instead. */
    [[nodiscard]] Status forget(const imap::SequenceSet &gone);
    [[nodiscard]] Status applyFlags(const QList<imap::FlagUpdate> &updates);
    [[nodiscard]] Status commitState();
    [[nodiscard]] Status breathe();
    /** What was wanted meanwhile of the folder that is being listed. */
    [[nodiscard]] Status pushDeeds();
    [[nodiscard]] Status returnToFolder();

    PassContext &m_context;
    imap::ImapSession &m_session;
    ServerFolder m_folder;
    FolderPassOptions m_options;

    store::FolderSyncState m_state;
    imap::SequenceSet m_known;
    imap::SequenceSet m_ahead; ///< here before the listing has come so far down, found by a search: listed once more, for what changed since
    imap::FolderSnapshot m_snapshot;
    imap::SelectResult m_server;
    imap::Plan m_plan;
    std::int64_t m_startedAt = 0;
    qint64 m_fetched = 0;
    qint64 m_toFetch = 0;
    Uid m_lowestFetched;
    bool m_committed = false;
    bool m_floated = false;      ///< the rows lost their UIDs in this pass
    bool m_contradicted = false; ///< two messages came with one UID: what is missing proves nothing
    bool m_toldWhole = true; ///< every line about changed flags was understood
    WriteAhead<Listed> m_writing;
};

} // namespace petrel::engine
