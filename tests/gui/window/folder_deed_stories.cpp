#include "tests/gui/window/folder_deed_stories.h"
#include "tests/gui/support/answering_seams.h"
#include "tests/gui/window/folder_hands.h"

#include "ui/common/notice_bar.h"
#include "ui/folders/account_window.h"
#include "ui/folders/folder_window.h"
#include "ui/mainwindow/account_desk.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

namespace petrel::test {

namespace {

void makeFolder(WindowFixture &petrel, const QModelIndex &above, const char *name)
{
    openMenu(petrel, above);
    take(petrel, above.data(ui::EntryRole).toInt() == int(ui::FolderEntry::Account) ? "New folder…" : "New folder in it…");
    QTRY_VERIFY(dialog(petrel));
    QTest::keyClicks(nameField(petrel), words(name));
    QTest::keyClick(nameField(petrel), Qt::Key_Return);
    QTRY_VERIFY(folder(petrel, name).isValid());
    QTRY_VERIFY(!dialog(petrel));
}

QModelIndex home(WindowFixture &petrel) { return folder(petrel, "Inbox").parent(); }

void pressInTree(WindowFixture &petrel, const char *name, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    tree(petrel).mark(folder(petrel, name));
    tree(petrel).setFocus();
    QTest::keyClick(&tree(petrel), key, modifiers);
}

/** Menus may have been open before. */
void selectFirst(WindowFixture &petrel)
{
    petrel.window().activateWindow();
    QTRY_VERIFY(petrel.window().isActiveWindow());
    petrel.list().setFocus();
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), words("Paid this morning."));
}

FolderId idOf(const QModelIndex &index) { return index.data(ui::FolderIdRole).value<FolderId>(); }

} // namespace

void FolderDeedStories::aFolderIsMadeAndTakenBack()
{
    WindowFixture petrel(threeLetters());
    makeFolder(petrel, home(petrel), "Charts");
    QCOMPARE(folder(petrel, "Charts").parent(), home(petrel));
    makeFolder(petrel, folder(petrel, "Charts"), "North Sea");
    QCOMPARE(folder(petrel, "North Sea").parent(), folder(petrel, "Charts"));
    QTRY_VERIFY(tree(petrel).isExpanded(folder(petrel, "Charts"))); // it is to be seen
    QTRY_VERIFY(petrel.snackbar().contains(words("Made the folder")));
    petrel.choose("edit.undo");
    QTRY_VERIFY(!folder(petrel, "North Sea").isValid());
    QVERIFY(folder(petrel, "Charts").isValid());
}

void FolderDeedStories::f2NamesAFolderAnew()
{
    WindowFixture petrel(threeLetters());
    makeFolder(petrel, home(petrel), "Charts");
    pressInTree(petrel, "Charts", Qt::Key_F2);
    QTRY_VERIFY(dialog(petrel));
    QCOMPARE(nameField(petrel)->text(), words("Charts"));
    QTest::keyClicks(nameField(petrel), words("Sea charts")); // over what is selected
    QTest::keyClick(nameField(petrel), Qt::Key_Return);
    QTRY_VERIFY(folder(petrel, "Sea charts").isValid());
    QTRY_VERIFY(!dialog(petrel));
    QTRY_VERIFY(petrel.snackbar().contains(words("is called")));
    petrel.choose("edit.undo");
    QTRY_VERIFY(folder(petrel, "Charts").isValid());
}

void FolderDeedStories::aFolderGoesWhereTheListOfPlacesSays()
{
    WindowFixture petrel(threeLetters());
    makeFolder(petrel, home(petrel), "Charts");
    openMenu(petrel, folder(petrel, "Charts"));
    take(petrel, "Move to…");
    auto *places = petrel.window().findChild<QMenu *>(words("folderPlaces"));
    QTRY_VERIFY(places && places->isVisible());
    QStringList names;
    for (const QAction *place : places->actions())
        names.append(place->data().toString());
    names.removeAll(QString());
    QCOMPARE(names, (QStringList{words("Inbox"), words("Sent"), words("Archive")})); // neither itself, nor what is looked into by nobody
    QTest::keyClicks(places, words("arch"));
    QTest::keyClick(places, Qt::Key_Return);
    QTRY_COMPARE(folder(petrel, "Charts").parent(), folder(petrel, "Archive"));
    QTRY_VERIFY(tree(petrel).isExpanded(folder(petrel, "Archive")));
    QTRY_VERIFY(petrel.snackbar().contains(words("Moved")));
    petrel.choose("edit.undo");
    QTRY_COMPARE(folder(petrel, "Charts").parent(), home(petrel));
}

