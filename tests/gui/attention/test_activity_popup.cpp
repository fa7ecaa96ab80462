#include "tests/gui/attention/sample_waiting.h"
#include "tests/gui/attention/tests.h"
#include "ui/attention/activity_popup.h"
#include "ui/attention/activity_row.h"
#include "ui/common/buttons.h"

#include <QLabel>
#include <QProgressBar>
#include <QScreen>
#include <QtTest>

namespace petrel::test {

using namespace ui;
using engine::AccountStatus;

namespace {

Account account(int id, const QString &name)
{
    Account account = sampleAccount();
    account.id = AccountId(id);
    account.name = name;
    return account;
}

AccountStatus status(int id, AccountStatus::Phase phase)
{
    AccountStatus status;
    status.account = AccountId(id);
    status.phase = phase;
    return status;
}

Button *button(const QWidget *parent, const QString &text)
{
    for (Button *button : parent->findChildren<Button *>()) {
        if (button->text() == text && button->isVisibleTo(parent))
            return button;
    }
    return nullptr;
}

struct Popup
{
    Popup() { popup.setAccounts({account(1, QStringLiteral("Home")), account(2, QStringLiteral("Studio"))}); }

    StandingClock clock;
    ActivityPopup popup;
};

} // namespace

void ActivityPopupTest::eachAccountHasARow()
{
    Popup desk;
    desk.popup.setStatus(status(2, AccountStatus::Phase::Connecting));
    QCOMPARE(plain(desk.popup.row(AccountId(1))->accessibleName()), QStringLiteral("Home: Offline"));
    QCOMPARE(plain(desk.popup.row(AccountId(2))->accessibleName()), QStringLiteral("Studio: Connecting"));
    QVERIFY(!desk.popup.row(AccountId(3)));
    QSignalSpy check(&desk.popup, &ActivityPopup::checkWanted);
    button(desk.popup.row(AccountId(1)), QStringLiteral("Check now"))->click();
    QCOMPARE(check.at(0).at(0).value<AccountId>(), AccountId(1));
}

void ActivityPopupTest::onlyFetchingCanBeStopped()
{
    Popup desk;
    ActivityRow *row = desk.popup.row(AccountId(1));
    QSignalSpy stop(&desk.popup, &ActivityPopup::stopWanted);
    AccountStatus working = status(1, AccountStatus::Phase::Working);
    for (const AccountStatus::Task task : {AccountStatus::Task::Headers, AccountStatus::Task::Sending}) {
        working.task = task;
        desk.popup.setStatus(working);
        QVERIFY(!button(row, QStringLiteral("Stop")));
    }
    working.task = AccountStatus::Task::Fetching;
    working.done = 1;
    working.total = 4;
    working.bytesDone = 900;
    working.bytesTotal = 1000;
    desk.popup.setStatus(working);
    QVERIFY(!button(row, QStringLiteral("Check now")));
    QCOMPARE(row->findChild<QProgressBar *>()->value(), 900); // bytes are what takes time
    button(row, QStringLiteral("Stop"))->click();
    QCOMPARE(stop.at(0).at(0).value<AccountId>(), AccountId(1));
    AccountStatus stopped = status(1, AccountStatus::Phase::Waiting);
    stopped.error = makeError(ErrorKind::Cancelled, QStringLiteral("stopped"));
    desk.popup.setStatus(stopped);
    QVERIFY(!button(row, QStringLiteral("Stop")));
    QVERIFY(button(row, QStringLiteral("Try again")));
}

void ActivityPopupTest::theRowFollowsTheStatus()
{
    Popup desk;
    ActivityRow *row = desk.popup.row(AccountId(1));
    auto *bar = row->findChild<QProgressBar *>();
    AccountStatus working = status(1, AccountStatus::Phase::Working);
    working.task = AccountStatus::Task::Headers;
    working.done = 250;
    working.total = 1000;
    desk.popup.setStatus(working);
    QVERIFY(bar->isVisibleTo(row));
    QCOMPARE(bar->value(), 250);
    QVERIFY(!button(row, QStringLiteral("Check now"))->isEnabled());
    AccountStatus fine = status(1, AccountStatus::Phase::UpToDate);
    fine.lastSuccess = at(0);
    desk.popup.setStatus(fine);
    QVERIFY(!bar->isVisibleTo(row));
    QVERIFY(button(row, QStringLiteral("Check now"))->isEnabled());
    QVERIFY(row->accessibleName().endsWith(QStringLiteral("09:44")));
}

void ActivityPopupTest::whatCouldNotBeCheckedStandsInTheRow()
{
    Popup desk;
    AccountStatus fine = status(1, AccountStatus::Phase::UpToDate);
    const Error error = makeError(ErrorKind::Refused, QStringLiteral("refused")).withServerText("not yours");
    fine.troubles.append({engine::PassTrouble::What::Folder, QStringLiteral("Shared"), error});
    desk.popup.setStatus(fine);
    ActivityRow *row = desk.popup.row(AccountId(1));
    const auto tells = [&](const char *words) {
        const auto labels = row->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) { return label->isVisibleTo(row) && plain(label->text()).contains(QLatin1String(words)); });
    };
    QVERIFY(tells("but 1 folder could not be checked"));
    QVERIFY(tells("The server says:"));
    desk.popup.setStatus(status(1, AccountStatus::Phase::UpToDate));
    QVERIFY(!tells("The server says:"));
}

