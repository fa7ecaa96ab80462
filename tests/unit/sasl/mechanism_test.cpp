#include "core/sasl/cram_md5.h"
#include "core/sasl/login.h"
#include "core/sasl/plain.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::sasl;

class MechanismTest : public QObject
{
    Q_OBJECT

private:
    static Credentials tim() { return {QStringLiteral("tim"), Secret("tanstaaftanstaaf")}; }

private Q_SLOTS:
    void plainSaysAllAtOnce()
    {
        Plain plain(tim());
        // The second example of RFC 4616 section 4, with an empty authorization identity.
        QCOMPARE(plain.initialResponse()->reveal(), QByteArray("\0tim\0tanstaaftanstaaf", 21));
        QCOMPARE(plain.step({}).error().kind, ErrorKind::Protocol);
    }

    void plainAnswersAnEmptyChallengeWhenItCouldNotSpeakFirst()
    {
        Plain plain(tim());
        QCOMPARE(plain.step({}).value().reveal(), QByteArray("\0tim\0tanstaaftanstaaf", 21));
        QCOMPARE(plain.step({}).error().kind, ErrorKind::Protocol);
    }

    void plainTellsNothingToAServerThatAsksQuestions()
    {
        Plain plain(tim());
        QCOMPARE(plain.step("what is your mother's name?").error().kind, ErrorKind::Protocol);
    }

    void namesAndPasswordsTravelAsUtf8()
    {
        Plain plain({QStringLiteral("jürgen"), Secret(QStringLiteral("pässword").toUtf8())});
        QCOMPARE(plain.initialResponse()->reveal(), QByteArray("\0j\xc3\xbcrgen\0p\xc3\xa4ssword", 18));
    }

    void loginGivesNameThenPassword()
    {
        Login login(tim());
        QVERIFY(!login.initialResponse().has_value());
        QCOMPARE(login.step("Username:").value().reveal(), QByteArray("tim"));
        QCOMPARE(login.step("Password:").value().reveal(), QByteArray("tanstaaftanstaaf"));
        QCOMPARE(login.step("Again:").error().kind, ErrorKind::Protocol);
    }

    void loginDoesNotReadThePrompts()
    {
        Login login(tim());
        QCOMPARE(login.step({}).value().reveal(), QByteArray("tim"));
        QCOMPARE(login.step("User Name").value().reveal(), QByteArray("tanstaaftanstaaf"));
    }

    void cramMd5DigestsTheChallenge()
    {
        CramMd5 cram(tim());
        QVERIFY(!cram.initialResponse().has_value());
        // RFC 2195 section 2.
        QCOMPARE(cram.step("<1896.697170952@postoffice.reston.mci.net>").value().reveal(),
                 QByteArray("tim b913a602c7eda7a495b4e6e7334d3890"));
        QCOMPARE(cram.step("<again@example.org>").error().kind, ErrorKind::Protocol);
    }

    void cramMd5WantsAChallenge()
    {
        CramMd5 cram(tim());
        QCOMPARE(cram.step({}).error().kind, ErrorKind::Protocol);
    }

    void whatAMechanismSaysDoesNotPrint()
    {
        QString printed;
        QDebug(&printed) << *Plain(tim()).initialResponse();
        QVERIFY(!printed.contains(QStringLiteral("tanstaaf")));
    }
};

PETREL_TEST(MechanismTest)
#include "mechanism_test.moc"
