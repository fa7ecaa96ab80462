#include "tests/gui/window/tests.h"
#include "tests/gui/window/window_fixture.h"

#include "core/base/clock.h"
#include "ui/common/notice_bar.h"

#include <QComboBox>

namespace petrel::test {

namespace {

ui::NoticeBar *news(WindowFixture &petrel) { return petrel.window().findChild<ui::NoticeBar *>(QStringLiteral("news")); }

QAbstractButton *putAway(WindowFixture &petrel) { return news(petrel)->findChild<QAbstractButton *>(); }

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

} // namespace petrel::test
