#include "core/sasl/choice.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::sasl;

class ChoiceTest : public QObject
{
    Q_OBJECT

private:
    static Credentials tim() { return {QStringLiteral("tim"), Secret("secret")}; }

private Q_SLOTS:
    void theStrongestOfferIsTaken_data()
    {
        QTest::addColumn<QList<QByteArray>>("offered");
        QTest::addColumn<QByteArray>("chosen");
        QTest::newRow("only plain") << QList<QByteArray>{"PLAIN"} << QByteArray("PLAIN");
        QTest::newRow("plain before login") << QList<QByteArray>{"LOGIN", "PLAIN"} << QByteArray("PLAIN");
        QTest::newRow("a digest before plain")
            << QList<QByteArray>{"PLAIN", "LOGIN", "CRAM-MD5"} << QByteArray("CRAM-MD5");
        QTest::newRow("a proof before a digest") << QList<QByteArray>{"CRAM-MD5", "PLAIN", "SCRAM-SHA-1"} << QByteArray("SCRAM-SHA-1");
        QTest::newRow("the longer hash") << QList<QByteArray>{"SCRAM-SHA-1", "SCRAM-SHA-256"} << QByteArray("SCRAM-SHA-256");
        QTest::newRow("nothing to bind to") << QList<QByteArray>{"SCRAM-SHA-256-PLUS", "PLAIN"} << QByteArray("PLAIN");
        QTest::newRow("in any case") << QList<QByteArray>{"Login"} << QByteArray("LOGIN");
        QTest::newRow("the unknown is skipped") << QList<QByteArray>{"GSSAPI", "NTLM", "PLAIN"} << QByteArray("PLAIN");
        QTest::newRow("twice the same") << QList<QByteArray>{"PLAIN", "plain"} << QByteArray("PLAIN");
    }
    void theStrongestOfferIsTaken()
    {
        QFETCH(QList<QByteArray>, offered);
        QFETCH(QByteArray, chosen);
        for (const Channel channel : {Channel::Encrypted, Channel::PlainByChoice}) {
            const auto mechanism = chooseMechanism(offered, tim(), channel);
            QVERIFY(mechanism.ok());
            QCOMPARE((*mechanism)->name(), chosen);
        }
    }

    void nothingIsSentBeforeTheChannelIsEncrypted()
    {
        const auto mechanism = chooseMechanism({"CRAM-MD5", "PLAIN", "LOGIN"}, tim(), Channel::Plain);
        QCOMPARE(mechanism.error().kind, ErrorKind::Auth);
        QCOMPARE(mechanism.error().code, QByteArray("unencrypted"));
        QCOMPARE(mayTellPassword(tim(), Channel::Plain).error().code, QByteArray("unencrypted"));
        QVERIFY(mayTellPassword(tim(), Channel::PlainByChoice).ok());
    }

    void anOfferWithoutAnythingKnownIsRefused_data()
    {
        QTest::addColumn<QList<QByteArray>>("offered");
        QTest::newRow("nothing") << QList<QByteArray>{};
        QTest::newRow("only strangers") << QList<QByteArray>{"GSSAPI", "NTLM"};
        QTest::newRow("only for tokens") << QList<QByteArray>{"XOAUTH2", "OAUTHBEARER"};
        QTest::newRow("only for certificates") << QList<QByteArray>{"EXTERNAL"};
        QTest::newRow("an empty name") << QList<QByteArray>{""};
        QTest::newRow("a longer name") << QList<QByteArray>{"PLAIN-CLIENTTOKEN"};
        QTest::newRow("a shorter name") << QList<QByteArray>{"PLAI"};
    }
    void anOfferWithoutAnythingKnownIsRefused()
    {
        QFETCH(QList<QByteArray>, offered);
        const auto mechanism = chooseMechanism(offered, tim(), Channel::Encrypted);
        QCOMPARE(mechanism.error().kind, ErrorKind::Auth);
        QCOMPARE(mechanism.error().code, QByteArray("no-mechanism"));
    }

