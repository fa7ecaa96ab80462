#include "core/oauth/token_keeper.h"
#include "core/base/clock.h"
#include "core/secrets/memory_secret_store.h"
#include "tests/conversations/oauth/issuer.h"
#include "tests/support/registered_test.h"

#include <QScopeGuard>
#include <QSemaphore>

#include <atomic>
#include <thread>

namespace petrel::test {

using namespace oauth;
using namespace std::chrono_literals;

namespace {

/** A keychain that may say no. */
class MoodyStore final : public secrets::SecretStore
{
public:
    [[nodiscard]] Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override { return kept.read(key, deadline, stop); }
    [[nodiscard]] Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override
    {
        if (refuses)
            return makeError(ErrorKind::Auth, QStringLiteral("locked")).withServerText({}, "secrets-locked");
        return kept.write(key, secret, deadline, stop);
    }
    [[nodiscard]] Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override { return kept.remove(key, deadline, stop); }

    secrets::MemorySecretStore kept;
    std::atomic<bool> refuses = false;
};

/** Noon, until it is moved. */
class HandClock final : public Clock
{
public:
    HandClock() : m_former(Clock::replace(this)) {}
    ~HandClock() override { Clock::replace(m_former); }
    [[nodiscard]] QDateTime wall() const override { return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC); }

    std::atomic<qint64> seconds = 1'800'000'000;

private:
    const Clock *m_former;
};

struct Desk
{
    [[nodiscard]] Grant grant() const { return {"account-1", server.issuer(), {QStringLiteral("petrel-1")}}; }
    [[nodiscard]] QByteArray token(const StopToken &stop = {})
    {
        const Result<Secret> access = keeper.accessToken(grant(), MailEnd::Receiving, Deadline::in(20s), stop);
        return access ? access->reveal() : access.error().code;
    }
    void signedIn(std::int64_t seconds = 3600)
    {
        const Status kept = keeper.keep(grant(), {Secret("at-0"), Secret("rt-0"), seconds}, Deadline::in(20s), {});
        QVERIFY(kept.ok());
    }
    void grants(const QByteArray &access, const QByteArray &refresh = {})
    {
        const QByteArray rotated = refresh.isEmpty() ? QByteArray() : ",'refresh_token':'" + refresh + '\'';
        server.answer(json("{'access_token':'" + access + "','token_type':'Bearer','expires_in':3600" + rotated + '}'));
    }
    [[nodiscard]] QByteArray stored()
    {
        const Result<Secret> secret = store.read("account-1", Deadline::in(20s), {});
        return secret ? secret->reveal() : secret.error().code;
    }
    /** The refresh token of each question, in order. */
    [[nodiscard]] QStringList used() const
    {
        QStringList tokens;
        for (const auto &question : server.asked())
            tokens.append(question.form.queryItemValue(QStringLiteral("refresh_token")));
        return tokens;
    }

    HandClock clock;
    IssuerServer server;
    MoodyStore store;
    net::HttpsClient https{IssuerServer::policy()};
    TokenKeeper keeper{https, store};
};

} // namespace

class TokenKeeperTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCOMPARE(Certificates::obstacle(), QByteArray()); }

    void whatASignInBroughtIsUsedUntilFiveMinutesBeforeItsEnd()
    {
        Desk desk;
        desk.signedIn();
        QCOMPARE(desk.stored(), QByteArray("rt-0"));
        QCOMPARE(desk.token(), QByteArray("at-0"));
        desk.clock.seconds += 3299;
        QCOMPARE(desk.token(), QByteArray("at-0"));
        QVERIFY(desk.server.asked().isEmpty());
        desk.grants("at-1");
        desk.clock.seconds += 1;
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.used(), QStringList{QStringLiteral("rt-0")});
        QCOMPARE(desk.stored(), QByteArray("rt-0")); // none came in its place
    }

    void afterAStartItIsAskedForOnce()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-0"), Deadline::in(20s), {}).ok());
        desk.grants("at-1", "rt-1");
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.stored(), QByteArray("rt-1")); // rotated: the newest one counts
    }

    /** What is left of it the mail servers say; the former refresh token is dead. */
    void aGrantThatShrankKeepsItsNewToken()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-0"), Deadline::in(20s), {}).ok());
        desk.server.answer(json("{'access_token':'at-1','token_type':'Bearer','expires_in':3600,'scope':'openid','refresh_token':'rt-1'}"));
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.stored(), QByteArray("rt-1"));
    }

    void whoNeverSignedInIsAskedTo()
    {
        Desk desk;
        QCOMPARE(desk.token(), QByteArray("oauth-sign-in"));
        QVERIFY(desk.server.asked().isEmpty());
    }

    /** Parallel refreshes would revoke each other. */
    void eightConnectionsAskTheIssuerOnce()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-0"), Deadline::in(20s), {}).ok());
        desk.grants("at-1", "rt-1");
        std::atomic<int> right = 0;
        {
            std::vector<std::jthread> connections;
            for (int i = 0; i < 8; ++i)
                connections.emplace_back([&] { right += desk.token() == "at-1" ? 1 : 0; });
        }
        QCOMPARE(right, 8);
        QCOMPARE(desk.server.asked().size(), 1);
    }

    /** The first waits at the issuer while the others come: they share its error. */
    void theErrorIsSharedAsWell()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-0"), Deadline::in(20s), {}).ok());
        desk.server.answer(json("{'error':'invalid_grant'}"), 400);
        QCOMPARE(desk.token(), QByteArray("oauth-sign-in"));
        QCOMPARE(desk.stored(), QByteArray("rt-0")); // what the issuer says today it may take back
        desk.server.answer({}, 503);
        QCOMPARE(desk.token(), QByteArray("oauth-busy"));
        desk.grants("at-1");
        QCOMPARE(desk.token(), QByteArray("at-1"));
    }

    void aRefusedTokenIsRefreshedOnceAndThenThePersonIsAsked()
    {
        Desk desk;
        desk.signedIn();
        desk.grants("at-1");
        desk.keeper.refused(desk.grant(), MailEnd::Receiving, Secret("at-0"));
        QCOMPARE(desk.token(), QByteArray("at-1"));
        desk.keeper.refused(desk.grant(), MailEnd::Receiving, Secret("at-0")); // late word about the former
        QCOMPARE(desk.token(), QByteArray("at-1"));
        desk.keeper.refused(desk.grant(), MailEnd::Receiving, Secret("at-1"));
        QCOMPARE(desk.token(), QByteArray("oauth-refused"));
        QCOMPARE(desk.server.asked().size(), 1);
        desk.signedIn(); // the person did
        QCOMPARE(desk.token(), QByteArray("at-0"));
    }

    void aTokenThatWasTakenForgivesTheFormer()
    {
        Desk desk;
        desk.signedIn();
        for (int i = 1; i <= 4; ++i) {
            const QByteArray next = "at-" + QByteArray::number(i);
            desk.grants(next);
            desk.keeper.refused(desk.grant(), MailEnd::Receiving, Secret("at-" + QByteArray::number(i - 1)));
            QCOMPARE(desk.token(), next);
            desk.keeper.accepted(desk.grant(), MailEnd::Receiving);
        }
    }

    /** The issuer has forgotten the former by then: the new one must not be lost. */
    void aRotatedTokenIsKeptBeforeAnythingElseAndAgainUntilItIs()
    {
        Desk desk;
        desk.signedIn();
        desk.clock.seconds += 3600;
        desk.grants("at-1", "rt-1");
        desk.store.refuses = true;
        QCOMPARE(desk.token(), QByteArray("secrets-locked"));
        QCOMPARE(desk.token(), QByteArray("secrets-locked"));
        QCOMPARE(desk.stored(), QByteArray("rt-0"));
        desk.store.refuses = false;
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.stored(), QByteArray("rt-1"));
        QCOMPARE(desk.server.asked().size(), 1);
    }

    void whatTheStoreNeverTookIsStillTheOneToAskWith()
    {
        Desk desk;
        desk.signedIn();
        desk.clock.seconds += 3600;
        desk.grants("at-1", "rt-1");
        desk.store.refuses = true;
        QCOMPARE(desk.token(), QByteArray("secrets-locked"));
        desk.clock.seconds += 3600;
        desk.store.refuses = false;
        desk.grants("at-2");
        QCOMPARE(desk.token(), QByteArray("at-2"));
        QCOMPARE(desk.used(), (QStringList{QStringLiteral("rt-0"), QStringLiteral("rt-1")}));
        QCOMPARE(desk.stored(), QByteArray("rt-1"));
    }

    /** Somebody signs in anew while an old grant is being refreshed: the new one stays. */
    void aSignInIsNotOverwrittenByARefreshThatIsUnderWay()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-old"), Deadline::in(20s), {}).ok());
        desk.grants("at-old", "rt-older");
        std::jthread signingIn;
        desk.server.before([&] { signingIn = std::jthread([&] { desk.signedIn(); }); });
        (void)desk.token(); // of either grant
        QVERIFY(signingIn.joinable());
        signingIn.join();
        QCOMPARE(desk.stored(), QByteArray("rt-0"));
        QCOMPARE(desk.token(), QByteArray("at-0"));
    }

    /** The issuer has replaced the refresh token when its answer is on its way: it is heard to its end. */
    void whoStopsLosesNoTokenAndDoesNotStopTheOthers()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-0"), Deadline::in(20s), {}).ok());
        desk.grants("at-1", "rt-1");
        StopSource stop;
        QSemaphore held;
        const auto release = qScopeGuard([&] { held.release(); });
        desk.server.before([&] {
            stop.request_stop();
            held.acquire();
        });
        QCOMPARE(desk.keeper.accessToken(desk.grant(), MailEnd::Receiving, Deadline::in(20s), stop.get_token()).error().kind, ErrorKind::Cancelled);
        held.release();
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.stored(), QByteArray("rt-1"));
        QCOMPARE(desk.used(), QStringList{QStringLiteral("rt-0")});
    }

    /** The program ends while the issuer answers. */
    void aKeeperThatGoesKeepsWhatIsOnItsWay()
    {
        Desk desk;
        QVERIFY(desk.store.write("account-1", Secret("rt-0"), Deadline::in(20s), {}).ok());
        desk.grants("at-1", "rt-1");
        StopSource stop;
        desk.server.before([&] { stop.request_stop(); });
        {
            TokenKeeper leaving(desk.https, desk.store);
            (void)leaving.accessToken(desk.grant(), MailEnd::Receiving, Deadline::in(20s), stop.get_token());
        }
        QCOMPARE(desk.stored(), QByteArray("rt-1"));
    }

    void anAccountThatGoesLeavesNothing()
    {
        Desk desk;
        desk.signedIn();
        QVERIFY(desk.keeper.forget(desk.grant(), Deadline::in(20s), {}).ok());
        QCOMPARE(desk.stored(), QByteArray("no-secret"));
        QCOMPARE(desk.token(), QByteArray("oauth-sign-in"));
    }

    void aShortLifeIsUsedToItsHalf()
    {
        Desk desk;
        desk.signedIn(120);
        desk.clock.seconds += 59;
        QCOMPARE(desk.token(), QByteArray("at-0"));
        desk.grants("at-1");
        desk.clock.seconds += 1;
        QCOMPARE(desk.token(), QByteArray("at-1"));
    }
};

PETREL_TEST(TokenKeeperTest)

} // namespace petrel::test

#include "keeper_test.moc"
