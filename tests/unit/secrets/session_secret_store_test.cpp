#include "core/secrets/memory_secret_store.h"
#include "core/secrets/session_secret_store.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::secrets;
using namespace std::chrono_literals;

namespace {

/** A keychain that stops answering when it is told to. */
class Keychain final : public SecretStore
{
public:
    bool answers = true;
    ErrorKind trouble = ErrorKind::Auth;
    MemorySecretStore kept;

    Result<Secret> read(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override
    {
        return answers ? kept.read(key, deadline, stop) : Result<Secret>(silence());
    }
    Status write(const QByteArray &key, const Secret &secret, const Deadline &deadline, const StopToken &stop) override
    {
        return answers ? kept.write(key, secret, deadline, stop) : Status(silence());
    }
    Status remove(const QByteArray &key, const Deadline &deadline, const StopToken &stop) override
    {
        return answers ? kept.remove(key, deadline, stop) : Status(silence());
    }

private:
    [[nodiscard]] Error silence() const
    {
        Error error = makeError(trouble, QStringLiteral("silent"));
        if (trouble == ErrorKind::Auth)
            error.code = "secrets-no-answer";
        return error;
    }
};

QByteArray readFrom(SecretStore &store, const QByteArray &key)
{
    const auto secret = store.read(key, Deadline::in(1s), {});
    return secret.ok() ? secret->reveal() : "<" + secret.error().code + ">";
}

bool writeTo(SecretStore &store, const QByteArray &key, const QByteArray &secret)
{
    return store.write(key, Secret(secret), Deadline::in(1s), {}).ok();
}

} // namespace

class SessionSecretStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasTypedIsUsedAndWrittenNowhere()
    {
        Keychain keychain;
        SessionSecretStore session(keychain);
        QVERIFY(writeTo(session, "a", "kept"));
        keychain.answers = false;
        QCOMPARE(readFrom(session, "a"), QByteArray("<secrets-no-answer>"));
        session.useForSession("a", Secret("typed"));
        QCOMPARE(readFrom(session, "a"), QByteArray("typed"));
        QCOMPARE(readFrom(session, "b"), QByteArray("<secrets-no-answer>"));
        keychain.answers = true;
        QCOMPARE(readFrom(session, "a"), QByteArray("typed"));
        QCOMPARE(readFrom(keychain, "a"), QByteArray("kept"));
    }

    void whatIsWrittenTakesThePlaceOfWhatWasTyped()
    {
        Keychain keychain;
        SessionSecretStore session(keychain);
        session.useForSession("a", Secret("typed"));
        QVERIFY(writeTo(session, "a", "later"));
        QCOMPARE(readFrom(session, "a"), QByteArray("later"));
        QCOMPARE(readFrom(keychain, "a"), QByteArray("later"));
    }

    void whatCouldNotBeWrittenLeavesWhatWasTyped()
    {
        Keychain keychain;
        SessionSecretStore session(keychain);
        session.useForSession("a", Secret("typed"));
        keychain.answers = false;
        QVERIFY(!writeTo(session, "a", "later"));
        QCOMPARE(readFrom(session, "a"), QByteArray("typed"));
    }

    void anAccountThatGoesTakesWhatWasTypedAlong()
    {
        Keychain keychain;
        SessionSecretStore session(keychain);
        session.useForSession("a", Secret("typed"));
        keychain.answers = false;
        QVERIFY(!session.remove("a", Deadline::in(1s), {}).ok());
        QCOMPARE(readFrom(session, "a"), QByteArray("<secrets-no-answer>"));
    }

    void outOfReachIsWhatTheStoreCouldNotSay()
    {
        Keychain keychain;
        SessionSecretStore session(keychain);
        QCOMPARE(readFrom(session, "a"), QByteArray("<no-secret>"));
        QVERIFY2(!session.isOutOfReach("a"), "there is none: that was an answer");
        keychain.answers = false;
        (void)readFrom(session, "a");
        QVERIFY(session.isOutOfReach("a"));
        QVERIFY(!session.isOutOfReach("b"));
        keychain.answers = true;
        (void)readFrom(session, "a");
        QVERIFY(!session.isOutOfReach("a"));
        keychain.answers = false;
        keychain.trouble = ErrorKind::Cancelled;
        (void)readFrom(session, "a");
        QVERIFY2(!session.isOutOfReach("a"), "the program ends: the store was not at fault");
    }
};

PETREL_TEST(SessionSecretStoreTest)
#include "session_secret_store_test.moc"
