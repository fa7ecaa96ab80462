#include "tests/gui/list/tests.h"
#include "ui/messagelist/row_geometry.h"

#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

RowGeometry threeGroups()
{
    RowGeometry geometry;
    geometry.setMeasures(60, 28);
    geometry.setRows(10, {{0, QStringLiteral("Today")}, {3, QStringLiteral("Yesterday")}, {4, QStringLiteral("Earlier")}});
    return geometry;
}

} // namespace

void RowGeometryTest::everyRowIsFoundAtItsOwnPlace()
{
    const RowGeometry geometry = threeGroups();
    QCOMPARE(geometry.top(0), 28);
    QCOMPARE(geometry.top(3), 3 * 60 + 2 * 28);
    QCOMPARE(geometry.contentHeight(), 10 * 60 + 3 * 28);
    for (int row = 0; row < geometry.rows(); ++row) {
        QCOMPARE(geometry.rowAt(geometry.top(row)), row);
        QCOMPARE(geometry.rowAt(geometry.top(row) + 59), row);
    }
}

void RowGeometryTest::headersBelongToNoRow()
{
    const RowGeometry geometry = threeGroups();
    QCOMPARE(geometry.rowAt(0), -1);
    QCOMPARE(geometry.rowAt(geometry.headerTop(1)), -1);
    QCOMPARE(geometry.rowAt(geometry.headerTop(1) + 27), -1);
    QCOMPARE(geometry.rowAt(-5), -1);
    QCOMPARE(geometry.rowAt(geometry.contentHeight()), -1);
    QCOMPARE(geometry.firstRowBelow(geometry.headerTop(1)), 3);
}

void RowGeometryTest::aMillionRowsAreArithmetic()
{
    RowGeometry geometry;
    geometry.setMeasures(60, 28);
    geometry.setRows(1000000, {{0, QStringLiteral("Today")}});
    QCOMPARE(geometry.top(999999), 28 + 999999LL * 60);
    QCOMPARE(geometry.rowAt(geometry.top(765432) + 30), 765432);
}

void RowGeometryTest::emptySpansHaveNoHeader()
{
    const QList<qint64> keys = {100, 95, 40, 39, 1};
    const QList<DateGroup> spans = {{90, QStringLiteral("a")}, {80, QStringLiteral("b")}, {30, QStringLiteral("c")}, {0, QStringLiteral("d")}};
    const auto groups = groupRows(static_cast<int>(keys.size()), [&](int row) { return keys.at(row); }, spans);
    const std::vector<RowGeometry::Group> expected = {{0, QStringLiteral("a")}, {2, QStringLiteral("c")}, {4, QStringLiteral("d")}};
    QVERIFY(groups == expected);
    QVERIFY(groupRows(0, [](int) { return qint64(0); }, spans).empty());
}

} // namespace petrel::test
