#include "core/oauth/sign_in.h"
#include "core/oauth/authorization.h"
#include "tests/conversations/oauth/browser.h"
#include "tests/conversations/oauth/issuer.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using namespace oauth;
using namespace std::chrono_literals;

namespace {

constexpr const char *kTokens = "{'access_token':'at-1','refresh_token':'rt-1','token_type':'Bearer','expires_in':3600}";

/** Somebody signs in, with a browser that does what the test says. */
struct Person
{
    using Browsing = std::function<void(const QUrl &)>;

    Result<Tokens> signIn(const Browsing &browsing, const oauth::Issuer &issuer)
    {
        net::HttpsClient https(IssuerServer::policy());
        return signInWithBrowser(https, {issuer, {QStringLiteral("petrel-1")}, QStringLiteral("ada@example.org")}, {}, browsing, deadline, stop.get_token());
    }
    Result<Tokens> signIn(const Browsing &browsing) { return signIn(browsing, server.issuer()); }
    /** On another machine; the pause between two questions is a second. */
    Result<Tokens> signInElsewhere(QString *code = nullptr)
    {
        net::HttpsClient https(IssuerServer::policy());
        return oauth::signInElsewhere(https, {server.issuer(), {QStringLiteral("petrel-1")}}, [&](const DeviceAuthorization &shown) {
            if (code)
                *code = shown.userCode;
        }, deadline, stop.get_token());
    }
    void offerDevice(const QByteArray &more = {}) { server.answer(json("{'device_code':'dc','user_code':'WDJB','verification_uri':'https://id.example/d','interval':1" + more + '}')); }

    IssuerServer server;
    StopSource stop;
    Deadline deadline = Deadline::in(30s);
};

QByteArray codeOf(const Result<Tokens> &tokens)
{
    return tokens ? tokens->access.reveal() : tokens.error().code;
}

Person::Browsing saying(const QByteArray &answer)
{
    return [answer](const QUrl &asked) { (void)browse(comingBack(asked, answer)); };
}

} // namespace

