#include "core/engine/imap/folder_pass.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/engine/imap/connection.h"
#include "core/engine/imap/translation.h"
#include "core/engine/imap/wish_push.h"
#include "core/model/gmail_label.h"

#include <algorithm>
#include <array>

namespace petrel::engine {

namespace {

// Each transaction stays well under 50 ms; the store writes rows in powers of two. What changes rows, or takes them out, costs more for each.
constexpr int kHeadersPerCommit = 512;
constexpr int kChangesPerCommit = 256;
constexpr std::uint32_t kHeadersPerFetch = 1024;
constexpr std::uint32_t kHeadersOfUnknownLine = 256; // asked for while the first tell whether the line is to be compressed
constexpr std::array kWithoutArrivals{FolderRole::Drafts, FolderRole::Sent, FolderRole::Junk, FolderRole::Trash};
constexpr std::int64_t kSecondsToTheQuarter = 15 * 60; // as exactly as anybody wants to know when a folder was last looked at

QList<imap::MessageSet> messageSets(const QList<imap::SequenceSet> &batches)
{
    QList<imap::MessageSet> sets;
    for (const imap::SequenceSet &batch : batches)
        sets.append(imap::MessageSet::uids(batch));
    return sets;
}

/** What was not told this time is as it was. */
void keepGmailLabels(QStringList &told, const QStringList &held)
{
    for (const QString &word : held) {
        if (isGmailWord(word))
            told.append(word);
    }
    told.sort();
}

std::vector<Uid> asVector(const imap::SequenceSet &set)
{
    const QList<Uid> uids = set.uids();
    return {uids.begin(), uids.end()};
}

} // namespace

FolderPass::FolderPass(PassContext &context, imap::ImapSession &session, const ServerFolder &folder, FolderPassOptions options)
    : m_context(context), m_session(session), m_folder(folder), m_options(std::move(options))
{
}

Status FolderPass::run()
{
    m_startedAt = Clock::nowUtc();
    TRY(select());
    if (m_options.asGuest)
        return m_plan.listsAnew() ? Status() : fetchNew();
    TRY(mergeServerReport());
    TRY(compareFlags());
    if (m_plan.mayPush)
        TRY(pushWishes());
    TRY(compareExistence());
    TRY(fetchNew());
    if (!m_committed)
        TRY(commitState());
    if (m_options.backfill && !holdsAll())
        TRY(fetchOlder());
    if (m_options.backfill || holdsAll())
        TRY(completeListing());
    // What was wanted of messages that had lost their UIDs goes out now that they have new ones.
    const bool canSendNow = m_floated && m_server.uidValidity && m_session.hasSelected(m_folder.name);
    return canSendNow ? WishPush(m_context, m_session).pushFolder(m_folder.row.id, m_server.uidValidity) : Status();
}

Status FolderPass::select()
{
    const FolderId id = m_folder.row.id;
    std::vector<Uid> known;
    TRY(m_context.store().read([&](const store::Reader &reader) -> Status {
        const store::SyncReader sync(reader);
        m_state = TRY(sync.syncState(id));
        known = TRY(sync.knownUids(id));
        return {};
    }));
    for (const Uid uid : known)
        (uid < m_state.backfillUid ? m_ahead : m_known).add(uid);

    std::optional<imap::QresyncState> qresync;
    if (m_state.uidValidity && m_state.highestModSeq)
        qresync = imap::QresyncState{m_state.uidValidity, m_state.highestModSeq, m_known};
    m_server = TRY(m_session.select(m_folder.name, imap::ImapSession::Access::ReadWrite, qresync));

    m_snapshot = snapshotOf(m_state);
    m_snapshot.known = m_known;
    imap::SyncAbilities abilities;
    abilities.condstore = m_session.usesCondstore();
    abilities.qresync = m_session.usesQresync();
    imap::PlannerOptions planning;
    planning.batch = kHeadersPerFetch;
    planning.flagsAreKnown = m_options.flagsAreKnown;
    m_plan = imap::planResync(m_snapshot, m_server, abilities, planning);
    return {};
}

Status FolderPass::mergeServerReport()
{
    if (m_plan.dropUids)
        TRY(letRowsFloat());
    TRY(forget(m_plan.gone));
    m_toldWhole = m_server.complete;
    if (m_server.qresync)
        TRY(applyFlags(m_server.changed));
    return {};
}

/** Bodies and wishes stay with them until they are bound again, by the listing that follows. */
Status FolderPass::letRowsFloat()
{
    const FolderId id = m_folder.row.id;
    qCWarning(logEngine) << m_context.account.name << m_folder.row.path << "was renumbered or replaced: its" << m_known.count() << "messages are looked for anew";
    TRY(m_context.store().write(u"folder renumbered", [&](store::WriteTransaction &tx) { return tx.folders().resetUidValidity(id, m_server.uidValidity, m_startedAt - 1); }));
    m_floated = true;
    m_known = {};
    m_state = {};
    m_state.uidValidity = m_server.uidValidity;
    return {};
}

Status FolderPass::compareFlags()
{
    if (m_plan.compareFlags.isEmpty())
        return {};
    const imap::FlagsAnswer answer = TRY(m_session.fetchFlags(m_plan.compareFlags, m_plan.changedSince));
    m_toldWhole = m_toldWhole && answer.complete;
    if (!answer.vanished.isEmpty()) {
        const imap::VanishedReport report = imap::judgeVanished(m_snapshot, m_server, answer.vanished);
        if (report.fits)
            TRY(forget(report.gone));
        else
            m_plan.compareUids = m_plan.compareFlags;
    }
    TRY(applyFlags(answer.updates));
    if (!m_plan.flagsProveExistence)
        return {};
    imap::SequenceSet answered;
    for (const imap::FlagUpdate &update : answer.updates)
        answered.add(update.uid);
    const imap::Comparison comparison = imap::compareExistence(m_known, m_plan.compareFlags, answered);
    if (!comparison.fresh.isEmpty())
        m_plan.fetchNew = comparison.fresh.batchesNewestFirst(kHeadersPerFetch) + m_plan.fetchNew;
    return answer.complete ? forget(comparison.gone) : Status();
}

/** What was moved away by ourselves is not missed below: a folder that we emptied was not replaced. */
Status FolderPass::pushWishes()
{
    const int before = m_context.report.pushed;
    TRY(WishPush(m_context, m_session).pushFolder(m_folder.row.id, m_server.uidValidity));
    if (m_context.report.pushed == before)
        return {};
    imap::SequenceSet still;
    for (const Uid uid : TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).knownUids(m_folder.row.id); })))
        still.add(uid);
    m_known = m_known.intersected(still);
    return {};
}

