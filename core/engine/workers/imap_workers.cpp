#include "core/engine/workers/imap_workers.h"

#include "core/engine/imap/server_survey.h"

#include <algorithm>

namespace petrel::engine {

using namespace std::chrono_literals;
using Extent = ImapPassOptions::Extent;
using Role = ConnectionBudget::Role;

namespace {

constexpr std::chrono::milliseconds kDeedsTogether{1500};
constexpr std::chrono::minutes kSurveyEvery{15};
/** A search goes on for so long before the inbox is looked at again. */
constexpr std::chrono::seconds kFindAtAStretch{5};

/** As long as nothing else is to be done: who waits for a message is served between two windows. */
Status serveFinds(PassContext &context, imap::ImapSession &session, ImapDesk &desk, const std::function<bool()> &isWantedElsewhere)
{
    const Deadline stretch = Deadline::in(kFindAtAStretch);
    return desk.finds.serve(context, session, [&]() -> Result<bool> {
        TRY(desk.requests.serve(context, session));
        return !stretch.passed() && !isWantedElsewhere();
    });
}

void learnFrom(const imap::ImapSession *session, ConnectionBudget &budget)
{
    if (session && session->stumbledAt() > 0)
        budget.tooManyAtOnce(session->stumbledAt());
}

} // namespace

Result<std::unique_ptr<imap::ImapSession>> signInInTurn(PassContext &context, ImapDesk &desk, Role role)
{
    WakeSignal nobody;
    for (std::chrono::milliseconds wait = desk.budget.askToSignIn(); wait > 0ms; wait = desk.budget.askToSignIn()) {
        (void)nobody.sleep(Deadline::in(wait), context.stop);
        if (context.stop.stop_requested())
            return makeError(ErrorKind::Cancelled, QStringLiteral("stopped before signing in"));
    }
    Result<std::unique_ptr<imap::ImapSession>> session = openImap(context, desk.budget.mostAtOnce());
    if (session) {
        desk.budget.up(role);
        desk.up(role == Role::Watch ? ServingLine::Watch : ServingLine::Sync);
    } else if (session.error().kind == ErrorKind::Throttled) {
        desk.budget.refused(role);
    } else if (session.error().kind != ErrorKind::Auth) {
        desk.budget.signInNotMade(); // no network, no server, no trust: a provider counts none of these
    }
    return session;
}

ImapSyncWorker::ImapSyncWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onFoldersListed)
    : Worker(QStringLiteral("imap-sync:%1").arg(place.account.id.number()), StatusSide::Receiving, std::move(place))
    , m_desk(desk)
    , m_onFoldersListed(std::move(onFoldersListed))
    , m_watch(desk, [] {}, [] {})
    , m_chosen(desk)
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
        const store::SyncReader sync(reader);
        const std::int64_t now = Clock::nowUtc();
        return !TRY(sync.dirtyFolders(place().account.id, now)).isEmpty() || !TRY(sync.dueFolderWishes(place().account.id, now)).isEmpty()
               || TRY(sync.hasTransfers(place().account.id, now)) || TRY(sync.hasDueFateLooks(place().account.id, now));
    });
}

/** Who marks forty messages one by one makes one round, not forty. */
void ImapSyncWorker::gatherDeeds(const StopToken &stop)
{
    const Deadline together = Deadline::in(kDeedsTogether);
    while (!together.passed() && !stop.stop_requested() && !isUrgedAgain() && m_desk.requests.isEmpty() && !folderCameIntoView())
        (void)wakeSignal().sleep(together, stop);
}

Result<Deadline> ImapSyncWorker::round(const StopToken &stop)
{
    settleDoubt();
    const bool isFullDue = isUrged() || m_nextFull.passed();
    if (!isFullDue) {
        const bool wishes = TRY(hasDueWishes());
        if (!wishes && !folderCameIntoView() && m_desk.requests.isEmpty() && !m_desk.hasNews())
            return rest(stop);
        if (wishes)
            gatherDeeds(stop);
    }
    PassContext context = makeContext(stop);
    TRY(connect(context));
    TRY(work(context, isFullDue ? Extent::Full : Extent::Wishes));
    return rest(stop);
}