void FolderDeedStories::deleteMovesAFolderIntoTrashAndFromThereForGoodAfterAQuestion()
{
    WindowFixture petrel(threeLetters());
    makeFolder(petrel, home(petrel), "Charts");
    AnsweringSeams seams(1); // Keep
    pressInTree(petrel, "Charts", Qt::Key_Delete);
    QTRY_COMPARE(folder(petrel, "Charts").parent(), folder(petrel, "Trash"));
    QTRY_VERIFY(petrel.snackbar().contains(words("into Trash")));
    QVERIFY(seams.asked.isEmpty());
    petrel.choose("edit.undo");
    QTRY_COMPARE(folder(petrel, "Charts").parent(), home(petrel));

    pressInTree(petrel, "Charts", Qt::Key_Delete);
    QTRY_COMPARE(folder(petrel, "Charts").parent(), folder(petrel, "Trash"));
    pressInTree(petrel, "Charts", Qt::Key_Delete);
    QTRY_COMPARE(seams.asked.size(), 1);
    QVERIFY(seams.asked.first().dangerous);
    QVERIFY(folder(petrel, "Charts").isValid());
    seams.answer = 0;
    pressInTree(petrel, "Charts", Qt::Key_Delete);
    QTRY_VERIFY(!folder(petrel, "Charts").isValid());
    QTRY_VERIFY(petrel.snackbar().contains(words("for good")));
    petrel.choose("edit.undo");
    QTRY_VERIFY(folder(petrel, "Charts").isValid());
    pressInTree(petrel, "Charts", Qt::Key_Delete, Qt::ShiftModifier);
    QTRY_VERIFY(!folder(petrel, "Charts").isValid());
    QCOMPARE(seams.asked.size(), 3);
}

void FolderDeedStories::aFolderDroppedOnTrashIsDeleted()
{
    WindowFixture petrel(threeLetters());
    makeFolder(petrel, home(petrel), "Charts");
    const FolderId charts = idOf(folder(petrel, "Charts"));
    const FolderId trash = idOf(folder(petrel, "Trash"));
    petrel.engine().createFolder(petrel.window().folders().accounts().first().id, trash, words("Charts"), &petrel.window(), {});
    QTRY_COMPARE(petrel.window().folders().rowCount(folder(petrel, "Trash")), 1);
    Q_EMIT petrel.window().folders().folderDropped(charts, trash);
    QTRY_VERIFY(folder(petrel, "Charts 2").isValid()); // under a free name, as Delete does it
    Q_EMIT petrel.window().folders().folderDropped(idOf(folder(petrel, "Charts 2")), idOf(folder(petrel, "Archive")));
    QTRY_COMPARE(folder(petrel, "Charts 2").parent(), folder(petrel, "Archive"));
}

void FolderDeedStories::deleteInTheTreeTouchesNoMessage()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    AnsweringSeams seams(0);
    for (const Qt::KeyboardModifiers modifiers : {Qt::KeyboardModifiers(), Qt::KeyboardModifiers(Qt::ShiftModifier), Qt::KeyboardModifiers(Qt::ControlModifier)})
        pressInTree(petrel, "Inbox", Qt::Key_Delete, modifiers);
    QTest::keyClick(&tree(petrel), Qt::Key_F2); // that cannot be either
    QVERIFY(!dialog(petrel));
    tree(petrel).mark(petrel.window().folders().indexOf(ui::FolderEntry::Flagged));
    QTest::keyClick(&tree(petrel), Qt::Key_Delete);
    QCOMPARE(petrel.subjects().size(), 3);
    QVERIFY(seams.asked.isEmpty());
    petrel.list().setFocus();
    petrel.press(Qt::Key_Delete); // here it is about messages
    QTRY_COMPARE(petrel.subjects().size(), 2);
}

