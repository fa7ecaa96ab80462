#include "tests/gui/common/tests.h"

#include "ui/common/later.h"

#include <QLocale>
#include <QtTest>

using namespace petrel::ui;

namespace petrel::test {

namespace {

QTimeZone berlin() { return QTimeZone("Europe/Berlin"); }

QDateTime inBerlin(const char *time)
{
    const QDateTime shown = QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate);
    return {shown.date(), shown.time(), berlin()};
}

QString utcText(std::int64_t utc) { return QDateTime::fromSecsSinceEpoch(utc, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm")); }

} // namespace

void LaterTest::initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

void LaterTest::momentsAreThoseOfTheClockOnTheWall_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QTime>("time");
    QTest::addColumn<QString>("utc");
    QTest::newRow("winter") << QDate(2026, 11, 24) << QTime(8, 0) << QStringLiteral("2026-11-24 07:00");
    QTest::newRow("summer") << QDate(2026, 7, 1) << QTime(8, 0) << QStringLiteral("2026-07-01 06:00");
    QTest::newRow("before the clock goes forward") << QDate(2026, 3, 29) << QTime(1, 59) << QStringLiteral("2026-03-29 00:59");
    QTest::newRow("an hour that never is") << QDate(2026, 3, 29) << QTime(2, 30) << QStringLiteral("2026-03-29 01:30");
    QTest::newRow("after it went forward") << QDate(2026, 3, 29) << QTime(3, 0) << QStringLiteral("2026-03-29 01:00");
    QTest::newRow("before it goes back") << QDate(2026, 10, 25) << QTime(1, 59) << QStringLiteral("2026-10-24 23:59");
    QTest::newRow("an hour that is twice") << QDate(2026, 10, 25) << QTime(2, 30) << QStringLiteral("2026-10-25 00:30");
    QTest::newRow("after it went back") << QDate(2026, 10, 25) << QTime(3, 0) << QStringLiteral("2026-10-25 02:00");
}

void LaterTest::momentsAreThoseOfTheClockOnTheWall()
{
    QFETCH(QDate, day);
    QFETCH(QTime, time);
    QTEST(utcText(momentOf(day, time, berlin())), "utc");
}

void LaterTest::theTimesOfferedFitTheHour_data()
{
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<QStringList>("offered");
    const auto row = [](const char *name, const char *now, const QStringList &offered) { QTest::newRow(name) << inBerlin(now) << offered; };
    const QString hour = QStringLiteral("In one hour");
    row("a Tuesday noon", "2026-11-24T12:00:00", {hour, QStringLiteral("This evening"), QStringLiteral("Tomorrow morning"), QStringLiteral("Monday morning")});
    row("towards the evening", "2026-11-24T17:30:00", {hour, QStringLiteral("Tomorrow morning"), QStringLiteral("Monday morning")});
    row("at night", "2026-11-24T00:30:00",
        {hour, QStringLiteral("This morning"), QStringLiteral("This evening"), QStringLiteral("Tomorrow morning"), QStringLiteral("Monday morning")});
    row("a Sunday: tomorrow is Monday", "2026-11-29T19:00:00", {hour, QStringLiteral("Tomorrow morning")});
    row("a Monday: the next one", "2026-11-30T19:00:00", {hour, QStringLiteral("Tomorrow morning"), QStringLiteral("Monday morning")});
}

void LaterTest::theTimesOfferedFitTheHour()
{
    QFETCH(QDateTime, now);
    QStringList words;
    for (const LaterTime &time : laterTimes(now)) {
        words.append(time.words);
        QVERIFY(time.utc > now.toSecsSinceEpoch() + 3599);
    }
    QTEST(words, "offered");
}

void LaterTest::anHourLaterIsAnHourLaterAlsoInTheNightOfTheChange()
{
    const QDateTime now = inBerlin("2026-03-29T01:30:00");
    QCOMPARE(laterTimes(now).first().utc, now.toSecsSinceEpoch() + 3600);
    QCOMPARE(whenText(now.toSecsSinceEpoch() + 3600, now), QStringLiteral("at 03:30"));
    QCOMPARE(utcText(laterTimes(inBerlin("2026-03-28T20:00:00")).at(1).utc), QStringLiteral("2026-03-29 06:00")); // eight by the new time
}

void LaterTest::nextMondayIsAWeekAfterThisOne()
{
    QCOMPARE(utcText(laterTimes(inBerlin("2026-11-30T09:00:00")).last().utc), QStringLiteral("2026-12-07 07:00"));
}

void LaterTest::aMomentIsToldAsAPersonWould_data()
{
    QTest::addColumn<QString>("utc");
    QTest::addColumn<QString>("ahead");
    QTest::addColumn<QString>("behind");
    const auto row = [](const char *utc, const char *ahead, const char *behind) {
        QTest::newRow(utc) << QString::fromLatin1(utc) << QString::fromLatin1(ahead) << QString::fromLatin1(behind);
    };
    // It is Tuesday, 24 November 2026, 12:00 in Berlin.
    row("2026-11-24T17:00:00Z", "at 18:00", "at 18:00");
    row("2026-11-24T23:30:00Z", "tomorrow at 00:30", "at 00:30");
    row("2026-11-30T07:00:00Z", "on Monday at 08:00", "at 08:00");
    row("2026-12-09T07:00:00Z", "on 9 Dec at 08:00", "at 08:00");
    row("2027-01-02T07:00:00Z", "on 2 Jan 2027 at 08:00", "at 08:00");
    row("2026-11-23T17:00:00Z", "at 18:00", "yesterday at 18:00");
    row("2026-11-20T17:00:00Z", "at 18:00", "on Friday at 18:00");
    row("2026-10-20T16:00:00Z", "at 18:00", "on 20 Oct at 18:00");
}

void LaterTest::aMomentIsToldAsAPersonWould()
{
    QFETCH(QString, utc);
    const QDateTime now = inBerlin("2026-11-24T12:00:00");
    const std::int64_t moment = QDateTime::fromString(utc, Qt::ISODate).toSecsSinceEpoch();
    QTEST(whenText(moment, now), "ahead");
    QTEST(whenItWasText(moment, now), "behind");
}

void LaterTest::choosingBeginsAtAFullHour()
{
    QCOMPARE(nextHour(inBerlin("2026-11-24T10:20:00")).time(), QTime(11, 0));
    QCOMPARE(nextHour(inBerlin("2026-11-24T10:40:00")).time(), QTime(12, 0));
    QCOMPARE(nextHour(inBerlin("2026-11-24T23:45:00")).date(), QDate(2026, 11, 25));
}

} // namespace petrel::test
