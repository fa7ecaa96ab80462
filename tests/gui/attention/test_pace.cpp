#include "tests/gui/attention/tests.h"
#include "ui/attention/pace.h"

#include <QtTest>

namespace petrel::test {

using ui::Pace;
using std::chrono::seconds;

namespace {

/** Watches for so long, each second, while `done` goes by the function. */
Pace watched(int lasting, qint64 total, const std::function<qint64(int)> &done)
{
    Pace pace;
    for (int second = 0; second <= lasting; ++second)
        pace.note(seconds(second), done(second), total);
    return pace;
}

} // namespace

void PaceTest::aSteadyPaceTellsWhatIsLeft()
{
    const Pace pace = watched(40, 10'000, [](int second) { return 100 * second; });
    QVERIFY(pace.left());
    QCOMPARE(pace.left()->count(), 60);
}

void PaceTest::nothingIsSaidTooEarly()
{
    QVERIFY(!Pace().left());
    QVERIFY(!watched(19, 10'000, [](int second) { return 100 * second; }).left());
    QVERIFY(watched(20, 10'000, [](int second) { return 100 * second; }).left());
}

void PaceTest::nothingIsSaidWhenThePaceChanges()
{
    QVERIFY(!watched(40, 100'000, [](int second) { return second < 20 ? 100 * second : 2000 + 300 * (second - 20); }).left());
    QVERIFY(!watched(40, 100'000, [](int second) { return second < 20 ? 100 * second : 2000; }).left()); // it stands still
    QVERIFY(watched(40, 100'000, [](int second) { return second < 20 ? 100 * second : 2000 + 80 * (second - 20); }).left());
}

void PaceTest::anotherThingBeginsAnew()
{
    Pace pace = watched(40, 10'000, [](int second) { return 100 * second; });
    pace.note(seconds(41), 5, 10'000); // the next folder
    QVERIFY(!pace.left());
    pace = watched(40, 10'000, [](int second) { return 100 * second; });
    pace.note(seconds(41), 4100, 20'000);
    QVERIFY(!pace.left());
    pace = watched(40, 10'000, [](int second) { return 100 * second; });
    pace.note(seconds(41), 4100, 10'020); // mail came meanwhile: the same thing
    QVERIFY(pace.left());
}

void PaceTest::whatIsLongAgoDoesNotCount()
{
    const Pace pace = watched(200, 1'000'000, [](int second) { return second < 100 ? 1000 * second : 100'000 + 10 * (second - 100); });
    QVERIFY(pace.left());
    QVERIFY(pace.left()->count() > 80'000);
}

void PaceTest::whatIsDoneLeavesNothing()
{
    QVERIFY(!watched(40, 4'000, [](int second) { return 100 * second; }).left());
    QVERIFY(!watched(40, 0, [](int) { return 0; }).left());
    QVERIFY(!watched(40, 10, [](int second) { return 100 * second; }).left()); // more than there were
}

} // namespace petrel::test
