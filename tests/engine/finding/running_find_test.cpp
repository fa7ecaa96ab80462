#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::FindRequest;
using engine::FindWanted;
using engine::FolderFind;

namespace {

/** An account whose inbox has been listed: forty messages, every tenth of which speaks of otters; no text is here. */
struct Harbour : Workbench
{
    Harbour() : Workbench(IncomingKind::Imap)
    {
        for (int i = 1; i <= 40; ++i) {
            ModelMessage message = ModelMessage::make("Note " + QByteArray::number(i));
            message.raw += i % 10 == 0 ? "Otters.\r\n" : "Nothing.\r\n";
            imap.mailboxes["INBOX"].add(message);
        }
        MUST_DO(imapPass());
        imap.heard.clear();
    }
    [[nodiscard]] bool hears(const char *beginning, int times = 1)
    {
        return QTest::qWaitFor([&] { return heard(*this, beginning) >= times; }, 20'000);
    }
};

/** What a search told, from whichever thread. */
struct Told
{
    FindRequest request(Harbour &harbour)
    {
        FindRequest request;
        FindWanted wanted{.request = {}, .account = harbour.account.id, .folder = harbour.folder("INBOX").id};
        wanted.request.text = QStringLiteral("otters");
        request.folders.append(wanted);
        request.wanted = leaving.get_token();
        request.told = [this](const FolderFind &find, const std::optional<Error> &error) {
            const std::lock_guard lock(mutex);
            found = find.found();
            if (error)
                errors.append(*error);
        };
        request.answer = [this](const Status &status) {
            const std::lock_guard lock(mutex);
            outcomes.append(status ? ErrorKind::Cancelled : status.error().kind);
            isDone = bool(status);
        };
        return request;
    }
    [[nodiscard]] bool ends()
    {
        return QTest::qWaitFor([&] {
            const std::lock_guard lock(mutex);
            return !outcomes.isEmpty();
        }, 20'000);
    }

    void forget()
    {
        const std::lock_guard lock(mutex);
        outcomes.clear();
    }

    std::mutex mutex;
    StopSource leaving;
    QList<PlacementId> found;
    QList<Error> errors;
    QList<ErrorKind> outcomes;
    bool isDone = false;
};

} // namespace

/** Searches at the server beside everything else that an account's connections do. */
class RunningFindTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void the_watching_connection_searches_and_goes_back_to_idle()
    {
        Harbour harbour;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE"));
        const int before = heard(harbour, "IDLE");
        Told told;
        running.runner->requestFind(told.request(harbour));
        QVERIFY(told.ends());
        QVERIFY(told.isDone);
        QCOMPARE(told.found.size(), 4);
        QVERIFY(harbour.hears("IDLE", before + 1));
        QTRY_COMPARE(heard(harbour, "LOGIN"), 2);
    }

    /** The answer to a listing is held until the search is over: it went over the other connection. */
    void a_search_waits_for_no_listing()
    {
        Harbour harbour;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE"));
        for (int i = 0; i < 30; ++i) {
            const std::lock_guard lock(harbour.imap.mutex);
            harbour.imap.mailboxes["Archive"].add(ModelMessage::make("Old " + QByteArray::number(i)));
        }
        Told told;
        std::atomic<bool> asked = false;
        {
            const std::lock_guard lock(harbour.imap.mutex);
            harbour.imap.before = [&](const QByteArray &command) {
                // Within the server's own lock: the search is asked for while the listing is at the server.
                if (command.startsWith("UID FETCH") && command.contains("ENVELOPE") && !asked.exchange(true))
                    running.runner->requestFind(told.request(harbour));
            };
        }
        running.runner->urge();
        QVERIFY(told.ends());
        QVERIFY(asked);
        QCOMPARE(told.found.size(), 4);
        QTRY_COMPARE(harbour.shown("Archive").size(), 30);
    }

