#include "core/engine/workers/imap_workers.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

// Home routers forget silent connections after five minutes or so; RFC 2177 would allow 29.
constexpr std::chrono::minutes kIdleRound{4};
constexpr std::chrono::minutes kPollWithoutIdle{2};
constexpr std::chrono::seconds kInboxBusyPause{10};
constexpr std::chrono::milliseconds kDeedsTogether{1500};

} // namespace

bool ImapDesk::claim(FolderId folder)
{
    const std::lock_guard lock(m_mutex);
    return m_claimed.insert(folder).second;
}

void ImapDesk::release(FolderId folder)
{
    const std::lock_guard lock(m_mutex);
    m_claimed.erase(folder);
}

ImapSyncWorker::ImapSyncWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onFoldersListed)
    : Worker(QStringLiteral("imap-sync:%1").arg(place.account.id.number()), StatusSide::Receiving, std::move(place))
    , m_desk(desk)
    , m_onFoldersListed(std::move(onFoldersListed))
{
}

ImapSyncWorker::~ImapSyncWorker()
{
    halt();
}

bool ImapSyncWorker::folderCameIntoView() const
{
    return m_desk.inView() && m_desk.inView() != m_lastInView;
}

Result<bool> ImapSyncWorker::hasDueWishes()
{
    return place().around.store.read([&](const store::Reader &reader) -> Result<bool> {
        return !TRY(store::SyncReader(reader).dirtyFolders(place().account.id, Clock::nowUtc())).isEmpty();
    });
}

/** Who marks forty messages one by one makes one round, not forty. */
void ImapSyncWorker::gatherDeeds(const StopToken &stop)
{
    const Deadline together = Deadline::in(kDeedsTogether);
    while (!together.passed() && !stop.stop_requested() && m_desk.requests.isEmpty() && !folderCameIntoView())
        (void)wakeSignal().sleep(together, stop);
}

Result<Deadline> ImapSyncWorker::round(const StopToken &stop)
{
    using Extent = ImapPassOptions::Extent;
    const Extent extent = isUrged() || m_nextFull.passed() ? Extent::Full : Extent::Wishes;
    if (extent == Extent::Wishes) {
        const bool wishes = TRY(hasDueWishes());
        if (!wishes && !folderCameIntoView() && m_desk.requests.isEmpty())
            return nextLook();
        if (wishes)
            gatherDeeds(stop);
    }
    PassContext context = makeContext(stop);
    if (!m_session || !m_session->isAlive()) {
        tell([](AccountStatus &status) { status.phase = AccountStatus::Phase::Connecting; });
        m_session = TRY(openImap(context));
        m_desk.requests.up(BodyRequests::Server::Sync);
    }
    TRY(m_desk.requests.serve(context, *m_session));
    TRY(pass(context, extent));

    if (extent == Extent::Full)
        m_nextFull = Deadline::in(std::chrono::seconds(context.account.checkEverySeconds));
    keepTroubles(context.report, extent);
    tellUpToDate(m_troubles, extent == Extent::Full ? Looked::ForNewMail : Looked::AfterDeeds);
    return nextLook();
}

void ImapSyncWorker::keepTroubles(const SyncReport &report, ImapPassOptions::Extent extent)
{
    if (extent == ImapPassOptions::Extent::Full)
        m_troubles.clear();
    for (const PassTrouble &trouble : report.troubles) {
        const auto sameFolder = [&](const PassTrouble &other) { return other.what == PassTrouble::What::Folder && other.folder == trouble.folder; };
        if (trouble.what == PassTrouble::What::Folder)
            m_troubles.removeIf(sameFolder);
        m_troubles.append(trouble);
    }
}

Status ImapSyncWorker::pass(PassContext &context, ImapPassOptions::Extent extent)
{
    ImapPassOptions options;
    options.extent = extent;
    options.first = m_desk.inView();
    options.lookInto = folderCameIntoView() ? m_desk.inView() : FolderId();
    options.passedOver = &m_passedOver;
    options.betweenBatches = [&] { return m_desk.requests.serve(context, *m_session); };
    options.somebodyWaits = [this] { return !m_desk.requests.isEmpty(); };
    options.claim = [this](FolderId folder) { return m_desk.claim(folder); };
    options.release = [this](FolderId folder) { m_desk.release(folder); };
    m_lastInView = m_desk.inView();
    const Status done = ImapAccountPass(context, *m_session, options).run();
    if (extent == ImapPassOptions::Extent::Full)
        m_onFoldersListed();
    return done;
}

Result<Deadline> ImapSyncWorker::nextLook()
{
    const std::int64_t now = Clock::nowUtc();
    const std::int64_t due = TRY(place().around.store.read([&](const store::Reader &reader) {
        return store::SyncReader(reader).nextWishDue(place().account.id, now);
    }));
    return due == 0 ? m_nextFull : m_nextFull.earlierOf(Deadline::in(std::chrono::seconds(due - now)));
}

void ImapSyncWorker::dropConnection()
{
    m_session.reset();
}

void ImapSyncWorker::onTrouble(const Error &error)
{
    m_desk.requests.down(BodyRequests::Server::Sync, error);
    askForSecret(AccountSide::Incoming, error);
}

