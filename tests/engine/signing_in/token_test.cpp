#include "core/engine/account_test.h"
#include "tests/engine/signing_in/token_desk.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

/** An access token lets in where a password did; what ended is refreshed once, and then the person is asked. */
class TokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(Certificates::obstacle(), QByteArray()); }

    void aTokenLetsInToReadAndToSend()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.grants("at-1");
        desk.gate.take({"at-1"});
        MUST_DO(desk.imap());
        desk.queue();
        MUST_DO(desk.send());
        QCOMPARE(desk.bench.smtp.delivered.size(), 1);
        QCOMPARE(desk.issuer.asked().size(), 1); // one token serves both ends
    }

    void aTokenLetsInToAMaildrop()
    {
        TokenDesk desk(IncomingKind::Pop3);
        desk.bench.pop3.add("Kelp");
        desk.signedInOnce();
        desk.grants("at-1");
        desk.gate.take({"at-1"});
        MUST_DO(desk.pop3());
        QVERIFY(desk.bench.pop3.retrieved.contains("id-Kelp"));
    }

    void aTokenThatEndedIsRefreshedOnceAndTheSameIsTriedAgain()
    {
        for (const IncomingKind kind : {IncomingKind::Imap, IncomingKind::Pop3}) {
            TokenDesk desk(kind);
            desk.signedInOnce();
            desk.grants("at-1");
            desk.grants("at-2");
            desk.gate.take({"at-2"});
            MUST_DO(kind == IncomingKind::Imap ? desk.imap() : desk.pop3());
            QCOMPARE(desk.gate.shown(), (QByteArrayList{"at-1", "at-2"}));
            QCOMPARE(desk.issuer.asked().size(), 2);
        }
    }

    void sendingRefreshesAsWell()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.queue();
        desk.grants("at-1");
        desk.grants("at-2");
        desk.gate.take({"at-2"});
        MUST_DO(desk.send());
        QCOMPARE(desk.gate.shown(), (QByteArrayList{"at-1", "at-2"}));
        QCOMPARE(desk.bench.smtp.delivered.size(), 1);
    }

    void aServerThatTakesNoneIsNotAskedAThirdTime()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.grants("at-1");
        desk.grants("at-2");
        const Status first = desk.imap();
        QCOMPARE(first.error().code, QByteArray("oauth-refused"));
        QVERIFY(engine::wantsSignIn(first.error()));
        QVERIFY(first.error().serverText.contains("no such token"));
        QCOMPARE(desk.imap().error().code, QByteArray("oauth-refused"));
        QCOMPARE(desk.gate.shown().size(), 2);
    }

    /** SMTP is switched off for the mailbox, say: its mail is read all the same. */
    void aSendingServerThatTakesNoneKeepsNobodyFromReceiving()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.queue();
        desk.grants("at-1");
        desk.grants("at-2");
        desk.gate.take({"at-1", "at-2"});
        desk.gate.close(TokenGate::Protocol::Smtp);
        MUST_DO(desk.imap());
        QCOMPARE(desk.send().error().code, QByteArray("oauth-refused"));
        MUST_DO(desk.imap());
        QCOMPARE(desk.send().error().code, QByteArray("oauth-refused"));
        QCOMPARE(desk.gate.shown(), (QByteArrayList{"at-1", "at-1", "at-2", "at-2"}));
        QCOMPARE(desk.issuer.asked().size(), 2);
    }

    /** Another token would be refused by the same rule, and the grant is as good as before. */
    void aRuleOfTheServersCostsNoRefresh()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.grants("at-1");
        desk.gate.refuseWith("[ALERT] IMAP access is disabled for your domain.");
        QCOMPARE(desk.imap().error().code, QByteArray("policy-protocol-off"));
        QCOMPARE(desk.gate.shown(), QByteArrayList{"at-1"});
        desk.gate.take({"at-1"}); // the administrator allowed it
        MUST_DO(desk.imap());
        QCOMPARE(desk.issuer.asked().size(), 1);
    }

    void whoNeverSignedInIsToldWithoutAskingAnybody()
    {
        TokenDesk desk;
        const Status in = desk.imap();
        QCOMPARE(in.error().code, QByteArray("oauth-sign-in"));
        QVERIFY(engine::wantsSignIn(in.error()));
        QVERIFY(desk.gate.shown().isEmpty());
        QVERIFY(desk.issuer.asked().isEmpty());
    }

    void anIssuerOutOfReachIsNoFaultOfTheGrant()
    {
        TokenDesk desk;
        desk.bench.account.signIn.oauth.token = QStringLiteral("https://localhost:1/token");
        desk.signedInOnce();
        const Status in = desk.imap();
        QCOMPARE(in.error().kind, ErrorKind::Network);
        QCOMPARE(in.error().code, QByteArray("oauth-unreachable"));
        QVERIFY(!engine::wantsSignIn(in.error()));
    }

    /** Nobody is to be asked to trust the mail server's certificate for it. */
    void anIssuerNobodyTrustsIsToldAsThat()
    {
        TokenDesk desk;
        desk.bench.account.incoming.caPem.clear();
        desk.signedInOnce();
        QCOMPARE(desk.imap().error().code, QByteArray("oauth-tls"));
        QVERIFY(desk.issuer.asked().isEmpty());
    }

    void settingsThatCannotBeRightAreNamed()
    {
        const auto codeAfter = [](const std::function<void(Account &)> &change) {
            TokenDesk desk;
            change(desk.bench.account);
            desk.signedInOnce();
            return desk.imap().error().code;
        };
        QCOMPARE(codeAfter([](Account &account) { account.signIn.oauth.clientId.clear(); }), QByteArray("oauth-settings"));
        QCOMPARE(codeAfter([](Account &account) { account.signIn.oauth.token = QStringLiteral("http://localhost/token"); }), QByteArray("oauth-settings"));
        QCOMPARE(codeAfter([](Account &account) { account.signIn.oauth.authorization.clear(), account.signIn.oauth.token.clear(); }), QByteArray("oauth-settings")); // at servers nobody knows
    }

    /** Google's token opens a whole mailbox: whoever runs another server must not see it. */
    void aTokenIsShownToNoServerOfSomebodyElse()
    {
        TokenDesk desk;
        Account &account = desk.bench.account;
        const auto codeAt = [&](AccountSide side) {
            const auto credentials = engine::signInCredentials(desk.around, account, side, {}, {{}, Secret("at-1")});
            return credentials ? credentials->accessToken.reveal() : credentials.error().code;
        };
        account.outgoing.host = QStringLiteral("mail.example.net");
        QCOMPARE(codeAt(AccountSide::Outgoing), QByteArray("at-1")); // by hand: the person knows
        account.signIn.oauth.authorization.clear();
        account.signIn.oauth.token.clear();
        account.incoming.host = QStringLiteral("imap.gmail.com");
        QCOMPARE(codeAt(AccountSide::Outgoing), QByteArray("oauth-foreign-server"));
        QCOMPARE(codeAt(AccountSide::Incoming), QByteArray("at-1"));
        account.outgoing.host = QStringLiteral("smtp.office365.com");
        QCOMPARE(codeAt(AccountSide::Outgoing), QByteArray("oauth-foreign-server"));
        account.outgoing.host = QStringLiteral("smtp.gmail.com");
        QCOMPARE(codeAt(AccountSide::Outgoing), QByteArray("at-1"));
    }

    void theClientsSecretGoesToTheIssuer()
    {
        TokenDesk desk;
        MUST_DO(desk.bench.secrets.write(desk.bench.account.clientSecret(), Secret("not so secret"), Deadline::never(), {}));
        desk.signedInOnce();
        desk.grants("at-1");
        desk.gate.take({"at-1"});
        MUST_DO(desk.imap());
        QCOMPARE(desk.issuer.asked().constFirst().form.queryItemValue(QStringLiteral("client_secret"), QUrl::FullyDecoded), QStringLiteral("not so secret"));
    }

    void aTestTakesTheTokenThatWasJustGiven()
    {
        TokenDesk desk;
        desk.gate.take({"at-new"});
        engine::AccountDraft draft{desk.bench.account, {}, {}};
        draft.account.id = {};
        draft.signedIn = SignedIn{Secret("at-new"), Secret("rt-new"), 3600};
        engine::PassContext pass = desk.context();
        MUST_DO(engine::testAccount(pass, draft, {}));
        QCOMPARE(desk.gate.shown(), (QByteArrayList{"at-new", "at-new"}));
        QVERIFY(desk.issuer.asked().isEmpty());
    }

    void aTestRefreshesAKeptTokenOnce()
    {
        TokenDesk desk;
        desk.signedInOnce();
        desk.grants("at-1");
        desk.grants("at-2");
        desk.gate.take({"at-2"});
        engine::PassContext pass = desk.context();
        MUST_DO(engine::testAccount(pass, {desk.bench.account, {}, {}}, {}));
        QCOMPARE(desk.issuer.asked().size(), 2);
    }

    void providersAreKnownByTheirServers()
    {
        Account account;
        account.incoming.host = QStringLiteral("imap.gmail.com");
        QCOMPARE(engine::issuerFacts(account), (engine::IssuerFacts{QStringLiteral("Google"), false, false}));
        account.incoming.host = QStringLiteral("outlook.office365.com");
        QCOMPARE(engine::issuerFacts(account), (engine::IssuerFacts{QStringLiteral("Microsoft"), true, true}));
        account.incoming.host = QStringLiteral("mail.example.org");
        QVERIFY(!engine::issuerFacts(account));
        account.signIn.oauth.authorization = account.signIn.oauth.token = QStringLiteral("https://id.example.org/token");
        QCOMPARE(engine::issuerFacts(account), (engine::IssuerFacts{QStringLiteral("id.example.org"), false, false}));
    }
};

PETREL_TEST(TokenTest)

} // namespace petrel::test

#include "token_test.moc"
