#include "core/engine/account_keeping.h"
#include "tests/engine/signing_in/token_desk.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** An account at Google, kept as the wizard does. */
struct KeptAccount
{
    KeptAccount()
    {
        draft.account.name = QStringLiteral("Work");
        draft.account.address = {QStringLiteral("Ada"), QStringLiteral("ada@example.org")};
        draft.account.incoming = {QStringLiteral("imap.gmail.com"), 993, Security::Tls, QStringLiteral("ada@example.org"), {}};
        draft.account.outgoing = {QStringLiteral("smtp.gmail.com"), 465, Security::Tls, {}, {}};
        draft.account.signIn.way = SignInWay::OAuth;
        draft.account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        draft.clientSecret = Secret("cs-1");
        draft.signedIn = SignedIn{Secret("at-1"), Secret("rt-1"), 3600};
        draft.account.id = MUST(engine::keepAccount(around, draft, {}));
        draft = {kept(), {}, {}};
    }
    [[nodiscard]] Account kept()
    {
        return MUST(bench.read([&](const store::Reader &reader) { return reader.account(draft.account.id); }));
    }
    void change() { MUST_DO(engine::changeAccount(around, draft, {})); }
    [[nodiscard]] QByteArray at(const QByteArray &key)
    {
        const Result<Secret> secret = bench.secrets.read(key, Deadline::never(), {});
        return secret ? secret->reveal() : "<" + secret.error().code + ">";
    }
    /** What the account signs in with now. */
    [[nodiscard]] QByteArray token()
    {
        const auto credentials = engine::signInCredentials(around, kept(), AccountSide::Incoming, {});
        return credentials ? credentials->accessToken.reveal() + credentials->password.reveal() : "<" + credentials.error().code + ">";
    }

    Workbench bench{IncomingKind::Imap};
    engine::Surroundings around{*bench.store, bench.secrets, bench.connector};
    engine::AccountDraft draft;
};

} // namespace

/** Grants are kept where passwords are, bound to servers and issuer, and forgotten with what they were for. */
class GrantKeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatASignInBroughtIsKeptWithTheAccount()
    {
        KeptAccount desk;
        QCOMPARE(desk.at(desk.kept().grantSecret()), QByteArray("rt-1"));
        QCOMPARE(desk.at(desk.kept().clientSecret()), QByteArray("cs-1"));
        QCOMPARE(desk.token(), QByteArray("at-1"));
        QCOMPARE(desk.kept().signIn, desk.draft.account.signIn);
    }

    void aChangedServerOrIssuerNeverGetsTheToken_data()
    {
        QTest::addColumn<std::function<void(Account &)>>("change");
        const auto row = [](const char *name, std::function<void(Account &)> change) { QTest::newRow(name) << std::move(change); };
        row("incoming host", [](Account &account) { account.incoming.host = QStringLiteral("pop.gmail.com"); });
        row("incoming port", [](Account &account) { account.incoming.port = 1993; });
        row("user", [](Account &account) { account.incoming.user = QStringLiteral("bob@example.org"); });
        row("outgoing host", [](Account &account) { account.outgoing.host = QStringLiteral("smtp.example.net"); });
        row("outgoing user", [](Account &account) { account.outgoing.user = QStringLiteral("bob"); });
        row("client", [](Account &account) { account.signIn.oauth.clientId = QStringLiteral("petrel-2"); });
        row("issuer", [](Account &account) { account.signIn.oauth.authorization = account.signIn.oauth.token = QStringLiteral("https://id.example.net/token"); });
    }
    void aChangedServerOrIssuerNeverGetsTheToken()
    {
        QFETCH(std::function<void(Account &)>, change);
        KeptAccount desk;
        const Account former = desk.kept();
        change(desk.draft.account);
        desk.change();
        QCOMPARE(desk.token(), QByteArray("<oauth-sign-in>"));
        QCOMPARE(desk.at(former.grantSecret()), QByteArray("<no-secret>")); // nor does it lie about
    }

    void aPasswordInItsPlaceForgetsIt()
    {
        KeptAccount desk;
        const Account former = desk.kept();
        desk.draft.account.signIn.way = SignInWay::Password;
        desk.draft.incomingPassword = Secret("tulip");
        desk.change();
        QCOMPARE(desk.token(), QByteArray("tulip"));
        for (const QByteArray &key : former.secretKeys())
            QCOMPARE(desk.at(key), QByteArray("<no-secret>"));
        desk.draft.account.signIn = former.signIn;
        desk.draft.incomingPassword = {};
        desk.change();
        QCOMPARE(desk.token(), QByteArray("<oauth-sign-in>")); // the access token is gone from memory, too
        QCOMPARE(desk.at(former.incomingSecret()), QByteArray("<no-secret>"));
    }

    void whatChangesNothingOfThatKeepsIt()
    {
        KeptAccount desk;
        desk.draft.account.name = QStringLiteral("Office");
        desk.draft.account.checkEverySeconds = 60;
        desk.change();
        QCOMPARE(desk.token(), QByteArray("at-1"));
    }

    void anAccountThatGoesLeavesNothing()
    {
        KeptAccount desk;
        const Account former = desk.kept();
        MUST_DO(engine::dropAccount(desk.around, former.id, {}));
        for (const QByteArray &key : former.secretKeys())
            QCOMPARE(desk.at(key), QByteArray("<no-secret>"));
        QCOMPARE(engine::signInCredentials(desk.around, former, AccountSide::Incoming, {}).error().code, QByteArray("oauth-sign-in"));
    }

    void aCertificateIsKeptAndForgottenLikewise()
    {
        KeptAccount desk;
        const QByteArray grant = desk.kept().grantSecret();
        desk.draft.account.signIn.way = SignInWay::Certificate;
        desk.draft.clientPem = Secret("certificate and key");
        desk.change();
        QCOMPARE(desk.at(desk.kept().certificateSecret()), QByteArray("certificate and key"));
        QCOMPARE(desk.at(grant), QByteArray("<no-secret>"));
        MUST_DO(engine::dropAccount(desk.around, desk.kept().id, {}));
        QCOMPARE(desk.at(desk.draft.account.certificateSecret()), QByteArray("<no-secret>"));
    }
};

PETREL_TEST(GrantKeepingTest)

} // namespace petrel::test

#include "grant_keeping_test.moc"
