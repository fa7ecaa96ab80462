#include "tests/gui/window/place_stories.h"
#include "tests/gui/window/memory_window.h"
#include "tests/gui/window/window_fixture.h"

#include "ui/attention/outbox_page.h"
#include "ui/common/notice_bar.h"
#include "ui/compose/compose_window.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/mainwindow/place_desk.h"
#include "ui/mainwindow/status_desk.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/reading_pane.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMenuBar>
#include <QTextEdit>

namespace petrel::test {

namespace {

QString words(const char *text) { return QString::fromLatin1(text); }

QList<Letter> threeLetters()
{
    return {{words("Priya Raman"), words("Invoice"), words("Paid this morning.")},
            {words("Tove Hagen"), words("Choir"), words("The church is booked.")},
            {words("Lars Eide"), words("Boat"), words("Bring gloves.")}};
}

QString title(ui::MainWindow &window) { return window.findChild<QLabel *>(words("ListTitle"))->text(); }

ui::FolderTreeView &tree(WindowFixture &petrel) { return *petrel.window().findChild<ui::FolderTreeView *>(); }

void click(ui::FolderTreeView &tree, const QModelIndex &index)
{
    tree.scrollTo(index);
    QTest::mouseClick(tree.viewport(), Qt::LeftButton, Qt::NoModifier, tree.visualRect(index).center());
}

void openOutbox(WindowFixture &petrel)
{
    click(tree(petrel), petrel.window().folders().indexOf(ui::FolderEntry::Outbox));
    QVERIFY(petrel.window().findChild<ui::OutboxPage *>()->isVisible());
}

QAction *sortAction(ui::MainWindow &window, const char *text)
{
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text() == QString::fromLatin1(text))
            return action;
    }
    return nullptr;
}

} // namespace

void PlaceStories::keysTouchNoMessageWhileTheOutboxIsShown()
{
    WindowFixture petrel(threeLetters());
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), words("Paid this morning."));
    openOutbox(petrel);
    for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_E, Qt::Key_F, Qt::Key_U, Qt::Key_J, Qt::Key_M})
        QTest::keyClick(&petrel.window(), key);
    QTest::keyClick(&petrel.window(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(!petrel.window().findChild<QAction *>(words("edit.undo"))->isEnabled()); // nothing was done
    QCOMPARE(petrel.selected(), words("Invoice"));

    QTest::keyClick(petrel.window().focusWidget(), Qt::Key_Escape);
    QVERIFY(petrel.list().isVisible());
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.subjects().size(), 2);
}

void PlaceStories::f6GoesToThePageInSight()
{
    WindowFixture petrel(threeLetters());
    openOutbox(petrel);
    auto *outbox = petrel.window().findChild<ui::OutboxPage *>();
    tree(petrel).setFocus();
    petrel.choose("go.nextPane");
    const QWidget *focus = petrel.window().focusWidget();
    QVERIFY(focus == outbox || outbox->isAncestorOf(focus));
    petrel.choose("go.nextPane");
    QCOMPARE(petrel.window().focusWidget(), static_cast<QWidget *>(&tree(petrel)));
}

void PlaceStories::aClickOnTheOpenFolderLeadsBackFromTheOutbox()
{
    WindowFixture petrel(threeLetters());
    petrel.press(Qt::Key_J);
    openOutbox(petrel);
    petrel.window().places().openAttention();
    QVERIFY(!petrel.list().isVisible());
    click(tree(petrel), petrel.window().folders().indexOf(ui::FolderEntry::AllInboxes));
    QVERIFY(petrel.list().isVisible());
    QCOMPARE(petrel.selected(), words("Invoice")); // as it was left
}

void PlaceStories::aClickOnTheOpenFolderLeavesASearch()
{
    WindowFixture petrel(threeLetters());
    petrel.choose("list.search");
    QTest::keyClicks(&petrel.searchField(), words("gloves"));
    QTRY_COMPARE(petrel.subjects(), QStringList(words("Boat")));
    click(tree(petrel), petrel.window().folders().indexOf(ui::FolderEntry::AllInboxes));
    QTRY_COMPARE(petrel.subjects().size(), 3);
    QCOMPARE(petrel.searchField().text(), QString());
    QCOMPARE(title(petrel.window()), words("All inboxes"));
}

void PlaceStories::leavingTheOutboxMarksTheFolderAgain()
{
    WindowFixture petrel(threeLetters());
    const QModelIndex inboxes = petrel.window().folders().indexOf(ui::FolderEntry::AllInboxes);
    openOutbox(petrel);
    Q_EMIT petrel.window().findChild<ui::OutboxPage *>()->left();
    QVERIFY(petrel.list().isVisible());
    QCOMPARE(tree(petrel).currentIndex(), inboxes);
    openOutbox(petrel); // and a click there works again
}

