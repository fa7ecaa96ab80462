#include "core/engine/workers/imap_workers.h"

#include "core/engine/imap/account_pass.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;

namespace {

// Home routers forget silent connections after five minutes or so; RFC 2177 would allow 29.
constexpr std::chrono::minutes kIdleRound{4};
constexpr std::chrono::minutes kPollWithoutIdle{2};
constexpr std::chrono::seconds kInboxBusyPause{10};

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

Result<Deadline> ImapSyncWorker::round(const StopToken &stop)
{
    PassContext context = makeContext(stop);
    if (!m_session || !m_session->isAlive()) {
        tell([](AccountStatus &status) { status.phase = AccountStatus::Phase::Connecting; });
        m_session = TRY(openImap(context));
        m_desk.requests.up(BodyRequests::Server::Sync);
    }
    ImapPassOptions options;
    options.first = m_desk.inView();
    options.betweenBatches = [&] { return m_desk.requests.serve(context, *m_session); };
    options.somebodyWaits = [this] { return !m_desk.requests.isEmpty(); };
    options.claim = [this](FolderId folder) { return m_desk.claim(folder); };
    options.release = [this](FolderId folder) { m_desk.release(folder); };
    TRY(m_desk.requests.serve(context, *m_session));
    const Status done = ImapAccountPass(context, *m_session, options).run();
    m_onFoldersListed();
    TRY(done);

    const std::int64_t now = Clock::nowUtc();
    tell([&](AccountStatus &status) {
        status = {};
        status.phase = AccountStatus::Phase::UpToDate;
        status.lastSuccess = now;
    });
    const std::int64_t due = TRY(context.store().read([&](const store::Reader &reader) {
        return store::SyncReader(reader).nextWishDue(context.account.id, now);
    }));
    const Deadline poll = Deadline::in(std::chrono::seconds(context.account.checkEverySeconds));
    return due == 0 ? poll : poll.earlierOf(Deadline::in(std::chrono::seconds(due - now)));
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

ImapWatchWorker::ImapWatchWorker(WorkerPlace place, ImapDesk &desk)
    : Worker(QStringLiteral("imap-watch:%1").arg(place.account.id.number()), StatusSide::Receiving, std::move(place)), m_desk(desk)
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
        m_desk.requests.up(BodyRequests::Server::Watch);
    }
    TRY(m_desk.requests.serve(context, *m_session));
    if (folder)
        TRY(watch(context, *folder));
    return Deadline::in(0s);
}

Status ImapWatchWorker::watch(PassContext &context, const ServerFolder &inbox)
{
    if (m_desk.claim(inbox.row.id)) {
        FolderPassOptions options;
        options.backfill = false;
        options.betweenBatches = [&] { return m_desk.requests.serve(context, *m_session); };
        options.somebodyWaits = [this] { return !m_desk.requests.isEmpty(); };
        const Status done = FolderPass(context, *m_session, inbox, options).run();
        m_desk.release(inbox.row.id);
        TRY(done);
    } else {
        // The other connection is at it, and wakes us when it is through: what it saw we must not wait for.
        (void)wakeSignal().sleep(Deadline::in(kInboxBusyPause), context.stop);
        return context.stop.stop_requested() ? Status() : m_session->noop();
    }
    // New mail that was announced while the pass ran would not be announced again.
    const QList<imap::MailboxEvent> meanwhile = m_session->takeEvents();
    const bool grew = std::any_of(meanwhile.cbegin(), meanwhile.cend(),
                                  [](const imap::MailboxEvent &event) { return event.kind == imap::MailboxEvent::Kind::Exists; });
    if (grew)
        return {};
    if (m_session->canIdle()) {
        (void)TRY(m_session->idle(Deadline::in(kIdleRound), &wakeSignal()));
        return {};
    }
    (void)wakeSignal().sleep(Deadline::in(kPollWithoutIdle), context.stop);
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