Status FolderPass::compareExistence()
{
    if (m_plan.compareUids.isEmpty())
        return {};
    const imap::SequenceSet answered = TRY(m_session.existingUids(m_plan.compareUids));
    const imap::Comparison comparison = imap::compareExistence(m_known, m_plan.compareUids, answered);
    if (!comparison.fresh.isEmpty())
        m_plan.fetchNew = comparison.fresh.batchesNewestFirst(kHeadersPerFetch) + m_plan.fetchNew;
    return forget(comparison.gone);
}

Status FolderPass::fetchNew()
{
    m_toFetch = static_cast<qint64>(m_server.exists) - static_cast<qint64>(m_known.count());
    if (m_plan.listsAnew())
        return listAnew();
    TRY(fetchInTurn(messageSets(m_plan.fetchNew), Range::New));
    if (m_plan.discover.isEmpty())
        return {};
    const imap::SequenceSet found = TRY(m_session.existingUids(m_plan.discover)).subtracted(m_known);
    return fetchInTurn(messageSets(found.batchesNewestFirst(kHeadersPerFetch)), Range::New);
}

/** The newest first. Where nearly every UID is taken, the rest needs no search and is asked for while those stream in. */
Status FolderPass::listAnew()
{
    if (m_plan.listing.isEmpty() && m_plan.newestByNumber.isEmpty())
        return {};
    if (m_plan.listing.isEmpty()) {
        TRY(fetchInTurn({imap::MessageSet::numbers(m_plan.newestByNumber)}, Range::Backfill));
        m_plan.backfill = imap::Plan::olderThan(m_lowestFetched);
        return {};
    }
    QList<imap::MessageSet> sets = messageSets(m_plan.listing);
    if (!m_options.backfill && sets.size() > 1)
        sets.resize(1);
    return fetchInTurn(std::move(sets), Range::Backfill);
}

