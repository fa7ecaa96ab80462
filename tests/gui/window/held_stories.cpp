#include "tests/gui/window/held_stories.h"

#include "tests/gui/window/window_fixture.h"
#include "ui/attention/outbox_page.h"
#include "ui/compose/attachment_strip.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"

#include <QAbstractButton>
#include <QAction>
#include <QScrollBar>
#include <QTextEdit>

namespace petrel::test {

namespace {

QString words(const char *text) { return QString::fromLatin1(text); }

/** A window in which messages are sent that can be taken back for a minute. */
struct Sending
{
    Sending() { petrel.window().compose().setUndoSeconds(60); }

    ui::ComposeWindow *write(const char *subject)
    {
        petrel.window().compose().mailto(words("mailto:tove@petrel.example,lars@petrel.example?cc=bob@petrel.example&body=Thursday&subject=") + words(subject));
        return QTest::qWaitFor([] { return WindowFixture::composer() != nullptr; }) ? WindowFixture::composer() : nullptr;
    }
    void send()
    {
        WindowFixture::send();
        QTRY_VERIFY(!WindowFixture::composer());
    }
    [[nodiscard]] QString offer() { return petrel.snackbar(); }

    WindowFixture petrel{{{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")},
                          {QStringLiteral("Lars Eide"), QStringLiteral("Keys"), QStringLiteral("Here.")}}};
};

QTextEdit *bodyOf(ui::ComposeWindow *composer) { return composer->findChild<QTextEdit *>(words("body")); }

QString fileWith(const QTemporaryDir &directory, const QByteArray &content)
{
    const QString path = directory.filePath(words("plan.txt"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
        qFatal("no file to attach");
    return path;
}

} // namespace

void HeldStories::theComposerComesBackAsItWas()
{
    Sending desk;
    ui::ComposeWindow *composer = desk.write("Ferry");
    QVERIFY(composer);
    composer->findChild<QAbstractButton *>(words("rich"))->click();
    QTextEdit *body = bodyOf(composer);
    for (int line = 0; line < 80; ++line)
        body->append(words("Line %1 of a long letter").arg(line));
    QTextCursor selection = body->textCursor();
    selection.setPosition(300);
    selection.setPosition(320, QTextCursor::KeepAnchor);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    selection.mergeCharFormat(bold);
    body->setTextCursor(selection);
    body->verticalScrollBar()->setValue(40);
    composer->setGeometry(90, 70, 700, 520);
    QTRY_COMPARE(composer->size(), QSize(700, 520));
    const QString html = body->toHtml();
    const QString plain = body->toPlainText();
    const int scrolled = body->verticalScrollBar()->value();
    const QRect place = composer->geometry();

    desk.send();
    desk.petrel.choose("edit.undo");
    QTRY_VERIFY(WindowFixture::composer());
    QCOMPARE(WindowFixture::composer(), composer); // with all it knows, what can be undone in the text too
    QCOMPARE(body->toPlainText(), plain);
    QCOMPARE(body->toHtml(), html);
    QCOMPARE(body->textCursor().anchor(), 300);
    QCOMPARE(body->textCursor().position(), 320);
    QCOMPARE(body->verticalScrollBar()->value(), scrolled);
    QCOMPARE(composer->geometry(), place);
    QCOMPARE(composer->focusWidget(), body);
    QVERIFY(!body->isReadOnly());
    QCOMPARE(composer->presenter().draft().to.size(), 2);
    QCOMPARE(composer->presenter().draft().cc.size(), 1);
    QCOMPARE(desk.petrel.outboxRows(), 0);
}

void HeldStories::whatCameBackGoesOutOnce()
{
    Sending desk;
    ui::ComposeWindow *composer = desk.write("Ferry");
    QVERIFY(composer);
    desk.send();
    desk.petrel.choose("edit.undo");
    QTRY_VERIFY(WindowFixture::composer());
    QVERIFY(composer->presenter().draft().stored);
    const PlacementId draft = *composer->presenter().draft().stored;

    bodyOf(composer)->append(words("On Friday rather."));
    desk.send();
    QCOMPARE(desk.petrel.outboxRows(), 1);
    const auto left = desk.petrel.engine().store().read([&](const store::Reader &reader) { return reader.row(draft); });
    QVERIFY(!left.ok()); // the draft went with the same step
    desk.petrel.choose("edit.undo");
    QTRY_COMPARE(WindowFixture::composer(), composer);
    QTest::keyClick(bodyOf(composer), Qt::Key_Escape);
    QTRY_VERIFY(!WindowFixture::composer());
    QCOMPARE(desk.petrel.outboxRows(), 0);
    desk.petrel.openFolder(FolderRole::Drafts);
    QTRY_COMPARE(desk.petrel.subjects(), QStringList(words("Ferry")));
}

void HeldStories::itsFilesAreStillThere()
{
    Sending desk;
    const QTemporaryDir directory;
    const QString path = fileWith(directory, "the corrected plan");
    ui::ComposeWindow *composer = desk.write("Plan");
    QVERIFY(composer);
    composer->presenter().addFiles({path});
    QTRY_COMPARE(composer->presenter().draft().files.size(), 1);
    composer->presenter().save(); // it is a part of the kept draft, which goes as the message is sent
    QTRY_VERIFY(composer->presenter().draft().stored);
    desk.send();
    QVERIFY(QFile::remove(path));

    desk.petrel.choose("edit.undo");
    QTRY_COMPARE(WindowFixture::composer(), composer);
    QCOMPARE(composer->presenter().draft().files.size(), 1);
    desk.send();
    QCOMPARE(desk.petrel.outboxRows(), 1); // nothing is missing
    const auto queued = desk.petrel.engine().store().read([](const store::Reader &reader) -> Result<QByteArray> {
        return reader.blob(TRY(reader.outbox()).first().raw);
    });
    QVERIFY(queued.ok());
    QVERIFY(queued->contains("plan.txt"));
    QVERIFY(queued->contains("the corrected plan") || queued->contains(QByteArray("the corrected plan").toBase64()));
}

void HeldStories::controlAndZTakesBackWhatWasDoneLast()
{
    Sending desk;
    desk.petrel.press(Qt::Key_J);
    QVERIFY(desk.write("Ferry"));
    desk.send();
    desk.petrel.choose("message.archive");
    QTRY_COMPARE(desk.petrel.subjects(), QStringList(words("Keys")));
    desk.petrel.choose("edit.undo");
    QTRY_COMPARE(desk.petrel.subjects().size(), 2);
    QVERIFY(!WindowFixture::composer());
    desk.petrel.choose("edit.undo");
    QTRY_VERIFY(WindowFixture::composer());
}

void HeldStories::archivingMeanwhileDoesNotTakeTheOfferAway()
{
    Sending desk;
    desk.petrel.press(Qt::Key_J);
    QVERIFY(desk.write("Ferry"));
    desk.send();
    const QPointer<ui::Snackbar> sending = ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome());
    QVERIFY(sending);
    desk.petrel.choose("message.archive");
    QTRY_VERIFY(ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome()) != sending);
    QVERIFY(sending && sending->isVisible());
    QVERIFY(!sending->geometry().intersects(ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome())->geometry()));
    sending->accept();
    QTRY_VERIFY(WindowFixture::composer());
}

void HeldStories::anEarlierOneIsOfferedAfterTheLast()
{
    Sending desk;
    QVERIFY(desk.write("First"));
    desk.send();
    QVERIFY(desk.write("Second"));
    desk.send();
    desk.petrel.choose("edit.undo");
    QTRY_VERIFY(WindowFixture::composer());
    QCOMPARE(WindowFixture::composer()->windowTitle(), words("Second"));
    ui::Snackbar *offer = ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome());
    QVERIFY(offer);
    WindowFixture::composer()->hide();
    offer->accept();
    QTRY_VERIFY(WindowFixture::composer());
    QCOMPARE(WindowFixture::composer()->windowTitle(), words("First"));
    QCOMPARE(desk.petrel.outboxRows(), 0);
}

void HeldStories::whatLeftByAnotherWayIsNotOffered()
{
    Sending desk;
    QVERIFY(desk.write("Ferry"));
    desk.send();
    const OutboxId id = desk.petrel.engine().store().read([](const store::Reader &reader) -> Result<OutboxId> { return TRY(reader.outbox()).first().id; }).value();
    Q_EMIT desk.petrel.window().findChild<ui::OutboxPage *>()->cancelWanted(id, OutboxState::Queued);
    QTRY_VERIFY(desk.offer().contains(words("Drafts")));
    QTRY_VERIFY(!desk.petrel.window().compose().heldMail().canTakeBack());
    QTRY_COMPARE(desk.petrel.window().findChildren<ui::Snackbar *>().size(), 1);
}

} // namespace petrel::test
