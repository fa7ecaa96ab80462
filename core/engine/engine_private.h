#pragma once

#include "core/engine/connectivity.h"
#include "core/engine/engine.h"
#include "core/engine/message_actions.h"
#include "core/engine/message_holding.h"
#include "core/engine/workers/account_runner.h"
#include "core/net/connector.h"
#include "core/secrets/session_secret_store.h"

#include <QPointer>

#include <map>

namespace petrel::engine {

/** The engine's parts, in the order in which they are built; they go in the reverse order. */
struct EnginePrivate
{
    EnginePrivate(std::unique_ptr<store::Store> store, std::shared_ptr<secrets::SecretStore> secrets);
    ~EnginePrivate();

    std::unique_ptr<store::Store> store;
    std::shared_ptr<secrets::SecretStore> kept; ///< where passwords live
    secrets::SessionSecretStore secrets{*kept};  ///< and what was typed while it gave none
    net::NetworkConnector connector;
    EngineEvents events;
    StatusBoard board{events};
    Weather weather;
    std::unique_ptr<Connectivity> connectivity; ///< from the start of the workers on
    Surroundings around;
    bool started = false;       ///< start() was called
    bool workersMayRun = false; ///< and the database is sound

    ThreadExecutor reading{QStringLiteral("read")};
    ThreadExecutor opening{QStringLiteral("open")};   ///< parsing and saving what the person opened
    ThreadExecutor wishes{QStringLiteral("wishes")};  ///< what the window asked to be written
    ThreadExecutor finding{QStringLiteral("find")};   ///< how much a search can find here: that reads every row
    ThreadExecutor errands{QStringLiteral("errands"), 2}; ///< account tests, secrets: they wait for the network or the person
    ThreadExecutor signingIn{QStringLiteral("sign-in"), 2}; ///< waits for the person in their browser
    ThreadExecutor house{QStringLiteral("house")};        ///< sweep, checkpoint, checks: whatever nobody waits for
    ThreadExecutor farewells{QStringLiteral("farewells"), 2}; ///< waits for the workers of accounts that changed or go
    StopSource stopping;

    std::map<AccountId, std::shared_ptr<AccountRunner>> runners;
    /** An account whose workers are ending: until the last farewell is over no others may begin. */
    struct Retiring
    {
        std::shared_ptr<AccountRunner> runner; ///< null: it had none
        int farewells = 0;
    };
    std::map<AccountId, Retiring> retiring;
    std::map<UndoId, UndoRecord> undoable; ///< wishes thread only; the last ones
    std::int64_t lastUndo = 0;
    Deadline nextConfirmation = Deadline::in(std::chrono::seconds(0)); ///< GUI thread only
    std::atomic<bool> pendingCountAsked{false};
    store::Store::Subscription subscription; ///< last: it ends before anything it uses goes

    /** Runs `fn` on the GUI thread unless `context` has gone by then. */
    template <class Function>
    void deliver(const QPointer<QObject> &context, Function fn)
    {
        QMetaObject::invokeMethod(&events, [context, fn = std::move(fn)]() mutable {
            if (context)
                fn();
        }, Qt::QueuedConnection);
    }

    /** Records something that nobody waits for an answer to; that it could not be recorded is told as wishFailed. */
    void record(std::function<Status()> wish);
    /** Tells whoever asked how a wish was recorded; a failure that nobody asked about is told to all. Wishes thread. */
    void answerWish(const QPointer<QObject> &context, const Engine::Done<void> &done, const Status &recorded);
    /** Records a wish on its thread and keeps what takes it back. GUI thread. */
    UndoId record(std::function<Result<UndoRecord>(store::Store &)> wish, QObject *context, Engine::Done<void> done);
    void onChange(const ChangeSet &changes);
    void countPending();
    /** Makes the set of runners match the enabled accounts. GUI thread. */
    void matchRunners(const QList<Account> &accounts);
    void reloadRunners();
    /** Ends the account's workers without waiting here; then runs `after` on the farewells' thread, then looks which ones to start. GUI thread. */
    void retire(AccountId account, std::function<void()> after = {});
    void lookOver();
    void startWorkers();
    /** Records what was wished, then ends all that runs. */
    void stop();
    void wakeAll();
    /** The person gave what the account lacked: it is tried at once. Any thread. */
    void urge(AccountId account);
    /** Each line is asked for a sign of life. GUI thread. */
    void doubtLines();
    void keepHouse();
    [[nodiscard]] AccountRunner *runner(AccountId account);
    /** Hands the decoded bytes of a part to `write`, which answers with the path that they have. */
    Ticket writePart(PlacementId id, const QByteArray &partPath, std::function<Result<QString>(const QByteArray &)> write, QObject *context,
                     Engine::Done<QString> done);
    /** What is wanted of a message, by whom. */
    struct Wanted
    {
        PlacementId message;
        BodyRequest::What what = BodyRequest::What::Whole;
        QByteArray path = {}; ///< of the part
        StopToken stop = {};  ///< nobody wants it any more
    };
    /** What is wanted, fetched first when it is not here; `then` runs on the `opening` thread. */
    void withHolding(Wanted wanted, std::function<void(Result<MessageHolding>)> then);
    [[nodiscard]] Ticket openBytes(Wanted wanted, StopSource source, QObject *context, Engine::Done<QByteArray> done);
    void fetchFirst(const Wanted &wanted, std::function<void(const Status &)> then);
    /** Tells EngineEvents of a download, not more often than people look. */
    [[nodiscard]] std::function<void(qint64, qint64)> tellerOf(const Wanted &wanted);
    void tellFetched(const Wanted &wanted, qint64 done, qint64 total);
};

} // namespace petrel::engine
