#include "tests/gui/attention/sample_waiting.h"
#include "tests/gui/attention/tests.h"
#include "ui/attention/activity_text.h"

#include <QtTest>

namespace petrel::test {

using namespace ui;
using engine::AccountStatus;
using Phase = AccountStatus::Phase;
using Task = AccountStatus::Task;

namespace {

AccountStatus status(Phase phase, Task task = Task::None, qint64 done = 0, qint64 total = 0)
{
    AccountStatus status;
    status.account = AccountId(1);
    status.phase = phase;
    status.task = task;
    status.done = done;
    status.total = total;
    return status;
}

AccountStatus pending(AccountStatus status, int count)
{
    status.pending = count;
    return status;
}

AccountStatus upToDate(qint64 offset)
{
    AccountStatus fine = status(Phase::UpToDate);
    fine.lastSuccess = at(offset);
    return fine;
}

AccountStatus leaving(AccountStatus status, int folders, int messages)
{
    using Trouble = engine::PassTrouble;
    const Error error = makeError(ErrorKind::Refused, QStringLiteral("refused by the server")).withServerText("not yours\r\n");
    for (int i = 0; i < folders; ++i)
        status.troubles.append({Trouble::What::Folder, QStringLiteral("Shared %1").arg(i), error});
    for (int i = 0; i < messages; ++i)
        status.troubles.append({Trouble::What::Message, QStringLiteral("Inbox"), error});
    status.troubles.append({Trouble::What::Outgoing, {}, error});
    return status;
}

AccountStatus failed(Phase phase, ErrorKind kind, qint64 retry = 0)
{
    AccountStatus trouble = status(phase);
    trouble.error = makeError(kind, QStringLiteral("technical"));
    trouble.retryAt = retry == 0 ? 0 : at(retry);
    return trouble;
}

AccountStatus asksForPause(const char *code)
{
    AccountStatus paused = failed(Phase::Waiting, ErrorKind::Throttled, 360);
    paused.error->code = code;
    return paused;
}

AccountStatus inFolder(AccountStatus status, const QString &folder)
{
    status.folder = folder;
    return status;
}

} // namespace

void ActivityTextTest::anAccountTellsWhatItDoes_data()
{
    QTest::addColumn<AccountStatus>("status");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const AccountStatus &status, const char *words) {
        QTest::newRow(name) << status << QString::fromUtf8(words);
    };
    row("offline", status(Phase::Offline), "Offline");
    row("offline with one change", pending(status(Phase::Offline), 1), "Offline, 1 change waiting");
    row("offline with changes", pending(status(Phase::Offline), 3), "Offline, 3 changes waiting");
    row("connecting", status(Phase::Connecting), "Connecting");
    row("folders", status(Phase::Working, Task::ListingFolders), "Listing folders");
    row("headers", inFolder(status(Phase::Working, Task::Headers, 1204, 8310), QStringLiteral("Inbox")), "Getting 1,204 of 8,310 in Inbox");
    AccountStatus listing = inFolder(status(Phase::Working, Task::Headers, 12, 40), QStringLiteral("Inbox"));
    listing.listedDone = 1204;
    listing.listedTotal = 8310;
    row("the first listing, of all folders", listing, "Getting 1,204 of 8,310, now in Inbox");
    row("headers, total unknown", status(Phase::Working, Task::Headers, 12), "Looking for new mail");
    row("more done than there were", status(Phase::Working, Task::Fetching, 9, 8), "Getting 8 of 8");
    AccountStatus inBytes = status(Phase::Working, Task::Fetching, 3, 12);
    inBytes.bytesDone = 18'000'000;
    inBytes.bytesTotal = 40'000'000;
    row("messages and bytes", inBytes, "Getting 3 of 12, 18 MB of 40 MB");
    row("stopped by the person", failed(Phase::Waiting, ErrorKind::Cancelled, 360), "Stopped; it goes on at 09:50");
    row("texts", status(Phase::Working, Task::Bodies, 12, 340), "Getting texts, 12 of 340");
    row("texts, total unknown", status(Phase::Working, Task::Bodies), "Getting texts");
    row("pushing", pending(status(Phase::Working, Task::Pushing), 2), "Passing on 2 changes");
    row("pushing the last", status(Phase::Working, Task::Pushing), "Passing on changes");
    row("sending the first of two", status(Phase::Working, Task::Sending, 0, 2), "Sending 1 of 2");
    row("sending one", status(Phase::Working, Task::Sending, 0, 1), "Sending");
    row("up to date", upToDate(0), "Up to date at 09:44");
    row("never yet", status(Phase::UpToDate), "Up to date");
    row("but for a folder", leaving(upToDate(0), 1, 0), "Up to date at 09:44, but 1 folder could not be checked");
    row("but for two messages, changes left", pending(leaving(upToDate(0), 0, 2), 1),
        "Up to date at 09:44, but 2 messages could not be fetched, 1 change waiting");
    row("but for both", leaving(upToDate(0), 2, 1), "Up to date at 09:44, but 2 folders could not be checked and 1 message could not be fetched");
    row("since Tuesday", upToDate(-2 * 86400), "Up to date on Tue 09:44");
    row("up to date, changes left", pending(upToDate(0), 1), "Up to date at 09:44, 1 change waiting");
    row("waiting", failed(Phase::Waiting, ErrorKind::Timeout, 360), "Home does not answer; next try at 09:50");
    row("waiting is over", failed(Phase::Waiting, ErrorKind::Network, -5), "Home cannot be reached; trying again");
    row("somebody else reads it", asksForPause("IN-USE"), "Another program is reading the mailbox of Home; next try at 09:50");
    row("asked too often", asksForPause("LOGIN-DELAY"), "Home wants to be asked less often; next try at 09:50");
    row("a fault over there", asksForPause("SYS/TEMP"), "Home has a fault of its own; next try at 09:50");
    row("a pause for whatever reason", asksForPause("X-MOON"), "Home asks for a pause; next try at 09:50");
    row("wrong password", failed(Phase::Stopped, ErrorKind::Auth), "Home does not accept the password");
    row("certificate", failed(Phase::Stopped, ErrorKind::Tls), "No safe connection to Home");
    row("disk full", failed(Phase::Stopped, ErrorKind::StoreFull), "The disk is full");
    row("stopped without a reason", status(Phase::Stopped), "Something went wrong with Home");
}