Status FolderPass::fetchOlder()
{
    if (m_plan.backfill.isEmpty())
        return {};
    const imap::SequenceSet found = TRY(m_session.existingUids(m_plan.backfill)).intersected(m_plan.backfill).subtracted(m_known);
    const imap::SequenceSet gone = m_ahead.intersected(m_plan.backfill).subtracted(found);
    m_known = m_known.united(gone);
    TRY(forget(gone));
    return fetchInTurn(messageSets(found.batchesNewestFirst(kHeadersPerFetch)), Range::Backfill);
}

bool FolderPass::holdsAll() const
{
    // Where something was known before, a number alone proves little.
    return (m_plan.listsAnew() || m_floated) && m_known.count() == m_session.exists();
}

Status FolderPass::completeListing()
{
    const FolderId id = m_folder.row.id;
    const bool isComplete = TRY(m_context.store().read([&](const store::Reader &reader) -> Result<bool> {
        const store::SyncReader sync(reader);
        return TRY(sync.syncState(id)).backfillUid == Uid(1) && !TRY(sync.hasFloating(id));
    }));
    if (isComplete)
        return {};
    return m_context.store().write(u"backfill complete", [&](store::WriteTransaction &tx) -> Status {
        store::FolderSyncState state = TRY(tx.syncReader().syncState(id));
        if (state.backfillUid != Uid(1)) {
            state.backfillUid = Uid(1);
            TRY(tx.folders().setSyncState(id, state));
        }
        // The listing is complete now: what still floats from before this pass is not in this folder.
        return m_contradicted ? Status() : tx.folders().dropUnbound(id, m_startedAt);
    });
}

/** One set after the other; the next is asked for while one still streams in, unless somebody waits for this connection. */
Status FolderPass::fetchInTurn(QList<imap::MessageSet> sets, Range range)
{
    const bool isUnknown = m_options.line && !m_options.line->bytesPerSecond() && m_session.canCompress();
    if (isUnknown && sets.size() > 1 && sets.at(1).by == imap::MessageSet::By::Uid)
        sets = sets.first(1) + messageSets(sets.at(1).set.batchesNewestFirst(kHeadersOfUnknownLine)) + sets.mid(2);
    QList<store::NewMessage> batch;
    LineMeter meter(m_session, m_options.line);
    const auto sink = [&](imap::FetchedHeader &&header) -> Status {
        if (m_known.contains(header.uid)) {
            qCWarning(logEngine) << m_context.account.name << m_folder.row.path << "has two messages with the UID" << header.uid.number();
            m_contradicted = true;
            return {};
        }
        if (!m_lowestFetched || header.uid < m_lowestFetched)
            m_lowestFetched = header.uid;
        m_known.add(header.uid);
        batch.append(toNewMessage(header));
        // The lowest UID reached is recorded with the last rows of a set only: within it they come in any order.
        return batch.size() < kHeadersPerCommit ? Status() : storeHeaders(std::exchange(batch, {}), Uid(), range);
    };
    const auto done = [&](qsizetype index) -> Result<bool> {
        const bool backfilled = range == Range::Backfill;
        TRY(storeHeaders(std::exchange(batch, {}), backfilled ? lowestOf(sets.at(index)) : Uid(), range));
        if (backfilled && !m_committed) { // the newest of a folder listed anew are here: the rest is backfill
            TRY(settleHeaders());
            TRY(commitState());
        }
        meter.note();
        return !m_context.stop.stop_requested() && !somebodyWaits() && !wantsCompression(m_session, m_options.line, m_options.toCome);
    };
    while (!sets.isEmpty()) {
        if (wantsCompression(m_session, m_options.line, m_options.toCome))
            TRY(beginCompression(m_session, *m_options.line));
        const Result<qsizetype> complete = m_session.fetchHeadersInTurn(sets, sink, done);
        TRY(settleHeaders());
        sets.remove(0, TRY(complete));
        TRY(breathe());
    }
    return {};
}