void ImapSyncWorker::settleDoubt()
{
    if (!takeDoubt() || !m_session || m_session->confirm())
        return;
    dropConnection();
    m_nextFull = Deadline::in(0s);
}

Status ImapSyncWorker::connect(PassContext &context)
{
    if (m_session && m_session->isAlive())
        return {};
    tell([](AccountStatus &status) { status.phase = AccountStatus::Phase::Connecting; });
    m_session = TRY(signInInTurn(context, m_desk, Role::Sync));
    m_watch.beginSession();
    m_chosen.beginSession();
    const bool onDemand = context.account.offline.bodies == OfflinePolicy::Bodies::OnDemand;
    const bool wanted = wantsCompression(*m_session, &m_line, onDemand ? Traffic::Headers : Traffic::HeadersAndBodies);
    return wanted ? beginCompression(*m_session, m_line) : Status();
}

Status ImapSyncWorker::work(PassContext &context, Extent extent)
{
    TRY(m_desk.requests.serve(context, *m_session));
    ImapPassOptions options;
    options.lookInto = TRY(toLookInto());
    options.extent = m_listIsNews ? Extent::Full : extent;
    m_lastInView = m_desk.inView();
    const Status done = pass(context, options);
    m_listIsNews = m_listIsNews || (!done && !options.lookInto.isEmpty()); // what was told is not told again
    TRY(done);
    if (options.extent == Extent::Full) {
        m_listIsNews = false;
        m_nextFull = Deadline::in(std::chrono::seconds(context.account.checkEverySeconds));
    }
    keepTroubles(context.report, options.extent);
    tellUpToDate(m_troubles, options.extent == Extent::Full ? Looked::ForNewMail : Looked::AfterDeeds);
    return options.extent == Extent::Full ? survey() : Status();
}

Status ImapSyncWorker::survey()
{
    if (!m_nextSurvey.passed())
        return {};
    place().board.setFacts(place().account.id, TRY(surveyServer(*m_session)));
    m_nextSurvey = Deadline::in(kSurveyEvery);
    return {};
}

/** What NOTIFY told of, and the folder that came on screen; sets m_listIsNews where the folders themselves changed. */
Result<QList<FolderId>> ImapSyncWorker::toLookInto()
{
    QList<FolderId> folders;
    if (folderCameIntoView())
        folders.append(m_desk.inView());
    const ImapDesk::News news = m_desk.takeNews();
    m_listIsNews = m_listIsNews || news.folderList;
    if (news.folders.isEmpty())
        return folders;
    const QList<store::KnownRemoteFolder> known = TRY(place().around.store.read([&](const store::Reader &reader) {
        return store::SyncReader(reader).remoteFolders(place().account.id);
    }));
    for (const store::KnownRemoteFolder &folder : known) {
        if (news.folders.contains(folder.wireName) && !folders.contains(folder.id))
            folders.append(folder.id);
    }
    return folders;
}

void ImapSyncWorker::keepTroubles(const SyncReport &report, Extent extent)
{
    if (extent == Extent::Full)
        m_troubles.clear();
    for (const PassTrouble &trouble : report.troubles) {
        const auto sameFolder = [&](const PassTrouble &other) { return other.what == PassTrouble::What::Folder && other.folder == trouble.folder; };
        if (trouble.what == PassTrouble::What::Folder)
            m_troubles.removeIf(sameFolder);
        m_troubles.append(trouble);
    }
}

