#include "core/base/clock.h"
#include "core/base/deadline.h"
#include "core/base/wake_signal.h"
#include "tests/support/registered_test.h"

#include <atomic>
#include <thread>

using namespace petrel;
using namespace std::chrono_literals;

namespace {

/** A clock that stands still until it is told. */
class HandClock final : public Clock
{
public:
    HandClock() : m_former(Clock::replace(this)) {}
    ~HandClock() override { Clock::replace(m_former); }

    [[nodiscard]] QDateTime wall() const override { return m_wall; }
    [[nodiscard]] Monotonic monotonic() const override { return m_now; }
    void advance(std::chrono::milliseconds step) { m_now += step; }
    void setWall(const QDateTime &wall) { m_wall = wall; }

private:
    const Clock *m_former;
    Monotonic m_now{1h};
    QDateTime m_wall = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC);
};

} // namespace

class TimeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeadlinePassesWhenItsTimeIsUp()
    {
        HandClock clock;
        const Deadline deadline = Deadline::in(100ms);
        QCOMPARE(deadline.remaining(), 100ms);
        clock.advance(99ms);
        QVERIFY(!deadline.passed());
        QCOMPARE(deadline.remaining(), 1ms);
        clock.advance(1ms);
        QVERIFY(deadline.passed());
        clock.advance(1h);
        QCOMPARE(deadline.remaining(), 0ms);
    }

    void neverNeverPasses()
    {
        QVERIFY(Deadline::never().isNever());
        QVERIFY(!Deadline::never().passed());
        QCOMPARE(Deadline::never().remaining(), std::chrono::milliseconds::max());
    }

    void theEarlierOfTwoCounts()
    {
        HandClock clock;
        const Deadline soon = Deadline::in(1s);
        const Deadline late = Deadline::in(1h);
        QCOMPARE(soon.earlierOf(late).remaining(), 1000ms);
        QCOMPARE(late.earlierOf(soon).remaining(), 1000ms);
        QCOMPARE(Deadline::never().earlierOf(soon).remaining(), 1000ms);
        QCOMPARE(soon.earlierOf(Deadline::never()).remaining(), 1000ms);
        QVERIFY(Deadline::never().earlierOf(Deadline::never()).isNever());
    }

    void aJumpOfTheWallClockMovesNoDeadline()
    {
        HandClock clock;
        const Deadline deadline = Deadline::in(1s);
        clock.setWall(QDateTime::fromSecsSinceEpoch(2'000'000'000, Qt::UTC));
        QCOMPARE(Clock::nowUtc(), 2'000'000'000);
        QVERIFY(!deadline.passed());
    }

    void aSleeperIsWoken()
    {
        WakeSignal wake;
        const std::jthread waker([&] { wake.raise(); });
        QCOMPARE(wake.sleep(Deadline::in(10s), {}), WakeSignal::Outcome::Woken);
        QVERIFY2(!wake.take(), "waking takes the signal");
    }

    void aWakeBeforeTheSleepIsNotLostAndManyAreOne()
    {
        WakeSignal wake;
        wake.raise();
        wake.raise();
        QCOMPARE(wake.sleep(Deadline::never(), {}), WakeSignal::Outcome::Woken);
        QCOMPARE(wake.sleep(Deadline::in(1ms), {}), WakeSignal::Outcome::Elapsed);
    }

    void aSleeperIsStopped()
    {
        WakeSignal wake;
        StopSource source;
        const std::jthread stopper([&] { source.request_stop(); });
        QCOMPARE(wake.sleep(Deadline::never(), source.get_token()), WakeSignal::Outcome::Stopped);
    }

    void aListenerHearsEachRaiseAndTheOneItMissed()
    {
        WakeSignal wake;
        int heard = 0;
        wake.raise();
        wake.setListener([&] { ++heard; });
        QCOMPARE(heard, 1);
        wake.raise();
        QCOMPARE(heard, 2);
        wake.setListener({});
        wake.raise();
        QCOMPARE(heard, 2);
    }
};

PETREL_TEST(TimeTest)
#include "time_test.moc"
