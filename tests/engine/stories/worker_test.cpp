#include "core/engine/send/outgoing.h"
#include "core/engine/workers/imap_workers.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace petrel::test {

using engine::AccountStatus;
using engine::BodyRequests;
using Phase = AccountStatus::Phase;
using Server = BodyRequests::Server;

namespace {

constexpr int kStopMilliseconds = 20'000; // left alone it takes a minute

/** A port where connecting takes for ever: nobody accepts, and the queue is full. */
class FullPort
{
public:
    FullPort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *name = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof address;
        m_sockets.append(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (::bind(m_sockets.first(), name, size) != 0 || ::listen(m_sockets.first(), 0) != 0 || ::getsockname(m_sockets.first(), name, &size) != 0)
            qFatal("no port to listen at");
        m_port = ntohs(address.sin_port);
        for (int i = 0; i < 3; ++i) {
            m_sockets.append(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            (void)::connect(m_sockets.last(), name, size);
        }
    }
    ~FullPort()
    {
        for (const int socket : std::as_const(m_sockets))
            ::close(socket);
    }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    QList<int> m_sockets;
    quint16 m_port = 0;
};

/** A server that accepts and never says a word. */
class MuteTalk final : public ModelTalk
{
public:
    QByteArray greeting() override { return {}; }
    QByteArray takeCommand(QByteArray &) override { return {}; }
    QByteArray answer(const QByteArray &) override { return {}; }
};

} // namespace

/** Fails each round with one error, and counts. */
class FailingWorker final : public engine::Worker
{
public:
    FailingWorker(engine::WorkerPlace place, Error error)
        : Worker(QStringLiteral("failing"), engine::StatusSide::Receiving, std::move(place)), m_error(std::move(error))
    {
    }
    ~FailingWorker() override { halt(); }
    std::atomic<int> rounds = 0;

private:
    Result<Deadline> round(const StopToken &) override
    {
        ++rounds;
        return m_error;
    }
    void dropConnection() override {}
    Error m_error;
};

class WorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAccountStopsInTimeWhereverItsServerFallsSilent()
    {
        int stages = 0;
        for (int command = 0; command < 12; ++command) {
            Workbench bench(IncomingKind::Imap);
            bench.account.offline.bodies = OfflinePolicy::Bodies::All;
            MUST_DO(bench.imapPass());
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
            ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
            connector.cutNext({Cut::When::Silence, command}, true);
            Running running(bench, connector);
            const auto atRest = [&] { return idles(bench) && running.board.status(bench.account.id).phase == Phase::UpToDate; };
            QTRY_VERIFY(connector.cutReached() || atRest());
            stages += connector.cutReached() ? 1 : 0;
            QVERIFY(running.stop() < kStopMilliseconds);
        }
        QVERIFY(stages >= 6); // login, list, select, headers, body at the least; the last ones find it idling
    }

