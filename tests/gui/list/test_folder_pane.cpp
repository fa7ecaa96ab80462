#include "tests/gui/list/tests.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/folderpane/folder_delegate.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_rail.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/models/folder_tree_model.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>
#include <QtTest>

namespace petrel::test {

using namespace ui;

namespace {

struct Pane
{
    Pane()
    {
        fillWithSampleMail(source);
        pane.setModel(&model);
        model.reload();
        pane.resize(232, 700);
        pane.show();
    }

    MemoryMailSource source;
    FolderTreeModel model{source};
    FolderPane pane;
};

} // namespace

void FolderPaneTest::choosingAFolderTellsOnce()
{
    Pane pane;
    QSignalSpy chosen(&pane.pane, &FolderPane::entryChosen);
    const QModelIndex family = pane.model.indexOf(FolderId(4));
    QTest::mouseClick(pane.pane.tree()->viewport(), Qt::LeftButton, {}, pane.pane.tree()->visualRect(family).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().at(0).toModelIndex(), family);
    ++pane.source.commit;
    pane.model.reload();
    QCOMPARE(chosen.size(), 1); // a fresh snapshot chooses nothing
}

void FolderPaneTest::aClickOnTheOpenFolderChoosesItAgain()
{
    Pane pane;
    const QModelIndex family = pane.model.indexOf(FolderId(4));
    pane.pane.mark(family);
    QSignalSpy chosen(&pane.pane, &FolderPane::entryChosen);
    QTest::mouseClick(pane.pane.tree()->viewport(), Qt::LeftButton, {}, pane.pane.tree()->visualRect(family).center());
    QCOMPARE(chosen.size(), 1);
    pane.pane.mark({});
    QVERIFY(!pane.pane.tree()->currentIndex().isValid());
    QCOMPARE(chosen.size(), 1); // marking chooses nothing
}

void FolderPaneTest::theRailKeepsItsButtonsWhileCountsChange()
{
    Pane pane;
    pane.pane.setCollapsed(true);
    const QList<QAbstractButton *> before = pane.pane.findChild<FolderRail *>()->findChildren<QAbstractButton *>();
    ++pane.source.commit;
    pane.source.folderRows[0].unread += 3;
    pane.model.reload();
    QCOMPARE(pane.pane.findChild<FolderRail *>()->findChildren<QAbstractButton *>(), before);
}

void FolderPaneTest::accountsCannotBeChosen()
{
    Pane pane;
    pane.pane.choose(pane.model.indexOf(FolderEntry::AllInboxes));
    const QModelIndex home = pane.model.indexOf(FolderId(1)).parent();
    QTest::mouseClick(pane.pane.tree()->viewport(), Qt::LeftButton, {}, pane.pane.tree()->visualRect(home).center());
    QVERIFY(!pane.pane.tree()->selectionModel()->isSelected(home));
}

void FolderPaneTest::theStatusLabelTellsWhatHappens()
{
    Pane pane;
    pane.pane.setStatus({FootStatus::Kind::Offline, QStringLiteral("Offline, 3 changes waiting"), 0, 0});
    const auto *label = pane.pane.findChild<QLabel *>(QStringLiteral("Status"));
    QVERIFY(label);
    QCOMPARE(label->text(), QStringLiteral("Offline, 3 changes waiting"));
}

void FolderPaneTest::theAttentionLineIsThereOnlyWhenNeeded()
{
    Pane pane;
    auto *line = pane.pane.findChild<Button *>(QStringLiteral("AttentionLine"));
    QVERIFY(!line->isVisible());
    pane.source.attention = 3;
    ++pane.source.commit;
    ChangeSet changes;
    changes.attention = true;
    pane.model.apply(changes);
    QVERIFY(line->isVisible());
    QSignalSpy wanted(&pane.pane, &FolderPane::attentionWanted);
    line->click();
    QCOMPARE(wanted.size(), 1);

    pane.pane.setCollapsed(true); // the rail has a sign for it
    auto *sign = pane.pane.findChild<IconButton *>(QStringLiteral("RailAttention"));
    QVERIFY(sign->isVisible());
    QCOMPARE(sign->accessibleDescription(), line->text());
    sign->click();
    QCOMPARE(wanted.size(), 2);
}

void FolderPaneTest::theRailHasTheSignOfTheFoot()
{
    Pane pane;
    pane.pane.setCollapsed(true);
    using Kind = FootStatus::Kind;
    QWidget *sign = pane.pane.findChild<FolderRail *>()->foot();
    for (const Kind kind : {Kind::UpToDate, Kind::Partly, Kind::Working, Kind::Offline, Kind::Trouble}) {
        pane.pane.setStatus({kind, QStringLiteral("1 folder not checked"), 0, 0});
        QCOMPARE(qobject_cast<IconButton *>(sign)->icon().pixmap(18).toImage(), icon(iconOf(kind)).pixmap(18).toImage());
        QCOMPARE(sign->accessibleDescription(), QStringLiteral("1 folder not checked"));
    }
    QVERIFY(iconOf(Kind::Partly) != iconOf(Kind::UpToDate));
}

void FolderPaneTest::theRailShowsTheOpenEntry()
{
    Pane pane;
    pane.pane.choose(pane.model.indexOf(FolderEntry::Flagged));
    pane.pane.setCollapsed(true);
    const auto buttons = pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>();
    QStringList checked;
    for (const IconButton *button : buttons) {
        if (button->isChecked())
            checked.append(button->accessibleName());
    }
    QCOMPARE(checked, QStringList{QStringLiteral("Flagged")});
    QVERIFY(!pane.pane.tree()->isVisible());
}

void FolderPaneTest::theRailHasTheFavouritesThereIsRoomFor()
{
    Pane pane;
    pane.pane.setCollapsed(true);
    pane.source.favourites = {FolderId(12), FolderId(4), FolderId(16)};
    ++pane.source.commit;
    pane.model.reload();
    const auto names = [&] {
        QStringList names;
        for (const IconButton *button : pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>()) {
            if (button->isCheckable())
                names.append(button->accessibleName());
        }
        return names;
    };
    const QStringList all{QStringLiteral("All inboxes"), QStringLiteral("Flagged"), QStringLiteral("Drafts"), QStringLiteral("Outbox"), QStringLiteral("Ferry terminal"),
                          QStringLiteral("Family"), QStringLiteral("2025"), QStringLiteral("Archive"), QStringLiteral("Junk"), QStringLiteral("Trash")};
    QTRY_COMPARE(names(), all);
    pane.pane.resize(52, 480);
    QTRY_VERIFY(names().size() < all.size()); // the others are behind "Show folders"
    QCOMPARE(names().mid(names().size() - 3), all.mid(all.size() - 3));
    const auto buttons = pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>();
    for (const IconButton *button : buttons)
        QVERIFY2(button->isHidden() || button->height() >= button->sizeHint().height(), "squeezed");
    pane.pane.resize(52, 700);
    QTRY_COMPARE(names(), all);
    QSignalSpy chosen(&pane.pane, &FolderPane::entryChosen);
    for (IconButton *button : pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>()) {
        if (button->accessibleName() == QLatin1String("Family"))
            button->click();
    }
    QCOMPARE(chosen.value(0).value(0).toModelIndex(), pane.model.indexOfFavourite(FolderId(4)));
}

void FolderPaneTest::aDeepFolderKeepsRoomForItsNameAndItsChevron()
{
    Pane pane;
    FolderRow row = pane.source.folderRows[3];
    for (int id = 100; id < 115; ++id) { // each in the one before
        row.parent = row.id;
        row.id = FolderId(id);
        pane.source.folderRows.append(row);
    }
    ++pane.source.commit;
    pane.model.reload();
    FolderTreeView &tree = *pane.pane.tree();
    tree.expandAll();
    const QModelIndex deep = pane.model.indexOf(FolderId(113));
    const int width = tree.viewport()->width();
    const int indent = FolderDelegate::indentOf(deep, width);
    QCOMPARE(FolderDelegate::indentOf(pane.model.indexOf(FolderId(100)), width), 16);
    QVERIFY2(indent > 16 && indent < width - 120, QByteArray::number(indent).constData());
    tree.scrollTo(deep);
    QVERIFY(tree.isExpanded(deep));
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, QPoint(indent + 10, tree.visualRect(deep).center().y()));
    QVERIFY(!tree.isExpanded(deep));
}

