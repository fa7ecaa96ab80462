#include "core/base/executor.h"
#include "tests/support/registered_test.h"

#include <atomic>
#include <latch>

using namespace petrel;

class ExecutorTest : public QObject
{
    Q_OBJECT

    std::jthread m_late;

private Q_SLOTS:
    void oneThreadKeepsTheOrder()
    {
        ThreadExecutor executor(QStringLiteral("order"));
        std::vector<int> seen;
        for (int i = 0; i < 100; ++i)
            executor.post([&seen, i] { seen.push_back(i); });
        executor.drain();
        QCOMPARE(seen.size(), size_t(100));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    }

    void workRunsElsewhere()
    {
        ThreadExecutor executor(QStringLiteral("elsewhere"));
        std::thread::id where;
        executor.post([&] { where = std::this_thread::get_id(); });
        executor.drain();
        QVERIFY(where != std::thread::id());
        QVERIFY(where != std::this_thread::get_id());
    }

    void severalThreadsWorkAtOnce()
    {
        ThreadExecutor executor(QStringLiteral("pool"), 2);
        std::latch both(2);
        executor.post([&] { both.arrive_and_wait(); });
        executor.post([&] { both.arrive_and_wait(); });
        executor.drain(); // would never return with one thread
        QVERIFY(both.try_wait());
    }

    void theEndFinishesWhatRunsAndDropsTheRest()
    {
        std::atomic<int> finished = 0;
        std::latch running(1);
        std::latch ending(1);
        {
            ThreadExecutor executor(QStringLiteral("end"));
            executor.post([&] {
                running.count_down();
                ending.wait();
                ++finished;
            });
            running.wait();
            executor.post([&] { finished += 100; });
            // Lets the running closure go only after the destructor has begun: it is the next to run.
            m_late = std::jthread([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                ending.count_down();
            });
        }
        QCOMPARE(finished.load(), 1);
    }

    void drainingWithinATimeTellsWhetherAllIsDone()
    {
        std::latch ending(1);
        std::atomic<int> finished = 0;
        ThreadExecutor executor(QStringLiteral("patience"));
        executor.post([&] { ending.wait(); });
        executor.post([&] { ++finished; });
        QVERIFY(!executor.drainWithin(std::chrono::milliseconds(1)));
        ending.count_down();
        QVERIFY(executor.drainWithin(std::chrono::minutes(1)));
        QCOMPARE(finished.load(), 1);
    }

    void inlineMeansNow()
    {
        InlineExecutor executor;
        bool done = false;
        executor.post([&] { done = true; });
        QVERIFY(done);
    }
};

PETREL_TEST(ExecutorTest)
#include "executor_test.moc"