void ActivityTextTest::anAccountTellsWhatItDoes()
{
    QFETCH(AccountStatus, status);
    QFETCH(QString, words);
    QCOMPARE(plain(activityText(status, QStringLiteral("Home"), StandingClock::start())), words);
}

void ActivityTextTest::whatAPassHadToLeaveIsToldWithItsReason()
{
    QStringList texts = troubleTexts(leaving(upToDate(0), 1, 2), {});
    for (QString &text : texts)
        text = plain(text);
    QCOMPARE(texts, (QStringList{QString::fromUtf8("\u201cShared 0\u201d could not be checked. The server says: \u201cnot yours\u201d"),
                                 QString::fromUtf8("A message in \u201cInbox\u201d could not be fetched. The server says: \u201cnot yours\u201d")}));
    QCOMPARE(troubleTexts(leaving(upToDate(0), 9, 0), {}).last(), QStringLiteral("And 4 more."));
    AccountStatus named = upToDate(0);
    named.troubles.append({engine::PassTrouble::What::Message, {}, makeError(ErrorKind::Refused, QStringLiteral("x")).withServerText("cannot read it"), QStringLiteral("Ann: Invoice")});
    QCOMPARE(plain(troubleTexts(named, {}).first()), QString::fromUtf8("\u201cAnn: Invoice\u201d could not be fetched. The server says: \u201ccannot read it\u201d"));
    AccountStatus expiring = upToDate(0);
    expiring.troubles.append({engine::PassTrouble::What::Expiry, {}, makeError(ErrorKind::Unsupported, QStringLiteral("x")).withServerText("30", "EXPIRE")});
    QVERIFY(troubleTexts(expiring, {}).first().contains(QStringLiteral("after 30 days")));
    AccountStatus silent = upToDate(0);
    Account home;
    home.incoming.host = QStringLiteral("imap.example.org");
    silent.troubles.append({engine::PassTrouble::What::Folder, QStringLiteral("Archive"), makeError(ErrorKind::Timeout, QStringLiteral("silence"))});
    QVERIFY(plain(troubleTexts(silent, home).first()).endsWith(QStringLiteral("imap.example.org does not answer.")));
}

