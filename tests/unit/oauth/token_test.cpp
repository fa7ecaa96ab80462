#include "core/oauth/refusal.h"
#include "core/oauth/token_response.h"
#include "tests/support/registered_test.h"
#include "tests/unit/oauth/json.h"

namespace petrel::test {

using namespace oauth;

namespace {

Result<Tokens> read(const QByteArray &body, int status = 200, const QStringList &scopes = {})
{
    return tokensIn({status, body}, scopes);
}

QByteArray granting(const QByteArray &more)
{
    return json("{'access_token':'at-1','token_type':'Bearer'") + more + '}';
}

} // namespace

class OAuthTokenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokensAndHowLongTheyHold()
    {
        const Result<Tokens> tokens = read(granting(json(",'expires_in':3599,'refresh_token':'rt-1'")));
        QVERIFY(tokens.ok());
        QCOMPARE(tokens->access, Secret("at-1"));
        QCOMPARE(tokens->refresh, Secret("rt-1"));
        QCOMPARE(tokens->seconds, 3599);
    }

    void howLongIsBoundedAndMayBeMissing_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("seconds");
        QTest::newRow("left out") << QByteArray() << 3600;
        QTest::newRow("as a string") << json(",'expires_in':'120'") << 120;
        QTest::newRow("nought") << json(",'expires_in':0") << 3600;
        QTest::newRow("negative") << json(",'expires_in':-5") << 3600;
        QTest::newRow("for ever") << json(",'expires_in':1e300") << 86400;
        QTest::newRow("no number") << json(",'expires_in':[1]") << 3600;
    }
    void howLongIsBoundedAndMayBeMissing()
    {
        QFETCH(QByteArray, more);
        QFETCH(int, seconds);
        const Result<Tokens> tokens = read(granting(more));
        QVERIFY(tokens.ok());
        QCOMPARE(tokens->seconds, seconds);
    }

    void whatIsNoAnswerIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("empty") << 200 << QByteArray() << QByteArray("oauth-answer");
        QTest::newRow("a page") << 200 << QByteArray("<html>Sign in to the hotel</html>") << QByteArray("oauth-answer");
        QTest::newRow("a list") << 200 << QByteArray("[1]") << QByteArray("oauth-answer");
        QTest::newRow("no token") << 200 << json("{'token_type':'bearer'}") << QByteArray("oauth-answer");
        QTest::newRow("a token that ends the line") << 200 << json("{'access_token':'a\\r\\nDELE 1','token_type':'bearer'}") << QByteArray("oauth-answer");
        QTest::newRow("a token with a control character") << 200 << json("{'access_token':'a\\u0001b','token_type':'bearer'}") << QByteArray("oauth-answer");
        QTest::newRow("a refresh token with a blank") << 200 << granting(json(",'refresh_token':'a b'")) << QByteArray("oauth-answer");
        QTest::newRow("huge") << 200 << "{\"access_token\":\"" + QByteArray(20'000, 'a') + "\",\"token_type\":\"bearer\"}" << QByteArray("oauth-answer");
        QTest::newRow("another type") << 200 << json("{'access_token':'at','token_type':'mac'}") << QByteArray("oauth-answer");
        QTest::newRow("no type") << 200 << json("{'access_token':'at'}") << QByteArray("oauth-answer");
        QTest::newRow("not found") << 404 << QByteArray("nothing here") << QByteArray("oauth-answer");
        QTest::newRow("down") << 503 << QByteArray("later") << QByteArray("oauth-busy");
        QTest::newRow("too often") << 429 << QByteArray() << QByteArray("oauth-busy");
    }
    void whatIsNoAnswerIsTold()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, code);
        const Result<Tokens> tokens = read(body, status);
        QVERIFY(!tokens.ok());
        QCOMPARE(tokens.error().code, code);
    }

    void whatWasGrantedMustHoldTheMail()
    {
        const QStringList asked{QStringLiteral("https://outlook.office.com/IMAP.AccessAsUser.All"), QStringLiteral("https://outlook.office.com/SMTP.Send"), QStringLiteral("offline_access")};
        QVERIFY(read(granting(json(",'scope':'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send'")), 200, asked).ok());
        QVERIFY(read(granting(json(",'scope':'smtp.send imap.accessasuser.all'")), 200, asked).ok());
        QVERIFY(read(granting({}), 200, asked).ok());
        const Result<Tokens> less = read(granting(json(",'scope':'openid https://outlook.office.com/IMAP.AccessAsUser.All'")), 200, asked);
        QCOMPARE(less.error().code, QByteArray("oauth-scope"));
        QVERIFY(read(granting(json(",'scope':'https://mail.google.com/'")), 200, {QStringLiteral("https://mail.google.com/")}).ok());
        QVERIFY(!read(granting(json(",'scope':'https://www.googleapis.com/auth/'")), 200, {QStringLiteral("https://mail.google.com/")}).ok());
    }

    void aRefusalLeadsToWhatHelps_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *error, const char *description, const char *code) {
            QTest::addRow("%s %s", error, description) << QByteArray(error) << QByteArray(description) << QByteArray(code);
        };
        row("invalid_grant", "Token has been expired or revoked.", "oauth-sign-in");
        row("invalid_grant", "AADSTS50076: Due to a configuration change", "oauth-sign-in");
        row("invalid_grant", "AADSTS65001: The user or administrator has not consented", "oauth-policy");
        row("invalid_grant", "AADSTS53003: Access has been blocked by Conditional Access policies", "oauth-policy");
        row("invalid_grant", "AADSTS530003: Your device is required to be managed", "oauth-policy");
        row("access_denied", "", "oauth-denied");
        row("access_denied", "AADSTS65004: User declined to consent", "oauth-denied");
        row("admin_policy_enforced", "", "oauth-policy");
        row("invalid_client", "The OAuth client was not found.", "oauth-client");
        row("unauthorized_client", "AADSTS700016: Application was not found in the directory", "oauth-client");
        row("redirect_uri_mismatch", "", "oauth-client");
        row("invalid_scope", "", "oauth-scope");
        row("expired_token", "", "oauth-expired");
        row("server_error", "", "oauth-busy");
        row("something_new", "", "oauth-sign-in");
    }
    void aRefusalLeadsToWhatHelps()
    {
        QFETCH(QByteArray, error);
        QFETCH(QByteArray, description);
        QFETCH(QByteArray, code);
        const Error told = refusal(error, description);
        QCOMPARE(told.code, code);
        QCOMPARE(told.kind, code == "oauth-busy" ? ErrorKind::Throttled : ErrorKind::Auth);
        QCOMPARE(told.scope, ErrorScope::Account);
        QCOMPARE(told.serverText, description);
        QCOMPARE(read("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}", 400).error(), told);
    }

    void theIssuersWordsAreOneShortLine()
    {
        const Error told = refusal("invalid_grant", "first\r\nsecond " + QByteArray(2000, 'x'));
        QVERIFY(told.serverText.startsWith("first second xx"));
        QVERIFY(told.serverText.size() <= 500);
    }
};

PETREL_TEST(OAuthTokenTest)

} // namespace petrel::test

#include "token_test.moc"