void PlaceStories::anAccountIsNoPlaceAndRenamesNothing()
{
    WindowFixture petrel(threeLetters());
    const QModelIndex inbox = petrel.window().folders().index(0, 0, petrel.window().folders().indexOf(ui::FolderEntry::Account));
    QCOMPARE(inbox.data().toString(), words("Inbox"));
    click(tree(petrel), inbox);
    QTRY_COMPARE(title(petrel.window()), words("Inbox"));
    tree(petrel).setFocus();
    QTest::keyClick(&tree(petrel), Qt::Key_Up);
    QCOMPARE(tree(petrel).currentIndex(), inbox.parent());
    Q_EMIT petrel.window().folders().loaded(); // words are set anew
    QCOMPARE(title(petrel.window()), words("Inbox"));
    QTRY_COMPARE(petrel.subjects().size(), 3);
}

void PlaceStories::searchingFromTheOutboxTypesIntoAFieldInSight()
{
    WindowFixture petrel(threeLetters());
    openOutbox(petrel);
    petrel.choose("list.search");
    QVERIFY(petrel.searchField().isVisible());
    QVERIFY(petrel.searchField().hasFocus());
    QTest::keyClicks(&petrel.searchField(), words("gloves"));
    QTRY_COMPARE(petrel.subjects(), QStringList(words("Boat")));
}

void PlaceStories::arrowsGoAlongLiftedFoldersAndEnterOpensOne()
{
    WindowFixture petrel(threeLetters());
    petrel.window().resize(600, 700);
    auto *folders = petrel.window().findChild<ui::FolderPane *>();
    QTRY_VERIFY(folders->isCollapsed());
    folders->lift(*petrel.window().centralWidget());
    for (int step = 0; step < 2; ++step)
        QTest::keyClick(&tree(petrel), Qt::Key_Down);
    QVERIFY(folders->isLifted());
    QCOMPARE(tree(petrel).currentIndex(), petrel.window().folders().indexOf(ui::FolderEntry::Drafts));
    QCOMPARE(title(petrel.window()), words("All inboxes"));
    QTest::keyClick(&tree(petrel), Qt::Key_Return);
    QVERIFY(!folders->isLifted());
    QTRY_COMPARE(title(petrel.window()), words("Drafts"));
}

void PlaceStories::aSearchCanBeSorted()
{
    WindowFixture petrel(threeLetters());
    petrel.choose("list.search");
    QTest::keyClicks(&petrel.searchField(), words("the OR gloves OR morning"));
    QTest::keyClick(&petrel.searchField(), Qt::Key_Return);
    petrel.searchField().clear();
    QTest::keyClicks(&petrel.searchField(), words("petrel.example"));
    QTRY_COMPARE(petrel.subjects().size(), 3);
    sortAction(petrel.window(), "By subject")->trigger();
    QCOMPARE(petrel.subjects(), QStringList({words("Boat"), words("Choir"), words("Invoice")}));
    QVERIFY(title(petrel.window()).startsWith(words("3 ")));
}

void PlaceStories::anotherFolderBeginsNewestFirstAndTheMenuSaysSo()
{
    WindowFixture petrel(threeLetters());
    sortAction(petrel.window(), "By subject")->trigger();
    QTRY_COMPARE(petrel.subjects().value(0), words("Boat"));
    QVERIFY(sortAction(petrel.window(), "By subject")->isChecked());
    petrel.openFolder(FolderRole::Inbox);
    QTRY_COMPARE(petrel.subjects().value(0), words("Invoice"));
    QVERIFY(sortAction(petrel.window(), "Newest first")->isChecked());
    QVERIFY(!sortAction(petrel.window(), "By subject")->isChecked());
}

void PlaceStories::aSearchThatMetItsLimitSaysSo()
{
    MemoryWindow petrel(300);
    petrel.window().places().search(words("Message"));
    QTRY_COMPARE(title(petrel.window()), words("The first 200 results"));
    petrel.window().places().search(words("Message 29"));
    QTRY_COMPARE(title(petrel.window()), words("11 results"));
}

void PlaceStories::anEmptiedListKeepsTheFocus()
{
    WindowFixture petrel({threeLetters().first()});
    petrel.press(Qt::Key_J);
    QVERIFY(petrel.list().hasFocus());
    QTRY_COMPARE(petrel.shownText(), words("Paid this morning."));
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.subjects().size(), 0);
    QTRY_VERIFY(!petrel.list().isVisible());
    QWidget *focus = petrel.window().focusWidget();
    QVERIFY(focus && petrel.window().list().isAncestorOf(focus));
    QVERIFY(focus != &petrel.searchField());
    QTest::keyClick(focus, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(petrel.subjects().size(), 1);
    QTRY_VERIFY(petrel.list().hasFocus());
}