void ActivityPopupTest::aWrongPasswordOffersToEnterIt()
{
    Popup desk;
    AccountStatus stopped = status(1, AccountStatus::Phase::Stopped);
    stopped.error = makeError(ErrorKind::Auth, QStringLiteral("AUTHENTICATIONFAILED"));
    desk.popup.setStatus(stopped);
    ActivityRow *row = desk.popup.row(AccountId(1));
    QVERIFY(!button(row, QStringLiteral("Check now")));
    QSignalSpy password(&desk.popup, &ActivityPopup::passwordWanted);
    button(row, QStringLiteral("Enter password"))->click();
    QCOMPARE(password.at(0).at(0).value<AccountId>(), AccountId(1));
    stopped.error = makeError(ErrorKind::Tls, QStringLiteral("expired"));
    desk.popup.setStatus(stopped);
    QVERIFY(!button(row, QStringLiteral("Enter password")));
    QVERIFY(button(row, QStringLiteral("Try again")));
}

void ActivityPopupTest::aGrantThatEndedOffersToSignIn()
{
    Popup desk;
    Account home = account(1, QStringLiteral("Home"));
    home.signIn.way = SignInWay::OAuth;
    desk.popup.setAccounts({home});
    AccountStatus stopped = status(1, AccountStatus::Phase::Stopped);
    stopped.error = makeError(ErrorKind::Auth, QStringLiteral("ended")).withServerText({}, "oauth-sign-in");
    desk.popup.setStatus(stopped);
    ActivityRow *row = desk.popup.row(AccountId(1));
    QVERIFY(!plain(row->accessibleName()).contains(QStringLiteral("assword")));
    QSignalSpy wanted(&desk.popup, &ActivityPopup::passwordWanted);
    button(row, QStringLiteral("Sign in"))->click();
    QCOMPARE(wanted.size(), 1);
    stopped.error = makeError(ErrorKind::Auth, QStringLiteral("locked")).withServerText({}, "secrets-locked");
    desk.popup.setStatus(stopped);
    QVERIFY(!button(row, QStringLiteral("Sign in")) && !button(row, QStringLiteral("Enter password"))); // nothing to type
    QVERIFY(button(row, QStringLiteral("Try again")));
}

/** No password is wrong: the server's own rule is in the way. */
void ActivityPopupTest::aRuleOfTheServersAsksForNoPassword()
{
    Popup desk;
    AccountStatus stopped = status(1, AccountStatus::Phase::Stopped);
    stopped.error = makeError(ErrorKind::Auth, QStringLiteral("off")).withServerText({}, "policy-protocol-off");
    desk.popup.setStatus(stopped);
    ActivityRow *row = desk.popup.row(AccountId(1));
    QVERIFY(!plain(row->accessibleName()).contains(QStringLiteral("assword")));
    QVERIFY(!button(row, QStringLiteral("Enter password")));
    QVERIFY(button(row, QStringLiteral("Try again")));
    stopped.error = makeError(ErrorKind::Auth, QStringLiteral("app")).withServerText({}, "policy-app-password");
    desk.popup.setStatus(stopped);
    QVERIFY(button(row, QStringLiteral("Enter password"))); // one that was made for programs
}

