#include "tests/gui/window/tests.h"
#include "tests/gui/window/window_fixture.h"

#include "core/store/folder_repository.h"
#include "core/store/sync_state.h"
#include "ui/common/empty_state.h"
#include "ui/mainwindow/reading_desk.h"

#include <QLabel>
#include <QMenu>

#include <thread>

namespace petrel::test {

namespace {

QList<Letter> fourLetters()
{
    return {{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid this morning.")},
            {QStringLiteral("Tove Hagen"), QStringLiteral("Choir"), QStringLiteral("The church is booked.")},
            {QStringLiteral("Lars Eide"), QStringLiteral("Boat"), QStringLiteral("Bring gloves, the slip is cold.")},
            {QStringLiteral("Elin Sundt"), QStringLiteral("Cabin"), QStringLiteral("Count me in."), false}};
}

QString title(WindowFixture &petrel) { return petrel.window().findChild<QLabel *>(QStringLiteral("ListTitle"))->text(); }

} // namespace

void ReadingStories::readingAMessageMakesTheCounterGoDownAndMarkingItUnreadBringsItBack()
{
    WindowFixture petrel(fourLetters());
    petrel.window().reading().setMarkReadDelay(0);
    QCOMPARE(petrel.counter(), 3);

    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    QTRY_COMPARE(petrel.counter(), 2);
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::AllInboxes), 2);

    petrel.press(Qt::Key_U);
    QTRY_COMPARE(petrel.counter(), 3);
    QCOMPARE(petrel.selected(), QStringLiteral("Invoice"));
}

void ReadingStories::theCounterStaysWhenThePersonMovesOnBeforeTheMessageIsRead()
{
    WindowFixture petrel(fourLetters());
    petrel.window().reading().setMarkReadDelay(60'000);
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("The church is booked."));
    QCOMPARE(petrel.counter(), 3);
}

void ReadingStories::deleteMovesOnToTheNextRowAndUndoBringsItBack()
{
    WindowFixture petrel(fourLetters());
    petrel.press(Qt::Key_J);
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("The church is booked."));

    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.subjects(), QStringList({QStringLiteral("Invoice"), QStringLiteral("Boat"), QStringLiteral("Cabin")}));
    QCOMPARE(petrel.selected(), QStringLiteral("Boat"));
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Bring gloves, the slip is cold."));
    QTRY_COMPARE(petrel.snackbar(), QStringLiteral("Deleted 1 message"));

    petrel.choose("edit.undo");
    QTRY_COMPARE(petrel.subjects().size(), 4);
    QCOMPARE(petrel.subjects().value(1), QStringLiteral("Choir"));
    QCOMPARE(petrel.snackbar(), QString());
}

void ReadingStories::archivingTheLastRowSelectsTheOneAbove()
{
    WindowFixture petrel(fourLetters());
    petrel.press(Qt::Key_End);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Count me in."));
    petrel.press(Qt::Key_E);
    QTRY_COMPARE(petrel.subjects().size(), 3);
    QCOMPARE(petrel.selected(), QStringLiteral("Boat"));
    QVERIFY(petrel.list().hasFocus());

    petrel.openFolder(FolderRole::Archive);
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Cabin")));
}

void ReadingStories::aFlaggedMessageIsListedUnderFlagged()
{
    WindowFixture petrel(fourLetters());
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    petrel.press(Qt::Key_F);
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Flagged), 1);
    petrel.press(Qt::Key_F);
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Flagged), 0);
}

void ReadingStories::aMovedMessageIsInItsNewFolderAtOnce()
{
    WindowFixture petrel(fourLetters());
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    petrel.press(Qt::Key_M);
    QMenu *menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())));
    const auto offered = [menu] {
        QStringList names;
        for (const QAction *action : menu->actions()) {
            if (action->isVisible() && action->isEnabled() && !action->isSeparator())
                names.append(action->text());
        }
        return names;
    };
    QVERIFY(!offered().contains(QStringLiteral("Inbox"))); // where it is
    const qsizetype all = offered().size();
    QTest::keyClicks(menu, QStringLiteral("chi"));
    QCOMPARE(offered(), QStringList(QStringLiteral("Archive")));
    QTest::keyClicks(menu, QStringLiteral("x"));
    QCOMPARE(offered(), QStringList());
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(menu, Qt::Key_Backspace);
    QCOMPARE(offered().size(), all);
    QTest::keyClicks(menu, QStringLiteral("ARC"));
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(petrel.subjects().value(0), QStringLiteral("Choir"));
    QTRY_COMPARE(petrel.snackbar(), QStringLiteral("Moved 1 message to Archive"));
    petrel.openFolder(FolderRole::Archive);
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Invoice")));
}