Status ImapSyncWorker::pass(PassContext &context, ImapPassOptions options)
{
    options.first = m_desk.inView();
    options.passedOver = &m_passedOver;
    options.line = &m_line;
    options.betweenBatches = [&] { return giveWay(context); };
    options.somebodyWaits = [this] { return !m_desk.requests.isEmpty() || wasWoken(); };
    options.claim = [this](FolderId folder) { return m_desk.claim(folder); };
    options.release = [this](FolderId folder) {
        m_desk.release(folder);
        // The first two are the folder on screen and the inbox: watching begins before the rest is listed.
        if (m_released < 2 && ++m_released)
            m_onFoldersListed();
    };
    const Status done = ImapAccountPass(context, *m_session, options).run();
    if (options.extent == Extent::Full)
        m_onFoldersListed();
    return done;
}

Status ImapSyncWorker::giveWay(PassContext &context)
{
    TRY(m_desk.requests.serve(context, *m_session));
    if (!takeWake() || (!folderCameIntoView() && !TRY(hasDueWishes())))
        return {};
    ImapPassOptions options;
    options.extent = Extent::Wishes;
    options.lookInto = folderCameIntoView() ? QList<FolderId>{m_desk.inView()} : QList<FolderId>();
    options.firstScreenOnly = true;
    m_lastInView = m_desk.inView();
    options.claim = [this](FolderId folder) { return m_desk.claim(folder); };
    options.release = [this](FolderId folder) { m_desk.release(folder); };
    return ImapAccountPass(context, *m_session, options).run();
}

Result<Deadline> ImapSyncWorker::nextLook()
{
    const std::int64_t now = Clock::nowUtc();
    const std::int64_t due = TRY(place().around.store.read([&](const store::Reader &reader) -> Result<std::int64_t> {
        const store::SyncReader sync(reader);
        const std::int64_t wish = TRY(sync.nextWishDue(place().account.id, now));
        const std::int64_t look = TRY(sync.nextFateLook(place().account.id, now));
        return wish == 0 || look == 0 ? wish + look : std::min(wish, look);
    }));
    return due == 0 ? m_nextFull : m_nextFull.earlierOf(Deadline::in(std::chrono::seconds(due - now)));
}

Result<Deadline> ImapSyncWorker::rest(const StopToken &stop)
{
    if (isUrgedAgain()) // the wake that came with it may have been taken meanwhile
        return Deadline::in(0s);
    const Deadline next = TRY(nextLook());
    return m_desk.budget.isSingle() ? restAtTheInbox(next, stop) : restAtAChosenFolder(next, stop);
}

Result<Deadline> ImapSyncWorker::restAtAChosenFolder(const Deadline &next, const StopToken &stop)
{
    if (!m_session || !m_session->isAlive())
        return next;
    if (wakeSignal().take())
        return Deadline::in(0s); // it came while we worked
    PassContext context = makeContext(stop);
    const Result<ChosenWatch::Outcome> listened = m_chosen.listen(context, *m_session, wakeSignal(), next);
    if (listened && *listened == ChosenWatch::Outcome::Asleep)
        return next;
    const bool wasDoubted = takeDoubt(); // leaving IDLE was the question
    if (listened)
        return Deadline::in(0s);
    if (m_session->isAlive() || listened.error().kind == ErrorKind::Throttled)
        return listened.error();
    // No trouble: nobody needed this line, and the next look takes up another.
    dropConnection();
    if (wasDoubted)
        m_nextFull = Deadline::in(0s);
    return wasDoubted ? m_nextFull : next;
}

Result<Deadline> ImapSyncWorker::restAtTheInbox(const Deadline &next, const StopToken &stop)
{
    const bool isSearching = !m_desk.finds.isEmpty();
    PassContext context = makeContext(stop);
    context.progress = {}; // a glance at the inbox is no news
    TRY(connect(context));
    const std::optional<ServerFolder> inbox = TRY(InboxWatch::inbox(context));
    if (!inbox)
        return next;
    TRY(serveFinds(context, *m_session, m_desk, [this] { return wasWoken(); }));
    const Status watched = m_watch.step(context, *m_session, *inbox, wakeSignal(), isSearching ? Deadline::in(0s) : next);
    if (!watched && takeDoubt() && !stop.stop_requested())
        dropConnection(); // no trouble: it was expected, and another line is taken up at once
    else
        TRY(watched);
    return Deadline::in(0s);
}