void FolderDeedStories::subscriptionsAreADeedLikeAnyOther()
{
    WindowFixture petrel(threeLetters());
    const auto isSubscribed = [&] { return petrel.window().folders().folder(idOf(folder(petrel, "Archive")))->subscribed; };
    const bool before = isSubscribed();
    openMenu(petrel, folder(petrel, "Archive"));
    take(petrel, before ? "Unsubscribe" : "Subscribe");
    QTRY_COMPARE(isSubscribed(), !before);
    QTRY_VERIFY(petrel.snackbar().contains(words("ubscribed")));
    petrel.choose("edit.undo");
    QTRY_COMPARE(isSubscribed(), before);
}

void FolderDeedStories::emptyingTrashAsksFirst()
{
    WindowFixture petrel(threeLetters());
    AnsweringSeams seams(1); // Keep
    openMenu(petrel, folder(petrel, "Archive"));
    QVERIFY(!line(petrel, "Empty Archive…"));
    menu(petrel)->close();
    const auto empty = [&] {
        openMenu(petrel, folder(petrel, "Trash"));
        for (QAction *action : menu(petrel)->actions()) {
            if (action->text().contains(words("Empt"))) {
                action->trigger();
                menu(petrel)->close();
                return;
            }
        }
        QFAIL("nothing to empty it with");
    };
    empty();
    QTRY_VERIFY(petrel.snackbar().contains(words("is empty already")));
    QVERIFY(seams.asked.isEmpty());
    selectFirst(petrel);
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.subjects().size(), 2);
    empty();
    QTRY_COMPARE(seams.asked.size(), 1);
    QVERIFY(seams.asked.first().text.contains(words("One message")) || seams.asked.first().text.contains(words("1 message")));
    petrel.openFolder(FolderRole::Trash);
    QTRY_COMPARE(petrel.subjects().size(), 1);
    seams.answer = 0;
    empty();
    QTRY_COMPARE(petrel.subjects().size(), 0);
    petrel.choose("edit.undo");
    QTRY_COMPARE(petrel.subjects().size(), 1);
}

void FolderDeedStories::whatWasRefusedIsTriedAgainOrGivenUpAtTheFolder()
{
    WindowFixture petrel(threeLetters());
    makeFolder(petrel, home(petrel), "Charts");
    const FolderId charts = idOf(folder(petrel, "Charts"));
    const auto refuse = [&] {
        QVERIFY(petrel.engine().store().write(u"test", [&](store::WriteTransaction &tx) { return tx.folderWishes().park(charts, words("refused: CREATE [NOPERM]")); }).ok());
        QTRY_VERIFY(folder(petrel, "Charts").data(ui::RefusedRole).toBool());
    };
    refuse();
    openMenu(petrel, folder(petrel, "Charts"));
    take(petrel, "Try again");
    QTRY_VERIFY(!folder(petrel, "Charts").data(ui::RefusedRole).toBool());
    refuse();
    pressInTree(petrel, "Charts", Qt::Key_Return, Qt::AltModifier);
    const auto window = [&] { return petrel.window().findChild<ui::FolderWindow *>(); };
    QTRY_VERIFY(window() && window()->isVisible());
    auto *bar = window()->findChild<ui::NoticeBar *>();
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->text(), words("The server refused to make it"));
    const auto *offline = window()->findChild<QComboBox *>(words("offline"));
    QTRY_VERIFY2(offline->height() >= offline->sizeHint().height(), "squeezed by what came");
    for (QPushButton *button : bar->findChildren<QPushButton *>()) {
        if (button->text() == words("Give up"))
            button->click();
    }
    QTRY_VERIFY(!folder(petrel, "Charts").isValid());
    QTRY_VERIFY(!window()); // it has nothing to tell of any more
}

