#include "tests/gui/window/tests.h"
#include "tests/gui/window/window_fixture.h"

#include "ui/common/appearance.h"
#include "ui/common/notice_bar.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/viewer/reading_bar.h"
#include "ui/viewer/reading_pane.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QStackedWidget>

#include <algorithm>

namespace petrel::test {

namespace {

QList<Letter> twoLetters()
{
    return {{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid this morning.")},
            {QStringLiteral("Tove Hagen"), QStringLiteral("Choir"), QStringLiteral("The church is booked.")}};
}

template <class Part>
Part *part(WindowFixture &petrel, const char *name = nullptr)
{
    return petrel.window().findChild<Part *>(name ? QString::fromLatin1(name) : QString());
}

} // namespace

void ShapeStories::aNarrowWindowShowsOnePaneAndBack()
{
    WindowFixture petrel(twoLetters());
    petrel.window().resize(600, 700);
    auto *reader = part<ui::ReadingPane>(petrel);
    QTRY_VERIFY(!reader->isVisible());
    QVERIFY(petrel.list().isVisible());

    petrel.press(Qt::Key_J);
    petrel.press(Qt::Key_Return);
    QTRY_VERIFY(reader->isVisible());
    QVERIFY(!petrel.list().isVisible());
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));

    auto *back = part<QAbstractButton>(petrel, "readingBack");
    QVERIFY(back->isVisible());
    back->click();
    QVERIFY(petrel.list().isVisible());
    QVERIFY(petrel.list().hasFocus());
    QCOMPARE(petrel.selected(), QStringLiteral("Invoice"));
}

void ShapeStories::aMiddlingWindowShowsARailOfFolders()
{
    WindowFixture petrel(twoLetters());
    auto *folders = part<ui::FolderPane>(petrel);
    QVERIFY(!folders->isCollapsed());
    petrel.window().resize(800, 600);
    QTRY_VERIFY(folders->isCollapsed());
    QTRY_COMPARE(folders->width(), ui::sizes().rail);
    const QWidget *mail = petrel.window().centralWidget()->findChild<QStackedWidget *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(mail->width() >= 800 - ui::sizes().rail - 1); // nothing stands empty between them
    QVERIFY(petrel.list().isVisible());
    QVERIFY(part<ui::ReadingPane>(petrel)->isVisible());
    QVERIFY(!part<QAbstractButton>(petrel, "readingBack")->isVisible());
    petrel.window().resize(1200, 760);
    QTRY_VERIFY(!folders->isCollapsed());
}

/** As on a small screen at 200 %. */
void ShapeStories::whatIsShownIsWhollyInTheWindow()
{
    WindowFixture petrel(twoLetters());
    petrel.press(Qt::Key_J);
    for (const int width : {480, 600, 639, 640, 660, 692, 700, 800, 999, 1000, 1024}) {
        petrel.window().resize(width, 600);
        QTRY_COMPARE(petrel.window().width(), width);
        const QList<QWidget *> panes{part<ui::FolderPane>(petrel), part<ui::MessageListPane>(petrel), part<ui::ReadingPane>(petrel)};
        QTRY_VERIFY2(std::ranges::all_of(panes, [&](const QWidget *pane) {
            const int right = pane->mapTo(&petrel.window(), QPoint(pane->width(), 0)).x();
            return !pane->isVisible() || right <= width;
        }), qPrintable(QString::number(width)));
    }
}

void ShapeStories::aWindowOfMiddleWidthKeepsRoomToRead()
{
    WindowFixture petrel(twoLetters());
    auto *folders = part<ui::FolderPane>(petrel);
    petrel.window().resize(1300, 700);
    QTRY_COMPARE(folders->width(), ui::sizes().foldersDefault);
    petrel.window().resize(1024, 700);
    QTRY_COMPARE(folders->width(), 200);
    QVERIFY(part<ui::ReadingPane>(petrel)->width() > 460);
    petrel.window().resize(1300, 700);
    QTRY_COMPARE(folders->width(), ui::sizes().foldersDefault); // as it was before
}

void ShapeStories::foldersOverTheListMoveNothingAndGiveTheFocusBack()
{
    WindowFixture petrel(twoLetters());
    petrel.window().resize(800, 600);
    auto *folders = part<ui::FolderPane>(petrel);
    QTRY_VERIFY(folders->isCollapsed());
    const QRect list(petrel.list().mapTo(&petrel.window(), QPoint()), petrel.list().size());
    Q_EMIT folders->expandWanted();
    QVERIFY(folders->isLifted());
    QVERIFY(folders->tree()->hasFocus());
    QCOMPARE(QRect(petrel.list().mapTo(&petrel.window(), QPoint()), petrel.list().size()), list);
    QTest::keyClick(folders->tree(), Qt::Key_Escape);
    QVERIFY(!folders->isLifted());
    QTRY_VERIFY(petrel.list().hasFocus());

    petrel.window().resize(600, 600);
    QTRY_VERIFY(!folders->isVisible());
    Q_EMIT folders->expandWanted();
    QVERIFY(folders->tree()->isVisible());
    QTest::keyClick(folders->tree(), Qt::Key_Return);
    QVERIFY(!folders->tree()->isVisible());
    QTRY_VERIFY(petrel.list().hasFocus());
}

