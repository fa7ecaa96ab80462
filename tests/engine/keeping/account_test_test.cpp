#include "core/engine/account_test.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"
#include "tests/support/scripted_server.h"

namespace petrel::test {

using engine::TestStep;
using namespace std::chrono_literals;

namespace {

const QByteArray kMute; ///< a script without a line: the connection is taken, and nothing is said

/** An account at two servers that listen here, and what its test tells. */
struct Trial
{
    Trial(quint16 incoming, quint16 outgoing, Security security)
    {
        account.incoming = {QStringLiteral("localhost"), incoming, security, QStringLiteral("ada"), Certificates::authorityPem()};
        account.outgoing = {QStringLiteral("localhost"), outgoing, security, {}, Certificates::authorityPem()};
    }
    Status run(const engine::TestBudget &budget, const StopToken &stop = {})
    {
        engine::PassContext context{around, account, stop, std::make_shared<net::Transcript>(), {}, {}};
        return engine::testAccount(context, {account, Secret("tulip"), {}}, [this](const TestStep &step) {
            steps.append(step);
            if (onStep)
                onStep(step);
        }, budget);
    }
    [[nodiscard]] TestStep failed(TestStep::Side side) const
    {
        for (const TestStep &step : steps) {
            if (step.side == side && step.state == TestStep::State::Failed)
                return step;
        }
        return {};
    }

    Workbench bench{IncomingKind::Imap};
    net::NetworkConnector connector;
    engine::Surroundings around{*bench.store, bench.secrets, connector};
    Account account;
    QList<TestStep> steps;
    std::function<void(const TestStep &)> onStep;
};

} // namespace

/** Trying an account: what of a server is waited for, and how long. */
class AccountTestTest : public QObject
{
    Q_OBJECT

    using Side = TestStep::Side;
    using What = TestStep::What;
    using Awaits = TestStep::Awaits;

private Q_SLOTS:
    void a_mute_server_is_told_by_what_it_did_not_say_data()
    {
        QTest::addColumn<Security>("security");
        QTest::addColumn<What>("what");
        QTest::addColumn<Awaits>("awaits");
        QTest::newRow("no handshake") << Security::Tls << What::Secure << Awaits::Handshake;
        QTest::newRow("no greeting before STARTTLS") << Security::Starttls << What::Secure << Awaits::Greeting;
        QTest::newRow("no greeting in the clear") << Security::None << What::Secure << Awaits::Greeting;
    }
    void a_mute_server_is_told_by_what_it_did_not_say()
    {
        QFETCH(Security, security);
        QFETCH(What, what);
        QFETCH(Awaits, awaits);
        ScriptedServer incoming(kMute);
        ScriptedServer outgoing(kMute);
        Trial trial(incoming.port(), outgoing.port(), security);
        const Status tested = trial.run({400ms, 10min});
        QVERIFY(!tested);
        QCOMPARE(tested.error().kind, ErrorKind::Timeout);
        for (const Side side : {Side::Receiving, Side::Sending}) {
            const TestStep failed = trial.failed(side);
            QVERIFY(failed.error);
            QCOMPARE(failed.error->kind, ErrorKind::Timeout);
            QCOMPARE(failed.what, what);
            QCOMPARE(failed.awaits, awaits);
        }
    }

    void a_server_that_greets_over_tls_late_is_waited_for_at_the_sign_in()
    {
        QCOMPARE(Certificates::obstacle(), QByteArray());
        ScriptedServer incoming(kMute, {true, Certificates::identity(), QSsl::TlsV1_2OrLater});
        ScriptedServer outgoing(kMute);
        Trial trial(incoming.port(), outgoing.port(), Security::Tls);
        // Until the handshake is through, a slow machine has all the time it wants.
        StopSource stop;
        trial.onStep = [&](const TestStep &step) {
            if (step.side == Side::Receiving && step.awaits == Awaits::Greeting)
                stop.request_stop();
        };
        QVERIFY(!trial.run({10min, 10min}, stop.get_token()));
        QCOMPARE(trial.failed(Side::Receiving).what, What::SignIn);
        QCOMPARE(trial.failed(Side::Receiving).awaits, Awaits::Greeting);
    }

    void a_server_that_greets_and_falls_silent_has_the_longer_budget()
    {
        ScriptedServer incoming("S: * OK ready\n");
        ScriptedServer outgoing("S: 220 ready\n");
        Trial trial(incoming.port(), outgoing.port(), Security::None);
        QVERIFY(!trial.run({10min, 1s}));
        for (const Side side : {Side::Receiving, Side::Sending}) {
            QCOMPARE(trial.failed(side).error->kind, ErrorKind::Timeout);
            QCOMPARE(trial.failed(side).awaits, Awaits::Answer);
        }
    }

    void both_ends_are_tried_at_once()
    {
        ScriptedServer incoming(kMute);
        ScriptedServer outgoing(kMute);
        Trial trial(incoming.port(), outgoing.port(), Security::None);
        // It goes on only once both wait: one after the other would never end.
        StopSource stop;
        QList<Side> waiting;
        trial.onStep = [&](const TestStep &step) {
            if (step.state == TestStep::State::Running && step.awaits == Awaits::Greeting)
                waiting.append(step.side);
            if (waiting.size() == 2)
                stop.request_stop();
        };
        const Status tested = trial.run({20s, 20s}, stop.get_token());
        QCOMPARE(tested.error().kind, ErrorKind::Cancelled);
        QCOMPARE(waiting.size(), 2);
    }

    void stopping_is_heard_while_a_mute_server_is_waited_for()
    {
        ScriptedServer incoming(kMute);
        ScriptedServer outgoing(kMute);
        Trial trial(incoming.port(), outgoing.port(), Security::Tls);
        StopSource stop;
        trial.onStep = [&](const TestStep &step) {
            if (step.awaits == Awaits::Handshake)
                stop.request_stop();
        };
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(trial.run({10min, 10min}, stop.get_token()).error().kind, ErrorKind::Cancelled);
        QVERIFY2(timer.elapsed() < 5'000, QByteArray::number(timer.elapsed()).constData());
    }

    void a_person_waits_less_than_a_pass_does()
    {
        const engine::TestBudget budget;
        QVERIFY(budget.greeting <= 10s);
        QVERIFY(budget.whole <= 20s);
    }
};

PETREL_TEST(AccountTestTest)

} // namespace petrel::test

#include "account_test_test.moc"