void FolderPaneTest::deleteInTheRailIsNoShortcut()
{
    Pane pane;
    QAction remove(&pane.pane); // as the window's, which is about messages
    remove.setShortcut(Qt::Key_Delete);
    pane.pane.addAction(&remove);
    QSignalSpy removed(&remove, &QAction::triggered);
    pane.pane.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&pane.pane));
    pane.pane.findChild<QWidget *>(QStringLiteral("NewMessage"))->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
    QCOMPARE(removed.size(), 1); // it works elsewhere
    pane.pane.setCollapsed(true);
    const auto buttons = pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>();
    const auto entry = std::find_if(buttons.cbegin(), buttons.cend(), [](const IconButton *button) { return button->isCheckable(); });
    (*entry)->setFocus();
    QTest::keyClick(*entry, Qt::Key_Delete);
    QTest::keyClick(*entry, Qt::Key_Delete, Qt::ShiftModifier);
    QCOMPARE(removed.size(), 1);
}

void FolderPaneTest::theRailHasJunkAndTheUnreadCounts()
{
    Pane pane;
    pane.pane.setCollapsed(true);
    QMap<QString, QString> counts;
    for (const IconButton *button : pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>())
        counts.insert(button->accessibleName(), button->accessibleDescription());
    QVERIFY(counts.contains(QStringLiteral("Junk")));
    QCOMPARE(counts[QStringLiteral("All inboxes")], QStringLiteral("7 unread"));
    QCOMPARE(counts[QStringLiteral("Junk")], QString()); // junk waits for nobody

    pane.source.folderRows[0].unread = 5;
    ++pane.source.commit;
    pane.model.reload();
    for (const IconButton *button : pane.pane.findChild<FolderRail *>()->findChildren<IconButton *>())
        counts.insert(button->accessibleName(), button->accessibleDescription());
    QCOMPARE(counts[QStringLiteral("All inboxes")], QStringLiteral("8 unread"));
}

