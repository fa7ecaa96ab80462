#include "core/imap/sync/planner.h"

#include <algorithm>
#include <limits>

namespace petrel::imap {

/*
 * In our own words, what RFC 4549 section 4.3 and RFC 7162 section 6 ask for:
 *  1. Another UIDVALIDITY, or a UIDNEXT below what we hold: nothing we know has a UID any more. Start afresh.
 *  2. New mail is what stands at or above our UIDNEXT.
 *  3. Flags: told by QRESYNC, asked for since a mod-sequence with CONDSTORE, else compared in full.
 *  4. Deletions: told by QRESYNC (believed only when the sums agree), else found by asking which
 *     UIDs exist - unless the server's count proves that nothing can be missing.
 *  5. What was never looked at (backfill) comes last.
 */
namespace {

/** A folder with at most so many UIDs given out for each message is asked for its messages without a search. */
constexpr std::uint32_t kDense = 2;
constexpr std::uint32_t kMaxUid = std::numeric_limits<std::uint32_t>::max();

/** The first UID nobody has looked at. */
std::uint32_t newFrom(const FolderSnapshot &snapshot)
{
    const std::uint32_t aboveKnown = snapshot.known.highest() == kMaxUid ? kMaxUid : snapshot.known.highest() + 1;
    return std::max({snapshot.uidNext.number(), aboveKnown, std::uint32_t(1)});
}

/** How many UIDs the server may have given out since; unknown when it tells no UIDNEXT. */
std::optional<std::uint64_t> unseenSlots(const FolderSnapshot &snapshot, const SelectResult &server)
{
    if (!server.uidNext)
        return std::nullopt;
    const std::uint32_t from = newFrom(snapshot);
    return server.uidNext.number() > from ? server.uidNext.number() - from : 0;
}

/** Everything older than what we hold was looked at, too. */
bool isBackfilled(const FolderSnapshot &snapshot)
{
    return snapshot.backfillUid == Uid(1);
}

/** One planning, step by step; every function adds its part to the plan. */
class Planner
{
public:
    Planner(const FolderSnapshot &snapshot, const SelectResult &server, const SyncAbilities &abilities, const PlannerOptions &options)
        : m_snapshot(snapshot), m_server(server), m_abilities(abilities), m_options(options)
    {
    }

    Plan plan();

private:
    void planFresh(PlanKind kind, PlanReason reason);
    void planEmpty();
    void planIncremental();
    void planWithQresync();
    void planWithCondstore();
    void planPlain(PlanReason reason);
    void addNewMail();
    void addBackfill();
    void settle();

    [[nodiscard]] bool neverSeen() const { return !m_snapshot.uidValidity && m_snapshot.known.isEmpty(); }
    [[nodiscard]] std::uint32_t lookedAtFrom() const { return m_snapshot.backfillUid ? m_snapshot.backfillUid.number() : newFrom(); }
    [[nodiscard]] bool backfilled() const { return isBackfilled(m_snapshot); }
    [[nodiscard]] std::uint32_t newFrom() const { return imap::newFrom(m_snapshot); }
    [[nodiscard]] std::optional<std::uint64_t> unseenSlots() const { return imap::unseenSlots(m_snapshot, m_server); }
    /** UIDs that we hold are above all that the server ever gave out: it gave them out anew, or will. */
    [[nodiscard]] bool uidsAreReused() const;
    /** The server's count, or our own, proves that none of our UIDs went. */
    [[nodiscard]] bool noneCanBeGone() const;
    /** The range of UIDs we have looked at. */
    [[nodiscard]] SequenceSet lookedAt() const;

