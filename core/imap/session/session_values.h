#pragma once

#include "core/imap/grammar/capabilities.h"
#include "core/imap/grammar/command.h"
#include "core/imap/grammar/mailbox_values.h"
#include "core/imap/grammar/message_values.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/base/result.h"
#include "core/model/folder.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>

namespace petrel::imap {

/** One folder as the engine stores it. */
struct FolderListing
{
    MailboxName name;
    char delimiter = 0;
    FolderRole role = FolderRole::None; ///< at most one folder per role; see role_names.h for guesses
    bool roleGuessed = false;           ///< by name, because the server tells no roles
    bool selectable = true;
    bool subscribed = false;
    bool mayHaveChildren = true;        ///< \Noinferiors was not said: folders can be made below it
    std::optional<MailboxName> oldName; ///< what a server says it was called before (OLDNAME); a MAILBOXID in status tells more
    std::optional<MailboxStatus> status;///< when asked for and told

    [[nodiscard]] QStringList path() const { return name.components(delimiter); }
    friend bool operator==(const FolderListing &, const FolderListing &) = default;
};

/** What LIST brought. */
struct FolderList
{
    QList<FolderListing> folders;
    bool incomplete = false; ///< a line could not be read, or there were more than the limit: who is not listed may be there all the same
};

/** Which messages: UIDs, message sequence numbers of the selected folder at this moment, or what the server knows to name. */
struct MessageSet
{
    enum class By {
        Uid,
        Number,
        Newest, ///< set: the first so many from the end
        Found,  ///< what the last search saved (RFC 5182); set is empty
    };
    SequenceSet set;
    By by = By::Uid;

    [[nodiscard]] static MessageSet uids(SequenceSet set) { return {std::move(set), By::Uid}; }
    [[nodiscard]] static MessageSet numbers(SequenceSet set) { return {std::move(set), By::Number}; }
    /** By PARTIAL where it is offered (RFC 9394), else by number. */
    [[nodiscard]] static MessageSet newest(std::uint32_t count) { return {SequenceSet::range(1, count), By::Newest}; }
    [[nodiscard]] static MessageSet found() { return {SequenceSet(), By::Found}; }
};

/** What the message list needs of one message. */
struct FetchedHeader
{
    Uid uid;
    FlagList flags;
    ModSeq modSeq;                         ///< null when not told
    std::int64_t internalDate = 0;         ///< UTC seconds, 0 when not told or unreadable
    std::int64_t saveDate = 0;             ///< when it came into this folder (RFC 8514), UTC seconds, 0 when not told; see SessionOptions::saveDates
    std::int64_t size = 0;                 ///< RFC822.SIZE: a hint, some servers lie
    ObjectId emailId;                      ///< the same in whatever folder the message lies: EMAILID, or X-GM-MSGID in digits
    ObjectId threadId;                     ///< THREADID, or X-GM-THRID in digits; see SessionOptions::threads
    QList<QByteArray> gmailLabels;         ///< X-GM-LABELS, wherever it is offered; their change alone is in no mod-sequence
    QString preview;                       ///< the server's (RFC 8970), where it has one at hand; one line, up to 256 characters
    std::optional<RawEnvelope> envelope;   ///< nullopt: the server's ENVELOPE is beyond repair, use header
    BodyStructure structure;               ///< empty: unknown
    /**
     * Raw header lines with CRLF: REFERENCES and a few more as a rule, the whole header of the
     * message when the envelope is missing. For core/mime.
     */
    QByteArray header;

    friend bool operator==(const FetchedHeader &, const FetchedHeader &) = default;
};

/** Called for each message as it arrives. An error ends the fetch (the rest is read and dropped) and comes back. */
using HeaderSink = std::function<Status(FetchedHeader &&)>;

/** Called when a set of headers is complete; false asks to stop before the next. */
using HeaderSetDone = std::function<Result<bool>(qsizetype index)>;

/** Whole messages to fetch, by the set. The sets that are under way together fit into memory. */
struct WholeSets
{
    struct Set
    {
        SequenceSet uids;
        std::int64_t bytes = 0; ///< of all of them, as far as is known
    };
    QList<Set> sets;
    std::int64_t bytesAhead = 0; ///< the next set is asked for while less than this is under way; 0: one after the other
};

/** Called for each whole message. An error ends the fetch (the rest is read and dropped) and comes back. */
using WholeSink = std::function<Status(Uid uid, const QByteArray &message)>;

/** Called when a set of whole messages was answered, those that are gone left out; false asks to stop before the next. */
using WholeSetDone = std::function<Result<bool>(qsizetype index)>;

/** One piece of a body, in order. An error (Cancelled) ends the fetch before the next piece; the session stays usable. */
using BodySink = std::function<Status(const QByteArray &piece)>;

/** Answer to fetchFlags(). */
struct FlagsAnswer
{
    QList<FlagUpdate> updates; ///< in the order of the answer, one per UID
    SequenceSet vanished;      ///< only with CHANGEDSINCE under QRESYNC
    bool complete = true;      ///< false: a line was not understood, so that who is missing proves nothing
};

/** Answer to storeFlags(). */
struct StoreAnswer
{
    QList<FlagUpdate> updates; ///< what the server reported; may be less than was asked
    SequenceSet modified;      ///< [MODIFIED]: refused by UNCHANGEDSINCE (RFC 7162 3.1.3)
};

/** A message to append, read in pieces by position. LiteralSource::of() for bytes in memory. */
using AppendSource = LiteralSource;

/** What the server said without being asked. Order matters: numbers shift. The last three come only after notify(). */
struct MailboxEvent
{
    enum class Kind {
        Exists,       ///< of the selected folder, number: how many messages there are now
        Expunged,     ///< number: message sequence number that went
        Vanished,     ///< uids
        Flags,        ///< number and flags; uid when told
        FolderStatus, ///< status: what changed in another folder
        FolderListed, ///< listed: a folder came, was renamed, (un)subscribed, or went (exists is false)
        Overflow,     ///< the server had too much to tell and tells nothing from now on (RFC 5465 5.8): look, then notify() again
    };
    Kind kind = Kind::Exists;
    std::uint32_t number = 0;
    Uid uid;
    SequenceSet uids;
    FlagList flags;
    ModSeq modSeq;
    std::optional<MailboxStatus> status; ///< only what the server told; never of the selected folder
    std::optional<ListedMailbox> listed;

    [[nodiscard]] bool concernsSelected() const { return kind < Kind::FolderStatus; }
    friend bool operator==(const MailboxEvent &, const MailboxEvent &) = default;
};

/** What a connection wants to hear without asking (RFC 5465 section 6); of the selected folder everything, always. */
struct NotifyRequest
{
    enum class Others { None, Inboxes, Subscribed, Personal };
    Others others = Others::Personal;  ///< of which other folders to hear that their counters change
    QList<MailboxName> named;          ///< and of these
    bool folderList = true;            ///< that folders come, go, are renamed or subscribed to
};

/** Why idle() returned. Events are waiting in takeEvents(). */
enum class IdleOutcome { Events, Woken, Elapsed };

} // namespace petrel::imap