ImapWatchWorker::ImapWatchWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onInboxReleased)
    : Worker(QStringLiteral("imap-watch:%1").arg(place.account.id.number()), StatusSide::Watching, std::move(place)), m_desk(desk), m_onInboxReleased(std::move(onInboxReleased))
{
}

ImapWatchWorker::~ImapWatchWorker()
{
    halt();
}

Result<std::optional<ServerFolder>> ImapWatchWorker::inbox()
{
    return place().around.store.read([&](const store::Reader &reader) -> Result<std::optional<ServerFolder>> {
        const Result<FolderRow> row = reader.folderByRole(place().account.id, FolderRole::Inbox);
        if (!row && row.error().kind == ErrorKind::NotFound)
            return std::optional<ServerFolder>();
        if (!row)
            return row.error();
        // Watched once the first pass has listed it: two connections would only list it twice.
        if (TRY(store::SyncReader(reader).syncState(row->id)).lastSync == 0)
            return std::optional<ServerFolder>();
        const QByteArray wire = TRY(store::SyncReader(reader).wireName(row->id));
        return std::optional(ServerFolder{*row, TRY(imap::MailboxName::fromWire(wire)), std::nullopt});
    });
}

Result<Deadline> ImapWatchWorker::round(const StopToken &stop)
{
    const std::optional<ServerFolder> folder = TRY(inbox());
    if (!folder && m_desk.requests.isEmpty())
        return Deadline::never(); // the sync worker wakes us when the folders are listed
    PassContext context = makeContext(stop);
    context.progress = {}; // the sync worker tells what the account does
    if (!m_session || !m_session->isAlive()) {
        m_session = TRY(openImap(context));
        tell([](AccountStatus &status) { status = {}; }); // whatever was wrong is over
        m_lookDue = true;
        m_desk.requests.up(BodyRequests::Server::Watch);
    }
    TRY(m_desk.requests.serve(context, *m_session));
    if (folder)
        TRY(watch(context, *folder));
    return Deadline::in(0s);
}

Result<bool> ImapWatchWorker::hasChanged(const ServerFolder &inbox)
{
    const imap::SelectResult now = TRY(m_session->select(inbox.name));
    const store::FolderSyncState known = TRY(place().around.store.read([&](const store::Reader &reader) { return store::SyncReader(reader).syncState(inbox.row.id); }));
    return now.uidValidity != known.uidValidity || now.uidNext != known.uidNext || now.highestModSeq != known.highestModSeq
           || static_cast<int>(now.exists) != known.serverTotal;
}

Status ImapWatchWorker::watch(PassContext &context, const ServerFolder &inbox)
{
    if (!m_lookDue && m_session->selected() != inbox.name)
        m_lookDue = TRY(hasChanged(inbox));
    const bool looks = m_lookDue;
    if (looks && !m_desk.claim(inbox.row.id)) {
        // The other connection is at it, and wakes us when it is through: what it saw we must not wait for.
        (void)wakeSignal().sleep(Deadline::in(kInboxBusyPause), context.stop);
        return context.stop.stop_requested() ? Status() : m_session->noop();
    }
    if (looks) {
        FolderPassOptions options;
        options.backfill = false;
        options.betweenBatches = [&] { return m_desk.requests.serve(context, *m_session); };
        options.somebodyWaits = [this] { return !m_desk.requests.isEmpty(); };
        const Status done = FolderPass(context, *m_session, inbox, options).run();
        m_desk.release(inbox.row.id);
        m_onInboxReleased();
        TRY(done);
    }
    // What was announced meanwhile would not be announced again; of a pass, only new mail matters.
    const QList<imap::MailboxEvent> meanwhile = m_session->takeEvents();
    m_lookDue = std::any_of(meanwhile.cbegin(), meanwhile.cend(), [looks](const imap::MailboxEvent &event) {
        return !looks || event.kind == imap::MailboxEvent::Kind::Exists;
    });
    if (m_lookDue)
        return {};
    if (m_session->canIdle() && !m_idleRefused) {
        const Result<imap::IdleOutcome> idled = m_session->idle(Deadline::in(kIdleRound), &wakeSignal());
        m_lookDue = idled && *idled == imap::IdleOutcome::Events;
        if (idled && *idled == imap::IdleOutcome::Elapsed) {
            // Some servers never say anything in IDLE. With mod-sequences a look costs no more than a NOOP.
            m_lookDue = m_session->usesCondstore();
            return m_lookDue ? Status() : m_session->noop();
        }
        m_idleRefused = !idled && m_session->isAlive();
        return idled || m_idleRefused ? Status() : Status(idled.error());
    }
    (void)wakeSignal().sleep(Deadline::in(kPollWithoutIdle), context.stop);
    m_lookDue = true;
    return context.stop.stop_requested() ? Status() : m_session->noop();
}

void ImapWatchWorker::dropConnection()
{
    m_session.reset();
}

void ImapWatchWorker::onTrouble(const Error &error)
{
    m_desk.requests.down(BodyRequests::Server::Watch, error);
}

} // namespace petrel::engine
