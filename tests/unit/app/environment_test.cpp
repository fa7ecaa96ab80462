#include "app/shared/secrets_choice.h"
#include "tests/support/registered_test.h"

#include <QProcess>

using namespace petrel;

class EnvironmentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePassphraseIsTakenOutOfTheEnvironment()
    {
        char *inherited = std::getenv("PETREL_PASSPHRASE");
        QVERIFY(inherited);
        QCOMPARE(app::passphraseFromEnvironment().reveal(), QByteArray("canary-7c1f"));
        QVERIFY(!qEnvironmentVariableIsSet("PETREL_PASSPHRASE"));
        QCOMPARE(*inherited, '\0'); // where `ps e` looks
        // It is known for as long as the program runs: a profile may be opened twice.
        QCOMPARE(app::passphraseFromEnvironment().reveal(), QByteArray("canary-7c1f"));
    }

    void noProgramThatIsStartedInheritsIt()
    {
        (void)app::passphraseFromEnvironment();
        QProcess child;
        child.start(QStringLiteral("/usr/bin/env"), {});
        QVERIFY(child.waitForFinished());
        const QByteArray environment = child.readAll();
        QVERIFY(environment.contains("PATH="));
        QVERIFY(!environment.contains("canary"));
    }
};

PETREL_TEST(EnvironmentTest)
#include "environment_test.moc"
