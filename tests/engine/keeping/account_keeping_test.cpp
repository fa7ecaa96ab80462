#include "core/engine/account_keeping.h"
#include "core/engine/sign_in.h"
#include "core/engine/workers/body_requests.h"
#include "tests/engine/model/workbench.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

using engine::AccountDraft;

namespace {

/** A keyring that gives what it has, and keeps what it was to give up. */
class ClingingSecrets final : public secrets::SecretStore
{
public:
    Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override { return m_kept.read(key, deadline, stop); }
    Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override
    {
        return m_kept.write(key, secret, deadline, stop);
    }
    Status remove(const QByteArray &, const Deadline &, const StopToken &) override
    {
        return makeError(ErrorKind::Auth, QStringLiteral("the keyring is locked")).withServerText({}, "secrets-locked");
    }

private:
    secrets::MemorySecretStore m_kept;
};

/** A keyring that went silent, or that gives and takes nothing new. */
class FailingSecrets final : public secrets::SecretStore
{
public:
    bool gives = true;
    bool takes = true;
    secrets::MemorySecretStore kept;

    Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override
    {
        return gives ? kept.read(key, deadline, stop) : Result<Secret>(silence());
    }
    Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override
    {
        return takes ? kept.write(key, secret, deadline, stop) : Status(silence());
    }
    Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override { return kept.remove(key, deadline, stop); }

private:
    static Error silence() { return makeError(ErrorKind::Auth, QStringLiteral("no answer")).withServerText({}, "secrets-no-answer"); }
};

/** An account whose ends are two servers, kept as the wizard does. */
struct Desk
{
    explicit Desk(secrets::SecretStore *other = nullptr) : around{*bench.store, other ? *other : bench.secrets, bench.connector}
    {
        draft.account.name = QStringLiteral("Work");
        draft.account.address = {QStringLiteral("Ada"), QStringLiteral("ada@example.org")};
        draft.account.incoming = {QStringLiteral("imap.example.org"), 993, Security::Tls, QStringLiteral("ada"), {}};
        draft.account.outgoing = {QStringLiteral("smtp.example.org"), 465, Security::Tls, {}, {}};
        draft.incomingPassword = Secret("tulip");
    }
    void keep()
    {
        draft.account.id = MUST(engine::keepAccount(around, draft, {}));
        draft.account = kept();
        draft.incomingPassword = Secret();
        draft.outgoingPassword = Secret();
    }
    [[nodiscard]] Account kept()
    {
        return MUST(bench.read([&](const store::Reader &reader) { return reader.account(draft.account.id); }));
    }
    [[nodiscard]] QByteArray incoming() { return passwordOf(around, kept(), AccountSide::Incoming); }
    [[nodiscard]] QByteArray outgoing() { return passwordOf(around, kept(), AccountSide::Outgoing); }
    static QByteArray passwordOf(engine::Surroundings &around, const Account &account, AccountSide side = AccountSide::Incoming)
    {
        const auto credentials = engine::signInCredentials(around, account, side, {});
        return credentials ? credentials->password.reveal() : "<" + credentials.error().code + ">";
    }

    Workbench bench{IncomingKind::Imap};
    engine::Surroundings around;
    AccountDraft draft;
};

} // namespace

