#include "tests/gui/window/folder_stories.h"
#include "tests/gui/window/folder_hands.h"

#include "ui/folderpane/folder_pane.h"
#include "ui/folders/folder_window.h"
#include "ui/models/message_list_model.h"

#include <QComboBox>
#include <QLabel>

namespace petrel::test {

void FolderStories::markingAllReadIsOneDeedThatCtrlZTakesBack()
{
    WindowFixture petrel(threeLetters());
    QTRY_COMPARE(petrel.counter(), 2);
    openMenu(petrel, folder(petrel, "Inbox"));
    take(petrel, "Mark all read");
    QTRY_COMPARE(petrel.counter(), 0);
    QTRY_VERIFY(petrel.snackbar().contains(words("Marked 2 messages read")));
    openMenu(petrel, folder(petrel, "Inbox"));
    QVERIFY(!line(petrel, "Mark all read")->isEnabled());
    menu(petrel)->close();
    petrel.choose("edit.undo");
    QTRY_COMPARE(petrel.counter(), 2); // not three: one had been read before
}

void FolderStories::theMenuOpensByKeyAndLeavesTheOpenFolderAlone()
{
    WindowFixture petrel(threeLetters());
    const QModelIndex open = tree(petrel).currentIndex();
    const QModelIndex archive = folder(petrel, "Archive");
    openMenu(petrel, archive);
    QVERIFY(menu(petrel));
    QCOMPARE(tree(petrel).currentIndex(), open);
    QCOMPARE(QModelIndex(tree(petrel).menuRow()), archive);
    menu(petrel)->close();
    QVERIFY(!tree(petrel).menuRow().isValid());
    tree(petrel).setFocus();
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(0, 0), tree(petrel).mapToGlobal(QPoint(0, 0)));
    QApplication::sendEvent(&tree(petrel), &byKey);
    QVERIFY(menu(petrel));
    QCOMPARE(QModelIndex(tree(petrel).menuRow()), open);
    menu(petrel)->close();
    QTest::keyClick(&tree(petrel), Qt::Key_F10, Qt::ShiftModifier);
    QVERIFY(menu(petrel));
    QCOMPARE(QModelIndex(tree(petrel).menuRow()), open);
}

void FolderStories::whatCannotBeDoneIsThereWithTheReason()
{
    WindowFixture petrel(threeLetters());
    openMenu(petrel, folder(petrel, "Archive"));
    QAction *read = line(petrel, "Mark all read");
    QVERIFY(read && !read->isEnabled());
    QCOMPARE(read->toolTip(), words("Nothing in it is unread."));
    QCOMPARE(read->whatsThis(), read->toolTip());
    QVERIFY(menu(petrel)->toolTipsVisible());
}

void FolderStories::aFolderOfThisComputerIsMadeByItsName()
{
    WindowFixture petrel(threeLetters());
    addMaildrop(petrel);
    openMenu(petrel, folder(petrel, "Inbox", "Boat").parent());
    take(petrel, "New folder…");
    QTRY_VERIFY(dialog(petrel));
    QTest::keyClicks(nameField(petrel), words("Charts"));
    QTest::keyClick(nameField(petrel), Qt::Key_Return);
    QTRY_VERIFY(folder(petrel, "Charts", "Boat").isValid());
    QTRY_VERIFY(!dialog(petrel));
}

void FolderStories::aTakenNameIsToldBeforeItIsAsked()
{
    WindowFixture petrel(threeLetters());
    addMaildrop(petrel);
    openMenu(petrel, folder(petrel, "Inbox", "Boat").parent());
    take(petrel, "New folder…");
    QTRY_VERIFY(dialog(petrel));
    QTest::keyClicks(nameField(petrel), words("Trash"));
    QVERIFY(dialog(petrel)->findChild<QLabel *>(words("problem"))->text().contains(words("already")));
    QTest::keyClick(nameField(petrel), Qt::Key_Return);
    QVERIFY(dialog(petrel)->isVisible());
    QTest::keyClick(nameField(petrel), Qt::Key_Escape);
    QTRY_VERIFY(!dialog(petrel));
}