void ShapeStories::whatWasOpenStaysOpenWhileTheWindowChangesItsShape()
{
    WindowFixture petrel(twoLetters());
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    for (const int width : {800, 600, 500, 1300}) {
        petrel.window().resize(width, 700);
        QTRY_COMPARE(petrel.window().width(), width);
        QCOMPARE(petrel.selected(), QStringLiteral("Invoice"));
    }
    QVERIFY(part<ui::ReadingPane>(petrel)->isVisible());
    QCOMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
}

void ShapeStories::theFocusBeginsInTheListAndGoesRoundThePanes()
{
    WindowFixture petrel(twoLetters());
    QVERIFY(petrel.list().hasFocus());
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    const auto focusIn = [&](const QWidget *pane) {
        const QWidget *focus = petrel.window().focusWidget();
        return focus == pane || pane->isAncestorOf(focus);
    };
    petrel.choose("go.nextPane");
    QVERIFY(focusIn(part<ui::ReadingPane>(petrel)));
    petrel.choose("go.nextPane");
    QVERIFY(focusIn(part<ui::ReadingBar>(petrel)));
    petrel.choose("go.nextPane");
    QVERIFY(focusIn(part<ui::FolderPane>(petrel)));
    petrel.choose("go.nextPane");
    QVERIFY(petrel.list().hasFocus());
    petrel.choose("go.previousPane");
    QVERIFY(focusIn(part<ui::FolderPane>(petrel)));
}

void ShapeStories::tabGoesThroughTheWindowAsItStands()
{
    WindowFixture petrel(twoLetters());
    const QWidget *first = part<QWidget>(petrel, "NewMessage");
    const QStringList wanted{QStringLiteral("NewMessage"), QStringLiteral("CheckMail"),   QStringLiteral("FolderTree"),
                             QStringLiteral("SearchField"), QStringLiteral("MessageList"), QStringLiteral("bar:message.reply"),
                             QStringLiteral("readingMore"), QStringLiteral("mainMenuButton")};
    QStringList met;
    const QWidget *at = first;
    do {
        if (wanted.contains(at->objectName()))
            met.append(at->objectName());
        at = at->nextInFocusChain();
    } while (at != first);
    QCOMPARE(met, wanted);
}

void ShapeStories::everyButtonHasAName()
{
    WindowFixture petrel(twoLetters());
    petrel.press(Qt::Key_J);
    QTRY_COMPARE(petrel.shownText(), QStringLiteral("Paid this morning."));
    const auto buttons = petrel.window().findChildren<QAbstractButton *>();
    QVERIFY(buttons.size() > 10);
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible())
            continue;
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(const_cast<QAbstractButton *>(button));
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(), qPrintable(QStringLiteral("no name: %1 %2 in %3")
            .arg(QLatin1String(button->metaObject()->className()), button->objectName(), QLatin1String(button->parent()->metaObject()->className()))));
    }
}

void ShapeStories::aStoppedAccountGetsABarThatSaysWhatToDo()
{
    WindowFixture petrel(twoLetters());
    auto *bar = part<ui::NoticeBar>(petrel, "accountNotice");
    QVERIFY(!bar->isVisible());
    engine::AccountStatus status;
    status.account = petrel.window().folders().accounts().first().id;
    status.phase = engine::AccountStatus::Phase::Stopped;
    status.error = makeError(ErrorKind::Auth, QStringLiteral("no password is kept")).withServerText({}, "no-secret");
    petrel.engine().setOnline(true); // not started: nothing connects
    QSignalSpy wanted(&petrel.window(), &ui::MainWindow::passwordWanted);
    QTRY_VERIFY(petrel.engine().isOnline());
    Q_EMIT petrel.engine().events().accountStatusChanged(status);
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->text(), QStringLiteral("\u2068Home\u2069 needs its password."));
    const auto buttons = bar->findChildren<QAbstractButton *>();
    QCOMPARE(buttons.first()->text(), QStringLiteral("Enter password"));
    buttons.first()->click();
    QCOMPARE(wanted.size(), 1);
}

} // namespace petrel::test
