#include "tests/gui/window/leaving_stories.h"

#include "core/base/clock.h"
#include "core/store/sqlite/database.h"
#include "tests/gui/support/answering_seams.h"
#include "tests/gui/window/window_fixture.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/notice_bar.h"
#include "ui/compose/address_chip.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"

#include <QTextEdit>

namespace petrel::test {

namespace {

enum Answer { SendFirst = 0, Draft = 1, Stay = 2 };

/** A window with a message that was sent in it and is held for a minute, and a person who answers what is asked. */
struct Held
{
    explicit Held(int answer, bool online = false)
        : person(answer), petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}}, online)
    {
        person.later = true;
        send(60);
    }
    void send(int undoSeconds)
    {
        petrel.window().compose().setUndoSeconds(undoSeconds);
        petrel.window().compose().mailto(QStringLiteral("mailto:tove@petrel.example?subject=Ferry&body=Thursday"));
        QTRY_VERIFY(WindowFixture::composer());
        WindowFixture::send();
        QTRY_VERIFY(!WindowFixture::composer());
    }
    [[nodiscard]] bool close() { return petrel.window().close(); }
    [[nodiscard]] bool isOpen() { return petrel.window().isVisible(); }
    [[nodiscard]] OutboxItem message()
    {
        return petrel.engine().store().read([](const store::Reader &reader) { return reader.outbox(); }).value().value(0);
    }
    /** What the sending worker records. */
    void record(const std::function<Status(store::WriteTransaction &)> &work)
    {
        const auto recorded = petrel.engine().store().write(u"test", work);
        QVERIFY2(recorded.ok(), recorded.ok() ? "" : qPrintable(describe(recorded.error())));
    }
    void reachesTheFinalDot()
    {
        record([id = message().id](store::WriteTransaction &tx) { return tx.outbox().sending(id); });
    }
    void isTaken()
    {
        record([item = message()](store::WriteTransaction &tx) { return tx.outbox().sent(item.id, item.recipients); });
    }

    AnsweringSeams person;
    WindowFixture petrel;
};

/** An hour later. */
class LaterClock final : public Clock
{
public:
    LaterClock() : m_former(Clock::replace(this)) {}
    ~LaterClock() override { Clock::replace(m_former); }
    LaterClock(const LaterClock &) = delete;
    LaterClock &operator=(const LaterClock &) = delete;
    [[nodiscard]] QDateTime wall() const override { return Clock::wall().addSecs(3600); }

private:
    const Clock *m_former;
};

} // namespace

void LeavingStories::quittingWhileAMessageIsHeldAsksOnce_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<int>("inOutbox");
    QTest::newRow("quit and send later") << 0 << true << 1;
    QTest::newRow("keep as draft") << 1 << true << 0;
    QTest::newRow("stay") << 2 << false << 1;
}

void LeavingStories::quittingWhileAMessageIsHeldAsksOnce()
{
    QFETCH(int, answer);
    QFETCH(bool, closes);
    Held desk(answer);
    QVERIFY(!desk.close());
    QCOMPARE(desk.person.asked.size(), 1);
    QVERIFY(desk.person.question().text.contains(QStringLiteral("Ferry")));
    QVERIFY(desk.person.question().meaning.contains(QStringLiteral("offline")));
    QTRY_COMPARE(desk.isOpen(), !closes);
    QTEST(desk.petrel.outboxRows(), "inOutbox");
    QCOMPARE(desk.person.asked.size(), 1);
}

void LeavingStories::atTheEndOfTheSessionNobodyIsAsked()
{
    Held desk(Stay);
    desk.petrel.window().quitUnasked();
    QVERIFY(!desk.isOpen());
    QVERIFY(desk.person.asked.isEmpty());
    QCOMPARE(desk.petrel.outboxRows(), 1); // it goes out at the next start
}

void LeavingStories::whatWasTakenBackIsNotAskedAbout()
{
    Held desk(Stay);
    ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome())->accept();
    QTRY_VERIFY(WindowFixture::composer());
    QTest::keyClick(WindowFixture::composer(), Qt::Key_Escape);
    QTRY_VERIFY(!WindowFixture::composer());
    QVERIFY(desk.close());
    QVERIFY(desk.person.asked.isEmpty());
}