void FolderDeedStories::whatPetrelNeedsStaysWithTheReason()
{
    WindowFixture petrel(threeLetters());
    openMenu(petrel, folder(petrel, "Sent"));
    for (const char *deed : {"Rename…", "Move to…", "Delete"}) {
        const QAction *action = line(petrel, deed);
        QVERIFY2(action && !action->isEnabled(), deed);
        QVERIFY(action->whatsThis().contains(words("Petrel needs it")));
    }
    QVERIFY(line(petrel, "New folder in it…")->isEnabled());
}

/** \Noinferiors (RFC 3501 section 7.2.2). */
void FolderDeedStories::whereTheServerMakesNoFoldersNoneIsOffered()
{
    WindowFixture petrel(threeLetters());
    openMenu(petrel, folder(petrel, "Archive"));
    QVERIFY(line(petrel, "New folder in it…")->isEnabled());
    menu(petrel)->close();
    store::RemoteFolder inbox, archive;
    inbox.wireName = "INBOX";
    inbox.path = {words("INBOX")};
    inbox.role = FolderRole::Inbox;
    archive.wireName = "Archive";
    archive.path = {words("Archive")};
    archive.role = FolderRole::Archive;
    archive.takesFolders = false;
    const AccountId account = petrel.window().folders().accounts().first().id;
    QVERIFY(petrel.engine().store().write(u"test", [&](store::WriteTransaction &tx) { return tx.folders().setRemoteFolders(account, {inbox, archive}); }).ok());
    const FolderId id = idOf(folder(petrel, "Archive"));
    QTRY_VERIFY(petrel.window().folders().folder(id) && !petrel.window().folders().folder(id)->takesFolders);
    openMenu(petrel, folder(petrel, "Archive"));
    QVERIFY(!line(petrel, "New folder in it…")->isEnabled());
    QVERIFY(line(petrel, "New folder in it…")->whatsThis().contains(words("no folders")));
}

void FolderDeedStories::aFullMailboxIsToldOnceAndStandsAtItsAccount()
{
    WindowFixture petrel(threeLetters());
    const AccountId account = petrel.window().folders().accounts().first().id;
    auto *news = petrel.window().findChild<ui::NoticeBar *>(words("news"));
    const auto fills = [&](std::int64_t used) {
        petrel.window().accounts().takeFacts(account, {{"MOVE", "QUOTA"}, {{engine::QuotaUse::What::Bytes, used, 1000}}, 1});
    };
    fills(950);
    QCOMPARE(home(petrel).data(ui::RoomSignRole).toString(), words("95 % full"));
    QVERIFY(!news->isVisible());
    fills(1000);
    QTRY_VERIFY(news->isVisible());
    QVERIFY(news->text().contains(words("is full")));
    for (QPushButton *button : news->findChildren<QPushButton *>())
        button->click();
    QTRY_VERIFY(!news->isVisible());
    fills(1001);
    QVERIFY(!news->isVisible());

    openMenu(petrel, home(petrel));
    take(petrel, "Properties");
    const auto window = [&] { return petrel.window().findChild<ui::AccountWindow *>(); };
    QTRY_VERIFY(window() && window()->isVisible());
    QVERIFY(window()->findChild<QLabel *>(words("room"))->text().contains(words("New mail may be turned away")));
    fills(10);
    QVERIFY(!window()->findChild<QLabel *>(words("room"))->text().contains(words("turned away")));
    QTest::keyClick(window(), Qt::Key_Escape);
    QTRY_VERIFY(!window());
    tree(petrel).mark(folder(petrel, "Inbox"));
    QTest::keyClick(&tree(petrel), Qt::Key_Return, Qt::AltModifier);
    const auto ofFolder = [&] { return petrel.window().findChild<ui::FolderWindow *>(); };
    QTRY_VERIFY(ofFolder() && ofFolder()->isVisible());
    QVERIFY(ofFolder()->findChild<QLabel *>(words("room"))->text().contains(words("(1 %)")));
}

} // namespace petrel::test
