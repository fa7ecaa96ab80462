#pragma once

#include "core/base/wake_signal.h"
#include "core/engine/pass_context.h"
#include "core/engine/status_board.h"

#include <QString>

#include <atomic>
#include <mutex>
#include <thread>

namespace petrel::engine {

/** What every worker of every account hears from the engine. */
struct Weather
{
    std::atomic<bool> online{true};
};

/** Where a worker lives; everything borrowed outlives it. */
struct WorkerPlace
{
    Surroundings &around;
    StatusBoard &board;
    EngineEvents &events;
    const Weather &weather;
    Account account;
    std::shared_ptr<net::ProtocolLog> log; ///< null: nobody reads it
};

/**
 * One named thread that owns one connection role. It does a round, sleeps until there is reason to look
 * again, and maps errors to the next step by RetryPolicy. wake() says "look again" (a back-off is kept);
 * urge() also ends a back-off or a stop that waited for the person; interrupt() ends the round that is going on.
 * Destroying it stops it and joins.
 */
class Worker
{
public:
    Worker(QString name, StatusSide side, WorkerPlace place);
    virtual ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /** Once. A derived class must call halt() in its own destructor. */
    void start();
    void wake();
    void urge();
    /** The person went offline: after the weather has changed. What is on its way to a server is dropped as by a cut line. */
    void interrupt();
    /** The person stopped what is going on: it is dropped, and taken up again with the next look (see restTime()) or when they ask. */
    void rest();
    /** The line is presumed dead: suspended, or another network. It is closed at once, and taken up again after a moment. */
    void reconnect();
    /** The last round failed at the network, not at what was asked there: it may do better now, for reasons that nobody tells us. */
    [[nodiscard]] bool waitsForNetwork() const { return m_waitsForNetwork; }
    /** The line may be dead: the worker asks it for a sign of life before it relies on it again, and takes up another where none comes. */
    void doubt();
    /** Asks it to stop without waiting: stop all first, then destroy them one by one. */
    void requestStop();
    /** Ends it for good after what it is at, as interrupt() does: its account changed or goes. The answer to a final dot is waited for. */
    void retire();
    /** Any thread, several at once: two farewells may wait for one worker. */
    void waitForEnd();

protected:
    /** Does what there is to do; the answer is when to look again without being woken. */
    [[nodiscard]] virtual Result<Deadline> round(const StopToken &stop) = 0;
    /** The connection is to be given up: an error, or the person went offline. */
    virtual void dropConnection() = 0;
    /** Told with each failed round, and with each time the person is offline. */
    virtual void onTrouble(const Error &) {}
    /** Until the next look after rest(). */
    [[nodiscard]] virtual std::chrono::seconds restTime() const;
    /** The least pause after this error, where the server told one. */
    [[nodiscard]] virtual std::chrono::milliseconds leastPause(const Error &) const { return {}; }
    /** After reconnect(): what was learned of the line may be true no longer. */
    virtual void onAnotherLine() {}

    /** This round was asked for by the person (or the surroundings), not only woken: everything is to be looked at. */
    [[nodiscard]] bool isUrged() const { return m_roundUrged; }
    /** urge() came while this round went on: another one is wanted before anything is waited for. */
    [[nodiscard]] bool isUrgedAgain() const { return m_urged; }
    void halt();
    /** doubt() came since the last time. */
    [[nodiscard]] bool takeDoubt() { return m_isDoubted.exchange(false); }
    [[nodiscard]] PassContext makeContext(const StopToken &stop);
    void tell(const std::function<void(AccountStatus &)> &edit);
    /** Deeds alone tell nothing of what is new: perhaps no server was asked. */
    enum class Looked { ForNewMail, AfterDeeds };
    /** All is well, but for these. */
    void tellUpToDate(const QList<PassTrouble> &troubles, Looked looked = Looked::ForNewMail);
    /** When what this end signs in with was refused or is not at hand, and the person can help; to sign in at an issuer they are asked once. */
    void askForSecret(AccountSide side, const Error &error);
    [[nodiscard]] WorkerPlace &place() { return m_place; }
    [[nodiscard]] const WorkerPlace &place() const { return m_place; }
    [[nodiscard]] WakeSignal &wakeSignal() { return m_wake; }
    /** wake() came since the round began, or since takeWake(): for rounds that take long. */
    [[nodiscard]] bool wasWoken() const { return m_woken; }
    [[nodiscard]] bool takeWake() { return m_woken.exchange(false); }

private:
    void run(const StopToken &stop);
    void endRound();
    /** What the coming round stops by. A connection may outlive its round, so it is a new one only after an interruption. */
    [[nodiscard]] StopSource beginRound();
    /** What an interruption between two rounds left behind goes; after reconnect() not all workers come back in the same moment. */
    void leaveDeadLine(const StopToken &stop);
    /** Sleeps through wakes until urged, stopped or the deadline. */
    void sleepUnlessUrged(const Deadline &deadline, const StopToken &stop);
    void restAWhile(const StopToken &stop);

    QString m_name;
    StatusSide m_side;
    WorkerPlace m_place;
    std::shared_ptr<net::Transcript> m_transcript; ///< of this connection, in the account's log
    WakeSignal m_wake;
    std::atomic<bool> m_woken{false};
    std::atomic<bool> m_urged{false};
    bool m_roundUrged = false; ///< the thread's own
    std::atomic<bool> m_retired{false};
    std::atomic<bool> m_lineIsDead{false};
    std::atomic<bool> m_rests{false}; ///< rest() came in this round
    std::atomic<bool> m_isDoubted{false};
    std::atomic<bool> m_waitsForNetwork{false};
    bool m_asks = false; ///< the last round ended with a question to the person; the thread's own
    bool m_serverCounts = false; ///< the status shows how far the server says it is; the thread's own
    bool m_isInterrupted = false; ///< since the last round; the thread's own
    std::mutex m_roundsGate; ///< guards m_rounds
    StopSource m_rounds;
    StopToken m_ending; ///< the thread's own
    std::mutex m_endGate; ///< one thread joins, the others find it done
    std::jthread m_thread;
};

} // namespace petrel::engine
