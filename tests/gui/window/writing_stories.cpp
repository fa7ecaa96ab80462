#include "tests/gui/window/tests.h"
#include "tests/gui/window/window_fixture.h"

#include "ui/attention/outbox_page.h"
#include "ui/compose/compose_window.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/mainwindow/compose_desk.h"
#include "ui/models/message_list_model.h"

#include <QLabel>
#include <QTextEdit>

#include <condition_variable>
#include <latch>
#include <thread>

namespace petrel::test {

namespace {

QList<Letter> oneLetter()
{
    return {{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid this morning.")}};
}

/** Selects the letter and opens a reply. */
ui::ComposeWindow *replyTo(WindowFixture &petrel, const QString &shown)
{
    petrel.press(Qt::Key_J);
    if (!QTest::qWaitFor([&] { return petrel.shownText() == shown; }))
        return nullptr;
    petrel.choose("message.reply");
    return WindowFixture::composer();
}

QTextEdit *bodyOf(ui::ComposeWindow *composer) { return composer->findChild<QTextEdit *>(QStringLiteral("body")); }

/** Answers the letter and sends the answer, which can be taken back for so long; it waits in the outbox then. */
void sendReply(WindowFixture &petrel, int undoSeconds, const QString &words)
{
    petrel.window().compose().setUndoSeconds(undoSeconds);
    ui::ComposeWindow *composer = replyTo(petrel, QStringLiteral("Paid this morning."));
    QVERIFY(composer);
    QTest::keyClicks(bodyOf(composer), words);
    WindowFixture::send();
    QTRY_VERIFY(!WindowFixture::composer());
    QCOMPARE(petrel.outboxRows(), 1);
}

} // namespace

void WritingStories::aReplyIsInTheOutboxBeforeTheComposerClosesAndShowsThereWhileOffline()
{
    WindowFixture petrel(oneLetter());
    petrel.window().compose().setUndoSeconds(0);
    ui::ComposeWindow *composer = replyTo(petrel, QStringLiteral("Paid this morning."));
    QVERIFY(composer);
    QVERIFY(bodyOf(composer)->toPlainText().contains(QStringLiteral("> Paid this morning.")));
    QTest::keyClicks(bodyOf(composer), QStringLiteral("Thank you."));

    int waitingAtClose = -1;
    QObject::connect(composer, &QObject::destroyed, &petrel.window(), [&] { waitingAtClose = petrel.outboxRows(); });
    WindowFixture::send();
    QTRY_COMPARE(waitingAtClose, 1);

    QTRY_COMPARE(petrel.counter(ui::FolderEntry::Outbox), 1);
    petrel.window().findChild<ui::FolderPane *>()->choose(petrel.window().folders().indexOf(ui::FolderEntry::Outbox));
    auto *outbox = petrel.window().findChild<ui::OutboxPage *>();
    QVERIFY(outbox->isVisible());
}

void WritingStories::undoTakesASentReplyBackIntoAComposer()
{
    WindowFixture petrel(oneLetter());
    sendReply(petrel, 60, QStringLiteral("Too fast."));

    ui::Snackbar *sending = petrel.window().findChild<ui::Snackbar *>();
    QVERIFY(sending);
    QVERIFY2(petrel.snackbar().contains(QStringLiteral("when you are online")), qPrintable(petrel.snackbar()));
    sending->accept();
    QTRY_VERIFY(WindowFixture::composer());
    QVERIFY(bodyOf(WindowFixture::composer())->toPlainText().startsWith(QStringLiteral("Too fast.")));
    QCOMPARE(petrel.outboxRows(), 0);
}

void WritingStories::whatWasTakenBackIsADraftThatStays()
{
    WindowFixture petrel(oneLetter());
    sendReply(petrel, 60, QStringLiteral("Too fast."));
    petrel.window().findChild<ui::Snackbar *>()->accept();
    QTRY_VERIFY(WindowFixture::composer());
    QTest::keyClick(bodyOf(WindowFixture::composer()), Qt::Key_Escape);
    QTRY_VERIFY(!WindowFixture::composer());
    petrel.openFolder(FolderRole::Drafts);
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Re: Invoice")));
    QCOMPARE(petrel.outboxRows(), 0);

    // A double click is faster than the reader.
    const QPoint row = petrel.list().visualRect(petrel.list().messages()->index(0)).center();
    QTest::mouseClick(petrel.list().viewport(), Qt::LeftButton, {}, row);
    QTest::mouseDClick(petrel.list().viewport(), Qt::LeftButton, {}, row);
    QTRY_VERIFY(WindowFixture::composer());
    QVERIFY(bodyOf(WindowFixture::composer())->toPlainText().startsWith(QStringLiteral("Too fast.")));
}

void WritingStories::cancelInTheOutboxKeepsADraftAndCanBeUndone()
{
    WindowFixture petrel(oneLetter());
    sendReply(petrel, 0, QStringLiteral("Thank you."));
    const OutboxId id = petrel.engine().store().read([](const store::Reader &reader) -> Result<OutboxId> {
        return TRY(reader.outbox()).first().id;
    }).value();

    Q_EMIT petrel.window().findChild<ui::OutboxPage *>()->cancelWanted(id, OutboxState::Queued);
    QTRY_COMPARE(petrel.outboxRows(), 0);
    petrel.openFolder(FolderRole::Drafts);
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Re: Invoice")));

    QTRY_VERIFY(petrel.window().findChild<ui::Snackbar *>());
    petrel.window().findChild<ui::Snackbar *>()->accept();
    QTRY_COMPARE(petrel.outboxRows(), 1);
    QTRY_COMPARE(petrel.subjects(), QStringList());
}

void WritingStories::aDraftIsOpenInOneWindowOnly()
{
    WindowFixture petrel(oneLetter());
    petrel.window().compose().newMessage();
    QTest::keyClicks(WindowFixture::composer()->findChild<QLineEdit *>(QStringLiteral("subject")), QStringLiteral("Half a thought"));
    WindowFixture::composer()->presenter().save();
    QTRY_VERIFY(WindowFixture::composer()->presenter().draft().stored);
    const PlacementId draft = *WindowFixture::composer()->presenter().draft().stored;
    const auto composers = [] {
        const QWidgetList windows = QApplication::topLevelWidgets();
        return std::count_if(windows.cbegin(), windows.cend(), [](QWidget *one) { return qobject_cast<ui::ComposeWindow *>(one) != nullptr; });
    };
    bool read = false;
    petrel.window().compose().openDraft(draft);
    const engine::Ticket after = petrel.engine().openMessage(draft, engine::Engine::Extent::Whole, &petrel.window(), [&](const Result<mime::MessageContent> &) { read = true; });
    QTRY_VERIFY(read); // the desk asked first and was answered first
    QCOMPARE(composers(), 1);
}

void WritingStories::aMailLinkThatComesBeforeTheAccountsAreKnownWaits()
{
    WindowFixture petrel(oneLetter());
    ui::ComposeDesk desk(petrel.engine(), petrel.access(), petrel.window(), &petrel.window());
    desk.mailto(QStringLiteral("mailto:tove@petrel.example"));
    QVERIFY(!WindowFixture::composer());
    QTRY_VERIFY(WindowFixture::composer());
    QCOMPARE(WindowFixture::composer()->presenter().draft().to.value(0).email, QStringLiteral("tove@petrel.example"));
    delete WindowFixture::composer();
}

void WritingStories::aDraftThatCannotBeReadIsToldOf()
{
    WindowFixture petrel(oneLetter());
    QSignalSpy told(&petrel.window().compose(), &ui::ComposeDesk::told);
    petrel.window().compose().openDraft(PlacementId(99));
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(!WindowFixture::composer());
}

void WritingStories::escapeKeepsWhatWasWrittenAsADraft()
{
    WindowFixture petrel(oneLetter());
    QTRY_VERIFY(petrel.window().findChild<QAction *>(QStringLiteral("message.new"))->isEnabled());
    petrel.choose("message.new");
    ui::ComposeWindow *composer = WindowFixture::composer();
    QVERIFY(composer);
    QTest::keyClicks(composer->findChild<QLineEdit *>(QStringLiteral("subject")), QStringLiteral("Half a thought"));
    QTest::keyClick(bodyOf(composer), Qt::Key_Escape);
    QTRY_VERIFY(!WindowFixture::composer());
    petrel.openFolder(FolderRole::Drafts);
    QTRY_COMPARE(petrel.subjects(), QStringList(QStringLiteral("Half a thought")));
    QCOMPARE(petrel.outboxRows(), 0);
}

void WritingStories::aMailLinkOpensAComposerWithItsAddress()
{
    WindowFixture petrel(oneLetter());
    petrel.window().compose().mailto(QStringLiteral("mailto:tove@petrel.example?subject=Choir&body=See%20you"));
    ui::ComposeWindow *composer = WindowFixture::composer();
    QVERIFY(composer);
    QCOMPARE(composer->presenter().draft().to.value(0).email, QStringLiteral("tove@petrel.example"));
    QCOMPARE(composer->findChild<QLineEdit *>(QStringLiteral("subject"))->text(), QStringLiteral("Choir"));
}

void WritingStories::withoutAnAccountNothingCanBeWritten()
{
    WindowFixture petrel;
    QTRY_COMPARE(petrel.window().findChild<QLabel *>(QStringLiteral("ListTitle"))->text(), QStringLiteral("Petrel"));
    QVERIFY(!petrel.window().findChild<QAction *>(QStringLiteral("message.new"))->isEnabled());
    petrel.window().compose().newMessage();
    QVERIFY(!WindowFixture::composer());
}

void WritingStories::aDiskThatDoesNotAnswerHoldsUpNeitherOtherFilesNorTheEnd()
{
    const auto disk = std::make_shared<std::latch>(1);
    const auto read = [disk](const QStringList &paths, std::int64_t, const StopToken &) {
        if (paths.first() == QStringLiteral("stalled"))
            disk->wait();
        return ui::FilesRead{{}, paths, {}};
    };
    WindowFixture petrel;
    std::atomic waitedFor = false;
    const std::jthread rescue([&waitedFor, disk](const StopToken &stop) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any never;
        (void)never.wait_for(lock, stop, std::chrono::seconds(10), [] { return false; });
        waitedFor = !stop.stop_requested();
        disk->count_down();
    });
    {
        ui::EngineMailOut out(petrel.engine(), read);
        QObject person;
        QStringList answered;
        const auto take = [&](const ui::FilesRead &files) { answered += files.unreadable; };
        out.readFiles({QStringLiteral("stalled")}, 1, &person, take);
        out.readFiles({QStringLiteral("other")}, 1, &person, take);
        QTRY_COMPARE(answered, QStringList(QStringLiteral("other")));
    }
    QVERIFY(!waitedFor);
}

} // namespace petrel::test
