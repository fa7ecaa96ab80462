#include "core/sasl/authentication.h"
#include "core/sasl/login.h"
#include "core/sasl/plain.h"
#include "core/sasl/scram.h"
#include "core/sasl/xoauth2.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::sasl;

namespace {

Credentials tim()
{
    return {QStringLiteral("tim"), Secret("secret"), Secret("token")};
}

template <class M>
Authentication with()
{
    return Authentication(std::make_unique<M>(tim()));
}

constexpr auto kPlainWord = "AHRpbQBzZWNyZXQ="; // NUL tim NUL secret

Status refusedBy(const char *words)
{
    return makeError(ErrorKind::Auth, QStringLiteral("log-in refused")).withServerText(words);
}

} // namespace

class AuthenticationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstWordGoesWithTheCommand()
    {
        Authentication authentication = with<Plain>();
        QCOMPARE(authentication.mechanism(), QByteArray("PLAIN"));
        QCOMPARE(authentication.initialArgument(100)->reveal(), QByteArray(kPlainWord));
        QVERIFY(authentication.settle({}).ok());
    }

    void orItAnswersWhateverTheServerAsksFirst_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        for (const char *challenge : {"", " ", "=", "Z28gYWhlYWQ=", "go ahead!"})
            QTest::newRow(challenge) << QByteArray(challenge);
    }
    void orItAnswersWhateverTheServerAsksFirst()
    {
        QFETCH(QByteArray, challenge);
        Authentication authentication = with<Plain>();
        QCOMPARE(authentication.answer(challenge)->reveal(), QByteArray(kPlainWord));
        QVERIFY(authentication.settle({}).ok());
    }

    void aWordTooLongForTheCommandWaits()
    {
        Authentication authentication = with<Plain>();
        const qsizetype length = qstrlen(kPlainWord);
        QVERIFY(!authentication.initialArgument(length - 1));
        QCOMPARE(authentication.initialArgument(length)->reveal(), QByteArray(kPlainWord));
        QVERIFY(!authentication.initialArgument(length)); // once
    }

    void anEmptyWordIsAnEqualsSign()
    {
        class Silent final : public Mechanism
        {
            QByteArray name() const override { return "SILENT"; }
            std::optional<Secret> initialResponse() override { return Secret(); }
            Result<Secret> step(const QByteArray &) override { return Secret(); }
        };
        Authentication said(std::make_unique<Silent>());
        QCOMPARE(said.initialArgument(100)->reveal(), QByteArray("="));
        Authentication asked(std::make_unique<Silent>());
        QCOMPARE(asked.answer({})->reveal(), QByteArray());
    }

    void promptsNeedNotBeBase64()
    {
        Authentication authentication = with<Login>();
        QVERIFY(!authentication.initialArgument(100));
        QCOMPARE(authentication.answer("Username:")->reveal(), QByteArray("dGlt"));
        QCOMPARE(authentication.answer("UGFzc3dvcmQ6")->reveal(), QByteArray("c2VjcmV0"));
    }

    void whatMakesNoSenseIsCancelledOnceAndForAll()
    {
        Authentication authentication = with<Login>();
        (void)authentication.answer({});
        (void)authentication.answer({});
        QCOMPARE(authentication.answer({})->reveal(), QByteArray("*"));
        QCOMPARE(authentication.answer({}).error().kind, ErrorKind::Protocol);
        QCOMPARE(authentication.settle({}).error().kind, ErrorKind::Protocol); // though the server says yes
        QCOMPARE(authentication.settle(refusedBy("cancelled")).error().kind, ErrorKind::Protocol); // and no password was wrong
    }

    void endlessChallengesAreCancelled()
    {
        class Patient final : public Mechanism
        {
            QByteArray name() const override { return "PATIENT"; }
            std::optional<Secret> initialResponse() override { return {}; }
            Result<Secret> step(const QByteArray &) override { return Secret("more"); }
        };
        Authentication authentication(std::make_unique<Patient>());
        for (int i = 0; i < kMostChallenges; ++i)
            QCOMPARE(authentication.answer({})->reveal(), QByteArray("bW9yZQ=="));
        QCOMPARE(authentication.answer({})->reveal(), QByteArray("*"));
    }

    void aYesOfTheServerIsNotEnoughForScram()
    {
        Authentication authentication(std::make_unique<Scram>(Scram::Hash::Sha256, tim()));
        (void)authentication.initialArgument(100);
        QCOMPARE(authentication.settle({}).error().code, QByteArray("server-unproven"));
    }

    void theMechanismExplainsARefusalOfTheCredentials()
    {
        Authentication authentication = with<XOAuth2>();
        (void)authentication.initialArgument(100);
        QCOMPARE(authentication.answer("eyJzdGF0dXMiOiI0MDEifQ==")->reveal(), QByteArray());
        const Status refused = authentication.settle(refusedBy("bad token"));
        QCOMPARE(refused.error().code, QByteArray("token-refused"));
        QCOMPARE(refused.error().serverText, QByteArray("401: bad token"));
    }

    void otherRefusalsStayWhatTheyAre()
    {
        const Status busy = makeError(ErrorKind::Throttled, QStringLiteral("later")).withServerText("later", "4.7.0");
        QCOMPARE(with<XOAuth2>().settle(busy).error().code, QByteArray("4.7.0"));
        QCOMPARE(with<Plain>().settle(refusedBy("no")).error().serverText, QByteArray("no"));
    }
};

PETREL_TEST(AuthenticationTest)
#include "authentication_test.moc"
