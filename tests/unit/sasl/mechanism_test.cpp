#include "core/sasl/cram_md5.h"
#include "core/sasl/external.h"
#include "core/sasl/login.h"
#include "core/sasl/oauthbearer.h"
#include "core/sasl/plain.h"
#include "core/sasl/xoauth2.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::sasl;

class MechanismTest : public QObject
{
    Q_OBJECT

private:
    static Credentials tim() { return {QStringLiteral("tim"), Secret("tanstaaftanstaaf")}; }

private Q_SLOTS:
    void plainSaysAllAtOnce()
    {
        Plain plain(tim());
        // The second example of RFC 4616 section 4, with an empty authorization identity.
        QCOMPARE(plain.initialResponse()->reveal(), QByteArray("\0tim\0tanstaaftanstaaf", 21));
        QCOMPARE(plain.step({}).error().kind, ErrorKind::Protocol);
    }

    void namesAndPasswordsTravelAsUtf8()
    {
        Plain plain({QStringLiteral("jürgen"), Secret(QStringLiteral("pässword").toUtf8())});
        QCOMPARE(plain.initialResponse()->reveal(), QByteArray("\0j\xc3\xbcrgen\0p\xc3\xa4ssword", 18));
    }

    void aTokenTravelsAsRfc7628Writes()
    {
        OAuthBearer bearer({QStringLiteral("user@example.com"), {}, Secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="), false, QStringLiteral("server.example.com"), 143});
        QCOMPARE(bearer.initialResponse()->reveal().toBase64(), // section 4.1
                 QByteArray("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"));
        OAuthBearer comma({QStringLiteral("a=b,c"), {}, Secret("t")});
        QCOMPARE(comma.initialResponse()->reveal(), QByteArray("n,a=a=3Db=2Cc,\x01" "auth=Bearer t\x01\x01"));
    }

    void aTokenTravelsAsGoogleWrites()
    {
        XOAuth2 oauth({QStringLiteral("someuser@example.com"), {}, Secret("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")});
        QCOMPARE(oauth.initialResponse()->reveal().toBase64(),
                 QByteArray("dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="));
    }

    void aRefusedTokenIsAnsweredAsTheFormWants_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("RFC 7628 section 4.3") << QByteArray("{\"status\":\"invalid_token\",\"scope\":\"example_scope\"}") << QByteArray("invalid_token: no");
        QTest::newRow("Google") << QByteArray("{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://mail.google.com/\"}") << QByteArray("400: no");
        QTest::newRow("a number") << QByteArray("{\"status\":401}") << QByteArray("401: no");
        for (const char *odd : {"", "{", "[]", "7", "{}", "{\"status\":\"two words\"}", "{\"status\":\"a\\nb\"}", "{\"status\":{\"status\":\"x\"}}"})
            QTest::newRow(odd) << QByteArray(odd) << QByteArray("no");
        QTest::newRow("long") << "{\"status\":\"" + QByteArray(101, 'x') + "\"}" << QByteArray("no");
        QTest::newRow("nested") << QByteArray(5'000, '[') << QByteArray("no");
    }
    void aRefusedTokenIsAnsweredAsTheFormWants()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(QByteArray, words);
        const Credentials credentials{QStringLiteral("tim"), {}, Secret("token")};
        XOAuth2 oauth(credentials);
        OAuthBearer bearer(credentials);
        for (Mechanism *mechanism : {static_cast<Mechanism *>(&oauth), static_cast<Mechanism *>(&bearer)}) {
            (void)mechanism->initialResponse();
            QCOMPARE(mechanism->step(challenge).value().reveal(), mechanism == &bearer ? QByteArray(1, '\x01') : QByteArray());
            QCOMPARE(mechanism->step(challenge).error().kind, ErrorKind::Protocol);
            const Error refused = mechanism->refused(makeError(ErrorKind::Auth, {}).withServerText("no", "535"));
            QCOMPARE(refused.code, QByteArray("token-refused"));
            QCOMPARE(refused.serverText, words);
        }
    }

    void aCertificateNeedsOnlyAName()
    {
        QCOMPARE(External(tim()).initialResponse()->reveal(), QByteArray("tim"));
        QCOMPARE(External(tim()).step({}).error().kind, ErrorKind::Protocol);
    }

    void loginGivesNameThenPassword()
    {
        Login login(tim());
        QVERIFY(!login.initialResponse().has_value());
        QCOMPARE(login.step("Username:").value().reveal(), QByteArray("tim"));
        QCOMPARE(login.step("Password:").value().reveal(), QByteArray("tanstaaftanstaaf"));
        QCOMPARE(login.step("Again:").error().kind, ErrorKind::Protocol);
    }

    void loginDoesNotReadThePrompts()
    {
        Login login(tim());
        QCOMPARE(login.step({}).value().reveal(), QByteArray("tim"));
        QCOMPARE(login.step("User Name").value().reveal(), QByteArray("tanstaaftanstaaf"));
    }

    void cramMd5DigestsTheChallenge()
    {
        CramMd5 cram(tim());
        QVERIFY(!cram.initialResponse().has_value());
        // RFC 2195 section 2.
        QCOMPARE(cram.step("<1896.697170952@postoffice.reston.mci.net>").value().reveal(),
                 QByteArray("tim b913a602c7eda7a495b4e6e7334d3890"));
        QCOMPARE(cram.step("<again@example.org>").error().kind, ErrorKind::Protocol);
    }

    void cramMd5WantsAChallenge()
    {
        CramMd5 cram(tim());
        QCOMPARE(cram.step({}).error().kind, ErrorKind::Protocol);
    }

    void whatAMechanismSaysDoesNotPrint()
    {
        QString printed;
        QDebug(&printed) << *Plain(tim()).initialResponse();
        QVERIFY(!printed.contains(QStringLiteral("tanstaaf")));
    }
};

PETREL_TEST(MechanismTest)
#include "mechanism_test.moc"
