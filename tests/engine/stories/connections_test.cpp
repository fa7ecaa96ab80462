#include "core/engine/connectivity.h"
#include "core/engine/workers/connection_budget.h"
#include "core/engine/workers/inbox_watch.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

#include <pthread.h>

#include <semaphore>

namespace petrel::test {

using engine::AccountStatus;
using engine::ConnectionBudget;
using Role = ConnectionBudget::Role;
using namespace std::chrono_literals;

namespace {

/** Time passes when the test says so. */
class StoodClock final : public Clock
{
public:
    StoodClock() : m_former(Clock::replace(this)) {}
    ~StoodClock() override { Clock::replace(m_former); }
    [[nodiscard]] Monotonic monotonic() const override { return m_now; }
    void pass(std::chrono::milliseconds time) { m_now += time; }

private:
    const Clock *m_former;
    Monotonic m_now{1h};
};

/** Answers with a certificate of its own as long as it is shut. */
class Portal final : public net::Connector
{
public:
    explicit Portal(net::Connector &behind) : m_behind(behind) {}
    [[nodiscard]] Result<std::unique_ptr<net::ByteStream>> connectTo(const net::Endpoint &endpoint, const net::TlsPolicy &policy, const Deadline &deadline,
                                                                     const StopToken &stop) override
    {
        ++tries;
        return isOpen ? m_behind.connectTo(endpoint, policy, deadline, stop) : makeError(ErrorKind::Tls, QStringLiteral("the certificate is another's"));
    }
    std::atomic<bool> isOpen = false;
    std::atomic<int> tries = 0;

private:
    net::Connector &m_behind;
};

QByteArray nameOfThisThread()
{
    char name[16] = {};
    (void)::pthread_getname_np(::pthread_self(), name, sizeof name);
    return name;
}

bool isUpToDate(Running &running)
{
    return running.board.status(running.account.id).phase == AccountStatus::Phase::UpToDate;
}

} // namespace

/** How many connections there are, when they are made, and what happens when they die. */
class ConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFewSignInsAMinuteAndNoMore()
    {
        StoodClock clock;
        ConnectionBudget budget;
        for (std::size_t n = 0; n < ConnectionBudget::kSignIns; ++n) {
            QCOMPARE(budget.askToSignIn(), 0ms);
            clock.pass(1s);
        }
        QCOMPARE(budget.askToSignIn(), 56s);
        clock.pass(55s);
        QCOMPARE(budget.askToSignIn(), 1s);
        clock.pass(1s);
        QCOMPARE(budget.askToSignIn(), 0ms);
        QCOMPARE(budget.askToSignIn(), 1s); // the second of the first four
        budget.signInNotMade();
        QCOMPARE(budget.askToSignIn(), 0ms);
    }

    void aServerThatCannotBeReachedIsTriedAsOftenAsItTakes()
    {
        Workbench bench(IncomingKind::Imap);
        std::atomic<int> tries = 0;
        ModelConnector connector([&](quint16) {
            ++tries;
            return bench.imap.connection();
        }, true);
        connector.cutNext({Cut::When::BeforeHeard, 0}, true);
        Running running(bench, connector);
        for (int n = 1; n <= 8; ++n) {
            QTRY_VERIFY(tries >= n);
            QTRY_COMPARE(running.board.status(bench.account.id).phase, AccountStatus::Phase::Waiting);
            running.runner->urge();
        }
        connector.cutNext({});
        running.runner->urge();
        QTRY_VERIFY(isUpToDate(running));
    }

    void oneConnectionIsAllOnlyWhereTheOtherStoodWhenItWasRefused()
    {
        ConnectionBudget budget;
        budget.refused(Role::Watch);
        QVERIFY2(!budget.isSingle(), "the server took nobody at all");
        budget.up(Role::Sync);
        budget.down(Role::Sync);
        budget.refused(Role::Watch);
        QVERIFY(!budget.isSingle());
        budget.up(Role::Sync);
        budget.refused(Role::Watch);
        QVERIFY(budget.isSingle());
        budget.down(Role::Sync);
        QVERIFY2(budget.isSingle(), "remembered");
    }

    /** It may have been restarting, or another program took what it bears. */
    void aSecondConnectionIsTriedAgainAfterAnHour()
    {
        StoodClock clock;
        ConnectionBudget budget;
        budget.up(Role::Sync);
        budget.refused(Role::Watch);
        clock.pass(59min);
        QVERIFY(budget.isSingle());
        clock.pass(1min);
        QVERIFY(!budget.isSingle());
        budget.refused(Role::Watch);
        clock.pass(59min);
        QVERIFY(budget.isSingle());
    }