    /** Until the two have agreed on who has the one connection, it is refused: then it is asked for again. */
    void with_one_connection_it_searches_between_its_rounds()
    {
        Harbour harbour;
        harbour.imap.mostConnections = 1;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE"));
        Told told;
        QVERIFY(QTest::qWaitFor([&] {
            told.forget();
            running.runner->requestFind(told.request(harbour));
            return told.ends() && told.isDone;
        }, 20'000));
        QCOMPARE(told.found.size(), 4);
    }

    void a_connection_that_breaks_once_costs_nothing_of_the_answer()
    {
        Harbour harbour;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE") && harbour.hears("LOGIN", 2)); // another log-in means another line
        {
            const std::lock_guard lock(harbour.imap.mutex);
            harbour.imap.byeAt = "UID SEARCH UID 1:40 TEXT";
            harbour.imap.before = [&](const QByteArray &command) {
                if (command.startsWith("LOGIN"))
                    harbour.imap.byeAt = {};
            };
        }
        Told told;
        running.runner->requestFind(told.request(harbour));
        QVERIFY(told.ends());
        QCOMPARE(told.found.size(), 4);
        QVERIFY(told.errors.isEmpty());
    }

    /** Such a search would take the account down again and again. */
    void a_folder_at_which_the_server_always_hangs_up_is_given_up()
    {
        Harbour harbour;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE"));
        {
            const std::lock_guard lock(harbour.imap.mutex);
            harbour.imap.byeAt = "UID SEARCH UID 1:40 TEXT";
        }
        Told told;
        running.runner->requestFind(told.request(harbour));
        QVERIFY(QTest::qWaitFor([&] {
            running.runner->urge(); // no back-off
            const std::lock_guard lock(told.mutex);
            return !told.outcomes.isEmpty();
        }, 20'000));
        QVERIFY(told.found.isEmpty());
        QCOMPARE(told.errors.size() + (told.isDone ? 0 : 1), 1);
    }

    /** A round that is under way when the person goes offline may still answer; from then on nothing is asked. */
    void offline_it_says_so_at_once()
    {
        Harbour harbour;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE"));
        running.goOffline();
        const auto isRefused = [&] {
            const int before = heard(harbour, "UID SEARCH");
            Told told;
            running.runner->requestFind(told.request(harbour));
            return told.ends() && told.outcomes == QList{ErrorKind::Network} && told.errors.isEmpty() && heard(harbour, "UID SEARCH") == before;
        };
        QVERIFY(QTest::qWaitFor(isRefused, 20'000));
    }

    /** Rounds that we ended ourselves are no cuts of the server's, however many: the search goes on where it was. */
    void going_offline_again_and_again_gives_no_folder_up()
    {
        Harbour harbour;
        Told told;
        engine::FindRequests finds;
        finds.add(told.request(harbour));
        constexpr int kSearch = 2; // LOGIN, SELECT
        for (int round = 0; round < 4; ++round) {
            ModelConnector connector([&](quint16) { return harbour.imap.connection(); }, true);
            connector.cutNext({Cut::When::Silence, kSearch}, true);
            harbour.stop = StopSource();
            harbour.around.emplace(engine::Surroundings{*harbour.store, harbour.secrets, connector});
            engine::PassContext pass = harbour.context();
            const auto session = MUST(engine::openImap(pass));
            harbour.stop.request_stop();
            QVERIFY(!finds.serve(pass, *session, []() -> Result<bool> { return true; }));
            QVERIFY(told.outcomes.isEmpty());
        }
        finds.down(engine::ServingLine::Watch, makeError(ErrorKind::Network, QStringLiteral("offline by choice")));
        finds.down(engine::ServingLine::Sync, makeError(ErrorKind::Network, QStringLiteral("offline by choice")));
        QCOMPARE(told.outcomes, QList<ErrorKind>{ErrorKind::Network});
        QVERIFY(told.errors.isEmpty());
    }

    /** Nobody hears of it any more, and nothing is asked. */
    void who_has_left_is_not_searched_for()
    {
        Harbour harbour;
        Running running(harbour, harbour.connector);
        QVERIFY(harbour.hears("IDLE"));
        Told left;
        Told told;
        left.leaving.request_stop();
        running.runner->requestFind(left.request(harbour));
        running.runner->requestFind(told.request(harbour));
        QVERIFY(told.ends());
        QVERIFY(left.outcomes.isEmpty());
        QCOMPARE(heard(harbour, "UID SEARCH UID 1:40 TEXT"), 1);
    }

    void the_end_of_the_account_is_the_end_of_its_searches()
    {
        Harbour harbour;
        Told told;
        {
            Running running(harbour, harbour.connector);
            QVERIFY(harbour.hears("IDLE"));
            running.runner->requestStop();
            running.runner->requestFind(told.request(harbour));
        }
        QVERIFY(!told.outcomes.isEmpty());
    }
};

} // namespace petrel::test

using petrel::test::RunningFindTest;
PETREL_TEST(RunningFindTest)
#include "running_find_test.moc"
