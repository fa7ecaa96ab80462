#pragma once

#include "core/imap/grammar/select_result.h"

#include <QList>

namespace petrel::imap {

/** What we know of a folder before the pass. UIDs are those of the last UIDVALIDITY. */
struct FolderSnapshot
{
    UidValidity uidValidity;  ///< null: never synchronised, or the server has none
    Uid uidNext;              ///< the server's at the last pass: everything below was looked at (or is backfill)
    ModSeq highestModSeq;     ///< null: none
    std::uint32_t exists = 0; ///< the server's count at the end of the last pass
    SequenceSet known;        ///< UIDs we hold rows for
    Uid backfillUid;          ///< lowest UID looked at so far; 1: everything older is here, null: nothing was looked at
};

/** Which of the optional ways this session may use. */
struct SyncAbilities
{
    bool condstore = false;
    bool qresync = false;
};

enum class PlanKind {
    Fresh,              ///< nothing known: take the newest, then work downwards
    Renumbered,         ///< our UIDs mean nothing any more: every row floats; then as Fresh
    NothingChanged,
    Qresync,            ///< SELECT told everything
    Condstore,          ///< ask for what changed since a mod-sequence
    Plain,              ///< compare UID and FLAGS of what we know
};

/** Why the plan is as it is; for logs and tests. */
enum class PlanReason {
    FirstTime,
    UidValidityDiffers,
    UidValidityMissing,   ///< the server told none: nothing may be pushed, everything is compared
    NothingNew,
    ServerToldAll,
    ModSeqAdvanced,
    CountDiffers,         ///< the sums do not add up: compare which UIDs still exist
    NoModSeq,             ///< the server has none for this folder, or we never learnt one
    ModSeqWentBack,
    UidNextWentBack,
    NewMail,              ///< only new mail; flags are known unchanged
    FolderEmpty,
};

/**
 * What a pass has to do, in this order: forget `gone`, ask for flags, ask which UIDs exist, fetch
 * new mail newest first, backfill. `gone` holds only UIDs a trustworthy VANISHED named, or all we
 * knew when the folder is empty; everything else disappears only through compareExistence() of a
 * real answer. Absence from any other list means nothing.
 */
struct Plan
{
    PlanKind kind = PlanKind::Fresh;
    PlanReason reason = PlanReason::FirstTime;
    bool mayPush = true;             ///< wishes recorded under these UIDs may be sent
    bool dropUids = false;           ///< all rows lose their UIDs (Renumbered)

    SequenceSet gone;                ///< known UIDs that are no more
    SequenceSet compareFlags;        ///< UID FETCH ... (FLAGS); empty: no need
    ModSeq changedSince;             ///< with compareFlags: (CHANGEDSINCE n); null: all
    bool flagsProveExistence = false;///< the answer to compareFlags lists every UID of the range: absent means gone
    SequenceSet compareUids;         ///< UID SEARCH UID ...: absent means gone, unknown means new
    QList<SequenceSet> fetchNew; ///< UIDs nobody has seen, newest first, in batches
    SequenceSet discover;        ///< UIDs nobody has seen, too sparse to fetch blindly: UID SEARCH first
    SequenceSet newestByNumber;  ///< of a folder listed anew whose UIDs are sparse: these message numbers first, then olderThan()
    QList<SequenceSet> listing;  ///< of a folder listed anew where nearly every UID is taken: all of them, newest first
    SequenceSet backfill;        ///< older UIDs not looked at yet: UID SEARCH first, last of all

    /** Nothing of the folder is known (any more): the newest are shown first, and whatever is older is backfill. */
    [[nodiscard]] bool listsAnew() const { return kind == PlanKind::Fresh || kind == PlanKind::Renumbered; }
    /** What is left to look for once newestByNumber came, the lowest of them being `lowest`; null: none of them could be read. */
    [[nodiscard]] static SequenceSet olderThan(Uid lowest);

    friend bool operator==(const Plan &, const Plan &) = default;
};

struct PlannerOptions
{
    std::uint32_t batch = 200;        ///< UIDs per fetch
    std::uint32_t firstWindow = 200;  ///< messages shown before anything else on a fresh folder
    bool flagsAreKnown = false;       ///< nothing but new mail came since the snapshot: the folder was watched all the time
    std::uint32_t blindGap = 2'000;   ///< up to this many unseen UIDs are fetched without a search
};

/** Pure: RFC 4549 section 4.3 and RFC 7162 section 6 in one decision. Any thread. Never fails. */
[[nodiscard]] Plan planResync(const FolderSnapshot &snapshot, const SelectResult &server, const SyncAbilities &abilities,
                              const PlannerOptions &options = {});

/** What VANISHED may take, and what is to be asked instead when its sums do not agree with the server's own count. */
struct VanishedReport
{
    SequenceSet gone;    ///< of those we know
    bool fits = true;    ///< false: believe nothing of it, and ask which UIDs exist (iCloud names ranges that make no sense)
};
[[nodiscard]] VanishedReport judgeVanished(const FolderSnapshot &snapshot, const SelectResult &server, const SequenceSet &vanished);

/**
 * Whether these deletions are a folder that was replaced, or renumbered without a word: all we knew is gone, and others are
 * there. Then nothing is deleted on that evidence; the rows float and are bound again by what they are.
 */
[[nodiscard]] bool looksReplaced(const SequenceSet &known, const SequenceSet &gone, std::uint32_t exists);

/** What an answer says about the range that was asked for. */
struct Comparison
{
    SequenceSet gone; ///< known, asked for, not answered
    SequenceSet fresh; ///< answered, inside what was asked, not known

    friend bool operator==(const Comparison &, const Comparison &) = default;
};

/** Absence deletes only inside `asked`; answers outside it are ignored. */
[[nodiscard]] Comparison compareExistence(const SequenceSet &known, const SequenceSet &asked, const SequenceSet &answered);

} // namespace petrel::imap
