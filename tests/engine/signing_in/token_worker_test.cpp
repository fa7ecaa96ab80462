#include "tests/engine/signing_in/token_desk.h"
#include "tests/engine/stories/running_account.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** The account's workers, and what the person is asked. */
struct Workers
{
    explicit Workers(TokenDesk &desk) : running(desk.bench, desk.connector)
    {
        QObject::connect(&running.events, &engine::EngineEvents::signInWanted, &running.events, [this] { ++signInsWanted; });
        QObject::connect(&running.events, &engine::EngineEvents::secretWanted, &running.events, [this] { ++passwordsWanted; });
    }
    [[nodiscard]] engine::AccountStatus status() { return running.board.status(running.account.id); }
    [[nodiscard]] QByteArray stoppedBy()
    {
        const engine::AccountStatus now = status();
        return now.phase == engine::AccountStatus::Phase::Stopped && now.error ? now.error->code : QByteArray();
    }

    /** Workers tell what stopped them first and ask then: all of them have done both, and it is heard here. */
    [[nodiscard]] static bool haveAsked()
    {
        if (!areOtherThreadsAtRest())
            return false;
        QCoreApplication::sendPostedEvents();
        return true;
    }

    int signInsWanted = 0;
    int passwordsWanted = 0;
    Running running;
};

} // namespace

/** Workers of an account that signs in with OAuth 2.0. */
class TokenWorkerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(Certificates::obstacle(), QByteArray()); }

    /** One synchronises, one watches, one sends: the issuer is asked once. */
    void allWorkersShareOneRefresh()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.queue();
        desk.grants("at-1");
        desk.gate.take({"at-1"});
        Workers workers(desk);
        QTRY_VERIFY(desk.gate.shown().size() >= 3);
        QCOMPARE(desk.issuer.asked().size(), 1);
        QCOMPARE(QSet<QByteArray>(desk.gate.shown().cbegin(), desk.gate.shown().cend()), QSet<QByteArray>{"at-1"});
    }

    /** Two find that the token ended: the second one's word comes late, and costs nothing. */
    void aTokenThatEndedForAllIsRefreshedOnce()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.grants("at-1");
        desk.grants("at-2");
        desk.gate.take({"at-2"});
        desk.queue();
        Workers workers(desk);
        QTRY_COMPARE(desk.bench.smtp.delivered.size(), 1);
        QTRY_VERIFY(idles(desk.bench));
        QCOMPARE(desk.issuer.asked().size(), 2);
        QCOMPARE(workers.signInsWanted, 0);
    }

    void aGrantThatWasRevokedAsksThePersonOnce()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.queue();
        for (int i = 0; i < 8; ++i)
            desk.revokes();
        Workers workers(desk);
        QTRY_COMPARE(workers.stoppedBy(), QByteArray("oauth-sign-in"));
        const qsizetype before = desk.issuer.asked().size();
        workers.running.runner->urge(); // "try again": it is as before
        QTRY_VERIFY(desk.issuer.asked().size() > before);
        QTRY_COMPARE(workers.stoppedBy(), QByteArray("oauth-sign-in"));
        QTRY_VERIFY(Workers::haveAsked());
        QCOMPARE(workers.signInsWanted, 1);
        QCOMPARE(workers.passwordsWanted, 0);
        QVERIFY(desk.gate.shown().isEmpty());

        desk.gate.take({"at-new"});
        MUST_DO(engine::keepGrant(workers.running.around, workers.running.account, {Secret("at-new"), Secret("rt-new"), 3600}, {}));
        workers.running.runner->urge();
        QTRY_VERIFY(idles(desk.bench));
        QCOMPARE(workers.signInsWanted, 1);
    }

    void aRuleOfTheServersAsksForNothing()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.grants("at-1");
        desk.gate.refuseWith("[ALERT] IMAP access is disabled for your domain.");
        Workers workers(desk);
        QTRY_COMPARE(workers.stoppedBy(), QByteArray("policy-protocol-off"));
        QTRY_VERIFY(Workers::haveAsked());
        QCOMPARE(workers.signInsWanted + workers.passwordsWanted, 0);
    }

    void withoutANetworkNobodyIsAsked()
    {
        TokenDesk desk;
        desk.bench.account.signIn.oauth.token = QStringLiteral("https://localhost:1/token");
        desk.signedInOnce();
        Workers workers(desk);
        const auto waits = [&] { return workers.status().phase == engine::AccountStatus::Phase::Waiting; };
        QTRY_VERIFY(waits());
        QCOMPARE(workers.status().error->code, QByteArray("oauth-unreachable"));
        QTRY_VERIFY(Workers::haveAsked());
        QCOMPARE(workers.signInsWanted + workers.passwordsWanted, 0);
    }
};

PETREL_TEST(TokenWorkerTest)

} // namespace petrel::test

#include "token_worker_test.moc"