Uid FolderPass::lowestOf(const imap::MessageSet &set) const
{
    const bool wholeFolder = set.by == imap::MessageSet::By::Number && set.set.lowest() == 1;
    if (wholeFolder && m_lowestFetched)
        return Uid(1);
    return set.by == imap::MessageSet::By::Uid ? Uid(set.set.lowest()) : m_lowestFetched;
}

bool FolderPass::somebodyWaits() const
{
    return m_options.somebodyWaits ? m_options.somebodyWaits() : bool(m_options.betweenBatches);
}

Status FolderPass::storeHeaders(QList<store::NewMessage> batch, Uid backfilledTo, Range range)
{
    TRY(settleHeaders());
    if (batch.isEmpty() && !backfilledTo)
        return {};
    m_writing.begin([&store = m_context.store(), id = m_folder.row.id, uidValidity = m_server.uidValidity, batch = std::move(batch), backfilledTo, range]() -> Result<Listed> {
        auto rows = TRY(store.write(u"new headers", [&](store::WriteTransaction &tx) -> Result<QList<store::InsertedMessage>> {
            auto inserted = TRY(tx.messages().insertMessages(id, std::span(batch.constData(), static_cast<size_t>(batch.size()))));
            if (backfilledTo) {
                store::FolderSyncState state = TRY(tx.syncReader().syncState(id));
                state.backfillUid = backfilledTo;
                if (!state.uidValidity)
                    state.uidValidity = uidValidity;
                TRY(tx.folders().setSyncState(id, state));
            }
            return inserted;
        }, store::Durability::WithTheNext));
        return Listed{batch, std::move(rows), range};
    });
    return {};
}

Status FolderPass::settleHeaders()
{
    if (!m_writing.isUnderWay())
        return {};
    const Listed listed = TRY(m_writing.settle());
    for (const store::InsertedMessage &row : listed.rows)
        m_context.report.newMessages += row.how == store::InsertedMessage::How::New ? 1 : 0;
    if (listed.range == Range::New)
        tellArrivals(listed);
    m_fetched += listed.batch.size();
    m_context.noteListed(listed.batch.size());
    m_context.tell(AccountStatus::Task::Headers, m_folder.row.name, m_fetched, std::max(m_toFetch, m_fetched));
    return {};
}

/** What has a UID below the one that was to come next was overlooked, and is not new. */
void FolderPass::tellArrivals(const Listed &listed) const
{
    const bool isForMail = std::find(kWithoutArrivals.begin(), kWithoutArrivals.end(), m_folder.row.role) == kWithoutArrivals.end();
    if (!isForMail || !m_state.backfillUid)
        return;
    QList<PlacementId> arrived;
    for (qsizetype i = 0; i < listed.rows.size(); ++i) {
        const store::InsertedMessage &row = listed.rows.at(i);
        const store::NewMessage &message = listed.batch.at(i);
        const bool isNew = row.how == store::InsertedMessage::How::New && !row.isCopy && message.uid >= m_state.uidNext;
        if (isNew && !(message.flags & (Flag::Seen | Flag::Deleted | Flag::Draft)))
            arrived.append(row.placement);
    }
    m_context.noteArrived(m_folder.row.id, arrived);
}

Status FolderPass::forget(const imap::SequenceSet &gone)
{
    if (!gone.isEmpty() && imap::looksReplaced(m_known, gone, m_server.exists))
        return letRowsFloat();
    const std::vector<Uid> uids = asVector(gone.intersected(m_known));
    for (size_t begin = 0; begin < uids.size(); begin += kChangesPerCommit) {
        const std::span slice(uids.data() + begin, std::min<size_t>(kChangesPerCommit, uids.size() - begin));
        TRY(m_context.store().write(u"vanished", [&](store::WriteTransaction &tx) {
            return tx.messages().removeVanished(m_folder.row.id, slice);
        }));
    }
    m_context.report.gone += static_cast<int>(uids.size());
    m_known = m_known.subtracted(gone);
    return {};
}