    void whatAServerStumbledOverIsHalvedAndNeverRaised()
    {
        ConnectionBudget budget;
        QCOMPARE(budget.mostAtOnce(), 0);
        budget.tooManyAtOnce(40);
        QCOMPARE(budget.mostAtOnce(), 20);
        budget.tooManyAtOnce(50);
        QCOMPARE(budget.mostAtOnce(), 20);
        budget.tooManyAtOnce(1);
        QCOMPARE(budget.mostAtOnce(), 1);
    }

    /** In the hotel: its portal answers for the server until somebody has signed in there, in the browser. */
    void whoComesBackFromThePortalIsServedAtOnce()
    {
        Workbench bench(IncomingKind::Imap);
        ModelConnector line([&](quint16) { return bench.imap.connection(); }, true);
        Portal portal(line);
        Running running(bench, portal);
        QTRY_VERIFY(running.board.status(bench.account.id).error.has_value());
        QTRY_VERIFY(portal.tries >= 1 && areOtherThreadsAtRest());
        const int tries = portal.tries;
        running.runner->wake(); // a wish alone does not try it
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(portal.tries, tries);
        portal.isOpen = true;
        running.runner->doubt();
        QTRY_VERIFY(isUpToDate(running));
    }

    void aServerThatTakesOneConnectionIsSynchronisedAndWatchedOnIt()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mostConnections = 1;
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench));
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "LOGIN"), 2); // the second was refused, and that was that
        QVERIFY(isUpToDate(running));
        // What the person does goes out, and what they open comes, between two waits.
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({bench.row("INBOX", "Letter").id}, Flag::Seen, {}); }));
        running.runner->wake();
        QTRY_COMPARE(heard(bench, "UID STORE"), 1);
        std::atomic<int> answers = 0;
        running.runner->requestBody({.placement = bench.row("Archive", "Archived").id, .answer = [&](const Status &fetched) { answers += fetched ? 1 : 100; }});
        QTRY_COMPARE(answers, 1);
        QTRY_VERIFY(heard(bench, "IDLE") >= 2 && areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "LOGIN"), 2);
    }

    /** The connection that only watches came first, and the other one was refused: it does not sit out a back-off for that. */
    void whoOnlyWatchesMakesWayAtOnceForWhoSynchronises()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mostConnections = 1;
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        std::binary_semaphore watching{0};
        std::atomic<bool> isFirst = true;
        bench.imap.before = [&](const QByteArray &command) {
            if (command == "IDLE" && isFirst.exchange(false))
                watching.release();
        };
        ModelConnector connector([&](quint16) {
            if (isFirst && nameOfThisThread().startsWith("imap-sync"))
                watching.acquire();
            return bench.imap.connection();
        }, true);
        Running running(bench, connector);
        QTRY_VERIFY(isUpToDate(running) && idles(bench, 2) && areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "LOGIN"), 4); // by hand; the watch, the refused one, and the one that stayed
        const std::lock_guard lock(bench.imap.mutex);
        QCOMPARE(bench.imap.idling, QByteArrayList{"INBOX"});
    }

    void linesThatArePresumedDeadAreTakenUpAgainAtOnce()
    {
        Workbench bench(IncomingKind::Imap);
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && isUpToDate(running));
        QTRY_VERIFY(areOtherThreadsAtRest());
        const int idling = heard(bench, "IDLE");
        {
            const std::lock_guard lock(bench.imap.mutex);
            bench.imap.mailboxes["Archive"].add(ModelMessage::make("Came in the night"));
        }
        running.runner->reconnect();
        QTRY_COMPARE(heard(bench, "LOGIN"), 4); // each after a moment of its own
        QTRY_VERIFY(heard(bench, "IDLE") > idling && isUpToDate(running));
        QTRY_COMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Came in the night")});
    }

    /** Both lines are dead and nobody has said so: the watching one idles for minutes, the other one is not in use. */
    void whoComesBackFindsLinesThatDiedInSilenceAtOnce()
    {
        Workbench bench(IncomingKind::Imap);
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && isUpToDate(running));
        QTRY_VERIFY(areOtherThreadsAtRest());
        const int idling = heard(bench, "IDLE");
        connector.swallow();
        {
            const std::lock_guard lock(bench.imap.mutex);
            bench.imap.mailboxes["Archive"].add(ModelMessage::make("Came meanwhile"));
        }
        bool sawTrouble = false;
        QObject::connect(&running.events, &engine::EngineEvents::accountStatusChanged, &running.events,
                         [&](const AccountStatus &status) { sawTrouble = sawTrouble || status.error.has_value(); });
        running.runner->doubt();
        QTRY_VERIFY(heard(bench, "IDLE") > idling && isUpToDate(running));
        QTRY_COMPARE(bench.shown("Archive"), QStringList{QStringLiteral("Came meanwhile")});
        QCOMPARE(heard(bench, "LOGIN"), 4);
        QVERIFY2(!sawTrouble, "a line that was doubted is no trouble");
    }

    void aLineThatLivesIsAskedOnceAndKept()
    {
        Workbench bench(IncomingKind::Imap);
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && isUpToDate(running));
        QTRY_VERIFY(areOtherThreadsAtRest());
        const int before = heard(bench, ""), idling = heard(bench, "IDLE"), asked = heard(bench, "NOOP");
        running.runner->doubt();
        QTRY_VERIFY(heard(bench, "IDLE") > idling && heard(bench, "NOOP") > asked);
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "LOGIN"), 2);
        QVERIFY2(heard(bench, "") - before <= 3, "NOOP; DONE and IDLE again");
    }

    void anotherNetworkIsToldFromAnAddressMore()
    {
        using Change = engine::AddressWatch::Change;
        const auto address = [](const char *text) { return QHostAddress(QLatin1String(text)); };
        const QSet<QHostAddress> none, home{address("192.168.1.7"), address("2001:db8::7")}, office{address("10.0.0.4")}, tunnel = home + QSet{address("10.9.0.2")};
        const auto judge = engine::AddressWatch::judge;
        QCOMPARE(judge(home, home, false), Change::None);
        QCOMPARE(judge(home, none, true), Change::None); // nothing to reach: who tries would only be told so
        QCOMPARE(judge(none, home, false), Change::Another);
        QCOMPARE(judge(home, office, true), Change::Another);
        QCOMPARE(judge(home, home, true), Change::Another); // the cable was out, or another network gave the same addresses
        QCOMPARE(judge(home, tunnel, false), Change::Doubtful);
        QCOMPARE(judge(tunnel, home, true), Change::Doubtful);
    }

    void aBackOffEndsWhenTheNetworkComesBack()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.refuse["LOGIN"] = "NO [UNAVAILABLE] try again later";
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_COMPARE(running.board.status(bench.account.id).phase, AccountStatus::Phase::Waiting);
        {
            const std::lock_guard lock(bench.imap.mutex);
            bench.imap.refuse.clear();
        }
        running.runner->reconnect();
        QTRY_VERIFY(isUpToDate(running));
    }

    void sleepIsToldFromABusyMoment()
    {
        const auto slept = engine::Connectivity::hasSlept;
        QVERIFY(slept(100s, 40s, 3710s, 50s));
        QVERIFY2(!slept(100s, 40s, 110s, 50s), "both went on");
        QVERIFY2(!slept(100s, 40s, 111s, 50s), "a second between two readings");
        QVERIFY2(!slept(100s, 40s, 3700s, 3640s), "an hour without a look, awake");
    }

    /** NOTIFY tells of a folder that nobody watches: it is looked into, and no list is taken for that. */
    void aFolderThatTheServerTellsOfIsLookedInto()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.notify = true;
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && isUpToDate(running));
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "NOTIFY SET STATUS"), 1);
        const int lists = heard(bench, "LIST");
        {
            const std::lock_guard lock(bench.imap.mutex);
            bench.imap.mailboxes["Archive"].add(ModelMessage::make("Filed"));
            bench.imap.untagged["IDLE"] = "* STATUS Archive (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 1)";
        }
        std::atomic<int> answers = 0; // makes it begin to idle anew
        running.runner->requestBody({.placement = bench.row("INBOX", "Letter").id, .answer = [&](const Status &) { ++answers; }});
        QTRY_COMPARE(bench.number("SELECT count(*) FROM message WHERE subject = 'Filed'"), 1);
        QCOMPARE(heard(bench, "LIST"), lists);
    }

    /** The inbox is being listed by the other connection, for minutes: new mail is here all the same. */
    void newMailComesInWhileTheOtherConnectionWorksOnTheInbox()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.idle = false;
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("New"));
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        const engine::ServerFolder inbox = MUST(engine::InboxWatch::inbox(pass)).value();
        engine::ImapDesk desk;
        int released = 0;
        engine::InboxWatch watch(desk, [&] { ++released; }, [] {});
        WakeSignal wake;
        const std::int64_t uidNext = bench.number("SELECT uid_next FROM folder WHERE role = 1");
        QVERIFY(desk.claim(inbox.row.id));
        wake.raise();
        MUST_DO(watch.step(pass, *session, inbox, wake, Deadline::never()));
        QCOMPARE(bench.shown("INBOX").size(), 2);
        QCOMPARE(bench.number("SELECT uid_next FROM folder WHERE role = 1"), uidNext); // the other one's to note
        QCOMPARE(released, 0);
        desk.release(inbox.row.id);
        wake.raise();
        MUST_DO(watch.step(pass, *session, inbox, wake, Deadline::never()));
        QCOMPARE(released, 1);
        QCOMPARE(bench.number("SELECT uid_next FROM folder WHERE role = 1"), uidNext + 1);
    }
};

PETREL_TEST(ConnectionsTest)

} // namespace petrel::test

#include "connections_test.moc"