void FolderStories::favouritesAreAddedOrderedByKeyAndTakenAway()
{
    WindowFixture petrel(threeLetters());
    const ui::FolderTreeModel &folders = petrel.window().folders();
    const auto favourites = [&] {
        QStringList names;
        for (const FolderId id : folders.favourites())
            names.append(ui::shownName(*folders.folder(id)));
        return names;
    };
    for (const char *name : {"Sent", "Archive"}) {
        openMenu(petrel, folder(petrel, name));
        take(petrel, "Add to favourites");
        QTRY_COMPARE(favourites().value(favourites().size() - 1), words(name));
    }
    tree(petrel).mark(folders.indexOfFavourite(folders.favourites().last()));
    QTest::keyClick(&tree(petrel), Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(favourites(), (QStringList{words("Archive"), words("Sent")}));
    QTest::keyClick(&tree(petrel), Qt::Key_Up, Qt::AltModifier); // it is the first one already
    openMenu(petrel, folders.indexOfFavourite(folders.favourites().first()));
    QVERIFY(!line(petrel, "Move up")->isEnabled());
    take(petrel, "Remove from favourites");
    QTRY_COMPARE(favourites(), QStringList{words("Sent")});
    QTRY_VERIFY(petrel.snackbar().contains(words("no favourite any more")));
    ui::Snackbar::shownIn(&petrel.window().snackbarHome())->accept();
    QTRY_COMPARE(favourites(), (QStringList{words("Archive"), words("Sent")}));
}

void FolderStories::aFavouriteThatIsOpenStaysOpenWhenItIsNoneAnyMore()
{
    WindowFixture petrel(threeLetters());
    const ui::FolderTreeModel &folders = petrel.window().folders();
    const FolderId inbox = folder(petrel, "Inbox").data(ui::FolderIdRole).value<FolderId>();
    petrel.engine().setFavourites({inbox});
    QTRY_VERIFY(folders.indexOfFavourite(inbox).isValid());
    petrel.window().findChild<ui::FolderPane *>()->choose(folders.indexOfFavourite(inbox));
    QTRY_COMPARE(petrel.subjects().size(), 3);
    QCOMPARE(tree(petrel).currentIndex(), folders.indexOfFavourite(inbox));
    petrel.engine().setFavourites({});
    QTRY_VERIFY(!folders.indexOfFavourite(inbox).isValid());
    QCOMPARE(petrel.list().messages()->query().folder, inbox);
}

void FolderStories::propertiesFollowTheFolderAndKeepWhatIsChosen()
{
    WindowFixture petrel(threeLetters());
    const auto window = [&] { return petrel.window().findChild<ui::FolderWindow *>(); };
    const auto text = [&](const char *name) { return window()->findChild<QLabel *>(words(name))->text(); };
    tree(petrel).mark(folder(petrel, "Inbox"));
    QTest::keyClick(&tree(petrel), Qt::Key_Return, Qt::AltModifier);
    QTRY_VERIFY(window() && window()->isVisible());
    QVERIFY(!window()->isModal());
    QCOMPARE(text("messages"), words("3, 2 unread"));
    openMenu(petrel, folder(petrel, "Inbox"));
    take(petrel, "Mark all read");
    QTRY_COMPARE(text("messages"), words("3, 0 unread"));

    auto *offline = window()->findChild<QComboBox *>(words("offline"));
    QCOMPARE(offline->currentText(), words("as the account: of the last 30 days"));
    offline->setFocus();
    QTest::keyClick(offline, Qt::Key_End);
    QCOMPARE(offline->currentText(), words("all messages"));
    const auto kept = [&] {
        const FolderId inbox = folder(petrel, "Inbox").data(ui::FolderIdRole).value<FolderId>();
        const auto details = petrel.engine().store().read([&](const store::Reader &reader) { return reader.folderDetails(inbox); });
        return details.ok() ? details->offline : std::nullopt;
    };
    QTRY_COMPARE(kept(), (OfflinePolicy{OfflinePolicy::Bodies::All, 0}));
    QTest::keyClick(window(), Qt::Key_Escape);
    QTRY_VERIFY(!window());
    openMenu(petrel, folder(petrel, "Inbox"));
    take(petrel, "Properties");
    QTRY_VERIFY(window() && window()->isVisible());
    QCOMPARE(window()->findChild<QComboBox *>(words("offline"))->currentText(), words("all messages"));
}

} // namespace petrel::test