void ReadingStories::anInboxThatWasNeverSeenIsNotCalledEmpty()
{
    WindowFixture petrel(fourLetters().first(1));
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.subjects(), QStringList());
    const auto *empty = petrel.window().list().findChild<ui::EmptyState *>();
    QVERIFY(empty);
    QTRY_COMPARE(empty->title(), QStringLiteral("Not here yet"));
    const FolderId inbox = petrel.window().folders().foldersOf(AccountId(1)).first().id;
    std::thread([&] {
        const auto seen = petrel.engine().store().write(u"test", [&](store::WriteTransaction &tx) {
            store::FolderSyncState state;
            state.lastSync = 1'700'000'000;
            return tx.folders().setSyncState(inbox, state);
        });
        QVERIFY(seen.ok());
    }).join();
    QTRY_COMPARE(empty->title(), QStringLiteral("All clear"));
}

void ReadingStories::aMaildropThatWasNeverFetchedIsNotCalledEmpty()
{
    WindowFixture petrel(QList<Letter>{});
    FolderId inbox;
    const auto write = [&](const std::function<Status(store::WriteTransaction &)> &fn) {
        std::thread([&] { QVERIFY(petrel.engine().store().write(u"test", fn).ok()); }).join();
    };
    write([&](store::WriteTransaction &tx) -> Status {
        Account boat;
        boat.name = QStringLiteral("Boat");
        boat.incomingKind = IncomingKind::Pop3;
        boat.enabled = false;
        const AccountId id = TRY(tx.accounts().insert(boat));
        TRY(tx.folders().ensureLocalFolders(id));
        inbox = TRY(tx.reader().folderByRole(id, FolderRole::Inbox)).id;
        return {};
    });
    const auto *empty = petrel.window().list().findChild<ui::EmptyState *>();
    QVERIFY(empty);
    QTRY_COMPARE(empty->title(), QStringLiteral("Not here yet"));
    petrel.openFolder(FolderRole::Inbox);
    QTRY_COMPARE(empty->title(), QStringLiteral("Not here yet"));
    petrel.openFolder(FolderRole::Archive); // lives here alone
    QTRY_COMPARE(empty->title(), QStringLiteral("Nothing here"));
    petrel.openFolder(FolderRole::Inbox);
    write([&](store::WriteTransaction &tx) { return tx.folders().noteLook(inbox, 1'700'000'000); });
    QTRY_COMPARE(empty->title(), QStringLiteral("All clear"));
}

void ReadingStories::searchFindsAndEscapeReturnsToTheSameRow()
{
    WindowFixture petrel(fourLetters());
    petrel.press(Qt::Key_J);
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("The church is booked."));

    petrel.choose("list.search");
    QVERIFY(petrel.searchField().hasFocus());
    QTest::keyClicks(&petrel.searchField(), QStringLiteral("gloves"));
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Boat")));
    QTRY_COMPARE(title(petrel), QStringLiteral("1 result"));

    QTest::keyClick(&petrel.searchField(), Qt::Key_Escape);
    QTRY_COMPARE(petrel.subjects().size(), 4);
    QTRY_COMPARE(petrel.selected(), QStringLiteral("Choir"));
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("The church is booked."));
    QVERIFY(petrel.list().hasFocus());
    QCOMPARE(title(petrel), QStringLiteral("All inboxes"));
}

void ReadingStories::searchingForNothingSaysSo()
{
    WindowFixture petrel(fourLetters());
    petrel.choose("list.search");
    QTest::keyClicks(&petrel.searchField(), QStringLiteral("walrus"));
    QTRY_COMPARE(petrel.subjects(), QStringList());
    QTRY_COMPARE(title(petrel), QStringLiteral("No results"));
    QTest::keyClick(&petrel.searchField(), Qt::Key_Escape);
    QTRY_COMPARE(petrel.subjects().size(), 4);
}

void ReadingStories::downGoesFromTheSearchFieldIntoTheResults()
{
    WindowFixture petrel(fourLetters());
    petrel.choose("list.search");
    QTest::keyClicks(&petrel.searchField(), QStringLiteral("church"));
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Choir")));
    QTest::keyClick(&petrel.searchField(), Qt::Key_Down);
    QVERIFY(petrel.list().hasFocus());
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("The church is booked."));
}

} // namespace petrel::test
