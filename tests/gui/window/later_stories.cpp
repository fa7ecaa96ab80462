#include "tests/gui/window/later_stories.h"

#include "core/base/clock.h"
#include "core/store/outbox_repository.h"
#include "tests/gui/support/answering_seams.h"
#include "tests/gui/window/window_fixture.h"
#include "ui/attention/outbox_page.h"
#include "ui/common/notice_bar.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"

#include <QDateEdit>
#include <QDialog>
#include <QTimeEdit>

namespace petrel::test {

namespace {

constexpr std::int64_t kDay = 86'400;

QString words(const char *text) { return QString::fromLatin1(text); }

/** Later by as much as it is told. */
class MovedClock final : public Clock
{
public:
    MovedClock() : m_former(Clock::replace(this)) {}
    ~MovedClock() override { Clock::replace(m_former); }
    MovedClock(const MovedClock &) = delete;
    MovedClock &operator=(const MovedClock &) = delete;
    [[nodiscard]] QDateTime wall() const override { return Clock::wall().addSecs(seconds); }

    std::atomic<std::int64_t> seconds = 0; ///< also read by the engine's threads

private:
    const Clock *m_former;
};

/** A window that is offline, in which messages are sent for later. */
struct Desk
{
    explicit Desk(std::optional<int> answer = {}) : person(answer) { person.later = true; }

    void write(const char *subject)
    {
        petrel.window().compose().mailto(words("mailto:tove@petrel.example?body=Thursday&subject=") + words(subject));
        QTRY_VERIFY(WindowFixture::composer());
    }
    void sendLater(const char *subject, std::int64_t inSeconds)
    {
        write(subject);
        WindowFixture::composer()->presenter().sendLater(Clock::nowUtc() + inSeconds);
        QTRY_VERIFY(!WindowFixture::composer());
    }
    [[nodiscard]] QList<OutboxItem> outbox()
    {
        return petrel.engine().store().read([](const store::Reader &reader) { return reader.outbox(); }).value();
    }
    /** Changes nothing but makes the window look, as anything that happens to the outbox does. */
    void stir()
    {
        for (const OutboxItem &item : outbox()) {
            const auto stirred = petrel.engine().store().write(u"test", [&](store::WriteTransaction &tx) {
                return tx.outbox().requeue(item.id, OutboxState::Queued, item.notBefore);
            });
            QVERIFY(stirred.ok());
        }
        bool looked = false; // the window asked first and is answered first
        QCoreApplication::sendPostedEvents();
        petrel.access().read(&petrel.window(), [](const store::Reader &reader) { return reader.outbox(); },
                             [&](const Result<QList<OutboxItem>> &) { looked = true; });
        QTRY_VERIFY(looked);
    }
    [[nodiscard]] QString news() { return bar()->isVisible() ? bar()->text() : QString(); }
    [[nodiscard]] ui::NoticeBar *bar() { return petrel.window().findChild<ui::NoticeBar *>(words("news")); }

    AnsweringSeams person;
    MovedClock clock;
    WindowFixture petrel{{{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}}};
};

} // namespace

void LaterStories::theWindowSaysWhenItGoesAndBringsItBack()
{
    Desk desk;
    desk.sendLater("Ferry", 3 * kDay);
    QVERIFY2(desk.petrel.snackbar().startsWith(words("Goes out on ")), qPrintable(desk.petrel.snackbar()));
    QCOMPARE(desk.outbox().size(), 1);
    QVERIFY(desk.outbox().first().notBefore > Clock::nowUtc() + 2 * kDay);
    desk.petrel.choose("edit.undo");
    QTRY_VERIFY(WindowFixture::composer());
    QCOMPARE(desk.petrel.outboxRows(), 0);
}

void LaterStories::anotherTimeIsChosenInTheOutbox()
{
    Desk desk;
    desk.sendLater("Ferry", 3 * kDay);
    const OutboxItem item = desk.outbox().first();
    Q_EMIT desk.petrel.window().findChild<ui::OutboxPage *>()->otherTimeWanted(item.id, item.notBefore);
    auto *dialog = desk.petrel.window().findChild<QDialog *>(words("otherTime"));
    QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
    auto *day = dialog->findChild<QDateEdit *>(words("day"));
    QCOMPARE(day->date(), QDateTime::fromSecsSinceEpoch(item.notBefore).date());
    day->setDate(day->date().addDays(1));
    QTest::keyClick(dialog->findChild<QTimeEdit *>(words("time")), Qt::Key_Return);
    QTRY_VERIFY(desk.outbox().first().notBefore > item.notBefore + kDay / 2);
    QCOMPARE(desk.outbox().first().state, OutboxState::Queued);
    QTRY_VERIFY(desk.petrel.snackbar().startsWith(words("Goes out on ")));
    QTRY_VERIFY(!desk.petrel.window().findChild<QDialog *>(words("otherTime")));
}

void LaterStories::quittingTellsTheTruthOnce_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<int>("inOutbox");
    QTest::newRow("quit") << 0 << true << 1;
    QTest::newRow("keep as draft") << 1 << true << 0;
    QTest::newRow("stay") << 2 << false << 1;
}

