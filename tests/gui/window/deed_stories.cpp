#include "tests/gui/support/answering_seams.h"
#include "tests/gui/window/deed_stories.h"
#include "tests/gui/window/memory_window.h"
#include "tests/gui/window/window_fixture.h"

#include "ui/folderpane/folder_tree_view.h"
#include "ui/mainwindow/deletion_words.h"
#include "ui/mainwindow/reading_desk.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/message_properties.h"
#include "ui/viewer/reading_pane.h"
#include "ui/viewer/reading_presenter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QMenu>

namespace petrel::test {

namespace {

QString words(const char *text) { return QString::fromLatin1(text); }

QList<Letter> threeLetters()
{
    return {{words("Priya Raman"), words("Invoice"), words("Paid this morning.")},
            {words("Tove Hagen"), words("Choir"), words("The church is booked.")},
            {words("Lars Eide"), words("Boat"), words("Bring gloves."), false}};
}

ui::Snackbar *shownSnackbar(WindowFixture &petrel) { return ui::Snackbar::shownIn(&petrel.window().snackbarHome()); }

/** Selects the first letter and waits until keys may act on it. */
void selectFirst(WindowFixture &petrel)
{
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), words("Paid this morning."));
}

/** Selects all letters and waits until keys may act on them. */
void selectAll(WindowFixture &petrel)
{
    petrel.press(Qt::Key_A, Qt::ControlModifier);
    const auto *presenter = petrel.window().findChild<ui::ReadingPresenter *>();
    QTRY_COMPARE(presenter->mode(), ui::ReadingMode::Several);
}

void clickUndo(WindowFixture &petrel)
{
    for (QAbstractButton *button : shownSnackbar(petrel)->findChildren<QAbstractButton *>()) {
        if (button->text() == words("Undo"))
            return button->click();
    }
    QFAIL("the snackbar offers no Undo");
}

} // namespace

void DeedStories::theSnackbarTakesBackItsOwnDeed()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.snackbar(), words("Deleted 1 message"));
    QTRY_COMPARE(petrel.shownText(), words("The church is booked."));
    petrel.press(Qt::Key_F);
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Flagged), 1);

    clickUndo(petrel);
    QTRY_COMPARE(petrel.subjects().value(0), words("Invoice"));
    QCOMPARE(petrel.counter(ui::FolderEntry::Flagged), 1);
}

void DeedStories::undoTakesDeedsBackOneAfterTheOther()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.shownText(), words("The church is booked."));
    petrel.press(Qt::Key_F);
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Flagged), 1);

    petrel.choose("edit.undo");
    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Flagged), 0);
    QCOMPARE(petrel.subjects().size(), 2);
    petrel.choose("edit.undo");
    QTRY_COMPARE(petrel.subjects().value(0), words("Invoice"));
    QVERIFY(!petrel.window().findChild<QAction *>(words("edit.undo"))->isEnabled());
}

void DeedStories::theUndoIsInSightWhereOnlyTheMessageIs()
{
    WindowFixture petrel(threeLetters());
    petrel.window().resize(600, 700);
    selectFirst(petrel);
    petrel.press(Qt::Key_Return);
    auto *reader = petrel.window().findChild<ui::ReadingPane *>();
    QTRY_VERIFY(reader->isVisible());
    petrel.choose("message.delete");
    QTRY_VERIFY(shownSnackbar(petrel));
    QVERIFY(shownSnackbar(petrel)->isVisible());
}

void DeedStories::severalInJunkGoBackToTheInbox()
{
    WindowFixture petrel(threeLetters());
    selectAll(petrel);
    petrel.choose("message.junk");
    QTRY_COMPARE(petrel.subjects(), QStringList());
    QTRY_COMPARE(petrel.snackbar(), words("Moved 3 messages to Junk"));

    QTRY_VERIFY(petrel.window().folders().foldersOf(petrel.window().folders().accounts().first().id).size() > 5);
    petrel.openFolder(FolderRole::Junk);
    QTRY_COMPARE(petrel.subjects().size(), 3);
    selectAll(petrel);
    petrel.choose("message.junk");
    QTRY_COMPARE(petrel.snackbar(), words("Moved 3 messages back to the inbox"));
    petrel.openFolder(FolderRole::Inbox);
    QTRY_COMPARE(petrel.subjects().size(), 3);
}

void DeedStories::oneUnreadAmongThemMakesAllReadThenAllUnread()
{
    WindowFixture petrel(threeLetters());
    QCOMPARE(petrel.counter(), 2);
    selectAll(petrel);
    petrel.press(Qt::Key_U);
    QTRY_COMPARE(petrel.counter(), 0);
    petrel.press(Qt::Key_U);
    QTRY_COMPARE(petrel.counter(), 3);
}

