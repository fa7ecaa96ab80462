#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

#include <algorithm>

namespace petrel::test {

namespace {

using engine::AccountStatus;

/** An account with a letter in the inbox and one in the archive, both listed, whose workers have come to rest. */
struct Rested
{
    explicit Rested(const std::function<void(ModelImap &)> &as = {})
    {
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        MUST_DO(bench.imapPass());
        if (as)
            as(bench.imap);
        running.emplace(bench, connector);
    }

    [[nodiscard]] bool isAtRest() { return running->board.status(bench.account.id).phase == AccountStatus::Phase::UpToDate && areOtherThreadsAtRest(); }
    /** One connection is in IDLE on each of these, and none elsewhere. */
    [[nodiscard]] bool listensTo(QByteArrayList mailboxes)
    {
        const std::lock_guard lock(bench.imap.mutex);
        QByteArrayList now = bench.imap.idling;
        std::sort(now.begin(), now.end());
        std::sort(mailboxes.begin(), mailboxes.end());
        return now == mailboxes;
    }
    void show(const char *folder) { running->runner->setFolderInView(bench.folder(folder).id); }
    void comes(const char *mailbox, const char *subject)
    {
        const std::lock_guard lock(bench.imap.mutex);
        bench.imap.mailboxes[mailbox].add(ModelMessage::make(subject));
    }
    [[nodiscard]] bool hasCome(const char *subject)
    {
        return bench.number(QByteArray("SELECT count(*) FROM message WHERE subject = '").append(subject).append('\'').constData()) == 1;
    }
    Workbench bench{IncomingKind::Imap};
    ModelConnector connector{[this](quint16) { return bench.imap.connection(); }, true};
    std::optional<Running> running;
};

} // namespace

/** The connection that would only sleep listens to a folder that somebody cares for. */
class ChosenWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFolderOnScreenIsHeardOfWithoutNotify()
    {
        Rested account;
        QTRY_VERIFY(account.isAtRest() && account.listensTo({"INBOX"}));
        account.show("Archive");
        QTRY_VERIFY(account.listensTo({"Archive", "INBOX"}));
        QTRY_VERIFY(account.isAtRest());
        const int lists = heard(account.bench, "LIST");
        account.comes("Archive", "Filed");
        account.running->runner->wake(); // the model server speaks when it is spoken to: it begins to idle anew
        QTRY_VERIFY(account.hasCome("Filed"));
        QTRY_VERIFY(account.listensTo({"Archive", "INBOX"}));
        QCOMPARE(heard(account.bench, "LIST"), lists);
    }

    void whereNothingElseIsOnScreenTheFirstFavouriteIsListenedTo()
    {
        Rested account;
        MUST_DO(account.bench.write([&](store::WriteTransaction &tx) {
            return tx.folders().setFavourites({account.bench.folder("INBOX").id, account.bench.folder("Archive").id});
        }));
        account.running->runner->wake();
        QTRY_VERIFY(account.listensTo({"Archive", "INBOX"}));
        account.show("INBOX");
        QTRY_VERIFY(account.isAtRest() && account.listensTo({"Archive", "INBOX"}));
        account.comes("Archive", "Filed");
        account.running->runner->wake();
        QTRY_VERIFY(account.hasCome("Filed"));
    }

    /** It came between the last pass and the moment the server is listened to. */
    void whatCameBeforeItListenedIsSeenWhenItEnters()
    {
        Rested account;
        QTRY_VERIFY(account.isAtRest());
        account.comes("Archive", "Filed");
        MUST_DO(account.bench.write([&](store::WriteTransaction &tx) { return tx.folders().setFavourites({account.bench.folder("Archive").id}); }));
        account.running->runner->wake();
        QTRY_VERIFY(account.hasCome("Filed"));
        QTRY_VERIFY(account.listensTo({"Archive", "INBOX"}));
    }