/** From the question to the tokens, with an issuer that may lie. */
class SignInTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCOMPARE(Certificates::obstacle(), QByteArray()); }

    void whoSaysYesInTheBrowserIsSignedIn()
    {
        Person ada;
        ada.server.answer(json(kTokens));
        QUrl asked;
        const Result<Tokens> tokens = ada.signIn([&](const QUrl &url) {
            asked = url;
            (void)browse(comingBack(url, "code=c-1&iss=https%3A%2F%2Fid.example"));
        });
        QVERIFY2(tokens.ok(), codeOf(tokens));
        QCOMPARE(tokens->access, Secret("at-1"));
        QCOMPARE(tokens->refresh, Secret("rt-1"));
        QCOMPARE(ada.server.asked().size(), 1);
        const IssuerServer::Question question = ada.server.asked().first();
        const auto value = [&](const char *name) { return question.form.queryItemValue(QLatin1String(name), QUrl::FullyDecoded); };
        QCOMPARE(question.path, QByteArray("/token"));
        QCOMPARE(value("grant_type"), QStringLiteral("authorization_code"));
        QCOMPARE(value("code"), QStringLiteral("c-1"));
        QCOMPARE(value("client_id"), QStringLiteral("petrel-1"));
        const QUrlQuery shown(asked);
        QCOMPARE(value("redirect_uri"), shown.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        QCOMPARE(challengeFor(Secret(value("code_verifier").toLatin1())), shown.queryItemValue(QStringLiteral("code_challenge")).toLatin1());
    }

    /** No answer that is not to our question leads anywhere: not one byte goes to the token endpoint. */
    void anAnswerThatIsForgedBringsNothing()
    {
        Person ada;
        ada.deadline = Deadline::in(1s);
        QCOMPARE(codeOf(ada.signIn([](const QUrl &url) {
            QUrl other = comingBack(url, "code=c-1");
            other.setQuery(QStringLiteral("state=other&code=c-1"));
            QVERIFY(browse(other).startsWith("HTTP/1.1 400"));
        })), QByteArray("oauth-nobody-came"));
        ada.deadline = Deadline::in(30s);
        QCOMPARE(codeOf(ada.signIn(saying("code=c-1&iss=https%3A%2F%2Fevil.example"))), QByteArray("oauth-forged"));
        oauth::Issuer named = ada.server.issuer();
        named.namesItself = true;
        QCOMPARE(codeOf(ada.signIn(saying("code=c-1"), named)), QByteArray("oauth-forged"));
        QVERIFY(ada.server.asked().isEmpty());
    }

    void anAnswerCountsOnce()
    {
        Person ada;
        ada.server.answer(json(kTokens));
        QUrl back;
        QVERIFY(ada.signIn([&](const QUrl &url) {
            back = comingBack(url, "code=c-1");
            QVERIFY(browse(back).startsWith("HTTP/1.1 200"));
            QVERIFY(!browse(back).startsWith("HTTP/1.1 200"));
        }).ok());
        QCOMPARE(browse(back), QByteArray()); // nobody listens any more
        // In the next sign-in it is an answer to another question.
        ada.deadline = Deadline::in(1s);
        QCOMPARE(codeOf(ada.signIn([&](const QUrl &url) {
            const QUrl here = comingBack(url, {});
            QUrl replay = back;
            replay.setPort(here.port());
            QVERIFY(browse(replay).startsWith("HTTP/1.1 400"));
        })), QByteArray("oauth-nobody-came"));
        QCOMPARE(ada.server.asked().size(), 1);
    }

    void whoSaysNoIsHeard()
    {
        Person ada;
        QCOMPARE(codeOf(ada.signIn(saying("error=access_denied"))), QByteArray("oauth-denied"));
        QCOMPARE(codeOf(ada.signIn(saying("error=admin_policy_enforced&error_description=Ask+IT"))), QByteArray("oauth-policy"));
        ada.server.answer(json("{'error':'invalid_grant','error_description':'AADSTS65001: consent'}"), 400);
        QCOMPARE(codeOf(ada.signIn(saying("code=c-1"))), QByteArray("oauth-policy"));
        ada.server.answer(json("{'error':'invalid_client'}"), 401);
        QCOMPARE(codeOf(ada.signIn(saying("code=c-1"))), QByteArray("oauth-client"));
    }

    void theTokenEndpointMustBeTheOneItSaysItIs()
    {
        Person ada;
        IssuerServer impostor{Flaw::UnknownAuthority};
        oauth::Issuer issuer = ada.server.issuer();
        issuer.token = impostor.url("token");
        const Result<Tokens> tokens = ada.signIn(saying("code=c-1"), issuer);
        QCOMPARE(tokens.error().kind, ErrorKind::Tls);
        QVERIFY(impostor.asked().isEmpty());
    }

    void withoutAClientIdOrHttpsNothingBegins()
    {
        Person ada;
        const auto mustNotOpen = [](const QUrl &) { QFAIL("opened"); };
        net::HttpsClient https;
        QCOMPARE(codeOf(signInWithBrowser(https, {ada.server.issuer(), {}}, {}, mustNotOpen, ada.deadline, {})), QByteArray("oauth-settings"));
        oauth::Issuer plain = ada.server.issuer();
        plain.authorization.setScheme(QStringLiteral("http"));
        QCOMPARE(codeOf(ada.signIn(mustNotOpen, plain)), QByteArray("oauth-settings"));
        plain = ada.server.issuer();
        plain.token.setScheme(QStringLiteral("http"));
        QCOMPARE(codeOf(ada.signIn(mustNotOpen, plain)), QByteArray("oauth-settings"));
    }

    void stoppingEndsTheWait()
    {
        Person ada;
        QCOMPARE(ada.signIn([&](const QUrl &) { ada.stop.request_stop(); }).error().kind, ErrorKind::Cancelled);
    }

    void aCodeTypedElsewhereSignsIn()
    {
        Person ada;
        ada.offerDevice();
        ada.server.answer(json("{'error':'authorization_pending'}"), 400);
        ada.server.answer(json(kTokens));
        QString code;
        QCOMPARE(codeOf(ada.signInElsewhere(&code)), QByteArray("at-1"));
        QCOMPARE(code, QStringLiteral("WDJB"));
        const auto asked = ada.server.asked();
        QCOMPARE(asked.size(), 3);
        QCOMPARE(asked.at(0).path, QByteArray("/device"));
        QCOMPARE(asked.at(0).form.queryItemValue(QStringLiteral("scope")), QStringLiteral("mail"));
        QCOMPARE(asked.at(2).form.queryItemValue(QStringLiteral("device_code")), QStringLiteral("dc"));
        QCOMPARE(asked.at(2).form.queryItemValue(QStringLiteral("grant_type"), QUrl::FullyDecoded), QStringLiteral("urn:ietf:params:oauth:grant-type:device_code"));
    }

    void elsewhereTheyMaySayNoOrNothing()
    {
        Person ada;
        ada.offerDevice();
        ada.server.answer(json("{'error':'access_denied'}"), 400);
        QCOMPARE(codeOf(ada.signInElsewhere()), QByteArray("oauth-denied"));
        ada.offerDevice(",'expires_in':1");
        QCOMPARE(codeOf(ada.signInElsewhere()), QByteArray("oauth-expired"));
        ada.server.answer(json("{'error':'unauthorized_client'}"), 400);
        QCOMPARE(codeOf(ada.signInElsewhere()), QByteArray("oauth-client"));
        oauth::Issuer without = ada.server.issuer();
        without.device.clear();
        net::HttpsClient https;
        QCOMPARE(codeOf(signInElsewhere(https, {without, {QStringLiteral("petrel-1")}}, [](const DeviceAuthorization &) {}, ada.deadline, {})), QByteArray("oauth-no-device"));
    }
};

PETREL_TEST(SignInTest)

} // namespace petrel::test

#include "sign_in_test.moc"
