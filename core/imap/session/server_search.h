#pragma once

#include "core/imap/grammar/search_key.h"
#include "core/imap/grammar/sort_values.h"
#include "core/imap/session/imap_session.h"

namespace petrel::imap {

// What the server finds, orders and threads in the selected folder: for mail that is not here. Errors besides those of every
// call: Unsupported, the server cannot search for such a key or in this way (also [BADCHARSET]); Protocol, scope Folder, it
// did not answer, or not so that it could be read.

/** All messages that match, of these UIDs. */
[[nodiscard]] Result<SequenceSet> searchServer(ImapSession &session, const SearchKey &key, const SequenceSet &among = SequenceSet::all());

/** The newest of those that match, and how many match in all. */
struct NewestFound
{
    SequenceSet uids;
    std::uint32_t total = 0;

    friend bool operator==(const NewestFound &, const NewestFound &) = default;
};
/** At most `most`, by UID: PARTIAL (RFC 9394) where it is offered without MESSAGELIMIT and the set fits a line, else all are told and the last ones kept. */
[[nodiscard]] Result<NewestFound> searchNewest(ImapSession &session, const SearchKey &key, std::uint32_t most, const SequenceSet &among = SequenceSet::all());

/** Search and headers of what was found: in one turn with SEARCHRES (RFC 5182), else in two. What matches comes back. */
[[nodiscard]] Result<SequenceSet> searchHeaders(ImapSession &session, const SearchKey &key, const HeaderSink &sink);

/** SORT (RFC 5256; the last two RFC 5957). */
struct SortTerm
{
    enum class By { Arrival, Cc, Date, From, Size, Subject, To, DisplayFrom, DisplayTo };
    By by = By::Date;
    bool descending = false;
};
/** Those that match in this order. Unsupported without SORT, and in folders whose order fits no line. */
[[nodiscard]] Result<QList<Uid>> sortServer(ImapSession &session, const QList<SortTerm> &terms, const SearchKey &key);

/** THREAD by the best algorithm offered: REFS, REFERENCES, ORDEREDSUBJECT. Unsupported as sortServer(). */
[[nodiscard]] Result<QList<ThreadedMessage>> threadServer(ImapSession &session, const SearchKey &key);

} // namespace petrel::imap