void ActivityTextTest::theFootTellsTheWorst_data()
{
    using List = QList<AccountStatus>;
    QTest::addColumn<List>("accounts");
    QTest::addColumn<bool>("online");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const List &accounts, FootStatus::Kind kind, const char *words, bool online = true) {
        QTest::newRow(name) << accounts << online << static_cast<int>(kind) << QString::fromUtf8(words);
    };
    using Kind = FootStatus::Kind;
    const AccountStatus working = status(Phase::Working, Task::Headers, 1204, 8310);
    row("no account", {}, Kind::UpToDate, "No account yet");
    row("all fine: the time that holds for all", {upToDate(0), upToDate(-120)}, Kind::UpToDate, "Up to date at 09:42");
    row("one has never been read", {upToDate(0), status(Phase::UpToDate)}, Kind::UpToDate, "Up to date at 09:44");
    row("work before rest", {upToDate(0), working}, Kind::Working, "Getting 1,204 of 8,310");
    row("work before connecting", {status(Phase::Connecting), working}, Kind::Working, "Getting 1,204 of 8,310");
    row("connecting", {status(Phase::Connecting), upToDate(0)}, Kind::Working, "Connecting");
    row("retry before work", {working, failed(Phase::Waiting, ErrorKind::Network)}, Kind::Trouble, "Server not reached");
    row("stop before retry", {failed(Phase::Waiting, ErrorKind::Network), failed(Phase::Stopped, ErrorKind::Auth)}, Kind::Trouble, "Password not accepted");
    row("somebody else reads it: that passes", {asksForPause("IN-USE")}, Kind::Partly, "Mailbox in use elsewhere");
    row("asked too often: that passes", {asksForPause("LOGIN-DELAY")}, Kind::Partly, "Server wants to rest");
    row("a fault over there", {asksForPause("SYS/TEMP")}, Kind::Trouble, "Fault at the server");
    row("a folder was left", {upToDate(0), leaving(upToDate(0), 1, 0)}, Kind::Partly, "1 folder not checked");
    row("messages were left", {leaving(upToDate(0), 0, 2)}, Kind::Partly, "2 messages not fetched");
    row("both were left", {leaving(upToDate(0), 1, 0), leaving(upToDate(0), 0, 2)}, Kind::Partly, "3 things left over");
    row("work before what was left", {leaving(upToDate(0), 1, 0), working}, Kind::Working, "Getting 1,204 of 8,310");
    row("what was left long ago counts no more", {leaving(failed(Phase::Waiting, ErrorKind::Network), 1, 0)}, Kind::Trouble, "Server not reached");
    row("two stopped", {failed(Phase::Stopped, ErrorKind::Tls), failed(Phase::Stopped, ErrorKind::Auth)}, Kind::Trouble, "Trouble with 2 accounts");
    row("switched off", {working, failed(Phase::Stopped, ErrorKind::Auth)}, Kind::Offline, "Offline", false);
    row("switched off, changes of all", {pending(upToDate(0), 1), pending(status(Phase::Offline), 2)}, Kind::Offline, "Offline, 3 changes waiting", false);
    row("no network anywhere", {status(Phase::Offline), pending(status(Phase::Offline), 1)}, Kind::Offline, "Offline, 1 change waiting");
    row("one account is paused", {status(Phase::Offline), upToDate(0)}, Kind::UpToDate, "Up to date at 09:44");
}

void ActivityTextTest::theFootTellsTheWorst()
{
    QFETCH(QList<AccountStatus>, accounts);
    QFETCH(bool, online);
    QFETCH(int, kind);
    QFETCH(QString, words);
    const FootStatus foot = footStatusOf(accounts, online, StandingClock::start());
    QCOMPARE(plain(foot.text), words);
    QCOMPARE(static_cast<int>(foot.kind), kind);
    QVERIFY(foot.kind == FootStatus::Kind::Working || foot.total == 0);
}

