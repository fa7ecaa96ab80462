#include "core/engine/engine.h"
#include "core/secrets/memory_secret_store.h"
#include "tests/engine/signing_in/token_desk.h"
#include "tests/support/registered_test.h"

namespace petrel::test {

namespace {

/** An account that signs in at an issuer, at servers that are out of reach, and all that runs for it. */
struct Settings
{
    Settings()
    {
        engine = MUST(engine::Engine::open({directory.filePath(QStringLiteral("profile")), std::make_shared<secrets::MemorySecretStore>(), true}));
        draft.account.name = QStringLiteral("Work");
        draft.account.address = {QStringLiteral("Ada"), QStringLiteral("ada@example.org")};
        draft.account.incoming = {QStringLiteral("localhost"), 1, Security::Tls, QStringLiteral("ada"), {}};
        draft.account.outgoing = {QStringLiteral("localhost"), 1, Security::Tls, {}, {}};
        draft.account.signIn.oauth.clientId = QStringLiteral("petrel-1");
        draft.account.signIn.oauth.authorization = draft.account.signIn.oauth.token = QStringLiteral("https://localhost:1/token");
        draft.account.signIn.oauth.scopes = QStringLiteral("mail");
    }
    void begin(SignInWay way)
    {
        draft.account.signIn.way = way;
        engine->addAccount(draft, &person, [this](const Result<AccountId> &added) { draft.account.id = MUST(added); });
        engine->start();
    }
    void save()
    {
        engine->updateAccount(draft, &person, [](const Status &saved) { MUST_DO(saved); });
    }
    [[nodiscard]] QByteArray trouble() const
    {
        const engine::AccountStatus now = engine->status(draft.account.id);
        if (!now.error)
            return {};
        return now.phase == engine::AccountStatus::Phase::Stopped ? now.error->code : QByteArray("tries: ") + (now.error->kind == ErrorKind::Network ? "network" : "else");
    }

    QTemporaryDir directory;
    QObject person;
    engine::AccountDraft draft;
    std::unique_ptr<engine::Engine> engine;
};

} // namespace

/** The person gives in the account's settings what its workers stopped for: they go on by themselves. */
class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoSignsInThereIsUsedAtOnce()
    {
        Settings settings;
        settings.begin(SignInWay::OAuth);
        QTRY_COMPARE(settings.trouble(), QByteArray("oauth-sign-in"));
        settings.draft.signedIn = SignedIn{Secret("at-1"), Secret("rt-1"), 3600};
        settings.save();
        QTRY_COMPARE(settings.trouble(), QByteArray("tries: network"));
    }

    void soIsAPassword()
    {
        Settings settings;
        settings.begin(SignInWay::Password);
        QTRY_COMPARE(settings.trouble(), QByteArray("no-secret"));
        settings.draft.incomingPassword = Secret("tulip");
        settings.save();
        QTRY_COMPARE(settings.trouble(), QByteArray("tries: network"));
    }
};

PETREL_TEST(SettingsTest)

} // namespace petrel::test

#include "settings_test.moc"
