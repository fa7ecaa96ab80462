#include "core/engine/engine_private.h"

#include "core/base/clock.h"
#include "core/base/log.h"

#include <QTimer>

namespace petrel::engine {

namespace {

constexpr std::chrono::seconds kLastWishes{30};
constexpr std::chrono::seconds kLastErrands{1};
constexpr std::chrono::seconds kBetweenConfirmations{30};

} // namespace

EnginePrivate::EnginePrivate(std::unique_ptr<store::Store> opened, std::shared_ptr<secrets::SecretStore> secretStore)
    : store(std::move(opened)), kept(std::move(secretStore)), around{*store, secrets, connector}
{
    around.wakeOthers = [this] { wakeAll(); };
    subscription = store->subscribe([this](const ChangeSet &changes) { onChange(changes); });
}

EnginePrivate::~EnginePrivate()
{
    stop();
}

void EnginePrivate::stop()
{
    stopping.request_stop();
    for (const auto &[id, runner] : runners)
        runner->requestStop();
    for (const auto &[id, leaving] : retiring) {
        if (leaving.runner)
            leaving.runner->requestStop();
    }
    // The person was told that these are done. They are short: local transactions, with nobody else at the gate for long.
    if (!wishes.drainWithin(kLastWishes))
        qCCritical(logEngine) << "the disk does not answer: what was wished last is not recorded";
    runners.clear();
    (void)errands.drainWithin(kLastErrands); // each ends at once now, but a changed account is still recorded
    for (ThreadExecutor *executor : {&farewells, &errands, &signingIn, &finding, &house, &opening, &reading, &wishes})
        executor->stop();
    retiring.clear();
}

void EnginePrivate::onChange(const ChangeSet &changes)
{
    QMetaObject::invokeMethod(&events, [this, changes] { Q_EMIT events.changed(changes); }, Qt::QueuedConnection);
    countPending();
}

void EnginePrivate::countPending()
{
    if (pendingCountAsked.exchange(true))
        return;
    reading.post([this] {
        pendingCountAsked = false;
        const auto counts = store->read([](const store::Reader &reader) { return reader.pendingWishes(); }, stopping.get_token());
        const auto accounts = store->read([](const store::Reader &reader) { return reader.accounts(); }, stopping.get_token());
        if (!counts || !accounts)
            return; // only a stop or a damaged store; both are told elsewhere
        for (const Account &account : *accounts)
            board.setPending(account.id, counts->value(account.id));
    });
}

AccountRunner *EnginePrivate::runner(AccountId account)
{
    const auto found = runners.find(account);
    return found == runners.end() ? nullptr : found->second.get();
}

void EnginePrivate::matchRunners(const QList<Account> &accounts)
{
    for (auto it = runners.begin(); it != runners.end();) {
        const auto &[id, runner] = *it++;
        const auto same = std::find_if(accounts.cbegin(), accounts.cend(), [&](const Account &account) { return account.worksLike(runner->account()); });
        if (same != accounts.cend() && same->enabled)
            runner->rename(*same);
        else
            retire(AccountId(id));
    }
    for (const Account &account : accounts) {
        if (!account.enabled || runners.contains(account.id) || retiring.contains(account.id))
            continue;
        auto runner = std::make_shared<AccountRunner>(WorkerPlace{around, board, events, weather, account, {}});
        if (workersMayRun)
            runner->start();
        runners.emplace(account.id, std::move(runner));
    }
}

void EnginePrivate::retire(AccountId account, std::function<void()> after)
{
    Retiring &leaving = retiring[account]; // perhaps its workers are ending already: they are waited for, too
    if (const auto found = runners.find(account); found != runners.end()) {
        leaving.runner = std::move(found->second);
        runners.erase(found);
        leaving.runner->retire();
    }
    ++leaving.farewells;
    board.forget(account);
    farewells.post([this, account, runner = leaving.runner, after = std::move(after)] {
        if (runner)
            runner->waitForEnd();
        if (after)
            after();
        QMetaObject::invokeMethod(&events, [this, account] {
            if (--retiring[account].farewells == 0)
                retiring.erase(account);
            board.forget(account); // what its workers told last came after the first time
            reloadRunners();
        }, Qt::QueuedConnection);
    });
}

void EnginePrivate::lookOver()
{
    house.post([this] {
        const Result<QList<store::Finding>> findings = store->quickCheck(stopping.get_token());
        if (!findings && findings.error().kind == ErrorKind::Cancelled)
            return;
        QMetaObject::invokeMethod(&events, [this, findings] {
            if (findings && findings->isEmpty())
                return startWorkers();
            const Error error = findings ? makeError(ErrorKind::StoreCorrupt, ErrorScope::Application, ErrorRetry::AfterUser, findings->first().what)
                                         : findings.error();
            qCCritical(logEngine) << "after a crash:" << describe(error);
            Q_EMIT events.storeDamaged(error);
        }, Qt::QueuedConnection);
    });
}

void EnginePrivate::startWorkers()
{
    workersMayRun = true;
    for (auto &[id, runner] : runners)
        runner->start();
    connectivity = std::make_unique<Connectivity>();
    QObject::connect(connectivity.get(), &Connectivity::linesAreDead, &events, [this] {
        for (auto &[id, runner] : runners)
            runner->reconnect();
    });
    QObject::connect(connectivity.get(), &Connectivity::linesAreDoubtful, &events, [this] { doubtLines(); });
    countPending();
    auto *housekeeping = new QTimer(&events);
    housekeeping->setInterval(std::chrono::minutes(10));
    QObject::connect(housekeeping, &QTimer::timeout, &events, [this] { keepHouse(); });
    housekeeping->start();
    // Who opens Petrel for five minutes a day has a house to be kept, too.
    QTimer::singleShot(std::chrono::minutes(1), &events, [this] { keepHouse(); });
}

void EnginePrivate::doubtLines()
{
    for (auto &[id, runner] : runners)
        runner->doubt();
}

void EnginePrivate::reloadRunners()
{
    reading.post([this] {
        const auto accounts = store->read([](const store::Reader &reader) { return reader.accounts(); }, stopping.get_token());
        if (accounts)
            QMetaObject::invokeMethod(&events, [this, list = *accounts] { matchRunners(list); }, Qt::QueuedConnection);
    });
}

void EnginePrivate::wakeAll()
{
    QMetaObject::invokeMethod(&events, [this] {
        for (auto &[id, runner] : runners)
            runner->wake();
    }, Qt::QueuedConnection);
}

void EnginePrivate::urge(AccountId account)
{
    QMetaObject::invokeMethod(&events, [this, account] {
        if (AccountRunner *urged = runner(account))
            urged->urge();
    }, Qt::QueuedConnection);
}

void EnginePrivate::keepHouse()
{
    house.post([this] {
        const auto folders = store->write(u"folders due", [](store::WriteTransaction &tx) { return tx.folderWishes().removeDueLocal(Clock::nowUtc()); });
        if (!folders)
            qCWarning(logEngine) << "housekeeping:" << describe(folders.error());
        const auto expungeSome = [this] {
            return store->write(u"expunge due", [](store::WriteTransaction &tx) { return tx.wishes().expungeDueLocal(Clock::nowUtc()); });
        };
        auto expunged = expungeSome();
        while (expunged && *expunged > 0 && !stopping.stop_requested())
            expunged = expungeSome();
        if (!expunged)
            qCWarning(logEngine) << "housekeeping:" << describe(expunged.error());
        const Status swept = store->sweep(stopping.get_token());
        if (!swept && swept.error().kind != ErrorKind::Cancelled)
            qCWarning(logEngine) << "housekeeping:" << describe(swept.error());
        store->checkpoint();
    });
}

Result<std::unique_ptr<Engine>> Engine::open(Options options)
{
    store::Store::Options opening;
    opening.afterCrash = store::Store::Options::AfterCrash::Defer; // a large database is read whole for that; see start()
    auto store = TRY(store::Store::open(options.profileDir, opening));
    // What was between the final dot and its answer when the last run ended is told, not sent again.
    (void)TRY(store->write(u"after restart", [](store::WriteTransaction &tx) { return tx.outbox().markInterruptedAsUncertain(); }));
    const QList<Account> accounts = TRY(store->read([](const store::Reader &reader) { return reader.accounts(); }));
    auto d = std::make_unique<EnginePrivate>(std::move(store), std::move(options.secrets));
    d->weather.online = options.online;
    d->matchRunners(accounts);
    return std::unique_ptr<Engine>(new Engine(std::move(d)));
}

Engine::Engine(std::unique_ptr<EnginePrivate> parts) : d(std::move(parts)) {}

Engine::~Engine()
{
    d->stop(); // while everything that the closures use is still in its place
}

EngineEvents &Engine::events()
{
    return d->events;
}

void Engine::start()
{
    if (std::exchange(d->started, true))
        return;
    if (d->store->needsQuickCheck())
        d->lookOver();
    else
        d->startWorkers();
}

Executor &Engine::readExecutor()
{
    return d->reading;
}

store::Store &Engine::store()
{
    return *d->store;
}

void Engine::setOnline(bool online)
{
    if (d->weather.online.exchange(online) == online)
        return;
    for (auto &[id, runner] : d->runners) {
        if (online)
            runner->urge();
        else
            runner->interrupt();
    }
    Q_EMIT d->events.onlineChanged(online);
}

bool Engine::isOnline() const
{
    return d->weather.online;
}

void Engine::checkMail(AccountId account)
{
    for (auto &[id, runner] : d->runners) {
        if (!account || id == account)
            runner->urge();
    }
}

void Engine::stopFetching(AccountId account)
{
    if (AccountRunner *runner = d->runner(account))
        runner->stopFetching();
}

void Engine::confirmLines()
{
    if (!d->nextConfirmation.passed())
        return;
    d->nextConfirmation = Deadline::in(kBetweenConfirmations);
    d->doubtLines();
}

void Engine::setFolderInView(FolderId folder)
{
    d->reading.post([d = d.get(), folder] {
        const auto row = d->store->read([&](const store::Reader &reader) { return reader.folder(folder); }, d->stopping.get_token());
        const AccountId account = row ? row->account : AccountId();
        QMetaObject::invokeMethod(&d->events, [d, folder, account] {
            for (auto &[id, runner] : d->runners)
                runner->setFolderInView(id == account ? folder : FolderId());
        }, Qt::QueuedConnection);
    });
}

AccountStatus Engine::status(AccountId account) const
{
    return d->board.status(account);
}

ServerFacts Engine::serverFacts(AccountId account) const
{
    return d->board.facts(account);
}

QList<ProtocolLine> Engine::protocolLines(AccountId account, std::uint64_t &number) const
{
    const AccountRunner *runner = d->runner(account);
    return runner ? runner->log().linesSince(number) : QList<ProtocolLine>();
}

} // namespace petrel::engine
