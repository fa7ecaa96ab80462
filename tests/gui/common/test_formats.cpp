#include "tests/gui/common/tests.h"
#include "ui/common/formats.h"

#include <QLocale>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

const QDateTime kNow(QDate(2026, 11, 19), QTime(9, 44)); // a Thursday

std::int64_t at(const QDate &day, const QTime &time = QTime(8, 5)) { return QDateTime(day, time).toSecsSinceEpoch(); }

} // namespace

void FormatsTest::initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

void FormatsTest::datesInListsGetShorterWithAge_data()
{
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QString>("shown");
    QTest::newRow("today") << QDate(2026, 11, 19) << "08:05";
    QTest::newRow("yesterday") << QDate(2026, 11, 18) << "Wed";
    QTest::newRow("six days ago") << QDate(2026, 11, 13) << "Fri";
    QTest::newRow("a week ago") << QDate(2026, 11, 12) << "12 Nov";
    QTest::newRow("this year") << QDate(2026, 1, 2) << "2 Jan";
    QTest::newRow("last year") << QDate(2025, 12, 19) << "19 Dec 25";
    QTest::newRow("tomorrow: a clock is wrong") << QDate(2026, 11, 20) << "20 Nov";
}

void FormatsTest::datesInListsGetShorterWithAge()
{
    QFETCH(QDate, day);
    QFETCH(QString, shown);
    QCOMPARE(listDate(at(day), kNow), shown);
    QCOMPARE(listDate(0, kNow), QString());
}

void FormatsTest::groupsCoverEverythingNewestFirst()
{
    const std::int64_t oldest = at(QDate(2025, 9, 3));
    const QList<DateGroup> groups = dateGroups(kNow, oldest);
    QStringList titles;
    for (const DateGroup &group : groups)
        titles.append(group.title);
    QCOMPARE(titles.mid(0, 5), (QStringList{QStringLiteral("Today"), QStringLiteral("Yesterday"), QStringLiteral("Earlier this week"),
                                            QStringLiteral("Last week"), QStringLiteral("November")}));
    QCOMPARE(titles.last(), QStringLiteral("September 2025"));
    for (qsizetype i = 1; i < groups.size(); ++i)
        QVERIFY(groups.at(i).begin < groups.at(i - 1).begin);
    QVERIFY(groups.last().begin <= oldest);
}

void FormatsTest::mondayHasNoEarlierThisWeek()
{
    const QList<DateGroup> groups = dateGroups(QDateTime(QDate(2026, 11, 16), QTime(9, 0)), at(QDate(2026, 11, 16)));
    for (const DateGroup &group : groups)
        QVERIFY(group.title != QLatin1String("Earlier this week"));
}

void FormatsTest::sizesAreShort_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing") << qint64(0) << "0 B";
    QTest::newRow("negative is nothing") << qint64(-5) << "0 B";
    QTest::newRow("bytes") << qint64(999) << "999 B";
    QTest::newRow("kilobytes") << qint64(512000) << "512 KB";
    QTest::newRow("just below a megabyte") << qint64(999900) << "1.0 MB";
    QTest::newRow("megabytes") << qint64(2900000) << "2.9 MB";
    QTest::newRow("many megabytes") << qint64(24000000) << "24 MB";
    QTest::newRow("gigabytes stay gigabytes") << qint64(4000000000000) << "4,000 GB";
}

void FormatsTest::sizesAreShort()
{
    QFETCH(qint64, bytes);
    QFETCH(QString, shown);
    QCOMPARE(sizeText(bytes), shown);
}

void FormatsTest::oneLineKeepsNoBreaksAndNoDirectionOverrides()
{
    const QString hostile = QStringLiteral(" Invoice\r\n\tBcc: x ") + QChar(0x202E) + QStringLiteral("fdp.exe") + QChar(0x2068);
    QCOMPARE(oneLine(hostile), QStringLiteral("Invoice Bcc: x fdp.exe"));
}

} // namespace petrel::test