void ActivityPopupTest::aSilentKeyringIsWaitedForOrPassedBy()
{
    Popup desk;
    AccountStatus waiting = status(1, AccountStatus::Phase::Waiting);
    waiting.error = makeError(ErrorKind::Auth, QStringLiteral("no answer")).withServerText({}, "secrets-no-answer");
    desk.popup.setStatus(waiting);
    ActivityRow *row = desk.popup.row(AccountId(1));
    QVERIFY(!plain(row->accessibleName()).contains(QStringLiteral("accept")));
    QVERIFY(button(row, QStringLiteral("Try again")));
    QSignalSpy password(&desk.popup, &ActivityPopup::passwordWanted);
    button(row, QStringLiteral("Enter password"))->click();
    QCOMPARE(password.size(), 1);
}

void ActivityPopupTest::nothingIsCheckedOffline()
{
    Popup desk;
    desk.popup.setOnline(false);
    QVERIFY(!button(desk.popup.row(AccountId(1)), QStringLiteral("Check now"))->isEnabled());
}

void ActivityPopupTest::theSameAccountsKeepTheirRows()
{
    Popup desk;
    const QPointer<ActivityRow> row = desk.popup.row(AccountId(1));
    desk.popup.setAccounts({account(1, QStringLiteral("Home")), account(2, QStringLiteral("Studio"))});
    QVERIFY(row);
    QCOMPARE(desk.popup.row(AccountId(1)), row.data());
    desk.popup.setAccounts({account(1, QStringLiteral("At home"))});
    QVERIFY(desk.popup.row(AccountId(1)) != nullptr && !row);
}

void ActivityPopupTest::aStatusBeforeTheAccountsIsNotLost()
{
    StandingClock clock;
    ActivityPopup popup;
    popup.setStatus(status(1, AccountStatus::Phase::Connecting));
    popup.setAccounts({account(1, QStringLiteral("Home"))});
    QVERIFY(popup.row(AccountId(1))->accessibleName().endsWith(QStringLiteral("Connecting")));
    popup.setAccounts({});
    QVERIFY(!popup.row(AccountId(1)));
}

void ActivityPopupTest::itOpensAboveTheFoot()
{
    Popup desk;
    QWidget foot;
    foot.setGeometry(100, 500, 232, 40);
    foot.show();
    desk.popup.openOver(&foot);
    QVERIFY(desk.popup.isVisible());
    QVERIFY(desk.popup.geometry().bottom() < foot.mapToGlobal(QPoint(0, 0)).y());
    QVERIFY(foot.screen()->availableGeometry().contains(desk.popup.geometry()));
    const int bottom = desk.popup.geometry().bottom();
    AccountStatus stopped = status(1, AccountStatus::Phase::Stopped);
    stopped.error = makeError(ErrorKind::Tls, QStringLiteral("expired"));
    const int height = desk.popup.height();
    desk.popup.setStatus(stopped);
    QTRY_VERIFY(desk.popup.height() > height);
    QTRY_COMPARE(desk.popup.geometry().bottom(), bottom);
    QTest::keyClick(&desk.popup, Qt::Key_Escape);
    QVERIFY(!desk.popup.isVisible());
}

void ActivityPopupTest::theSwitchAsksForTheOtherState()
{
    Popup desk;
    QSignalSpy online(&desk.popup, &ActivityPopup::onlineWanted);
    button(&desk.popup, QStringLiteral("Work offline"))->click();
    QCOMPARE(online.at(0).at(0).toBool(), false);
    desk.popup.setOnline(false);
    button(&desk.popup, QStringLiteral("Go online"))->click();
    QCOMPARE(online.at(1).at(0).toBool(), true);
}

} // namespace petrel::test