/** Nobody answers: the window stays and says so; with the server's word it closes and waits for nothing more. */
void LeavingStories::sendingFirstClosesWithTheServersWord()
{
    Held desk(SendFirst, true);
    QVERIFY(!desk.close());
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("then Petrel closes")));
    QVERIFY(desk.isOpen());
    QVERIFY(desk.person.question().answers.first().startsWith(QStringLiteral("Send now")));
    auto *patience = desk.petrel.window().findChild<QTimer *>(QStringLiteral("patience"));
    QVERIFY(patience->isActive());
    desk.reachesTheFinalDot();
    desk.isTaken();
    QTRY_VERIFY(!desk.isOpen());
    QVERIFY2(!patience->isActive(), "it would say that the server has not taken it");
    QCOMPARE(desk.person.asked.size(), 1);
}

/** Nobody waits twenty seconds for a server that is known to be down, nor is the wish to quit forgotten. */
void LeavingStories::aServerThatTakesNothingIsNotWaitedFor()
{
    Held desk(SendFirst, true);
    QVERIFY(!desk.close());
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("then Petrel closes")));
    engine::AccountStatus status;
    status.account = desk.message().account;
    status.sendingFails = true;
    QTRY_COMPARE(desk.petrel.window().compose().departures().all().value(0).account, status.account);
    Q_EMIT desk.petrel.engine().events().accountStatusChanged(status);
    QTRY_VERIFY(!desk.isOpen());
    QCOMPARE(desk.person.asked.size(), 2);
    QVERIFY(desk.person.question().meaning.contains(QStringLiteral("takes nothing")));
    QVERIFY(desk.person.question().answers.first().contains(QStringLiteral("send later")));
    QCOMPARE(desk.petrel.outboxRows(), 1);
}

void LeavingStories::theNextMessageIsAskedAboutThoughTheLastWasLetGo()
{
    Held desk(0);
    QVERIFY(!desk.close());
    QTRY_VERIFY(!desk.isOpen());
    desk.petrel.window().show();
    QVERIFY2(desk.close(), "it was answered");
    desk.petrel.window().show();
    desk.send(60);
    QVERIFY(!desk.close());
    QCOMPARE(desk.person.asked.size(), 2);
    QVERIFY(desk.person.question().text.contains(QStringLiteral("Ferry"))); // one: the other was let go
}

void LeavingStories::aLongUploadIsAskedAboutHoweverLongItTakes()
{
    Held desk(Stay);
    const LaterClock anHour;
    QVERIFY(!desk.close());
    desk.reachesTheFinalDot();
    QTRY_COMPARE(desk.petrel.window().compose().departures().all().value(0).state, OutboxState::Sending);
    QVERIFY(!desk.close());
}

void LeavingStories::whatTheServerHasInHandIsWaitedForByWhoKeepsItAsADraft()
{
    Held desk(Draft);
    desk.reachesTheFinalDot();
    QVERIFY(!desk.close());
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("in hand")));
    QVERIFY(desk.isOpen());
    desk.isTaken();
    QTRY_VERIFY(!desk.isOpen());
}

void LeavingStories::whatIsRefusedMeanwhileKeepsTheWindowOpenAndIsTold()
{
    Held desk(SendFirst, true);
    QVERIFY(!desk.close());
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("then Petrel closes")));
    desk.record([id = desk.message().id](store::WriteTransaction &tx) { return tx.outbox().refused(id, QStringLiteral("no"), "550 no", {}); });
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("has not gone out")));
    QVERIFY(desk.isOpen());
    QVERIFY2(desk.close(), "it is told, and stays in the Outbox");
}

void LeavingStories::whatBecameUncertainMeanwhileIsLeftAsItIs_data()
{
    QTest::addColumn<int>("answer");
    QTest::newRow("send now and quit") << int(SendFirst);
    QTest::newRow("keep as draft and quit") << int(Draft);
}