    void aWishEndsTheIdleOfTheSecondConnection()
    {
        Rested account;
        account.show("Archive");
        QTRY_VERIFY(account.isAtRest() && account.listensTo({"Archive", "INBOX"}));
        const int before = heard(account.bench, "");
        MUST_DO(account.bench.write([&](store::WriteTransaction &tx) {
            return tx.wishes().wantFlags({account.bench.row("INBOX", "Letter").id}, Flag::Flagged, {});
        }));
        account.running->runner->wake();
        QTRY_COMPARE(heard(account.bench, "UID STORE"), 1);
        QTRY_VERIFY(account.listensTo({"Archive", "INBOX"}));
        const std::lock_guard lock(account.bench.imap.mutex);
        const QByteArrayList then = account.bench.imap.heard.mid(before);
        QCOMPARE(then.first(), "DONE");
        const auto store = std::find_if(then.cbegin(), then.cend(), [](const QByteArray &command) { return command.startsWith("UID STORE"); });
        QCOMPARE(std::count(then.cbegin(), store, "DONE"), 1); // the watch of the inbox went on
    }

    void aServerThatRefusesItIsLeftInPeace()
    {
        Rested account([](ModelImap &imap) { imap.refuse["IDLE"] = "NO not now"; });
        account.show("Archive");
        QTRY_VERIFY(heard(account.bench, "IDLE") == 2 && account.isAtRest()); // once on each connection
        account.running->runner->wake();
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(account.bench, "IDLE"), 2);
        QVERIFY(!account.running->board.status(account.bench.account.id).error);
    }

    /** It may have been in maintenance. */
    void onTheNextLineAServerThatRefusedIsAskedAgain()
    {
        Rested account([](ModelImap &imap) { imap.refuse["IDLE"] = "NO not now"; });
        QTRY_VERIFY(heard(account.bench, "IDLE") == 1 && account.isAtRest());
        {
            const std::lock_guard lock(account.bench.imap.mutex);
            account.bench.imap.refuse.clear();
        }
        account.running->runner->reconnect();
        QTRY_VERIFY(account.listensTo({"INBOX"}));
    }

    void whereTheServerTellsOfAllFoldersNobodyListensTwice()
    {
        Rested account([](ModelImap &imap) { imap.notify = true; });
        account.show("Archive");
        QTRY_VERIFY(account.isAtRest() && heard(account.bench, "NOTIFY SET") == 1);
        QTRY_VERIFY(account.listensTo({"INBOX"}) && areOtherThreadsAtRest());
    }

    void theOnlyConnectionStaysAtTheInbox()
    {
        Rested account([](ModelImap &imap) { imap.mostConnections = 1; });
        QTRY_VERIFY(account.isAtRest());
        account.show("Archive");
        QTRY_VERIFY(account.isAtRest() && account.listensTo({"INBOX"}));
        account.comes("INBOX", "New");
        account.running->runner->wake();
        QTRY_VERIFY(account.hasCome("New"));
        QTRY_VERIFY(account.listensTo({"INBOX"}));
    }

    /** The line was used for nothing but listening: no trouble is told, and what is wanted next takes up another. */
    void aLineLostWhileListeningIsNoTrouble()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        engine::Surroundings around{*bench.store, bench.secrets, connector};
        engine::EngineEvents events;
        engine::StatusBoard board{events};
        engine::Weather weather;
        engine::ImapDesk desk;
        desk.setInView(bench.folder("Archive").id);
        bool sawTrouble = false;
        QObject::connect(&events, &engine::EngineEvents::accountStatusChanged, &events,
                         [&](const AccountStatus &status) { sawTrouble = sawTrouble || status.error.has_value(); });
        engine::ImapSyncWorker worker({around, board, events, weather, bench.account, {}}, desk, [] {});
        worker.start();
        const auto listensTo = [&](const QByteArrayList &mailboxes) {
            const std::lock_guard lock(bench.imap.mutex);
            return bench.imap.idling == mailboxes;
        };
        QTRY_VERIFY(listensTo({"Archive"}));
        connector.swallow();
        worker.wake(); // nothing is wanted: it was only to look again
        QTRY_VERIFY(listensTo({}));
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({bench.row("INBOX", "Letter").id}, Flag::Flagged, {}); }));
        worker.wake();
        QTRY_VERIFY(listensTo({"Archive"}));
        QCOMPARE(heard(bench, "UID STORE"), 1);
        QCOMPARE(heard(bench, "LOGIN"), 3); // by hand, and two of the worker
        QVERIFY(!sawTrouble);
    }
};

PETREL_TEST(ChosenWatchTest)

} // namespace petrel::test

#include "chosen_watch_test.moc"