    const FolderSnapshot &m_snapshot;
    const SelectResult &m_server;
    const SyncAbilities &m_abilities;
    const PlannerOptions &m_options;
    Plan m_plan;
};

bool Planner::noneCanBeGone() const
{
    const std::optional<std::uint64_t> slots = unseenSlots();
    if (!slots)
        return false;
    // exists = before - gone + arrived, and arrived <= slots: equality leaves no room for gone.
    const bool bySnapshot = m_server.exists == m_snapshot.exists + *slots;
    const bool byRows = !backfilled() || m_snapshot.known.count() == m_snapshot.exists;
    return bySnapshot && byRows;
}

bool Planner::uidsAreReused() const
{
    return m_server.uidNext && m_server.uidNext.number() < m_snapshot.uidNext.number() && m_server.uidNext.number() <= m_snapshot.known.highest();
}

SequenceSet Planner::lookedAt() const
{
    const std::uint32_t last = std::max(m_snapshot.known.highest(), newFrom() - 1);
    return SequenceSet::range(lookedAtFrom(), last);
}

Plan Planner::plan()
{
    if (neverSeen()) {
        planFresh(PlanKind::Fresh, PlanReason::FirstTime);
        m_plan.mayPush = bool(m_server.uidValidity);
    } else if (!m_server.uidValidity) {
        planPlain(PlanReason::UidValidityMissing);
        m_plan.mayPush = false;
    } else if (m_snapshot.uidValidity != m_server.uidValidity) {
        planFresh(PlanKind::Renumbered, PlanReason::UidValidityDiffers);
    } else if (uidsAreReused()) {
        planFresh(PlanKind::Renumbered, PlanReason::UidNextWentBack);
    } else if (m_snapshot.known.isEmpty() && !m_snapshot.uidNext) {
        planFresh(PlanKind::Fresh, PlanReason::FirstTime); // cut off before any of it was listed
    } else if (m_server.exists == 0) {
        planEmpty();
    } else {
        planIncremental();
    }
    return std::move(m_plan);
}

void Planner::planFresh(PlanKind kind, PlanReason reason)
{
    m_plan.kind = kind;
    m_plan.reason = reason;
    m_plan.dropUids = kind == PlanKind::Renumbered;
    m_plan.mayPush = kind != PlanKind::Renumbered;
    if (m_server.exists == 0)
        return;
    const std::uint32_t uids = m_server.uidNext ? m_server.uidNext.number() - 1 : 0;
    if (uids >= m_server.exists && uids / kDense <= m_server.exists) {
        // Nearly every UID is taken: no search is needed to ask for them.
        const std::uint32_t newest = std::min(m_options.firstWindow, uids);
        m_plan.listing = SequenceSet::range(uids - newest + 1, uids).batchesNewestFirst(m_options.firstWindow)
            + SequenceSet::range(1, uids - newest).batchesNewestFirst(m_options.batch);
        return;
    }
    const std::uint32_t window = std::min(m_options.firstWindow, m_server.exists);
    m_plan.newestByNumber = SequenceSet::range(m_server.exists - window + 1, m_server.exists);
}

void Planner::planEmpty()
{
    m_plan.reason = PlanReason::FolderEmpty;
    m_plan.gone = m_snapshot.known;
    m_plan.kind = m_plan.gone.isEmpty() ? PlanKind::NothingChanged : PlanKind::Plain;
}

void Planner::planIncremental()
{
    const bool uidNextBack = m_server.uidNext && m_server.uidNext.number() < m_snapshot.uidNext.number();
    if (uidNextBack)
        planPlain(PlanReason::UidNextWentBack);
    else if (!m_abilities.condstore || !m_server.highestModSeq || !m_snapshot.highestModSeq)
        planPlain(PlanReason::NoModSeq);
    else if (m_server.highestModSeq < m_snapshot.highestModSeq)
        planPlain(PlanReason::ModSeqWentBack);
    else if (m_abilities.qresync && m_server.qresync)
        planWithQresync();
    else
        planWithCondstore();
}

/** SELECT told all. It is believed when what remains fits the server's own count. */
void Planner::planWithQresync()
{
    m_plan.kind = PlanKind::Qresync;
    m_plan.reason = PlanReason::ServerToldAll;
    const VanishedReport report = judgeVanished(m_snapshot, m_server, m_server.vanished);
    if (report.fits) {
        m_plan.gone = report.gone;
    } else {
        m_plan.reason = PlanReason::CountDiffers;
        m_plan.compareUids = lookedAt();
    }
    addNewMail();
    addBackfill();
    settle();
}

void Planner::planWithCondstore()
{
    m_plan.kind = PlanKind::Condstore;
    m_plan.reason = PlanReason::NewMail;
    if (m_server.highestModSeq > m_snapshot.highestModSeq && !m_snapshot.known.isEmpty()) {
        m_plan.reason = PlanReason::ModSeqAdvanced;
        m_plan.compareFlags = lookedAt();
        m_plan.changedSince = m_snapshot.highestModSeq;
    }
    if (!noneCanBeGone() && !lookedAt().isEmpty()) {
        if (m_plan.reason == PlanReason::NewMail)
            m_plan.reason = PlanReason::CountDiffers;
        m_plan.compareUids = lookedAt();
    }
    addNewMail();
    addBackfill();
    settle();
}

void Planner::planPlain(PlanReason reason)
{
    m_plan.kind = PlanKind::Plain;
    m_plan.reason = reason;
    if (m_options.flagsAreKnown && reason == PlanReason::NoModSeq && noneCanBeGone()) {
        m_plan.reason = PlanReason::NewMail;
        addNewMail();
        addBackfill();
        return;
    }
    m_plan.compareFlags = lookedAt();
    m_plan.flagsProveExistence = !m_plan.compareFlags.isEmpty();
    addNewMail();
    addBackfill();
}

void Planner::addNewMail()
{
    const std::optional<std::uint64_t> slots = unseenSlots();
    if (!slots) {
        m_plan.discover = SequenceSet::from(newFrom());
    } else if (*slots > m_options.blindGap) {
        m_plan.discover = SequenceSet::range(newFrom(), m_server.uidNext.number() - 1);
    } else if (*slots > 0) {
        m_plan.fetchNew = SequenceSet::range(newFrom(), m_server.uidNext.number() - 1).batchesNewestFirst(m_options.batch);
    }
}

void Planner::addBackfill()
{
    m_plan.backfill = SequenceSet::range(1, lookedAtFrom() - 1);
}

/** A plan without anything to ask is NothingChanged; a pending backfill is no change. */
void Planner::settle()
{
    const bool idle = m_plan.gone.isEmpty() && m_plan.compareFlags.isEmpty() && m_plan.compareUids.isEmpty()
        && m_plan.fetchNew.isEmpty() && m_plan.discover.isEmpty() && m_server.changed.isEmpty();
    if (!idle)
        return;
    m_plan.kind = PlanKind::NothingChanged;
    m_plan.reason = PlanReason::NothingNew;
}

} // namespace

Plan planResync(const FolderSnapshot &snapshot, const SelectResult &server, const SyncAbilities &abilities, const PlannerOptions &options)
{
    return Planner(snapshot, server, abilities, options).plan();
}

SequenceSet Plan::olderThan(Uid lowest)
{
    return lowest ? SequenceSet::range(1, lowest.number() - 1) : SequenceSet::all();
}

VanishedReport judgeVanished(const FolderSnapshot &snapshot, const SelectResult &server, const SequenceSet &vanished)
{
    VanishedReport report;
    report.gone = snapshot.known.intersected(vanished);
    const std::uint64_t left = snapshot.known.count() - report.gone.count();
    const std::optional<std::uint64_t> slots = unseenSlots(snapshot, server);
    const bool tooMany = left > server.exists;
    const bool tooFew = isBackfilled(snapshot) && slots && left + *slots < server.exists;
    report.fits = !tooMany && !tooFew;
    return report;
}

bool looksReplaced(const SequenceSet &known, const SequenceSet &gone, std::uint32_t exists)
{
    return exists > 0 && !known.isEmpty() && known.subtracted(gone).isEmpty();
}

Comparison compareExistence(const SequenceSet &known, const SequenceSet &asked, const SequenceSet &answered)
{
    const SequenceSet inside = answered.intersected(asked);
    return {known.intersected(asked).subtracted(inside), inside.subtracted(known)};
}

} // namespace petrel::imap