/** Passwords are bound to host, port and user, and the two ends are told apart. */
class AccountKeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePasswordServesBothEndsOfANewAccount()
    {
        Desk desk;
        desk.keep();
        QCOMPARE(desk.incoming(), QByteArray("tulip"));
        QCOMPARE(desk.outgoing(), QByteArray("tulip"));
    }

    void aTrustedCertificateIsKeptForItsHostAndPortOnly()
    {
        Desk desk;
        desk.draft.account.incoming.pinnedSha256 = QByteArray(32, 'a');
        desk.keep();
        QCOMPARE(desk.kept().incoming.pinnedSha256, QByteArray(32, 'a'));
        QCOMPARE(desk.kept().outgoing.pinnedSha256, QByteArray());
        desk.draft.account.outgoing.pinnedSha256 = QByteArray(32, 'b');
        desk.draft.account.incoming.port = 1993;
        MUST(engine::changeAccount(desk.around, desk.draft, {}));
        QCOMPARE(desk.kept().incoming.pinnedSha256, QByteArray());
        QCOMPARE(desk.kept().outgoing.pinnedSha256, QByteArray(32, 'b'));
    }

    void aChangedServerIsNeverGivenTheOldPassword_data()
    {
        QTest::addColumn<std::function<void(ServerSettings &)>>("change");
        QTest::newRow("host") << std::function([](ServerSettings &server) { server.host = QStringLiteral("imap.exmaple.org"); });
        QTest::newRow("port") << std::function([](ServerSettings &server) { server.port = 143; });
        QTest::newRow("user") << std::function([](ServerSettings &server) { server.user = QStringLiteral("bob"); });
    }
    void aChangedServerIsNeverGivenTheOldPassword()
    {
        QFETCH(std::function<void(ServerSettings &)>, change);
        Desk desk;
        desk.keep();
        const Account former = desk.kept();
        change(desk.draft.account.incoming);
        change(desk.draft.account.outgoing);
        MUST_DO(engine::changeAccount(desk.around, desk.draft, {}));
        QCOMPARE(desk.incoming(), QByteArray("<no-secret>"));
        QCOMPARE(desk.outgoing(), QByteArray("<no-secret>"));
        // Nor does it lie about for a server that is no longer the account's.
        QCOMPARE(Desk::passwordOf(desk.around, former), QByteArray("<no-secret>"));
    }

    void theHostsLetterCaseIsNoOtherServer()
    {
        Desk desk;
        desk.keep();
        desk.draft.account.incoming.host = QStringLiteral("IMAP.Example.org");
        MUST_DO(engine::changeAccount(desk.around, desk.draft, {}));
        QCOMPARE(desk.incoming(), QByteArray("tulip"));
    }

    void anotherSendingServerAloneAsksForThatOneAlone()
    {
        Desk desk;
        desk.keep();
        desk.draft.account.outgoing.host = QStringLiteral("relay.example.net");
        MUST_DO(engine::changeAccount(desk.around, desk.draft, {}));
        QCOMPARE(desk.incoming(), QByteArray("tulip"));
        QCOMPARE(desk.outgoing(), QByteArray("<no-secret>"));
    }

    void aNewPasswordForSendingLeavesTheOtherAlone()
    {
        Desk desk;
        desk.draft.outgoingPassword = Secret("rose");
        desk.keep();
        MUST_DO(engine::keepPassword(desk.around, desk.draft.account.id, AccountSide::Outgoing, Secret("daisy"), {}));
        QCOMPARE(desk.incoming(), QByteArray("tulip"));
        QCOMPARE(desk.outgoing(), QByteArray("daisy"));
    }

    void aNewPasswordForReceivingLeavesASeparateOneAlone()
    {
        Desk desk;
        desk.draft.outgoingPassword = Secret("rose");
        desk.keep();
        MUST_DO(engine::keepPassword(desk.around, desk.draft.account.id, AccountSide::Incoming, Secret("daisy"), {}));
        QCOMPARE(desk.incoming(), QByteArray("daisy"));
        QCOMPARE(desk.outgoing(), QByteArray("rose"));
    }

    void aSharedPasswordChangesAtBothEnds()
    {
        Desk desk;
        desk.keep();
        MUST_DO(engine::keepPassword(desk.around, desk.draft.account.id, AccountSide::Incoming, Secret("daisy"), {}));
        QCOMPARE(desk.incoming(), QByteArray("daisy"));
        QCOMPARE(desk.outgoing(), QByteArray("daisy"));
    }

    // ---- a store of passwords that fails ----

    void whatIsTypedWhileTheKeyringIsSilentServesTheSessionAndOverwritesNothing()
    {
        FailingSecrets keyring;
        secrets::SessionSecretStore session(keyring);
        Desk desk(&session);
        desk.keep();
        keyring.gives = false;
        QCOMPARE(desk.incoming(), QByteArray("<secrets-no-answer>"));
        MUST_DO(engine::keepTypedPassword(desk.around, session, {desk.draft.account.id, AccountSide::Incoming, Secret("typed")}, {}));
        QCOMPARE(desk.incoming(), QByteArray("typed"));
        QCOMPARE(desk.outgoing(), QByteArray("<secrets-no-answer>")); // another server: it is asked for by itself
        QCOMPARE(keyring.kept.read(desk.kept().incomingSecret(), Deadline::never(), {})->reveal(), QByteArray("tulip"));
        keyring.gives = true;
        secrets::SessionSecretStore tomorrow(keyring);
        engine::Surroundings around{*desk.bench.store, tomorrow, desk.bench.connector};
        QCOMPARE(Desk::passwordOf(around, desk.kept()), QByteArray("tulip"));
    }

    void oneServerForBothEndsTakesWhatIsTypedForBoth()
    {
        FailingSecrets keyring;
        secrets::SessionSecretStore session(keyring);
        Desk desk(&session);
        desk.draft.account.outgoing.host = desk.draft.account.incoming.host;
        desk.keep();
        keyring.gives = false;
        (void)desk.incoming();
        MUST_DO(engine::keepTypedPassword(desk.around, session, {desk.draft.account.id, AccountSide::Incoming, Secret("typed")}, {}));
        QCOMPARE(desk.outgoing(), QByteArray("typed"));
    }

    void whatCannotBeKeptServesTheSessionAndIsTold()
    {
        FailingSecrets keyring;
        secrets::SessionSecretStore session(keyring);
        Desk desk(&session);
        desk.keep();
        keyring.takes = false;
        const Status kept = engine::keepTypedPassword(desk.around, session, {desk.draft.account.id, AccountSide::Incoming, Secret("typed")}, {});
        QCOMPARE(kept.error().code, QByteArray("secrets-no-answer"));
        QCOMPARE(desk.incoming(), QByteArray("typed"));
    }

    void aKeyringThatAnswersKeepsWhatIsTyped()
    {
        FailingSecrets keyring;
        secrets::SessionSecretStore session(keyring);
        Desk desk(&session);
        desk.keep();
        (void)desk.incoming(); // refused by the server, so that the person is asked
        MUST_DO(engine::keepTypedPassword(desk.around, session, {desk.draft.account.id, AccountSide::Incoming, Secret("typed")}, {}));
        QCOMPARE(keyring.kept.read(desk.kept().incomingSecret(), Deadline::never(), {})->reveal(), QByteArray("typed"));
    }

    void aRemovedAccountIsGoneThoughTheKeyringIsLocked()
    {
        ClingingSecrets clinging;
        Desk desk(&clinging);
        desk.keep();
        MUST_DO(engine::dropAccount(desk.around, desk.draft.account.id, {}));
        const QList<Account> left = MUST(desk.bench.read([](const store::Reader &reader) { return reader.accounts(); }));
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().name, QStringLiteral("Home"));
    }

    void aPassThatHasNotHeardBringsNoRemovedAccountBack()
    {
        Desk desk;
        desk.keep();
        MUST_DO(engine::dropAccount(desk.around, desk.draft.account.id, {}));
        store::RemoteFolder inbox;
        inbox.wireName = "INBOX";
        inbox.path = {QStringLiteral("INBOX")};
        const Status listed = desk.bench.write([&](store::WriteTransaction &tx) { return tx.folders().setRemoteFolders(desk.draft.account.id, {inbox}); });
        QCOMPARE(listed.error().kind, ErrorKind::NotFound);
        MUST_DO(desk.bench.store->sweep());
        QCOMPARE(desk.bench.number("SELECT count(*) FROM account"), 1);
    }

    void aChangedAccountTakesNobodysName()
    {
        Desk desk;
        desk.keep();
        desk.draft.account.name = QStringLiteral("HOME");
        QCOMPARE(engine::changeAccount(desk.around, desk.draft, {}).error().kind, ErrorKind::Invalid);
    }

    void noServerIsAskedWithoutAPause()
    {
        Desk desk;
        desk.draft.account.checkEverySeconds = 0;
        QCOMPARE(engine::keepAccount(desk.around, desk.draft, {}).error().kind, ErrorKind::Invalid);
        desk.draft.account.checkEverySeconds = 60;
        desk.keep();
        MUST_DO(desk.bench.write([](store::WriteTransaction &tx) { return tx.database().run("UPDATE account SET check_every = 0"); }));
        QCOMPARE(desk.kept().checkEverySeconds, Account::kLeastCheckSeconds);
    }

    void whoWritesUnderTheAccountsAddressGoesOnDoingSo()
    {
        Desk desk;
        desk.keep();
        desk.draft.account.address = {QStringLiteral("Ada Byron"), QStringLiteral("ada@byron.example")};
        MUST_DO(engine::changeAccount(desk.around, desk.draft, {}));
        const auto identities = MUST(desk.bench.read([&](const store::Reader &reader) { return reader.identities(desk.draft.account.id); }));
        QCOMPARE(identities.size(), 1);
        QCOMPARE(identities.first().address.name, QStringLiteral("Ada Byron"));
        QCOMPARE(identities.first().address.email, QStringLiteral("ada@byron.example"));
    }

    void onlyWhatConcernsWorkersEndsThem()
    {
        Account account;
        Account renamed = account;
        renamed.name = QStringLiteral("Other");
        renamed.order = 7;
        QVERIFY(account.worksLike(renamed));
        renamed.incoming.port = 1;
        QVERIFY(!account.worksLike(renamed));
    }

    void whoeverWaitsForATextHearsThatTheAccountEnded()
    {
        std::optional<Status> answer;
        {
            engine::BodyRequests requests;
            requests.add({.placement = PlacementId(1), .answer = [&](const Status &fetched) { answer = fetched; }});
        }
        QVERIFY(answer.has_value());
        QCOMPARE(answer->error().kind, ErrorKind::Network);
    }
};

} // namespace petrel::test

using petrel::test::AccountKeepingTest;
PETREL_TEST(AccountKeepingTest)
#include "account_keeping_test.moc"