/** The connection was lost at the dot while the question stood: the answer was given to another question. */
void LeavingStories::whatBecameUncertainMeanwhileIsLeftAsItIs()
{
    QFETCH(int, answer);
    Held desk(answer, true);
    QVERIFY(!desk.close());
    desk.reachesTheFinalDot();
    desk.record([id = desk.message().id](store::WriteTransaction &tx) { return tx.outbox().uncertain(id, QStringLiteral("lost")); });
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("Nobody knows")));
    QVERIFY(desk.isOpen());
    QCOMPARE(desk.message().state, OutboxState::Uncertain);
}

void LeavingStories::aCardThatWasPaintedBeforeItBecameUncertainAsksBeforeItSendsAgain()
{
    Held desk(1);
    desk.reachesTheFinalDot();
    desk.record([id = desk.message().id](store::WriteTransaction &tx) { return tx.outbox().uncertain(id, QStringLiteral("lost")); });
    auto *page = desk.petrel.window().findChild<ui::OutboxPage *>();
    Q_EMIT page->retryWanted(desk.message().id, OutboxState::Queued);
    QTRY_COMPARE(desk.person.titles(), QStringList(QStringLiteral("Send it again?")));
    QCOMPARE(desk.message().state, OutboxState::Uncertain); // "Do not send"
    desk.person.answer = 0;
    Q_EMIT page->retryWanted(desk.message().id, OutboxState::Queued);
    QTRY_COMPARE(desk.message().state, OutboxState::Queued);
}

void LeavingStories::whatWasRefusedOpensWithTheReasonAndTheAddressMarked()
{
    Held desk(Stay);
    const OutboxItem item = desk.message();
    desk.record([&](store::WriteTransaction &tx) {
        QList<OutboxRecipient> recipients = item.recipients;
        recipients.first().state = RecipientState::Refused;
        recipients.first().reply = "550 5.1.1 no such user";
        return tx.outbox().refused(item.id, QStringLiteral("refused: every recipient"), {}, recipients);
    });
    Q_EMIT desk.petrel.window().findChild<ui::OutboxPage *>()->editWanted(item.id, OutboxState::Refused);
    QTRY_VERIFY(WindowFixture::composer());
    auto *bar = WindowFixture::composer()->findChild<ui::NoticeBar *>(QStringLiteral("safetyBar"));
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->text(), QStringLiteral("This message was not sent."));
    QVERIFY2(bar->detail().contains(QStringLiteral("no mailbox with this address")) && bar->detail().contains(QStringLiteral("no such user")), qPrintable(bar->detail()));
    const auto *chip = WindowFixture::composer()->findChild<ui::AddressChip *>();
    QVERIFY(chip && chip->accessibleDescription().contains(QStringLiteral("no mailbox")));
    QVERIFY(chip->recipient().isValid()); // whoever knows better sends it again
    WindowFixture::send();
    QTRY_VERIFY(!WindowFixture::composer());
    QCOMPARE(desk.petrel.outboxRows(), 1);
}

void LeavingStories::anUndoThatFailsSaysThatTheMessageGoesOutAndCanBeTriedAgain()
{
    Held desk(Stay);
    desk.record([](store::WriteTransaction &tx) {
        return tx.database().run("CREATE TEMP TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END");
    });
    ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome())->accept();
    QTRY_VERIFY2(desk.petrel.snackbar().contains(QStringLiteral("will still be sent")), qPrintable(desk.petrel.snackbar()));
    QVERIFY(!desk.close()); // it is asked about all the same
    desk.record([](store::WriteTransaction &tx) { return tx.database().run("DROP TRIGGER full"); });
    ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome())->accept();
    QTRY_VERIFY(WindowFixture::composer());
    QCOMPARE(desk.petrel.outboxRows(), 0);
}

void LeavingStories::anUndoThatCameTooLateIsNoUndo()
{
    Held desk(Stay);
    const ui::Snackbar *sending = ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome());
    QVERIFY(sending);
    desk.reachesTheFinalDot();
    ui::Snackbar::shownIn(&desk.petrel.window().snackbarHome())->accept();
    QTRY_VERIFY(desk.petrel.snackbar().contains(QStringLiteral("on its way already")));
    QVERIFY(!WindowFixture::composer());
}

} // namespace petrel::test
