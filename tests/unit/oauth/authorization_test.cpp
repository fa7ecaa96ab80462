#include "core/oauth/authorization.h"
#include "core/oauth/token_request.h"
#include "tests/support/registered_test.h"

#include <QSet>

namespace petrel::test {

using namespace oauth;

namespace {

Issuer harbour()
{
    Issuer issuer{QStringLiteral("Harbour"), QUrl(QStringLiteral("https://id.example/authorize")), QUrl(QStringLiteral("https://id.example/token"))};
    issuer.identifier = QStringLiteral("https://id.example");
    issuer.scopes = {QStringLiteral("mail.read"), QStringLiteral("mail send")};
    return issuer;
}

Authorization asked(const Issuer &issuer = harbour())
{
    return makeAuthorization(issuer, {QStringLiteral("petrel-1")}, QStringLiteral("http://127.0.0.1:4000/"), QStringLiteral("ada+mail@example.org"));
}

QUrlQuery answer(const Authorization &to, const QByteArray &more)
{
    return QUrlQuery(QString::fromLatin1("state=" + to.state + '&' + more));
}

} // namespace

class OAuthAuthorizationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /** RFC 7636, appendix B. */
    void theChallengeOfTheStandardsExample()
    {
        QCOMPARE(challengeFor(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")), QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    }

    void noTwoAreAlikeAndTheyAreLongEnough()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 100; ++i) {
            const QByteArray one = unguessable();
            QCOMPARE(one.size(), 43); // the least a verifier may have, and 256 bits
            seen.insert(one);
        }
        QCOMPARE(seen.size(), 100);
    }

    void theBrowserIsSentWithAllTheIssuerMustKnow()
    {
        const Authorization authorization = asked();
        const QUrlQuery query(authorization.url);
        const auto value = [&](const char *name) { return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded); };
        QCOMPARE(authorization.url.host(), QStringLiteral("id.example"));
        QCOMPARE(value("response_type"), QStringLiteral("code"));
        QCOMPARE(value("client_id"), QStringLiteral("petrel-1"));
        QCOMPARE(value("redirect_uri"), QStringLiteral("http://127.0.0.1:4000/"));
        QCOMPARE(value("scope"), QStringLiteral("mail.read mail send"));
        QCOMPARE(value("state").toLatin1(), authorization.state);
        QCOMPARE(value("code_challenge").toLatin1(), challengeFor(authorization.verifier));
        QCOMPARE(value("code_challenge_method"), QStringLiteral("S256"));
        QCOMPARE(value("login_hint"), QStringLiteral("ada+mail@example.org"));
        QVERIFY(authorization.url.toEncoded().contains("login_hint=ada%2Bmail%40example.org")); // "+" would be read as a blank
        QVERIFY(!authorization.url.toEncoded().contains(authorization.verifier.reveal()));
    }

    void anIssuersOwnQueryStays()
    {
        Issuer issuer = harbour();
        issuer.authorization = QUrl(QStringLiteral("https://id.example/authorize?realm=a%26b"));
        issuer.extra = {{QStringLiteral("access_type"), QStringLiteral("offline")}};
        const QByteArray url = asked(issuer).url.toEncoded();
        QVERIFY(url.startsWith("https://id.example/authorize?realm=a%26b&response_type=code&"));
        QVERIFY(url.endsWith("&access_type=offline"));
    }

    void aRightAnswerGivesTheCode()
    {
        const Authorization authorization = asked();
        const Result<Secret> code = codeIn(answer(authorization, "code=a%2Fb%2Bc+d&iss=https%3A%2F%2Fid.example"), authorization, harbour());
        QVERIFY(code.ok());
        QCOMPARE(code->reveal(), QByteArray("a/b+c d"));
    }

    void anAnswerToAnotherQuestionIsForged_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("no state") << QByteArray("code=abc");
        QTest::newRow("empty state") << QByteArray("state=&code=abc");
        QTest::newRow("of another question") << QByteArray("state=" + unguessable() + "&code=abc");
        QTest::newRow("an error of somebody else's") << QByteArray("state=x&error=access_denied");
    }
    void anAnswerToAnotherQuestionIsForged()
    {
        QFETCH(QByteArray, query);
        const Result<Secret> code = codeIn(QUrlQuery(QString::fromLatin1(query)), asked(), harbour());
        QVERIFY(!code.ok());
        QCOMPARE(code.error().code, QByteArray("oauth-forged"));
    }

    /** RFC 9207: the code of one issuer must not be carried to another. */
    void anAnswerOfAnotherIssuerIsForged()
    {
        const Authorization authorization = asked();
        const auto codeOf = [&](const QByteArray &more, const Issuer &issuer) {
            const Result<Secret> code = codeIn(answer(authorization, more), authorization, issuer);
            return code ? code->reveal() : code.error().code;
        };
        QCOMPARE(codeOf("code=abc&iss=https%3A%2F%2Fevil.example", harbour()), QByteArray("oauth-forged"));
        QCOMPARE(codeOf("code=abc&iss=", harbour()), QByteArray("oauth-forged"));
        QCOMPARE(codeOf("code=abc&iss=https%3A%2F%2Fid.example%2F", harbour()), QByteArray("oauth-forged")); // compared as it stands
        QCOMPARE(codeOf("error=access_denied&iss=https%3A%2F%2Fevil.example", harbour()), QByteArray("oauth-forged"));
        QCOMPARE(codeOf("code=abc", harbour()), QByteArray("abc"));
        Issuer named = harbour();
        named.namesItself = true;
        QCOMPARE(codeOf("code=abc", named), QByteArray("oauth-forged"));
        Issuer unknown = harbour();
        unknown.identifier.clear();
        QCOMPARE(codeOf("code=abc&iss=whatever", unknown), QByteArray("abc"));
    }

    void aRefusalSaysWhy()
    {
        const Authorization authorization = asked();
        const Result<Secret> code = codeIn(answer(authorization, "error=access_denied&error_description=The+owner%0D%0Asaid+no"), authorization, harbour());
        QVERIFY(!code.ok());
        QCOMPARE(code.error().code, QByteArray("oauth-denied"));
        QCOMPARE(code.error().serverText, QByteArray("The owner said no"));
    }

    void anAnswerWithoutACodeIsNone()
    {
        const Authorization authorization = asked();
        QCOMPARE(codeIn(answer(authorization, "code="), authorization, harbour()).error().code, QByteArray("oauth-answer"));
        QCOMPARE(codeIn(answer(authorization, "code=" + QByteArray(5000, 'a')), authorization, harbour()).error().code, QByteArray("oauth-answer"));
    }

    void aFormHoldsWhatItSays()
    {
        QCOMPARE(asForm({{"a b", "c&d=e"}, {"f", "\xc3\xbc+"}}), QByteArray("a%20b=c%26d%3De&f=%C3%BC%2B"));
        const Authorization authorization = asked();
        const QByteArray form = codeRequest({QStringLiteral("petrel-1"), Secret("s&s")}, authorization, Secret("c/d"));
        QCOMPARE(form, "client_id=petrel-1&client_secret=s%26s&grant_type=authorization_code&code=c%2Fd&redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2F&code_verifier="
                           + authorization.verifier.reveal());
    }
};

PETREL_TEST(OAuthAuthorizationTest)

} // namespace petrel::test

#include "authorization_test.moc"