void ImapSyncWorker::onAnotherLine()
{
    m_line.forgetSpeed();
}

void ImapSyncWorker::dropConnection()
{
    learnFrom(m_session.get(), m_desk.budget);
    m_session.reset();
    m_desk.budget.down(Role::Sync);
}

void ImapSyncWorker::onTrouble(const Error &error)
{
    if (error.kind == ErrorKind::Throttled) {
        m_desk.budget.refused(Role::Sync);
        m_onFoldersListed(); // the other one stands back where one is all that the server bears
    }
    m_desk.down(ServingLine::Sync, error);
    if (error.code == "compression")
        m_line.forbidCompression();
    askForSecret(AccountSide::Incoming, error);
}

ImapWatchWorker::ImapWatchWorker(WorkerPlace place, ImapDesk &desk, std::function<void()> onInboxReleased, std::function<void()> onNews, std::function<void()> onStoodBack)
    : Worker(QStringLiteral("imap-watch:%1").arg(place.account.id.number()), StatusSide::Watching, std::move(place))
    , m_desk(desk)
    , m_onNews(std::move(onNews))
    , m_onStoodBack(std::move(onStoodBack))
    , m_watch(desk, std::move(onInboxReleased), m_onNews)
{
}

ImapWatchWorker::~ImapWatchWorker()
{
    halt();
}

Result<Deadline> ImapWatchWorker::round(const StopToken &stop)
{
    if (m_desk.budget.isSingle()) {
        const bool heldTheLine = m_session != nullptr;
        dropConnection();
        tell([](AccountStatus &status) { status = {}; });
        m_desk.down(ServingLine::Watch, makeError(ErrorKind::Throttled, QStringLiteral("the server takes one connection")));
        heldTheLine ? m_onStoodBack() : m_onNews(); // the other one watches
        return Deadline::in(ConnectionBudget::kSingleFor); // then a second one is tried again
    }
    PassContext context = makeContext(stop);
    context.progress = {}; // the sync worker tells what the account does
    const std::optional<ServerFolder> folder = TRY(InboxWatch::inbox(context));
    if (!folder && m_desk.requests.isEmpty() && m_desk.finds.isEmpty())
        return Deadline::never(); // the sync worker wakes us when the folders are listed
    if (!m_session || !m_session->isAlive()) {
        Result<std::unique_ptr<imap::ImapSession>> session = signInInTurn(context, m_desk, Role::Watch);
        if (!session && m_desk.budget.isSingle())
            return Deadline::in(0s);
        m_session = TRY(std::move(session));
        tell([](AccountStatus &status) { status = {}; }); // whatever was wrong is over
        m_watch.beginSession();
    }
    TRY(m_desk.requests.serve(context, *m_session));
    TRY(serveFinds(context, *m_session, m_desk, [] { return false; }));
    if (!folder)
        return Deadline::in(0s);
    const Deadline until = m_desk.finds.isEmpty() ? Deadline::never() : Deadline::in(0s);
    const Status watched = m_watch.step(context, *m_session, *folder, wakeSignal(), until);
    const bool wasDoubted = takeDoubt(); // leaving IDLE was the question
    if (!watched && wasDoubted && !stop.stop_requested())
        dropConnection(); // no trouble: it was expected, and another line is taken up at once
    else
        TRY(watched);
    return Deadline::in(0s);
}

void ImapWatchWorker::dropConnection()
{
    learnFrom(m_session.get(), m_desk.budget);
    m_session.reset();
    m_desk.budget.down(Role::Watch);
}

void ImapWatchWorker::onTrouble(const Error &error)
{
    m_desk.down(ServingLine::Watch, error);
    if (error.kind == ErrorKind::Throttled)
        m_desk.budget.refused(Role::Watch);
}

} // namespace petrel::engine