    void credentialsThatCouldBreakTheProtocolAreInvalid_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("NUL in the user") << QStringLiteral("t") + QChar(0) + QStringLiteral("m")
                                         << QByteArray("secret");
        QTest::newRow("NUL in the password") << QStringLiteral("tim") << QByteArray("se\0cret", 7);
        QTest::newRow("CR in the user") << QStringLiteral("tim\r") << QByteArray("secret");
        QTest::newRow("^A in the user") << QStringLiteral("tim\x01" "auth=") << QByteArray("secret");
        QTest::newRow("LF in the user") << QStringLiteral("tim\nDELE 1") << QByteArray("secret");
        QTest::newRow("no user") << QString() << QByteArray("secret");
    }
    void credentialsThatCouldBreakTheProtocolAreInvalid()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, password);
        const auto mechanism = chooseMechanism({"PLAIN"}, {user, Secret(password)}, Channel::Encrypted);
        QCOMPARE(mechanism.error().kind, ErrorKind::Invalid);
    }

    void aBoundLogInIsTakenWhereNothingLessIsOffered()
    {
        const auto chosen = [](const QList<QByteArray> &offered) { return (*chooseMechanism(offered, tim(), Channel::Encrypted, "digest"))->name(); };
        QCOMPARE(chosen({"PLAIN", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}), QByteArray("SCRAM-SHA-256-PLUS"));
        QCOMPARE(chosen({"SCRAM-SHA-1", "SCRAM-SHA-256-PLUS"}), QByteArray("SCRAM-SHA-1"));
    }

    void aTokenIsShownAndNoPasswordTold()
    {
        const Credentials token{QStringLiteral("tim"), Secret("secret"), Secret("ya29.token")};
        const auto chosen = [&](const QList<QByteArray> &offered) { return (*chooseMechanism(offered, token, Channel::Encrypted))->name(); };
        QCOMPARE(chosen({"PLAIN", "XOAUTH2", "OAUTHBEARER", "SCRAM-SHA-256"}), QByteArray("OAUTHBEARER"));
        QCOMPARE(chosen({"PLAIN", "XOAUTH2"}), QByteArray("XOAUTH2"));
        QCOMPARE(chooseMechanism({"PLAIN", "SCRAM-SHA-256"}, token, Channel::Encrypted).error().code, QByteArray("no-mechanism"));
        QVERIFY(!isByPassword(token));
    }

    void aCertificateSpeaksForItself()
    {
        const Credentials certificate{QStringLiteral("tim"), Secret("secret"), {}, true};
        QCOMPARE((*chooseMechanism({"PLAIN", "EXTERNAL"}, certificate, Channel::Encrypted))->name(), QByteArray("EXTERNAL"));
        QCOMPARE(chooseMechanism({"PLAIN"}, certificate, Channel::Encrypted).error().code, QByteArray("no-mechanism"));
    }

    void neitherTokenNorCertificateTravelsInTheClear()
    {
        for (const Credentials &credentials : {Credentials{QStringLiteral("tim"), {}, Secret("token")}, Credentials{QStringLiteral("tim"), {}, {}, true}}) {
            for (const Channel channel : {Channel::Plain, Channel::PlainByChoice})
                QCOMPARE(chooseMechanism({"XOAUTH2", "OAUTHBEARER", "EXTERNAL"}, credentials, channel).error().code, QByteArray("unencrypted"));
        }
    }

    void aTokenThatCouldBreakItsMessageIsInvalid()
    {
        for (const char *token : {"a\x01" "host=evil", "a b", "a\n", "t\xc3\xb6ken"})
            QCOMPARE(chooseMechanism({"XOAUTH2"}, {QStringLiteral("tim"), {}, Secret(token)}, Channel::Encrypted).error().kind, ErrorKind::Invalid);
    }

    /** For servers that offer SCRAM and cannot check it: only the person says so, and only over TLS. */
    void whoWantsItToldTellsItByPlainOrLoginAlone()
    {
        Credentials told = tim();
        told.onlyPlain = true;
        const auto chosen = [&](const QList<QByteArray> &offered) { return (*chooseMechanism(offered, told, Channel::Encrypted))->name(); };
        QCOMPARE(chosen({"SCRAM-SHA-256", "CRAM-MD5", "LOGIN", "PLAIN"}), QByteArray("PLAIN"));
        QCOMPARE(chosen({"SCRAM-SHA-256", "LOGIN"}), QByteArray("LOGIN"));
        QCOMPARE(chooseMechanism({"SCRAM-SHA-256", "CRAM-MD5"}, told, Channel::Encrypted).error().code, QByteArray("no-mechanism"));
        for (const Channel channel : {Channel::Plain, Channel::PlainByChoice}) {
            QCOMPARE(chooseMechanism({"PLAIN"}, told, channel).error().code, QByteArray("unencrypted"));
            QCOMPARE(mayTellPassword(told, channel).error().code, QByteArray("unencrypted"));
        }
    }

    void withoutAPasswordThereIsNothingToSay()
    {
        const auto mechanism = chooseMechanism({"PLAIN"}, {QStringLiteral("tim"), {}}, Channel::Encrypted);
        QCOMPARE(mechanism.error().kind, ErrorKind::Auth);
        QCOMPARE(mechanism.error().code, QByteArray("no-password"));
    }
};

PETREL_TEST(ChoiceTest)
#include "choice_test.moc"
