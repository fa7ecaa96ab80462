#include "core/engine/workers/worker.h"

#include "core/base/executor.h"
#include "core/base/log.h"
#include "core/engine/retry_policy.h"
#include "core/engine/sign_in.h"

#include <QRandomGenerator>

namespace petrel::engine {

namespace {
constexpr qsizetype kToldTroubles = 20;
constexpr int kReconnectJitterMilliseconds = 1000;

/** In a hotel's network it is the portal's certificate, before somebody has signed in there. */
bool isOfNetwork(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Tls;
}
} // namespace

Worker::Worker(QString name, StatusSide side, WorkerPlace place)
    : m_name(std::move(name))
    , m_side(side)
    , m_place(std::move(place))
    , m_transcript(std::make_shared<net::Transcript>(m_place.log ? m_place.log : std::make_shared<net::ProtocolLog>(), m_name.section(QLatin1Char(':'), 0, 0).toUtf8()))
{
}

Worker::~Worker()
{
    halt();
}

void Worker::start()
{
    m_thread = std::jthread([this](const StopToken &stop) {
        nameThisThread(m_name);
        m_ending = stop;
        run(stop);
        dropConnection(); // streams belong to this thread
    });
}

void Worker::halt()
{
    requestStop();
    waitForEnd();
}

void Worker::requestStop()
{
    m_thread.request_stop();
}

void Worker::retire()
{
    m_retired = true;
    interrupt();
}

void Worker::waitForEnd()
{
    const std::lock_guard lock(m_endGate);
    if (m_thread.joinable())
        m_thread.join();
}

void Worker::wake()
{
    m_woken = true;
    m_wake.raise();
}

void Worker::urge()
{
    m_urged = true;
    m_wake.raise();
}

void Worker::endRound()
{
    const StopSource rounds = [this] {
        const std::lock_guard lock(m_roundsGate);
        return m_rounds;
    }();
    rounds.request_stop();
}

void Worker::interrupt()
{
    endRound();
    urge();
}

void Worker::rest()
{
    m_rests = true;
    endRound();
}

void Worker::reconnect()
{
    m_lineIsDead = true;
    interrupt();
}

void Worker::doubt()
{
    m_isDoubted = true;
    wake();
}

void Worker::leaveDeadLine(const StopToken &stop)
{
    if (std::exchange(m_isInterrupted, false))
        dropConnection();
    if (!m_lineIsDead.exchange(false))
        return;
    onAnotherLine();
    (void)m_wake.take(); // it was raised with this
    (void)m_wake.sleep(Deadline::in(std::chrono::milliseconds(QRandomGenerator::global()->bounded(kReconnectJitterMilliseconds))), stop);
}

StopSource Worker::beginRound()
{
    const std::lock_guard lock(m_roundsGate);
    if (m_rounds.stop_requested()) {
        m_rounds = StopSource();
        m_isInterrupted = true;
    }
    return m_rounds;
}

void Worker::run(const StopToken &stop)
{
    int failures = 0;
    while (!stop.stop_requested()) {
        m_woken = false;
        m_roundUrged = m_urged.exchange(false);
        m_waitsForNetwork = false;
        m_rests = false;
        const StopSource current = beginRound();
        if (m_retired)
            return; // asked here: who retires us after this finds the round to interrupt
        const std::stop_callback endsToo(stop, [current] { current.request_stop(); });
        leaveDeadLine(stop);
        if (!m_place.weather.online) {
            dropConnection();
            tell([](AccountStatus &status) { status = {}; });
            onTrouble(makeError(ErrorKind::Network, QStringLiteral("offline by choice")));
            sleepUnlessUrged(Deadline::never(), stop);
            continue;
        }
        const Result<Deadline> next = round(current.get_token());
        if (next) {
            failures = 0;
            m_asks = false;
            if (!current.stop_requested() && !m_urged)
                (void)m_wake.sleep(*next, stop);
            continue;
        }
        dropConnection();
        if (current.stop_requested()) {
            failures = 0;
            if (m_rests)
                restAWhile(stop);
            continue; // nothing failed: the program ends, the person went offline, or the line is another
        }
        const Error error = withPolicy(next.error());
        qCWarning(logEngine) << m_name << describe(error);
        m_transcript->note(describe(error).toUtf8());
        m_waitsForNetwork = isOfNetwork(error);
        NextStep step = RetryPolicy::afterFailure(error, ++failures);
        step.pause = std::max(step.pause, leastPause(error));
        const bool waits = step.what == NextStep::What::TryAgain;
        m_asks = step.what == NextStep::What::AskPerson;
        tell([&](AccountStatus &status) {
            status.phase = waits ? AccountStatus::Phase::Waiting : AccountStatus::Phase::Stopped;
            status.task = AccountStatus::Task::None;
            status.error = error;
            status.retryAt = waits ? Clock::nowUtc() + std::chrono::ceil<std::chrono::seconds>(step.pause).count() : 0;
        });
        onTrouble(error); // who hears of it finds the status told
        sleepUnlessUrged(waits || step.pause.count() > 0 ? Deadline::in(step.pause) : Deadline::never(), stop);
    }
}

void Worker::sleepUnlessUrged(const Deadline &deadline, const StopToken &stop)
{
    while (!m_urged && !m_retired && !stop.stop_requested() && !deadline.passed())
        (void)m_wake.sleep(deadline, stop);
}

void Worker::restAWhile(const StopToken &stop)
{
    const std::chrono::seconds pause = restTime();
    const Error stopped = makeError(ErrorKind::Cancelled, QStringLiteral("the person stopped it"));
    tell([&](AccountStatus &status) {
        const std::int64_t lastSuccess = status.lastSuccess;
        status = {};
        status.phase = AccountStatus::Phase::Waiting;
        status.error = stopped;
        status.retryAt = Clock::nowUtc() + pause.count();
        status.lastSuccess = lastSuccess;
    });
    onTrouble(stopped);
    sleepUnlessUrged(Deadline::in(pause), stop);
}

std::chrono::seconds Worker::restTime() const
{
    return std::chrono::seconds(m_place.account.checkEverySeconds);
}

PassContext Worker::makeContext(const StopToken &stop)
{
    PassContext context{m_place.around, m_place.account, stop, m_transcript, {}, {}, m_ending};
    context.progress = [this](AccountStatus::Task task, const QString &folder, qint64 done, qint64 total) {
        m_serverCounts = false;
        tell([&](AccountStatus &status) {
            status.phase = AccountStatus::Phase::Working;
            status.task = task;
            status.folder = folder;
            status.done = done;
            status.total = total;
            status.error.reset();
            if (task != AccountStatus::Task::Fetching)
                status.bytesDone = status.bytesTotal = 0;
        });
    };
    context.fetched = [this](qint64 bytes, qint64 all) {
        tell([&](AccountStatus &status) {
            status.bytesDone = bytes;
            status.bytesTotal = all;
        });
    };
    context.listed = [this](const PassContext::Listing &listing) {
        tell([&](AccountStatus &status) {
            status.listedDone = listing.done;
            status.listedTotal = listing.total;
        });
    };
    context.serverIsAt = [this](qint64 done, qint64 goal) {
        tell([&](AccountStatus &status) {
            // A count of our own tells more: what the server counts it alone knows.
            if (status.phase != AccountStatus::Phase::Working || (status.total > 0 && !m_serverCounts))
                return;
            m_serverCounts = true;
            status.done = done;
            status.total = goal;
        });
    };
    context.arrived = [this](FolderId folder, const QList<PlacementId> &placements) {
        QMetaObject::invokeMethod(&m_place.events, [events = &m_place.events, account = m_place.account.id, folder, placements] { Q_EMIT events->mailArrived(account, folder, placements); },
                                  Qt::QueuedConnection);
    };
    context.fateIsKnown = [this](OutboxId message) {
        QMetaObject::invokeMethod(&m_place.events, [events = &m_place.events, message] { Q_EMIT events->sendFinished(message); }, Qt::QueuedConnection);
    };
    context.serverSays = [this](const QString &words) {
        QMetaObject::invokeMethod(&m_place.events, [events = &m_place.events, account = m_place.account.id, words] { Q_EMIT events->serverSays(account, words); },
                                  Qt::QueuedConnection);
    };
    context.labelsStayHere = [this](const QString &folder) {
        QMetaObject::invokeMethod(&m_place.events, [events = &m_place.events, account = m_place.account.id, folder] { Q_EMIT events->labelsStayHere(account, folder); },
                                  Qt::QueuedConnection);
    };
    return context;
}

void Worker::askForSecret(AccountSide side, const Error &error)
{
    if (error.kind != ErrorKind::Auth || error.code.startsWith("policy-")) // a rule of the server's: no secret would help
        return;
    const Account &account = m_place.account;
    if (account.signIn.way == SignInWay::OAuth) {
        if (wantsSignIn(error) && m_place.around.issuers->isNewsThatEnded(account.grantSecret()))
            QMetaObject::invokeMethod(&m_place.events, [events = &m_place.events, id = account.id] { Q_EMIT events->signInWanted(id); }, Qt::QueuedConnection);
        return;
    }
    QMetaObject::invokeMethod(&m_place.events, [events = &m_place.events, account = m_place.account.id, side] { Q_EMIT events->secretWanted(account, side); },
                              Qt::QueuedConnection);
}

void Worker::tell(const std::function<void(AccountStatus &)> &edit)
{
    m_place.board.change(m_place.account.id, m_side, [&](AccountStatus &status) {
        AccountStatus edited = status;
        edit(edited);
        // What the person is asked stays on screen while it is tried once more unasked.
        if (!m_asks || m_roundUrged || edited.phase != AccountStatus::Phase::Connecting)
            status = edited;
    });
}

void Worker::tellUpToDate(const QList<PassTrouble> &troubles, Looked looked)
{
    tell([&](AccountStatus &status) {
        const std::int64_t lastSuccess = looked == Looked::ForNewMail ? Clock::nowUtc() : status.lastSuccess;
        status = {};
        status.phase = AccountStatus::Phase::UpToDate;
        status.lastSuccess = lastSuccess;
        status.troubles = troubles.first(std::min(troubles.size(), kToldTroubles));
    });
}

} // namespace petrel::engine