void LaterStories::quittingTellsTheTruthOnce()
{
    QFETCH(int, answer);
    QFETCH(bool, closes);
    Desk desk(answer);
    desk.sendLater("Ferry", 3 * kDay);
    const std::int64_t time = desk.outbox().first().notBefore;
    QVERIFY(!desk.petrel.window().close());
    QCOMPARE(desk.person.asked.size(), 1);
    const ui::Question question = desk.person.question();
    QVERIFY2(question.text.contains(words("Ferry")) && question.text.contains(words("is to go out on ")), qPrintable(question.text));
    QVERIFY2(question.meaning.contains(words("when Petrel runs next")), qPrintable(question.meaning));
    QTRY_COMPARE(desk.petrel.window().isVisible(), !closes);
    QTEST(desk.petrel.outboxRows(), "inOutbox");
    if (answer != 1)
        QCOMPARE(desk.outbox().first().notBefore, time); // it does not go out sooner
    if (answer == 0) {
        desk.petrel.window().show();
        QVERIFY(desk.petrel.window().close()); // asked about once
        QCOMPARE(desk.person.asked.size(), 1);
    }
}

void LaterStories::whatIsAboutToGoIsAskedAboutAndTheRestIsTold()
{
    Desk desk(0);
    desk.sendLater("Ferry", 3 * kDay);
    desk.petrel.window().compose().setUndoSeconds(60);
    desk.write("Soon");
    WindowFixture::send();
    QTRY_VERIFY(!WindowFixture::composer());
    const std::int64_t time = desk.outbox().first().notBefore;
    QVERIFY(!desk.petrel.window().close());
    QVERIFY(desk.person.question().text.contains(words("Soon")));
    QVERIFY2(desk.person.question().meaning.contains(words("go out later")), qPrintable(desk.person.question().meaning));
    QTRY_VERIFY(!desk.petrel.window().isVisible());
    QCOMPARE(desk.person.asked.size(), 1);
    QCOMPARE(desk.petrel.outboxRows(), 2);
    QCOMPARE(desk.outbox().first().notBefore, time);
}

void LaterStories::whatWasMissedIsToldInOneLine()
{
    Desk desk;
    desk.sendLater("Ferry", kDay);
    desk.stir();
    QVERIFY(desk.news().isEmpty());
    desk.clock.seconds = 2 * kDay; // it slept
    desk.stir();
    QTRY_VERIFY2(desk.news().contains(words("Ferry")), qPrintable(desk.news()));
    QVERIFY2(desk.news().contains(words("was to go out yesterday at ")) && desk.news().contains(words("as soon as Petrel is online")), qPrintable(desk.news()));
    desk.bar()->findChild<QAbstractButton *>()->click();
    desk.stir();
    QCOMPARE(desk.news(), QString()); // told once
}

void LaterStories::severalThatWereMissedAreToldTogether()
{
    Desk desk;
    desk.sendLater("Ferry", kDay);
    desk.sendLater("Keys", kDay);
    desk.clock.seconds = 2 * kDay;
    desk.stir();
    QTRY_VERIFY2(desk.news().startsWith(words("2 messages were to go out earlier")), qPrintable(desk.news()));
}

void LaterStories::whatGoesOutInTimeIsNotTold()
{
    Desk desk;
    desk.sendLater("Ferry", kDay);
    desk.stir();
    desk.clock.seconds = kDay + 5;
    const OutboxItem item = desk.outbox().first();
    const auto sent = desk.petrel.engine().store().write(u"test", [&](store::WriteTransaction &tx) -> Status {
        TRY(tx.outbox().sending(item.id));
        return tx.outbox().sent(item.id, item.recipients);
    });
    QVERIFY(sent.ok());
    desk.stir(); // the window hears of it as it happens
    desk.clock.seconds = 2 * kDay;
    desk.stir();
    QCOMPARE(desk.news(), QString());
}

} // namespace petrel::test