namespace {

/** A narrow window: the rail, and beside it a list of which only its place matters. */
struct NarrowWindow
{
    NarrowWindow()
    {
        fillWithSampleMail(source);
        pane.setModel(&model);
        model.reload();
        window.resize(700, 500);
        auto *all = new QVBoxLayout(&window);
        all->setContentsMargins(0, 0, 0, 0);
        all->addWidget(&panes);
        panes.addWidget(&pane);
        panes.addWidget(&list);
        pane.setCollapsed(true);
        window.show();
        window.activateWindow();
    }

    MemoryMailSource source;
    FolderTreeModel model{source};
    QWidget window;
    QSplitter panes{&window};
    FolderPane pane;
    QLineEdit list;
};

} // namespace

void FolderPaneTest::theLiftedPaneLiesOverItsHostAndMovesNothing()
{
    NarrowWindow narrow;
    QVERIFY(QTest::qWaitForWindowActive(&narrow.window));
    const QRect before = narrow.list.geometry();
    narrow.pane.lift(narrow.panes);
    QCOMPARE(narrow.panes.count(), 2);
    QVERIFY(narrow.pane.tree()->isVisible());
    QVERIFY(narrow.pane.tree()->hasFocus());
    QCOMPARE(narrow.list.geometry(), before);
    QVERIFY(narrow.pane.tree()->mapTo(&narrow.window, QPoint(narrow.pane.tree()->width(), 0)).x() > before.left() + 100);
    narrow.window.resize(200, 500);
    QVERIFY(narrow.pane.tree()->width() < 200); // something stays beside it to click on
    narrow.pane.lower();
    QVERIFY(!narrow.pane.tree()->isVisible());
}

