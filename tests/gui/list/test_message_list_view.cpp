#include "tests/gui/list/tests.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/common/appearance.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/models/message_list_model.h"

#include <QAccessible>
#include <QApplication>
#include <QScrollBar>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

const FolderId kInbox(1);

/** The list pane over a folder of so many messages, shown. */
struct Window
{
    explicit Window(int count)
    {
        for (int id = 1; id <= count; ++id)
            source.messages.append(message(id, kInbox, sampleNow().addDays(-count + id).toSecsSinceEpoch()));
        pane.setModel(&model);
        pane.resize(400, 700);
        pane.show();
        QApplication::setActiveWindow(&pane);
        store::ListQuery query;
        query.folder = kInbox;
        model.open(query);
        view()->setFocus();
    }

    MessageListView *view() { return pane.view(); }

    void remove(const QList<PlacementId> &ids)
    {
        source.messages.removeIf([&](const MessageRow &row) { return ids.contains(row.id); });
        tell({}, ids);
    }

    void tell(const QList<PlacementId> &inserted, const QList<PlacementId> &removed)
    {
        ChangeSet changes;
        changes.commit = ++source.commit;
        changes.placements.append({kInbox, inserted, {}, removed, false});
        model.apply(changes);
    }

    MemoryMailSource source;
    MessageListModel model{source};
    MessageListPane pane;
};

} // namespace

void MessageListViewTest::initTestCase()
{
    Appearance::instance().install();
    Appearance::instance().setReducedMotion(true);
}

