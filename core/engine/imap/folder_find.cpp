#include "core/engine/imap/folder_find.h"

#include "core/base/clock.h"
#include "core/engine/imap/body_fetch.h"
#include "core/engine/imap/search_translation.h"
#include "core/engine/imap/translation.h"
#include "core/imap/session/server_search.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype kRowsPerCommit = 256;
constexpr std::uint32_t kLeastWindow = 200;
constexpr std::uint32_t kMostWindow = 50'000;

imap::SequenceSet asSet(const std::vector<Uid> &uids)
{
    imap::SequenceSet set;
    for (const Uid uid : uids)
        set.add(uid);
    return set;
}

/** What stands above is new mail: it is for the next pass, which takes the highest UID here for the last one it has looked at. */
std::uint32_t lastLookedAt(const store::FolderSyncState &state, const imap::SequenceSet &known)
{
    const std::uint32_t uidNext = state.uidNext.number();
    return std::max(uidNext > 0 ? uidNext - 1 : 0, known.highest());
}

} // namespace

std::uint32_t nextFindWindow(std::uint32_t window, std::chrono::nanoseconds took)
{
    if (took < 500ms)
        return std::min(window * 4, kMostWindow);
    return took > 3s ? std::max(window / 2, kLeastWindow) : window;
}

Status FolderFind::step(PassContext &context, imap::ImapSession &session)
{
    TRY(selectFolderOf(context, session, m_wanted.folder));
    if (!m_isPlanned)
        TRY(plan(context, session));
    return isOver() ? Status() : ask(context, session);
}

Status FolderFind::plan(PassContext &context, imap::ImapSession &session)
{
    imap::SequenceSet known;
    imap::SequenceSet searchable;
    std::uint32_t last = 0;
    TRY(context.store().read([&](const store::Reader &reader) -> Status {
        const store::SyncReader sync(reader);
        known = asSet(TRY(sync.knownUids(m_wanted.folder)));
        searchable = store::parseSearch(m_wanted.request.text).asksForText() ? asSet(TRY(sync.uidsWithText(m_wanted.folder))) : known;
        last = lastLookedAt(TRY(sync.syncState(m_wanted.folder)), known);
        return {};
    }));
    if (m_wanted.below)
        last = std::min(last, m_wanted.below.number() - 1);
    m_unknown = imap::SequenceSet::range(1, last).subtracted(searchable);
    if (!m_unknown.isEmpty())
        m_left = TRY(session.existingUids(m_unknown)).intersected(m_unknown);
    m_toAsk = static_cast<qint64>(m_left.count());
    m_isPlanned = true;
    return {};
}

Status FolderFind::ask(PassContext &context, imap::ImapSession &session)
{
    const auto [folder, labels] = TRY(context.store().read([&](const store::Reader &reader) -> Result<std::pair<FolderRow, QList<Label>>> {
        return std::pair(TRY(reader.folder(m_wanted.folder)), TRY(reader.labels()));
    }));
    const imap::SearchKey key = TRY(searchKeyFor(store::parseSearch(m_wanted.request.text), folder, session.capabilities(), labels, Clock::nowUtc()));
    const imap::SequenceSet window = m_left.batchesNewestFirst(m_window).first();
    // Ranges over UIDs that nobody has make the line short.
    const imap::SequenceSet among = m_unknown.intersected(imap::SequenceSet::range(window.lowest(), window.highest()));
    const auto room = static_cast<std::uint32_t>(m_wanted.most - m_found.size());
    const Clock::Monotonic begin = Clock::current().monotonic();
    const imap::NewestFound answer = TRY(imap::searchNewest(session, key, room, among));
    m_window = nextFindWindow(m_window, Clock::current().monotonic() - begin);
    const imap::SequenceSet hits = answer.uids.intersected(window);
    TRY(keep(context, session, hits));
    const bool isCut = answer.total > room && !hits.isEmpty();
    m_reached = Uid(isCut ? hits.lowest() : window.lowest());
    m_left = m_left.intersected(imap::SequenceSet::range(1, m_reached.number() - 1));
    m_isFull = !m_left.isEmpty() && (isCut || m_found.size() >= m_wanted.most);
    return {};
}

Status FolderFind::keep(PassContext &context, imap::ImapSession &session, const imap::SequenceSet &hits)
{
    if (hits.isEmpty())
        return {};
    const QList<Uid> uids = hits.uids();
    const auto here = [&] { return context.store().read([&](const store::Reader &reader) { return store::SyncReader(reader).placementsAt(m_wanted.folder, uids); }); };
    QHash<Uid, PlacementId> placements = TRY(here());
    imap::SequenceSet unlisted = hits;
    for (auto row = placements.cbegin(); row != placements.cend(); ++row)
        unlisted = unlisted.subtracted(imap::SequenceSet::of(row.key()));
    if (!unlisted.isEmpty()) {
        TRY(listHeaders(context, session, unlisted));
        placements = TRY(here());
    }
    QList<PlacementId> ids;
    for (auto uid = uids.crbegin(); uid != uids.crend(); ++uid) {
        if (const PlacementId id = placements.value(*uid))
            ids.append(id);
    }
    m_found += TRY(context.store().read([&](const store::Reader &reader) { return reader.withoutContradiction(m_wanted.request, ids); }));
    return {};
}

Status FolderFind::listHeaders(PassContext &context, imap::ImapSession &session, const imap::SequenceSet &uids)
{
    const UidValidity told = session.selectedUidValidity();
    QList<store::NewMessage> batch;
    const auto store = [&]() -> Status {
        const QList<store::NewMessage> rows = std::exchange(batch, {});
        return context.store().write(u"headers found", [&](store::WriteTransaction &tx) -> Status {
            // Another connection may have found the folder renumbered meanwhile.
            if (TRY(tx.syncReader().syncState(m_wanted.folder)).uidValidity != told)
                return makeError(ErrorKind::NotFound, ErrorScope::Folder, ErrorRetry::Backoff, QStringLiteral("the folder was renumbered at the server"));
            (void)TRY(tx.messages().insertMessages(m_wanted.folder, std::span(rows.constData(), static_cast<size_t>(rows.size()))));
            return {};
        });
    };
    TRY(session.fetchHeaders(imap::MessageSet::uids(uids), [&](imap::FetchedHeader &&header) -> Status {
        if (uids.contains(header.uid))
            batch.append(toNewMessage(header));
        return batch.size() < kRowsPerCommit ? Status() : store();
    }));
    return batch.isEmpty() ? Status() : store();
}

} // namespace petrel::engine
