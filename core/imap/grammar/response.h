#pragma once

#include "core/base/error.h"
#include "core/imap/grammar/capabilities.h"
#include "core/imap/grammar/code_values.h"
#include "core/imap/grammar/gmail_items.h"
#include "core/imap/grammar/mailbox_values.h"
#include "core/imap/grammar/message_values.h"
#include "core/imap/grammar/quota_values.h"
#include "core/imap/grammar/sequence_set.h"
#include "core/imap/grammar/sort_values.h"

#include <optional>
#include <variant>

namespace petrel::imap {

/**
 * What stands in [brackets] of a status response (RFC 3501 7.1, RFC 5530 and extensions): the name
 * in upper case, and the one value its kind carries. A code whose value makes no sense keeps its
 * name and has no value; unknown codes are legal.
 */
struct ResponseCode
{
    using Value = std::variant<std::monostate, std::uint64_t, Capabilities, PermanentFlags, AppendUid, CopyUid, SequenceSet, ObjectId,
                               MessageLimit, InProgress>;
    QByteArray name; ///< empty: no code
    Value value;

    [[nodiscard]] bool is(QByteArrayView other) const { return name == other; }
    /** The number of UIDVALIDITY, UIDNEXT, UNSEEN, HIGHESTMODSEQ; 0 when there is none. */
    [[nodiscard]] std::uint64_t number() const;
    friend bool operator==(const ResponseCode &, const ResponseCode &) = default;
};

/** OK, NO, BAD, PREAUTH, BYE; tagged when it ends a command. */
struct StatusResponse
{
    enum class Kind { Ok, No, Bad, PreAuth, Bye };
    Kind kind = Kind::Ok;
    QByteArray tag; ///< empty: untagged
    ResponseCode code;
    QByteArray text;

    friend bool operator==(const StatusResponse &, const StatusResponse &) = default;
};

/** "+ text". */
struct ContinuationResponse
{
    QByteArray text;
    friend bool operator==(const ContinuationResponse &, const ContinuationResponse &) = default;
};

struct CapabilityResponse
{
    Capabilities capabilities;
    friend bool operator==(const CapabilityResponse &, const CapabilityResponse &) = default;
};

/** ENABLED (RFC 5161): words in upper case. */
struct EnabledResponse
{
    QList<QByteArray> words;
    friend bool operator==(const EnabledResponse &, const EnabledResponse &) = default;
};

struct ExistsResponse
{
    std::uint32_t count = 0;
    friend bool operator==(const ExistsResponse &, const ExistsResponse &) = default;
};

struct RecentResponse
{
    std::uint32_t count = 0;
    friend bool operator==(const RecentResponse &, const RecentResponse &) = default;
};

/** The message sequence number that went; all above move down by one. */
struct ExpungeResponse
{
    std::uint32_t number = 0;
    friend bool operator==(const ExpungeResponse &, const ExpungeResponse &) = default;
};

/** VANISHED (RFC 7162 3.2.10). With earlier, message numbers do not shift. */
struct VanishedResponse
{
    bool earlier = false;
    SequenceSet uids;
    friend bool operator==(const VanishedResponse &, const VanishedResponse &) = default;
};

struct FlagsResponse
{
    FlagList flags;
    friend bool operator==(const FlagsResponse &, const FlagsResponse &) = default;
};

/** SEARCH (RFC 3501 7.2.5) or ESEARCH (RFC 4731). SEARCH may come in several lines. */
struct SearchResponse
{
    SequenceSet numbers;
    bool extended = false;       ///< ESEARCH
    QByteArray tag;              ///< ESEARCH only
    bool uid = false;            ///< ESEARCH only
    std::optional<std::uint32_t> count;
    std::optional<std::uint32_t> min;
    std::optional<std::uint32_t> max;
    std::optional<SequenceSet> partial; ///< PARTIAL (RFC 9394): of all that match, those of the part asked for
    ModSeq modSeq;
    friend bool operator==(const SearchResponse &, const SearchResponse &) = default;
};

/** One FETCH (RFC 3501 7.4.2): only what the server told; asked for or not. UIDFETCH (RFC 9586) is one without a number. */
struct FetchResponse
{
    std::uint32_t number = 0; ///< 0: UIDFETCH
    Uid uid;
    std::optional<FlagList> flags;
    std::optional<std::int64_t> internalDate; ///< UTC seconds
    std::optional<std::int64_t> size;
    std::optional<RawEnvelope> envelope;
    std::optional<BodyStructure> structure;
    ModSeq modSeq;
    ObjectId emailId;                         ///< RFC 8474
    ObjectId threadId;                        ///< RFC 8474
    std::optional<GmailItems> gmail;          ///< X-GM-EXT-1
    std::optional<QByteArray> preview;        ///< PREVIEW (RFC 8970), UTF-8
    std::optional<std::int64_t> saveDate;     ///< SAVEDATE (RFC 8514), UTC seconds
    QList<BodySection> sections;
    QList<BinarySize> binarySizes;            ///< RFC 3516
    QList<QByteArray> malformed; ///< names of items that made no sense and were skipped
    friend bool operator==(const FetchResponse &, const FetchResponse &) = default;
};

struct NamespaceResponse
{
    Namespaces namespaces;
    friend bool operator==(const NamespaceResponse &, const NamespaceResponse &) = default;
};

/** ID (RFC 2971): keys in lower case. */
struct IdResponse
{
    QList<std::pair<QByteArray, QByteArray>> fields;
    friend bool operator==(const IdResponse &, const IdResponse &) = default;
};

/** An untagged response of a kind we do not know: legal, ignored. */
struct OtherResponse
{
    QByteArray word;
    friend bool operator==(const OtherResponse &, const OtherResponse &) = default;
};

/** One we know but that makes no sense. Its end is known, so the stream goes on. */
struct MalformedResponse
{
    QByteArray word;          ///< "FETCH"
    std::uint32_t number = 0; ///< of a FETCH; of a UIDFETCH its UID

    [[nodiscard]] bool isFetch() const { return word == "FETCH" || word == "UIDFETCH"; }
    Error error;
    friend bool operator==(const MalformedResponse &, const MalformedResponse &) = default;
};

using Response = std::variant<StatusResponse, ContinuationResponse, CapabilityResponse, EnabledResponse, ListedMailbox,
                              MailboxStatus, SearchResponse, FlagsResponse, ExistsResponse, RecentResponse, ExpungeResponse,
                              VanishedResponse, FetchResponse, NamespaceResponse, IdResponse, QuotaResponse,
                              QuotaRootResponse, SortResponse, ThreadResponse, OtherResponse, MalformedResponse>;

} // namespace petrel::imap