void PlaceStories::theMenuBarComesAndGoesByKey()
{
    WindowFixture petrel(threeLetters());
    petrel.press(Qt::Key_F10);
    QMenuBar *bar = petrel.window().menuBar();
    QVERIFY(bar->isVisible() && bar->hasFocus());
    QCOMPARE(bar->activeAction(), bar->actions().first()); // what Down and Enter open
    QTest::keyClick(bar, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QVERIFY(petrel.list().hasFocus());

    petrel.press(Qt::Key_F10);
    QTest::keyClick(bar, Qt::Key_F10);
    QVERIFY(!bar->isVisible());
    petrel.press(Qt::Key_F10);
    petrel.choose("list.search");
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(petrel.searchField().hasFocus());
}

void PlaceStories::altLeftLeadsFromTheMessageBackToTheList()
{
    WindowFixture petrel(threeLetters());
    petrel.window().resize(600, 700);
    petrel.press(Qt::Key_J);
    petrel.press(Qt::Key_Return);
    QTRY_VERIFY(!petrel.list().isVisible());
    QTest::keyClick(petrel.window().focusWidget(), Qt::Key_Left, Qt::AltModifier);
    QTRY_VERIFY(petrel.list().isVisible());
}

void PlaceStories::theBarsButtonsStayWhileStatusesCome()
{
    WindowFixture petrel(threeLetters());
    petrel.engine().setOnline(true); // not started: nothing connects
    QTRY_VERIFY(petrel.engine().isOnline());
    engine::AccountStatus stopped;
    stopped.account = petrel.window().folders().accounts().first().id;
    stopped.phase = engine::AccountStatus::Phase::Stopped;
    stopped.error = makeError(ErrorKind::Auth, words("no password is kept")).withServerText({}, "no-secret");
    Q_EMIT petrel.engine().events().accountStatusChanged(stopped);
    auto *bar = petrel.window().findChild<ui::NoticeBar *>(words("accountNotice"));
    QTRY_VERIFY(bar->isVisible());
    const QPointer<QAbstractButton> button = bar->findChildren<QAbstractButton *>().first();
    stopped.pending = 3;
    Q_EMIT petrel.engine().events().accountStatusChanged(stopped);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(button && button->isVisible());
}

void PlaceStories::aStepLeadsToWhatItSays()
{
    WindowFixture petrel(threeLetters());
    const AccountId home = petrel.window().folders().accounts().first().id;
    QSignalSpy editor(&petrel.window(), &ui::MainWindow::accountSettingsWanted);
    QSignalSpy certificate(&petrel.window(), &ui::MainWindow::certificateWanted);
    QSignalSpy storage(&petrel.window(), &ui::MainWindow::storageSettingsWanted);
    auto *status = petrel.window().findChild<ui::StatusDesk *>();
    Q_EMIT status->stepWanted(home, ui::NextStep::ShowCertificate);
    QCOMPARE(certificate.value(0).value(0).value<AccountId>(), home);
    Q_EMIT status->stepWanted(home, ui::NextStep::ChangeSettings);
    QCOMPARE(editor.value(0).value(0).value<AccountId>(), home);
    Q_EMIT status->stepWanted(home, ui::NextStep::ShowStorage);
    QCOMPARE(storage.size(), 1);
    QCOMPARE(editor.size(), 1);

    // Buttons below a text that cannot be shown do what those of the bar do.
    Q_EMIT petrel.window().findChild<ui::ReadingPane *>()->stepWanted(ui::NextStep::CheckStore);
    QCOMPARE(storage.size(), 2);
}

void PlaceStories::quittingClosesComposersAndKeepsWhatWasWritten()
{
    WindowFixture petrel(threeLetters());
    QTRY_VERIFY(petrel.window().findChild<QAction *>(words("message.new"))->isEnabled());
    petrel.choose("message.new");
    QVERIFY(WindowFixture::composer());
    auto *body = WindowFixture::composer()->findChild<QTextEdit *>(words("body"));
    QTest::keyClicks(body, words("Half a thought"));
    QVERIFY(QTest::qWaitForWindowActive(WindowFixture::composer()));
    QTest::keyClick(body, Qt::Key_Q, Qt::ControlModifier); // where the person is, not where the menu is
    QTRY_VERIFY(!WindowFixture::composer());
    QVERIFY(!petrel.window().isVisible());
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Drafts), 1);
}

void PlaceStories::anotherMessageIsBegunFromAComposer()
{
    WindowFixture petrel(threeLetters());
    const auto composers = [] {
        const QWidgetList windows = QApplication::topLevelWidgets();
        return std::count_if(windows.begin(), windows.end(), [](QWidget *window) { return qobject_cast<ui::ComposeWindow *>(window) && window->isVisible(); });
    };
    QTRY_VERIFY(petrel.window().findChild<QAction *>(words("message.new"))->isEnabled());
    petrel.choose("message.new");
    QTRY_COMPARE(composers(), 1);
    QVERIFY(QTest::qWaitForWindowActive(WindowFixture::composer()));
    QTest::keyClick(WindowFixture::composer()->findChild<QTextEdit *>(words("body")), Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(composers(), 2);
}

} // namespace petrel::test
