#pragma once

#include "core/imap/grammar/message_values.h"
#include "core/imap/grammar/object_id.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/model/ids.h"

namespace petrel::imap {

/** What SELECT or EXAMINE told (RFC 3501 6.3.1, RFC 7162 3.1.2 and 3.2.5). */
struct SelectResult
{
    UidValidity uidValidity;     ///< null: the server gave none, UIDs mean nothing beyond this session
    Uid uidNext;                 ///< null: not told
    std::uint32_t exists = 0;
    ModSeq highestModSeq;        ///< null: NOMODSEQ, or not told
    PermanentFlags permanentFlags;
    FlagList flags;
    ObjectId mailboxId;          ///< MAILBOXID (RFC 8474)
    bool readOnly = false;
    bool uidNotSticky = false;   ///< UIDNOTSTICKY (RFC 4315)
    bool qresync = false;        ///< QRESYNC parameters were sent and accepted: the next two lists are the server's report
    bool complete = true;        ///< false: a line of the report was not understood
    SequenceSet vanished;        ///< VANISHED (EARLIER): may name UIDs we never knew
    QList<FlagUpdate> changed;   ///< flags that changed since the mod-sequence we gave

    friend bool operator==(const SelectResult &, const SelectResult &) = default;
};

/** What we knew, for SELECT (QRESYNC (...)). */
struct QresyncState
{
    UidValidity uidValidity;
    ModSeq modSeq;
    SequenceSet known; ///< may be empty: then the server reports on all UIDs
};

} // namespace petrel::imap
