#include "core/secrets/keychain_secret_store.h"
#include "tests/support/run_all.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <thread>

#include <csignal>

using namespace petrel;
using namespace petrel::secrets;
using namespace std::chrono_literals;

/**
 * The system keychain for real: the program starts itself again inside a private session bus with an
 * unlocked GNOME Keyring in a temporary home, and once more without any bus.
 */
class KeychainTest : public QObject
{
    Q_OBJECT

private:
    static QByteArray scene() { return qgetenv("PETREL_KEYCHAIN_SCENE"); }

    /** Runs this program's own tests of one scene; what it printed goes to the log when it fails. */
    static void playScene(const QByteArray &name, const QString &program, const QStringList &arguments)
    {
        QTemporaryDir home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PETREL_KEYCHAIN_SCENE"), QString::fromLatin1(name));
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home.path());
        for (const char *inherited :
             {"DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "DISPLAY", "WAYLAND_DISPLAY"})
            environment.remove(QString::fromLatin1(inherited));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        const bool ended = process.waitForFinished(60'000);
        const QByteArray printed = process.readAll();
        QVERIFY2(ended && process.exitCode() == 0, printed.constData());
        QVERIFY2(printed.contains("PASS   : KeychainTest::" + name + "()"), printed.constData());
    }

    static QString self() { return QCoreApplication::applicationFilePath(); }

    /** A shell that unlocks a fresh keyring with a passphrase, plays the scene and ends the daemon by its own id. */
    static QString unlockedScene()
    {
        return QStringLiteral("keyring=$(printf 'test passphrase' | gnome-keyring-daemon --unlock --components=secrets "
                              "--daemonize) "
                              "|| exit 9; eval \"$keyring\"; '%1'")
            .arg(self());
    }

    /** The same with a daemon nobody has unlocked, and without anybody who could be asked. */
    static QString lockedScene()
    {
        return QStringLiteral("keyring=$(gnome-keyring-daemon --start --components=secrets --daemonize) "
                              "|| exit 9; eval \"$keyring\"; '%1'").arg(self());
    }

private Q_SLOTS:
    void aRealKeychainKeepsSecrets()
    {
        if (!scene().isEmpty())
            QSKIP("inside a scene");
        for (const char *needed : {"dbus-run-session", "gnome-keyring-daemon"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(needed)).isEmpty())
                QFAIL("needs the packages dbus and gnome-keyring: ./dev test installs them");
        }
        playScene("unlocked", QStringLiteral("dbus-run-session"),
                  {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"), unlockedScene()});
    }

    void aKeychainNobodyCanUnlockHangsNobody()
    {
        if (!scene().isEmpty())
            QSKIP("inside a scene");
        for (const char *needed : {"dbus-run-session", "gnome-keyring-daemon"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(needed)).isEmpty())
                QFAIL("needs the packages dbus and gnome-keyring: ./dev test installs them");
        }
        playScene("locked", QStringLiteral("dbus-run-session"),
                  {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"), lockedScene()});
    }

    void withoutAnyServiceTheAnswerIsQuickAndClear()
    {
        if (!scene().isEmpty())
            QSKIP("inside a scene");
        playScene("nobody", self(), {});
    }

    void unlocked()
    {
        if (scene() != "unlocked")
            QSKIP("another scene");
        KeychainSecretStore store("11111111-aaaa");
        const Deadline deadline = Deadline::in(30s);
        QVERIFY(store.probe(deadline, {}).ok());
        QCOMPARE(store.read("a/incoming", deadline, {}).error().kind, ErrorKind::NotFound);

        const Secret odd(QByteArray("with\0nul and \xff", 14));
        QVERIFY(store.write("a/incoming", odd, deadline, {}).ok());
        QVERIFY(store.write("a/outgoing", Secret(QByteArray(10'000, 'x')), deadline, {}).ok());
        QVERIFY(store.read("a/incoming", deadline, {}).value() == odd);
        QCOMPARE(store.read("a/outgoing", deadline, {}).value().reveal().size(), 10'000);

        KeychainSecretStore otherProfile("22222222-bbbb");
        QCOMPARE(otherProfile.read("a/incoming", deadline, {}).error().kind, ErrorKind::NotFound);

        QVERIFY(store.remove("a/incoming", deadline, {}).ok());
        QVERIFY(store.remove("a/incoming", deadline, {}).ok());
        QCOMPARE(store.read("a/incoming", deadline, {}).error().code, QByteArray("no-secret"));
    }

    void unlockedFromManyThreads()
    {
        if (scene() != "unlocked")
            QSKIP("another scene");
        KeychainSecretStore store("33333333-cccc");
        std::atomic<int> kept = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 4; ++i) {
                workers.emplace_back([&, i] {
                    const QByteArray key = QByteArray::number(i);
                    if (store.write(key, Secret(key), Deadline::in(30s), {}).ok()
                        && store.read(key, Deadline::in(30s), {}).valueOr({}).reveal() == key)
                        ++kept;
                });
            }
        }
        QCOMPARE(kept.load(), 4);
    }

    void aSilentKeychainIsNotTheServersSilence()
    {
        if (scene() != "unlocked")
            QSKIP("another scene");
        const QDBusReply<uint> keyring = QDBusConnection::sessionBus().interface()->servicePid(QStringLiteral("org.freedesktop.secrets"));
        QVERIFY2(keyring.isValid(), qPrintable(keyring.error().message()));
        const auto pid = static_cast<pid_t>(keyring.value());
        QCOMPARE(::kill(pid, SIGSTOP), 0);
        const auto wakes = qScopeGuard([pid] { ::kill(pid, SIGCONT); });
        KeychainSecretStore store("77777777-0000");
        const auto secret = store.read("a", Deadline::in(500ms), {});
        QVERIFY(!secret.ok());
        QCOMPARE(secret.error().kind, ErrorKind::Auth);
        QCOMPARE(secret.error().code, QByteArray("secrets-no-answer"));
        QCOMPARE(secret.error().retry, ErrorRetry::Backoff);
    }

    void stopEndsTheWait()
    {
        if (scene() != "unlocked")
            QSKIP("another scene");
        KeychainSecretStore store("44444444-dddd");
        StopSource source;
        source.request_stop();
        const auto secret = store.read("a", Deadline::never(), source.get_token());
        QVERIFY(!secret.ok());
        // The answer may have been quicker than the look at the token; it is never a wait.
        QVERIFY(secret.error().kind == ErrorKind::Cancelled || secret.error().kind == ErrorKind::NotFound);
    }

    void locked()
    {
        if (scene() != "locked")
            QSKIP("another scene");
        KeychainSecretStore store("66666666-ffff");
        QElapsedTimer timer;
        timer.start();
        const Status kept = store.write("a", Secret("s"), Deadline::in(2s), {});
        QVERIFY(timer.elapsed() < 20'000);
        QVERIFY(!kept.ok());
        // GNOME Keyring without a screen says "no such object" rather than "locked".
        QCOMPARE(kept.error().kind, ErrorKind::Auth);
        QVERIFY2(kept.error().code.startsWith("secrets-"), qPrintable(describe(kept.error())));
    }

    void nobody()
    {
        if (scene() != "nobody")
            QSKIP("another scene");
        KeychainSecretStore store("55555555-eeee");
        QElapsedTimer timer;
        timer.start();
        const Status probe = store.probe(Deadline::in(10s), {});
        QVERIFY2(timer.elapsed() < 9000, "nobody is asked to wait ten seconds for nobody");
        QCOMPARE(probe.error().kind, ErrorKind::Auth);
        QCOMPARE(probe.error().code, QByteArray("secrets-no-keychain"));
        QCOMPARE(probe.error().retry, ErrorRetry::Backoff); // it may be started while Petrel runs
        QCOMPARE(store.write("a", Secret("s"), Deadline::in(10s), {}).error().code, QByteArray("secrets-no-keychain"));
    }
};

int main(int argc, char **argv)
{
    return petrel::test::runAll<KeychainTest>(argc, argv);
}

#include "keychain_test.moc"