    /** A long MOVE, of which the server tells how far it is (RFC 9585). */
    void howFarTheServerIsIsShown()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Filed"));
        MUST_DO(bench.imapPass());
        bench.imap.untagged["UID MOVE"] = "* OK [INPROGRESS (\"x\" 30 400)] still at it";
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        std::atomic<Running *> watched = nullptr;
        std::atomic<bool> isShown = false;
        bench.imap.before = [&](const QByteArray &) { // at the latest when the second folder is selected: nothing else was told since
            Running *running = watched;
            const AccountStatus status = running ? running->board.status(bench.account.id) : AccountStatus();
            isShown = isShown || (status.phase == Phase::Working && status.task == AccountStatus::Task::Pushing && status.done == 30 && status.total == 400);
        };
        Running running(bench, connector);
        watched = &running;
        QTRY_VERIFY(idles(bench) && running.board.status(bench.account.id).phase == Phase::UpToDate);
        const QList<PlacementId> both{bench.row("INBOX", "Letter").id, bench.row("Archive", "Filed").id};
        const FolderId trash = bench.folder("Trash").id;
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFolder(both, trash); }));
        running.runner->wake();
        QTRY_VERIFY(isShown);
        QTRY_COMPARE(running.board.status(bench.account.id).phase, Phase::UpToDate);
        QCOMPARE(running.board.status(bench.account.id).total, 0);
    }

    void anAccountStopsInTimeWithoutAGreeting()
    {
        for (const IncomingKind kind : {IncomingKind::Imap, IncomingKind::Pop3}) {
            Workbench bench(kind);
            std::atomic<bool> connected = false;
            ModelConnector connector([&](quint16) {
                connected = true;
                return std::make_unique<MuteTalk>();
            }, true);
            Running running(bench, connector);
            QTRY_VERIFY(connected);
            QVERIFY(running.stop() < kStopMilliseconds);
        }
    }

    void anAccountStopsInTimeInTheHandshakeAndWhileConnecting()
    {
        ScriptedServer mute(QList<QByteArray>(16, QByteArray("# says nothing\n")));
        const FullPort full;
        for (const quint16 port : {mute.port(), full.port()}) {
            for (const Security security : {Security::Tls, Security::None}) {
                Workbench bench(IncomingKind::Imap);
                bench.account.incoming.host = QStringLiteral("127.0.0.1");
                bench.account.incoming.port = port;
                bench.account.incoming.security = security;
                bench.keepPasswords(); // they are bound to the host
                net::NetworkConnector connector;
                Running running(bench, connector);
                QTRY_COMPARE(running.board.status(bench.account.id).phase, Phase::Connecting);
                QVERIFY(running.stop() < kStopMilliseconds);
            }
        }
    }

    void aBackOffIsEndedByUrgeAndKeptByWake()
    {
        Workbench bench(IncomingKind::Imap);
        Running place(bench, bench.connector);
        place.runner.reset();
        FailingWorker worker({place.around, place.board, place.events, place.weather, bench.account, {}},
                             makeError(ErrorKind::Throttled, QStringLiteral("too many connections")));
        worker.start();
        QTRY_COMPARE(place.board.status(bench.account.id).phase, Phase::Waiting);
        QCOMPARE(worker.rounds, 1);
        QVERIFY(place.board.status(bench.account.id).retryAt > Clock::nowUtc() + 15);
        worker.wake();
        QVERIFY(!QTest::qWaitFor([&] { return worker.rounds > 1; }, 50));
        worker.urge();
        QTRY_COMPARE(worker.rounds, 2);
    }

    void aStopThatNeedsThePersonIsEndedByUrge()
    {
        Workbench bench(IncomingKind::Imap);
        Running place(bench, bench.connector);
        place.runner.reset();
        FailingWorker worker({place.around, place.board, place.events, place.weather, bench.account, {}},
                             makeError(ErrorKind::Auth, QStringLiteral("wrong password")));
        worker.start();
        QTRY_COMPARE(place.board.status(bench.account.id).phase, Phase::Stopped);
        QCOMPARE(place.board.status(bench.account.id).error->kind, ErrorKind::Auth);
        worker.urge();
        QTRY_COMPARE(worker.rounds, 2);
    }

    void offlineByChoiceNothingConnects()
    {
        Workbench bench(IncomingKind::Imap);
        Running place(bench, bench.connector);
        place.runner.reset();
        place.weather.online = false;
        FailingWorker worker({place.around, place.board, place.events, place.weather, bench.account, {}},
                             makeError(ErrorKind::Network, QStringLiteral("gone")));
        worker.start();
        worker.urge();
        QVERIFY(!QTest::qWaitFor([&] { return worker.rounds > 0; }, 50));
        QCOMPARE(place.board.status(bench.account.id).phase, Phase::Offline);
        place.weather.online = true;
        worker.urge();
        QTRY_COMPARE(worker.rounds, 1);
    }

    void goingOfflineEndsWhatIsGoingOnAndGoingOnlineResumes()
    {
        int stages = 0;
        for (int command = 0; command < 12; ++command) {
            Workbench bench(IncomingKind::Imap);
            bench.account.offline.bodies = OfflinePolicy::Bodies::All;
            bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
            ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
            connector.cutNext({Cut::When::Silence, command}, true);
            Running running(bench, connector);
            const auto phase = [&] { return running.board.status(bench.account.id).phase; };
            QTRY_VERIFY(connector.cutReached() || (idles(bench) && phase() == Phase::UpToDate));
            stages += connector.cutReached() ? 1 : 0;
            running.goOffline();
            QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Offline, kStopMilliseconds);
            connector.cutNext({});
            running.goOnline();
            QTRY_COMPARE(phase(), Phase::UpToDate);
            QCOMPARE(bench.row("INBOX", "Letter").bodyState, BodyState::Full);
        }
        QVERIFY(stages >= 6);
    }

    void goingOfflineEndsAMaildropSession()
    {
        Workbench bench(IncomingKind::Pop3);
        bench.pop3.add("Letter");
        ModelConnector connector([&](quint16) { return bench.pop3.connection(); }, true);
        connector.cutNext({Cut::When::Silence, 4}, true);
        Running running(bench, connector);
        const auto phase = [&] { return running.board.status(bench.account.id).phase; };
        QTRY_VERIFY(connector.cutReached());
        running.goOffline();
        QTRY_COMPARE_WITH_TIMEOUT(phase(), Phase::Offline, kStopMilliseconds);
        connector.cutNext({});
        running.goOnline();
        QTRY_COMPARE(phase(), Phase::UpToDate);
        QCOMPARE(bench.shown("Inbox"), QStringList{QStringLiteral("Letter")});
    }

    void goingOfflineWaitsForTheAnswerToAFinalDot()
    {
        Workbench bench(IncomingKind::Pop3);
        mime::OutgoingMessage message;
        message.to = {{QStringLiteral("Bob"), QStringLiteral("bob@example.net")}};
        const OutboxId id = MUST(engine::queueMessage(*bench.store, bench.account, message));
        const auto state = [&] { return MUST(bench.read([&](const store::Reader &reader) { return reader.outboxItem(id); })).state; };
        ModelConnector connector([&](quint16 port) { return port == 2 ? bench.smtp.connection() : std::make_unique<MuteTalk>(); }, true);
        constexpr int kDot = 5; // EHLO, AUTH, MAIL, RCPT, DATA, the message
        connector.cutNext({Cut::When::Silence, kDot}, true);
        Running running(bench, connector);
        QTRY_VERIFY(connector.cutReached());
        running.goOffline();
        QVERIFY(!QTest::qWaitFor([&] { return state() != OutboxState::Sending; }, 50));
        QVERIFY(running.stop() < kStopMilliseconds);
        QCOMPARE(state(), OutboxState::Uncertain);
    }

    void newMailIsHereAndAMessageOpenedWhileIdling()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        MUST_DO(bench.imapPass());
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench));
        std::atomic<int> answers = 0;
        running.runner->requestBody({.placement = bench.row("Archive", "Archived").id, .answer = [&](const Status &fetched) { answers += fetched ? 1 : 100; }});
        QTRY_COMPARE(answers, 1);
        QCOMPARE(bench.row("Archive", "Archived").bodyState, BodyState::Full);
        QTRY_VERIFY(idles(bench, 2)); // and it goes on watching
    }

    /** A deed that found the inbox in use waits for this word, not for the next full look. */
    void whoReleasesTheInboxWakesTheOtherConnection()
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
        const FolderId inbox = bench.folder("INBOX").id;
        std::atomic<int> free = 0;
        const auto onReleased = [&] {
            free += desk.claim(inbox) ? 1 : 0;
            desk.release(inbox);
        };
        engine::ImapWatchWorker watch({around, board, events, weather, bench.account, {}}, desk, onReleased, [] {}, [] {});
        watch.start();
        QTRY_COMPARE(free, 1);
    }

    void aServerThatOffersIdleAndRefusesItIsAskedInTurnInstead()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        bench.imap.refuse["IDLE"] = "BAD not today";
        bench.imap.heard.clear();
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench));
        QTRY_VERIFY(areOtherThreadsAtRest());
        const int looks = heard(bench, "SELECT");
        running.runner->urge(); // both look again, on the connections that they have
        QTRY_VERIFY(heard(bench, "SELECT") > looks);
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "IDLE"), 1);
        QCOMPARE(heard(bench, "LOGIN"), 2);
    }

    void whatIsOnScreenOfAnotherAccountWakesNobody()
    {
        Workbench bench(IncomingKind::Imap);
        MUST_DO(bench.imapPass());
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && running.board.status(bench.account.id).phase == Phase::UpToDate);
        QTRY_VERIFY(areOtherThreadsAtRest());
        const auto statements = [] { return store::Store::statementsSoFar(); };
        const std::int64_t before = statements();
        running.runner->setFolderInView({});
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(statements(), before);
        running.runner->setFolderInView(bench.folder("Archive").id);
        QTRY_VERIFY(heard(bench, "SELECT \"Archive\"") + heard(bench, "SELECT Archive") > 0);
    }

    void openingAMessageStartsNoPass()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Archived"));
        MUST_DO(bench.imapPass());
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && running.board.status(bench.account.id).phase == Phase::UpToDate);
        QTRY_VERIFY(areOtherThreadsAtRest()); // both connections are at rest
        const int lists = heard(bench, "LIST"), flags = heard(bench, "UID FETCH 1:"), idling = heard(bench, "IDLE");
        std::atomic<int> answers = 0;
        running.runner->requestBody({.placement = bench.row("Archive", "Archived").id, .answer = [&](const Status &fetched) { answers += fetched ? 1 : 100; }});
        QTRY_COMPARE(answers, 1);
        QTRY_VERIFY(heard(bench, "IDLE") > idling || bench.row("Archive", "Archived").bodyState == BodyState::Full);
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "LIST"), lists);
        QCOMPARE(heard(bench, "UID FETCH 1:"), flags);
    }

    void someDeedsTogetherArePushedAndNothingElseIsAsked()
    {
        Workbench bench(IncomingKind::Imap);
        for (const char *subject : {"Letter", "Other"})
            bench.imap.mailboxes["Archive"].add(ModelMessage::make(subject));
        MUST_DO(bench.imapPass());
        MovedClock clock;
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        QTRY_VERIFY(idles(bench) && running.board.status(bench.account.id).phase == Phase::UpToDate);
        QTRY_VERIFY(areOtherThreadsAtRest());
        const std::int64_t looked = running.board.status(bench.account.id).lastSuccess;
        QVERIFY(looked > 0);
        clock.pass(100);
        const int lists = heard(bench, "LIST"), selects = heard(bench, "SELECT");
        const QList<PlacementId> both{bench.row("Archive", "Letter").id, bench.row("Archive", "Other").id};
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags(both, Flag::Seen, {}); }));
        running.runner->wake();
        QTRY_COMPARE(heard(bench, "UID STORE 1:2"), 1);
        QTRY_COMPARE(running.board.status(bench.account.id).phase, Phase::UpToDate);
        QCOMPARE(heard(bench, "LIST"), lists);
        QCOMPARE(heard(bench, "SELECT"), selects + 1);
        running.runner->wake(); // nothing is due: nothing is said
        QTRY_VERIFY(areOtherThreadsAtRest());
        QCOMPARE(heard(bench, "SELECT"), selects + 1);
        QCOMPARE(running.board.status(bench.account.id).lastSuccess, looked); // "up to date at" is about new mail
    }

    /** The deed's round gathers what comes with it, and takes the wake of "Get mail" as one of these: the look itself must not be forgotten. */
    void whoAsksForMailRightAfterADeedIsServed()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["Archive"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        ModelConnector connector([&](quint16) { return bench.imap.connection(); }, true);
        Running running(bench, connector);
        running.runner->setFolderInView(bench.folder("Archive").id); // listened to, for minutes
        QTRY_VERIFY(idles(bench, 2) && running.board.status(bench.account.id).phase == Phase::UpToDate && areOtherThreadsAtRest());
        const int lists = heard(bench, "LIST");
        MUST_DO(bench.write([&](store::WriteTransaction &tx) { return tx.wishes().wantFlags({bench.row("Archive", "Letter").id}, Flag::Seen, {}); }));
        running.runner->wake();
        QTRY_VERIFY(areOtherThreadsAtRest()); // it gathers
        running.runner->urge();
        QTRY_COMPARE(heard(bench, "UID STORE"), 1);
        QTRY_VERIFY(heard(bench, "LIST") > lists);
    }

    // ---- messages somebody waits for -------------------------------------------------------------

    void whileBothConnectionsAreDownTheAnswerComesAtOnce()
    {
        QList<ErrorKind> answers;
        const auto note = [&](const Status &status) { answers.append(status ? ErrorKind::Bug : status.error().kind); };
        BodyRequests requests; // whose end answers what is left
        requests.add({.placement = PlacementId(1), .answer = note});
        requests.down(Server::Watch, makeError(ErrorKind::Network, QStringLiteral("cut")));
        QCOMPARE(answers, QList<ErrorKind>()); // the other may still bring it
        requests.down(Server::Sync, makeError(ErrorKind::Timeout, QStringLiteral("silent")));
        QCOMPARE(answers, QList<ErrorKind>{ErrorKind::Timeout});
        requests.add({.placement = PlacementId(2), .answer = note});
        QCOMPARE(answers.size(), 2);
        QVERIFY(requests.isEmpty());
        requests.up(Server::Watch);
        requests.add({.placement = PlacementId(3), .answer = note});
        QCOMPARE(answers.size(), 2);
        QVERIFY(!requests.isEmpty());
    }

    void aRequestOutlivesALineThatBreaks()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        int answers = 0;
        BodyRequests requests; // whose end answers what is left
        requests.add({.placement = bench.row("INBOX", "Letter").id, .answer = [&](const Status &fetched) { answers += fetched ? 1 : 100; }});
        engine::PassContext pass = bench.context();
        bench.connector.cutNext({Cut::When::BeforeAnswer, 2}); // after LOGIN and SELECT
        const auto broken = engine::openImap(pass);
        QVERIFY(broken.ok());
        QVERIFY(!requests.serve(pass, **broken));
        QCOMPARE(answers, 0);
        const auto whole = MUST(engine::openImap(pass));
        MUST_DO(requests.serve(pass, *whole));
        QCOMPARE(answers, 1);
        QCOMPARE(bench.row("INBOX", "Letter").bodyState, BodyState::Full);
    }

    void aRequestOutlivesARoundThatWasEnded()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        QList<ErrorKind> answers;
        BodyRequests requests;
        requests.add({.placement = bench.row("INBOX", "Letter").id, .answer = [&](const Status &fetched) { answers.append(fetched ? ErrorKind::Cancelled : fetched.error().kind); }});
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        bench.stop.request_stop(); // the person went offline meanwhile
        QVERIFY(!requests.serve(pass, *session));
        QCOMPARE(answers, QList<ErrorKind>());
        requests.down(Server::Sync, makeError(ErrorKind::Network, QStringLiteral("offline by choice")));
        requests.down(Server::Watch, makeError(ErrorKind::Network, QStringLiteral("offline by choice")));
        QCOMPARE(answers, QList<ErrorKind>{ErrorKind::Network});
    }

    void nobodyWaitsAnyMoreNothingIsFetched()
    {
        Workbench bench(IncomingKind::Imap);
        bench.imap.mailboxes["INBOX"].add(ModelMessage::make("Letter"));
        MUST_DO(bench.imapPass());
        BodyRequests requests;
        StopSource gone;
        gone.request_stop();
        requests.add({.placement = bench.row("INBOX", "Letter").id, .waiting = {gone.get_token(), {}}, .answer = [](const Status &) { QFAIL("answered"); }});
        engine::PassContext pass = bench.context();
        const auto session = MUST(engine::openImap(pass));
        MUST_DO(requests.serve(pass, *session));
        QVERIFY(requests.isEmpty());
        QCOMPARE(bench.row("INBOX", "Letter").bodyState, BodyState::None);
    }
};

PETREL_TEST(WorkerTest)

} // namespace petrel::test

#include "worker_test.moc"