void FolderPaneTest::theLiftedPaneGoesWhenAFolderIsChosenOrTheFocusLeaves()
{
    NarrowWindow narrow;
    QVERIFY(QTest::qWaitForWindowActive(&narrow.window));
    auto *tree = narrow.pane.tree();
    QSignalSpy lowered(&narrow.pane, &FolderPane::lowered);
    narrow.pane.lift(narrow.panes);
    QTest::keyClick(tree, Qt::Key_Down); // looking is not choosing
    QVERIFY(narrow.pane.isLifted());
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(narrow.model.indexOf(FolderId(4))).center());
    QVERIFY(!narrow.pane.isLifted());
    QCOMPARE(lowered.size(), 1);

    narrow.pane.lift(narrow.panes);
    narrow.list.setFocus();
    QTRY_VERIFY(!narrow.pane.isLifted());

    narrow.pane.lift(narrow.panes);
    narrow.pane.setCollapsed(false); // the window became wide
    QVERIFY(!narrow.pane.isLifted());
    QVERIFY(tree->isVisible());
}

void FolderPaneTest::aRightClickAsksForAMenuAndOpensNothing()
{
    Pane pane;
    FolderTreeView &tree = *pane.pane.tree();
    pane.pane.mark(pane.model.indexOf(FolderId(1)));
    QSignalSpy chosen(&pane.pane, &FolderPane::entryChosen);
    QSignalSpy menu(&tree, &FolderTreeView::menuWanted);
    const QModelIndex family = pane.model.indexOf(FolderId(4));
    const QPoint at = tree.visualRect(family).center();
    QTest::mouseClick(tree.viewport(), Qt::RightButton, {}, at);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree.viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree.viewport(), &event);
    QCOMPARE(menu.size(), 1);
    QCOMPARE(menu.first().at(0).toModelIndex(), family);
    QCOMPARE(menu.first().at(1).toPoint(), tree.viewport()->mapToGlobal(at));
    QVERIFY(chosen.isEmpty());
    QCOMPARE(tree.currentIndex(), pane.model.indexOf(FolderId(1)));
}

void FolderPaneTest::keysAskForWhatTheMenuHas()
{
    Pane pane;
    FolderTreeView &tree = *pane.pane.tree();
    const QModelIndex family = pane.model.indexOf(FolderId(4));
    pane.pane.mark(family);
    QSignalSpy menu(&tree, &FolderTreeView::menuWanted);
    QSignalSpy properties(&tree, &FolderTreeView::propertiesWanted);
    QSignalSpy shift(&tree, &FolderTreeView::shiftWanted);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(0, 0), tree.mapToGlobal(QPoint(0, 0)));
    QApplication::sendEvent(&tree, &event);
    QCOMPARE(menu.value(0).value(0).toModelIndex(), family);
    const QPoint at = tree.viewport()->mapFromGlobal(menu.value(0).value(1).toPoint());
    QCOMPARE(at.y(), tree.visualRect(family).bottom());
    QTest::keyClick(&tree, Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(properties.value(0).value(0).toModelIndex(), family);
    QTest::keyClick(&tree, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(shift.value(0).value(1).toInt(), 1);
    QCOMPARE(tree.currentIndex(), family);
    pane.pane.mark({});
    QTest::keyClick(&tree, Qt::Key_Return, Qt::AltModifier);
    QApplication::sendEvent(&tree, &event);
    QCOMPARE(properties.size() + menu.size(), 2); // nothing is current: nothing to do it to
}

void FolderPaneTest::theHeadOfTheFavouritesStaysOpenAndOpensNothing()
{
    Pane pane;
    pane.source.favourites = {FolderId(12), FolderId(1)};
    ++pane.source.commit;
    pane.model.reload();
    const QModelIndex head = pane.model.indexOf(FolderEntry::Favourites);
    QVERIFY(pane.pane.tree()->isExpanded(head));
    QVERIFY(!pane.model.flags(head).testFlag(Qt::ItemIsSelectable));
    QSignalSpy chosen(&pane.pane, &FolderPane::entryChosen);
    const QModelIndex ferry = pane.model.indexOfFavourite(FolderId(12));
    QTest::mouseClick(pane.pane.tree()->viewport(), Qt::LeftButton, {}, pane.pane.tree()->visualRect(ferry).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(pane.model.listOf(chosen.first().at(0).toModelIndex())->folder, FolderId(12));
}

} // namespace petrel::test
