#include "tests/gui/window/tests.h"
#include "tests/gui/window/window_fixture.h"

#include "core/base/clock.h"
#include "tests/gui/support/answering_seams.h"
#include "ui/common/notice_bar.h"
#include "ui/compose/compose_window.h"
#include "ui/mainwindow/compose_desk.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTextEdit>

namespace petrel::test {

namespace {

ui::NoticeBar *news(WindowFixture &petrel) { return petrel.window().findChild<ui::NoticeBar *>(QStringLiteral("news")); }

QAbstractButton *putAway(WindowFixture &petrel) { return news(petrel)->findChild<QAbstractButton *>(); }

/** Writes a message and sends it; it is held for a minute. */
void sendHeld(WindowFixture &petrel)
{
    petrel.window().compose().setUndoSeconds(60);
    petrel.window().compose().mailto(QStringLiteral("mailto:tove@petrel.example?subject=Ferry&body=Thursday"));
    QTRY_VERIFY(WindowFixture::composer());
    WindowFixture::send();
    QTRY_VERIFY(!WindowFixture::composer());
    QCOMPARE(petrel.outboxRows(), 1);
}

} // namespace

void ToldStories::theServersWordsStayUntilTheyArePutAway()
{
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}});
    QTRY_COMPARE(petrel.window().folders().accounts().size(), 1);
    const AccountId home = petrel.window().folders().accounts().first().id;
    QVERIFY(!news(petrel)->isVisible());
    engine::EngineEvents &events = petrel.engine().events();
    for (const char *words : {"Closed on Friday", "Closed on Friday", "<b>Quota</b>"})
        Q_EMIT events.serverSays(home, QLatin1String(words));
    QVERIFY(news(petrel)->isVisible());
    QVERIFY(news(petrel)->text().contains(QStringLiteral("Home")));
    QVERIFY(news(petrel)->detail().contains(QStringLiteral("Closed on Friday")));
    putAway(petrel)->click();
    QVERIFY(news(petrel)->detail().contains(QStringLiteral("<b>Quota</b>"))); // as it was said
    putAway(petrel)->click();
    QVERIFY(!news(petrel)->isVisible());
}

void ToldStories::theProtocolLogIsOneWindowOfItsOwn()
{
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}});
    QTRY_COMPARE(petrel.window().folders().accounts().size(), 1);
    petrel.choose("help.protocolLog");
    auto *log = petrel.window().findChild<QWidget *>(QStringLiteral("protocolLog"));
    QVERIFY(log && log->isVisible());
    QCOMPARE(log->findChild<QComboBox *>(QStringLiteral("logAccount"))->currentText(), QStringLiteral("Home"));
    petrel.choose("help.protocolLog");
    QCOMPARE(petrel.window().findChildren<QWidget *>(QStringLiteral("protocolLog")).size(), 1);
    log->close();
    QTRY_VERIFY(!petrel.window().findChild<QWidget *>(QStringLiteral("protocolLog")));
}

void ToldStories::mailThatIsPutOffIsToldWithTheReasonAndWhatComesNext()
{
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}});
    OutboxItem item;
    item.subject = QStringLiteral("Ferry");
    item.serverText = "4.7.1 greylisted";
    item.notBefore = Clock::nowUtc() + 600;
    Q_EMIT petrel.engine().events().sendDelayed(item);
    QVERIFY(news(petrel)->isVisible());
    QVERIFY(news(petrel)->text().contains(QStringLiteral("Ferry")));
    QVERIFY(news(petrel)->detail().contains(QStringLiteral("4.7.1 greylisted")));
    QVERIFY(news(petrel)->detail().contains(QStringLiteral("Outbox")));
    QVERIFY(news(petrel)->detail().contains(QStringLiteral("tries again at")));
}

void ToldStories::quittingWhileAMessageIsHeldAsksOnce_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<int>("inOutbox");
    QTest::newRow("quit and send later") << 0 << true << 1;
    QTest::newRow("keep as draft") << 1 << true << 0;
    QTest::newRow("stay") << 2 << false << 1;
}

void ToldStories::quittingWhileAMessageIsHeldAsksOnce()
{
    QFETCH(int, answer);
    QFETCH(bool, closes);
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}});
    AnsweringSeams person(answer);
    person.later = true;
    sendHeld(petrel);
    petrel.window().close();
    QVERIFY(petrel.window().isVisible());
    QCOMPARE(person.asked.size(), 1);
    QVERIFY(person.asked.first().text.contains(QStringLiteral("Ferry")));
    QVERIFY(person.asked.first().meaning.contains(QStringLiteral("offline")));
    QTRY_COMPARE(petrel.window().isVisible(), !closes);
    QTEST(petrel.outboxRows(), "inOutbox");
    QCOMPARE(person.asked.size(), 1);
}

void ToldStories::atTheEndOfTheSessionNobodyIsAsked()
{
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}});
    AnsweringSeams person(2);
    sendHeld(petrel);
    petrel.window().quitUnasked();
    QVERIFY(!petrel.window().isVisible());
    QVERIFY(person.asked.isEmpty());
    QCOMPARE(petrel.outboxRows(), 1); // it goes out at the next start
}

void ToldStories::whatWasTakenBackIsNotAskedAbout()
{
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}});
    AnsweringSeams person(2);
    sendHeld(petrel);
    ui::Snackbar::shownIn(&petrel.window().snackbarHome())->accept();
    QTRY_VERIFY(WindowFixture::composer());
    QTest::keyClick(WindowFixture::composer(), Qt::Key_Escape);
    QTRY_VERIFY(!WindowFixture::composer());
    petrel.window().close();
    QVERIFY(!petrel.window().isVisible());
    QVERIFY(person.asked.isEmpty());
}

/** Nobody answers: the window stays, says so, and asks no second time. */
void ToldStories::whatCannotBeSentNowIsNotKeptInSilence()
{
    WindowFixture petrel({{QStringLiteral("Priya Raman"), QStringLiteral("Invoice"), QStringLiteral("Paid.")}}, true);
    AnsweringSeams person(0);
    person.later = true;
    sendHeld(petrel);
    petrel.window().close();
    QTRY_VERIFY(petrel.snackbar().contains(QStringLiteral("then Petrel closes")));
    QVERIFY(petrel.window().isVisible());
    QVERIFY(person.asked.first().answers.first().startsWith(QStringLiteral("Send now")));
    const OutboxId id = petrel.engine().store().read([](const store::Reader &reader) -> Result<OutboxId> {
        return TRY(reader.outbox()).first().id;
    }).value();
    Q_EMIT petrel.engine().events().sendFinished(id); // and here is its answer
    QVERIFY(!petrel.window().isVisible());
    QCOMPARE(person.asked.size(), 1);
}

} // namespace petrel::test