void ActivityTextTest::progressOfAllAccountsIsOneCount()
{
    const FootStatus foot = footStatusOf({status(Phase::Working, Task::Headers, 100, 300), status(Phase::Working, Task::Sending, 0, 5),
                                          status(Phase::Working, Task::Bodies, 50, 40)}, true, StandingClock::start());
    QCOMPARE(plain(foot.text), QStringLiteral("Getting 140 of 340"));
    QCOMPARE(foot.done, 140);
    QCOMPARE(foot.total, 340);
}

void ActivityTextTest::nonsenseFromAServerStaysOneLine()
{
    const AccountStatus odd = inFolder(status(Phase::Working, Task::ListingFolders), QStringLiteral("a\nb\u202Ec"));
    const QString words = activityText(odd, {}, StandingClock::start());
    QVERIFY(!words.contains(QLatin1Char('\n')));
    QVERIFY(!words.contains(QChar(0x202E)));
    QCOMPARE(plain(activityText(failed(Phase::Stopped, ErrorKind::Auth), {}, StandingClock::start())),
             QStringLiteral("The mail server does not accept the password"));
}

namespace {

FolderRow folder(const char *path, FolderKind kind = FolderKind::Remote, FolderRole role = FolderRole::None)
{
    FolderRow row;
    row.path = QString::fromLatin1(path);
    row.kind = kind;
    row.role = role;
    return row;
}

} // namespace

void ActivityTextTest::whatIsLeftIsToldOnlyByWhoKnows()
{
    const AccountStatus working = inFolder(status(Phase::Working, Task::Headers, 1204, 8310), QStringLiteral("Inbox"));
    QCOMPARE(plain(activityText(working, {}, StandingClock::start(), std::chrono::minutes(3))),
             QStringLiteral("Getting 1,204 of 8,310 in Inbox, about 3 minutes left"));
    QCOMPARE(plain(footStatusOf({working}, true, StandingClock::start(), std::chrono::minutes(3)).text),
             QStringLiteral("Getting 1,204 of 8,310, about 3 minutes left"));
    QCOMPARE(plain(footStatusOf({working, working}, true, StandingClock::start(), std::chrono::minutes(3)).text), QStringLiteral("Getting 2,408 of 16,620"));
    QCOMPARE(leftText(std::chrono::seconds(2)), QStringLiteral("about a minute left"));
    QCOMPARE(leftText(std::chrono::seconds(61)), QStringLiteral("about 2 minutes left"));
    QCOMPARE(leftText(std::chrono::minutes(119)), QStringLiteral("about 119 minutes left"));
    QCOMPARE(leftText(std::chrono::minutes(150)), QStringLiteral("about 3 hours left"));
}

void ActivityTextTest::aFolderTellsWhyItIsNotFresh_data()
{
    QTest::addColumn<AccountStatus>("status");
    QTest::addColumn<FolderRow>("folder");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const AccountStatus &status, const FolderRow &folder, const char *words) {
        QTest::newRow(name) << status << folder << QString::fromUtf8(words);
    };
    const FolderRow shared = folder("Shared 1");
    row("all is well", upToDate(0), shared, "");
    row("others had trouble", leaving(upToDate(0), 1, 2), shared, "");
    row("it had trouble", leaving(upToDate(0), 2, 0), shared, "“Shared 1” could not be checked. The server says: “not yours”");
    row("at work", inFolder(status(Phase::Working, Task::Headers, 1204, 8310), QStringLiteral("Inbox")), shared, "Getting 1,204 of 8,310 in Inbox");
    row("no answer", failed(Phase::Waiting, ErrorKind::Timeout, 360), shared, "Home does not answer; next try at 09:50");
    row("offline", status(Phase::Offline), shared, "Offline");
    const FolderRow kept = folder("Kept", FolderKind::Local);
    row("of this computer", failed(Phase::Waiting, ErrorKind::Timeout, 360), kept, "");
}

void ActivityTextTest::aFolderTellsWhyItIsNotFresh()
{
    QFETCH(AccountStatus, status);
    QFETCH(FolderRow, folder);
    QFETCH(QString, words);
    QCOMPARE(plain(folderActivityText(status, sampleAccount(), folder, StandingClock::start())), words);
}

} // namespace petrel::test