Status FolderPass::applyFlags(const QList<imap::FlagUpdate> &updates)
{
    if (updates.isEmpty())
        return {};
    std::vector<store::ServerFlags> changed;
    std::vector<store::ServerFlags> held = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).serverFlags(m_folder.row.id);
    }));
    for (const imap::FlagUpdate &update : updates) {
        const auto ours = std::lower_bound(held.cbegin(), held.cend(), update.uid,
                                           [](const store::ServerFlags &row, Uid uid) { return row.uid < uid; });
        if (ours == held.cend() || ours->uid != update.uid)
            continue;
        store::ServerFlags told = toServerFlags(update);
        if (!update.gmailLabels)
            keepGmailLabels(*told.keywords, ours->keywords.value_or(QStringList()));
        const bool sameKeywords = *told.keywords == ours->keywords.value_or(QStringList());
        if (ours->flags == told.flags && sameKeywords && (!told.modSeq || told.modSeq == ours->modSeq))
            continue;
        if (ours->flags != told.flags || !sameKeywords)
            ++m_context.report.flagsChanged;
        changed.push_back(std::move(told));
    }
    for (size_t begin = 0; begin < changed.size(); begin += kChangesPerCommit) {
        const std::span slice(changed.data() + begin, std::min<size_t>(kChangesPerCommit, changed.size() - begin));
        TRY(m_context.store().write(u"server flags", [&](store::WriteTransaction &tx) {
            return tx.messages().applyServerFlags(m_folder.row.id, slice);
        }));
    }
    return {};
}

/** Most passes find the folder as they left it: then nothing is written, but for the time, and that not each time. */
Status FolderPass::commitState()
{
    m_committed = true;
    const FolderId id = m_folder.row.id;
    const std::int64_t now = Clock::nowUtc();
    const auto next = [&](const store::FolderSyncState &before) {
        store::FolderSyncState state = before;
        state.uidValidity = m_server.uidValidity;
        state.uidNext = m_server.uidNext;
        // A change whose line was not understood is asked for again: from where we were.
        state.highestModSeq = m_toldWhole ? m_server.highestModSeq : m_state.highestModSeq;
        state.serverTotal = static_cast<int>(m_session.exists());
        if (!state.backfillUid && m_lowestFetched)
            state.backfillUid = m_lowestFetched;
        if (m_server.exists == 0)
            state.backfillUid = Uid(1);
        return state;
    };
    const store::FolderSyncState held = TRY(m_context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).syncState(id); }));
    if (next(held) == held && now - held.lastSync < kSecondsToTheQuarter && now >= held.lastSync)
        return {};
    return m_context.store().write(u"folder state", [&](store::WriteTransaction &tx) -> Status {
        store::FolderSyncState state = next(TRY(tx.syncReader().syncState(id)));
        state.lastSync = now;
        return tx.folders().setSyncState(id, state);
    });
}

Status FolderPass::breathe()
{
    if (m_context.stop.stop_requested())
        return makeError(ErrorKind::Cancelled, QStringLiteral("the pass was stopped"));
    if (!m_options.betweenBatches)
        return {};
    TRY(m_options.betweenBatches());
    TRY(returnToFolder());
    return m_options.asGuest || !m_committed ? Status() : pushDeeds();
}

Status FolderPass::pushDeeds()
{
    const QList<FolderId> dirty = TRY(m_context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).dirtyFolders(m_context.account.id, Clock::nowUtc());
    }));
    const bool wanted = dirty.contains(m_folder.row.id) && m_server.uidValidity;
    return wanted ? WishPush(m_context, m_session).pushFolder(m_folder.row.id, m_server.uidValidity) : Status();
}

Status FolderPass::returnToFolder()
{
    if (m_session.hasSelected(m_folder.name))
        return {};
    // Serving somebody led to another folder: back, before the next UID is taken for one of this folder.
    const imap::SelectResult again = TRY(m_session.select(m_folder.name));
    if (again.uidValidity == m_server.uidValidity)
        return {};
    return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Backoff,
                     QStringLiteral("the folder was renumbered at the server in the middle of a pass"));
}

} // namespace petrel::engine