void DeedStories::aDeedThatCannotBeRecordedIsToldToWhoAsked()
{
    WindowFixture petrel(threeLetters());
    QSignalSpy toAll(&petrel.engine().events(), &engine::EngineEvents::wishFailed);
    std::optional<Status> told;
    petrel.engine().act({petrel.list().messages()->placementAt(0)}, engine::MessageAction::Move, FolderId(4711), &petrel.window(),
                        [&](const Status &recorded) { told = recorded; });
    QTRY_VERIFY(told);
    QVERIFY(!told->ok());
    QCOMPARE(toAll.size(), 0);
    petrel.engine().act({petrel.list().messages()->placementAt(0)}, engine::MessageAction::Move, FolderId(4711));
    QTRY_COMPARE(toAll.size(), 1);
    QTRY_VERIFY(!petrel.snackbar().isEmpty()); // nobody waits for it: the window tells
}

void DeedStories::foldersOfOtherAccountsAreOffered_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("told");
    QTest::addColumn<int>("left");
    QTest::newRow("move") << words("message.move") << QStringLiteral(u"Moved 1 message to \u2068Archive\u2069 in \u2068Boat club\u2069") << 2;
    QTest::newRow("copy") << words("message.copy") << QStringLiteral(u"Copied 1 message to \u2068Archive\u2069 in \u2068Boat club\u2069") << 3;
}

void DeedStories::foldersOfOtherAccountsAreOffered()
{
    QFETCH(QString, action);
    QFETCH(QString, told);
    QFETCH(int, left);
    WindowFixture petrel(threeLetters());
    const auto added = petrel.engine().store().write(u"test", [](store::WriteTransaction &tx) -> Status {
        Account boat;
        boat.name = words("Boat club");
        boat.incomingKind = IncomingKind::Pop3;
        return tx.folders().ensureLocalFolders(TRY(tx.accounts().insert(boat)));
    });
    QVERIFY(added.ok());
    QTRY_COMPARE(petrel.window().folders().accounts().size(), 2);
    selectFirst(petrel);
    petrel.choose(action.toLatin1().constData());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QAction *archive = nullptr;
    for (QAction *one : menu->actions())
        archive = one->text() == words("Archive in Boat club") ? one : archive;
    QVERIFY(archive);
    archive->trigger();
    menu->close();
    QTRY_COMPARE(petrel.snackbar(), told);
    QTRY_COMPARE(petrel.subjects().size(), left);
    store::SearchRequest there;
    there.text = words("Invoice in:archive");
    const auto found = petrel.engine().store().read([&](const store::Reader &reader) { return reader.search(there); });
    QCOMPARE(found->size(), 1);
}

void DeedStories::deleteInTrashAsksFirst()
{
    WindowFixture petrel(threeLetters());
    selectFirst(petrel);
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.snackbar(), words("Deleted 1 message"));
    QTRY_COMPARE(petrel.shownText(), words("The church is booked."));
    petrel.openFolder(FolderRole::Trash);
    QTRY_COMPARE(petrel.subjects(), QStringList{words("Invoice")});

    AnsweringSeams seams(1); // Keep
    selectFirst(petrel);
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(seams.asked.size(), 1);
    QVERIFY(seams.question().dangerous);
    QCOMPARE(petrel.subjects(), QStringList{words("Invoice")});
    seams.answer = 0;
    petrel.press(Qt::Key_Delete);
    QTRY_COMPARE(petrel.subjects(), QStringList());
    petrel.choose("edit.undo"); // the last chance
    QTRY_COMPARE(petrel.subjects(), QStringList{words("Invoice")});
}