void MessageListViewTest::arrowsMoveAndShiftSelects()
{
    Window window(20);
    window.view()->select(PlacementId(20));
    QTest::keyClick(window.view(), Qt::Key_Down);
    QCOMPARE(window.view()->currentPlacement(), PlacementId(19));
    QTest::keyClick(window.view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(window.view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(window.view()->selectedPlacements(), (QList<PlacementId>{PlacementId(19), PlacementId(18), PlacementId(17)}));
    QTest::keyClick(window.view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(window.view()->selectedPlacements().size(), 20);
}

void MessageListViewTest::homeAndEndReachTheWholeList()
{
    Window window(1000);
    QTest::keyClick(window.view(), Qt::Key_End);
    QCOMPARE(window.view()->currentPlacement(), PlacementId(1));
    QCOMPARE(window.view()->verticalScrollBar()->value(), window.view()->verticalScrollBar()->maximum());
    QTest::keyClick(window.view(), Qt::Key_PageUp);
    const int row = window.view()->currentIndex().row();
    QVERIFY(row < 999 && row > 980);
    QTest::keyClick(window.view(), Qt::Key_Home);
    QCOMPARE(window.view()->currentPlacement(), PlacementId(1000));
}

void MessageListViewTest::scrollingLoadsWhatComesIntoView()
{
    Window window(2000);
    QVERIFY(!window.model.loadedRow(1999));
    window.view()->verticalScrollBar()->setValue(window.view()->verticalScrollBar()->maximum());
    QVERIFY(window.model.loadedRow(1999));
    QVERIFY(!window.model.loadedRow(1000));
}

void MessageListViewTest::aClickOnTheDotTogglesReadAndSelectsNothing()
{
    Window window(5);
    QList<PlacementId> toggled;
    connect(window.view(), &MessageListView::unreadToggled, this, [&](PlacementId id) { toggled.append(id); });
    const QRect row = window.view()->visualRect(window.model.index(1));
    QTest::mouseClick(window.view()->viewport(), Qt::LeftButton, {}, {17, row.top() + 20});
    QCOMPARE(toggled, QList<PlacementId>{PlacementId(4)});
    QVERIFY(window.view()->selectedPlacements().isEmpty());
    QTest::mouseClick(window.view()->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(window.view()->selectedPlacements(), QList<PlacementId>{PlacementId(4)});
}

void MessageListViewTest::afterArchivingTheNextRowIsSelected()
{
    Window window(10);
    window.view()->select(PlacementId(7));
    window.remove({PlacementId(7)});
    QCOMPARE(window.view()->selectedPlacements(), QList<PlacementId>{PlacementId(6)});
    QVERIFY(window.view()->hasFocus());
}

void MessageListViewTest::afterTheLastRowTheOneAboveIsSelected()
{
    Window window(3);
    window.view()->select(PlacementId(1));
    window.remove({PlacementId(1)});
    QCOMPARE(window.view()->selectedPlacements(), QList<PlacementId>{PlacementId(2)});
    window.remove({PlacementId(2), PlacementId(3)});
    QVERIFY(window.view()->selectedPlacements().isEmpty());
}

void MessageListViewTest::whatGoesElsewhereLeavesTheRestSelected()
{
    Window window(20);
    window.view()->select(PlacementId(17));
    QTest::keyClick(window.view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(window.view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(window.view()->currentPlacement(), PlacementId(15));
    window.remove({PlacementId(15)}); // on a telephone
    QCOMPARE(window.view()->selectedPlacements(), (QList<PlacementId>{PlacementId(17), PlacementId(16)}));
    QCOMPARE(window.view()->currentPlacement(), PlacementId(16));
    window.remove({PlacementId(17), PlacementId(16)});
    QCOMPARE(window.view()->selectedPlacements(), QList<PlacementId>{PlacementId(14)});
}

void MessageListViewTest::mailThatArrivesAboveMovesNothing()
{
    Window window(200);
    QSignalSpy newAbove(window.view(), &MessageListView::newAboveChanged);
    window.view()->verticalScrollBar()->setValue(3000);
    const QModelIndex seen = window.view()->indexAt({200, 300});
    const PlacementId id = window.model.placementAt(seen.row());
    const QRect before = window.view()->visualRect(seen);
    for (const int arriving : {901, 902})
        window.source.messages.append(message(arriving, kInbox, sampleNow().addSecs(arriving).toSecsSinceEpoch()));
    window.tell({PlacementId(901), PlacementId(902)}, {});
    QCOMPARE(window.view()->visualRect(window.model.index(window.model.rowOf(id))), before);
    QCOMPARE(newAbove.last().at(0).toInt(), 2);
    window.view()->verticalScrollBar()->setValue(0);
    QCOMPARE(newAbove.last().at(0).toInt(), 0);
}

void MessageListViewTest::theMenuKeyOpensTheMenuAtTheCurrentRow()
{
    Window window(10);
    window.view()->select(PlacementId(8));
    QSignalSpy menus(window.view(), &MessageListView::contextMenuWanted);
    QTest::keyClick(window.view(), Qt::Key_F10, Qt::ShiftModifier);
    QCOMPARE(menus.size(), 1);
    const QPoint place = window.view()->viewport()->mapFromGlobal(menus.first().at(0).toPoint());
    QVERIFY(window.view()->visualRect(window.model.index(2)).contains(place));
}

void MessageListViewTest::aRightClickKeepsTheSelectionItHits()
{
    Window window(10);
    window.view()->selectAll();
    QTest::mouseClick(window.view()->viewport(), Qt::RightButton, {}, window.view()->visualRect(window.model.index(3)).center());
    QCOMPARE(window.view()->selectedPlacements().size(), 10);
}

void MessageListViewTest::readersHearEachRowAsASentence()
{
    Window window(10);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(window.view());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Messages"));
    QCOMPARE(list->childCount(), 10);
    QAccessibleInterface *row = list->child(0);
    QVERIFY(row->text(QAccessible::Name).startsWith(QLatin1String("Unread. Tove Hagen. Message 10.")));
    QCOMPARE(list->child(0), row);
    QCOMPARE(list->indexOfChild(row), 0);
    QVERIFY(!list->child(10));
    row->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(window.view()->currentPlacement(), PlacementId(10));
    QVERIFY(row->state().selected);
}

void MessageListViewTest::rightToLeftMirrorsTheDot()
{
    Window window(5);
    window.pane.setLayoutDirection(Qt::RightToLeft);
    QList<PlacementId> toggled;
    connect(window.view(), &MessageListView::unreadToggled, this, [&](PlacementId id) { toggled.append(id); });
    const QRect row = window.view()->visualRect(window.model.index(1));
    QTest::mouseClick(window.view()->viewport(), Qt::LeftButton, {}, {row.right() - 17, row.top() + 20});
    QCOMPARE(toggled.size(), 1);

    QApplication::setLayoutDirection(Qt::RightToLeft); // from the start, as in a language of that direction
    const bool opposite = ui::SearchField().alignment().testFlag(Qt::AlignRight);
    QApplication::setLayoutDirection(Qt::LeftToRight);
    QVERIFY(opposite); // the keys stand at the left
}

void MessageListViewTest::anEmptyListSaysSo()
{
    Window window(0);
    window.pane.setEmptyWords(QStringLiteral("Nothing here"), QStringLiteral("Move mail here by dragging."));
    auto *empty = window.pane.findChild<EmptyState *>();
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->title(), QStringLiteral("Nothing here"));
    window.source.messages.append(message(1, kInbox, 5));
    window.tell({PlacementId(1)}, {});
    QVERIFY(window.view()->isVisible());
}

void MessageListViewTest::aSearchWaitsForQuietAndEscapeLeavesIt()
{
    Window window(5);
    SearchField *field = window.pane.searchField();
    QSignalSpy wanted(field, &SearchField::searchWanted);
    QSignalSpy left(field, &SearchField::left);
    QTest::keyClicks(field, QStringLiteral("ferry"));
    QCOMPARE(wanted.size(), 0);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(0).toString(), QStringLiteral("ferry"));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
    QVERIFY(field->text().isEmpty());
}

} // namespace petrel::test