void DeedStories::everythingInALongListIsSelectedAtOnce()
{
    constexpr int kMany = 100'000;
    MemoryWindow petrel(kMany);
    auto *presenter = petrel.window().findChild<ui::ReadingPresenter *>();
    QElapsedTimer clock;
    clock.start();
    QTest::keyClick(&petrel.list(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(presenter->mode(), ui::ReadingMode::Several);
    QTest::keyClick(&petrel.list(), Qt::Key_F);
    // Milliseconds on this machine; a search through the list for each row would take many seconds.
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
}

void DeedStories::aMessageOpensBeforeItsRowIsLoaded()
{
    MemoryWindow petrel(10'000);
    auto *presenter = petrel.window().findChild<ui::ReadingPresenter *>();
    QTest::keyClick(&petrel.list(), Qt::Key_J);
    QTRY_COMPARE(presenter->current(), MemoryWindow::id(1));

    petrel.source.hold();
    QTest::keyClick(&petrel.list(), Qt::Key_End);
    QTRY_COMPARE(presenter->current(), MemoryWindow::id(10'000)); // what keys act on is what is shown
    QVERIFY(!petrel.list().messages()->loadedRow(MemoryWindow::id(10'000)));
    petrel.source.releaseAll();
    QVERIFY(petrel.list().messages()->loadedRow(MemoryWindow::id(10'000)));
}

void DeedStories::deletingForGoodSaysWhatBecomesOfTheServersCopy_data()
{
    using Rule = Pop3ServerCopy::Rule;
    QTest::addColumn<QList<Account>>("owners");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFinal");
    const auto pop = [](Rule rule) {
        Account account;
        account.incomingKind = IncomingKind::Pop3;
        account.pop3ServerCopy.rule = rule;
        return account;
    };
    QTest::newRow("IMAP") << QList<Account>{Account()} << words("from this computer and from the server") << true;
    QTest::newRow("never") << QList<Account>{pop(Rule::Keep)} << words("from this computer.") << false;
    QTest::newRow("with ours") << QList<Account>{pop(Rule::DeleteWithLocal)} << words("and from the server") << true;
    QTest::newRow("after fetching") << QList<Account>{pop(Rule::DeleteAfterDownload)} << words("On the server this changes nothing") << true;
    QTest::newRow("several") << QList<Account>{Account(), pop(Rule::Keep)} << words("where the account keeps mail there") << true;
    QTest::newRow("nobody knows") << QList<Account>() << words("where the account keeps mail there") << true;
}

void DeedStories::deletingForGoodSaysWhatBecomesOfTheServersCopy()
{
    QFETCH(QList<Account>, owners);
    QFETCH(QString, text);
    QFETCH(bool, isFinal);
    const ui::DeletionWords told = ui::deletionWords(2, owners);
    QVERIFY2(told.text.startsWith(words("2 messages")) && told.text.contains(text), qPrintable(told.text));
    QCOMPARE(told.meaning.contains(words("no way back")), isFinal);
    QVERIFY(!told.meaning.contains(words("only the header")));
}

void DeedStories::deletingForGoodSaysThatTheServerKeepsWhatWasNeverFetched()
{
    Account account;
    account.incomingKind = IncomingKind::Pop3;
    account.pop3ServerCopy.rule = Pop3ServerCopy::Rule::DeleteWithLocal;
    account.pop3ServerCopy.headerOnlyAbove = 1'000'000;
    QVERIFY(ui::deletionWords(1, {account}, true).meaning.contains(words("never fetched whole stays on the server")));
    QVERIFY(!ui::deletionWords(1, {account}).meaning.contains(words("stays on the server"))); // those at hand are whole
}

void DeedStories::propertiesOpenForTheMessageUnlessTheTreeHasTheFocus()
{
    WindowFixture petrel({Letter{words("Priya Raman"), words("Invoice"), words("Due on Friday.")}});
    petrel.press(Qt::Key_J);
    QTRY_VERIFY(petrel.window().reading().shownRow().id);
    QTest::keyClick(&petrel.list(), Qt::Key_Return, Qt::AltModifier);
    QTRY_VERIFY(petrel.window().findChild<ui::MessageProperties *>());
    auto *properties = petrel.window().findChild<ui::MessageProperties *>();
    QTRY_VERIFY(properties->isVisible());
    QVERIFY(properties->findChild<QLabel *>(words("name"))->text().contains(words("Invoice")));
    QVERIFY(properties->findChild<QLabel *>(words("serverCopy"))->text().startsWith(words("On the server")));
    properties->close();

    auto *tree = petrel.window().findChild<ui::FolderTreeView *>();
    petrel.window().activateWindow();
    tree->setFocus();
    tree->setCurrentIndex(petrel.window().folders().indexOf(petrel.window().reading().shownRow().folder));
    QTest::keyClick(tree, Qt::Key_Return, Qt::AltModifier);
    QTRY_VERIFY(petrel.window().findChild<QWidget *>(words("folderWindow")));
    QVERIFY(!petrel.window().findChild<ui::MessageProperties *>() || !petrel.window().findChild<ui::MessageProperties *>()->isVisible());
}

void DeedStories::textThatWasNotHereComesWhenItsServerAnswers()
{
    Letter headerOnly{words("Priya Raman"), words("Invoice"), {}};
    headerOnly.bodyIsHere = false;
    WindowFixture petrel({headerOnly});
    auto *presenter = petrel.window().findChild<ui::ReadingPresenter *>();
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(presenter->mode(), ui::ReadingMode::NotHere);

    int attempts = 0;
    QObject::connect(presenter, &ui::ReadingPresenter::changed, &petrel.window(), [&] { attempts += presenter->mode() == ui::ReadingMode::Loading ? 1 : 0; });
    engine::AccountStatus status;
    status.account = petrel.window().folders().accounts().first().id;
    status.phase = engine::AccountStatus::Phase::UpToDate;
    Q_EMIT petrel.engine().events().accountStatusChanged(status); // nothing new was reached
    QCOMPARE(attempts, 0);
    status.lastSuccess = QDateTime::currentSecsSinceEpoch() + 60;
    Q_EMIT petrel.engine().events().accountStatusChanged(status);
    QCOMPARE(attempts, 1);
}

} // namespace petrel::test
