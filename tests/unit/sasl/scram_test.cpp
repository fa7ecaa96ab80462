#include "core/sasl/scram.h"
#include "core/sasl/saslprep.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::sasl;

namespace {

constexpr auto kSalt = "c2l4dGVlbiBieXRlcyBvaw==";

Credentials user()
{
    return {QStringLiteral("user"), Secret("pencil")};
}

/** Half-way through an exchange with our nonce "abc": the server speaks next. */
Scram begun(ScramIterations iterations = {})
{
    Scram scram(Scram::Hash::Sha256, user(), {}, "abc", iterations);
    (void)scram.initialResponse();
    return scram;
}

QByteArray serverFirst(const QByteArray &nonce, const QByteArray &salt = kSalt, const QByteArray &iterations = "4096")
{
    return "r=" + nonce + ",s=" + salt + ",i=" + iterations;
}

} // namespace

class ScramTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theExamplesOfTheRfcs_data()
    {
        QTest::addColumn<int>("hash");
        QTest::addColumn<QByteArray>("serverEndPoint");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QList<QByteArray>>("messages");
        const auto row = [](const char *name, Scram::Hash hash, const QByteArray &endPoint, const QString &user, const QByteArray &password, const char *nonce,
                            const QList<QByteArray> &messages) { QTest::newRow(name) << int(hash) << endPoint << user << password << QByteArray(nonce) << messages; };
        const QString user = QStringLiteral("user");
        row("RFC 5802 section 5", Scram::Hash::Sha1, {}, user, "pencil", "fyko+d2lbbFgONRv9qkxdawL",
            {"n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
             "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
             "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
             "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="});
        row("RFC 7677 section 3", Scram::Hash::Sha256, {}, user, "pencil", "rOprNGfwEbeRWgbNEkqO",
            {"n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
             "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
             "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
             "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="});
        // The RFCs give no example of these; what stands here was reckoned by Python's hashlib and hmac.
        const QByteArray endPoint = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        const QByteArray first = "r=clientnonceservernonce,s=c2l4dGVlbiBieXRlcyBvaw==,i=4096";
        const QByteArray bound = "c=cD10bHMtc2VydmVyLWVuZC1wb2ludCwsAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,r=clientnonceservernonce,p=";
        row("SCRAM-SHA-256-PLUS", Scram::Hash::Sha256, endPoint, user, "pencil", "clientnonce",
            {"p=tls-server-end-point,,n=user,r=clientnonce", first, bound + "2EiCrVhGp6cvfHToxsNvYRuExzAtQY0MIi4PLoHzE4E=",
             "v=K8X4V0Gcn69/H9z+NzETRPXEavNul9aG9/5l4FdxQ2I="});
        row("SCRAM-SHA-1-PLUS", Scram::Hash::Sha1, endPoint, user, "pencil", "clientnonce",
            {"p=tls-server-end-point,,n=user,r=clientnonce", first, bound + "9AHRQOHWnzBdzj5WQOsE41AGqVI=", "v=8RBeLmrZKyyC678KhWXyoDF8cmE="});
        row("prepared, and commas escaped", Scram::Hash::Sha256, {}, QStringLiteral("I\u00ADX=,"), QStringLiteral("\u2168").toUtf8(), "clientnonce",
            {"n,,n=IX=3D=2C,r=clientnonce", first, "c=biws,r=clientnonceservernonce,p=Tc15bb7kWtWojsGDEQyPiS1qoVF/BdbCwh2WGkyZ4h8=",
             "v=MQh4UnpcoW4FlJ9L/Qd3tjM4pe5S162FFrKr7qvnd0M="});
    }
    void theExamplesOfTheRfcs()
    {
        QFETCH(int, hash);
        QFETCH(QByteArray, serverEndPoint);
        QFETCH(QString, user);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, nonce);
        QFETCH(QList<QByteArray>, messages);
        Scram scram(static_cast<Scram::Hash>(hash), {user, Secret(password)}, serverEndPoint, nonce);
        QCOMPARE(scram.name().endsWith("-PLUS"), !serverEndPoint.isEmpty());
        QCOMPARE(scram.initialResponse()->reveal(), messages[0]);
        QCOMPARE(scram.step(messages[1]).value().reveal(), messages[2]);
        QVERIFY(!scram.accepted().ok());
        QCOMPARE(scram.step(messages[3]).value().reveal(), QByteArray());
        QVERIFY(scram.accepted().ok());
        QCOMPARE(scram.step({}).error().kind, ErrorKind::Protocol);
    }

    void everyExchangeHasANonceOfItsOwn()
    {
        const QByteArray first = Scram(Scram::Hash::Sha256, user()).initialResponse()->reveal();
        const QByteArray second = Scram(Scram::Hash::Sha256, user()).initialResponse()->reveal();
        QVERIFY(first != second);
        QCOMPARE(first.size(), qsizetype(qstrlen("n,,n=user,r=")) + 24);
    }

    void aFirstMessageThatMakesNoSenseEndsIt_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another nonce") << serverFirst("abdX");
        QTest::newRow("only our own nonce") << serverFirst("abc");
        QTest::newRow("half of our nonce") << serverFirst("ab");
        QTest::newRow("a nonce with a space") << serverFirst("abc d");
        QTest::newRow("a nonce beyond ASCII") << serverFirst("abc\xc3\xa4");
        QTest::newRow("a nonce without end") << serverFirst("abc" + QByteArray(2'000, 'x'));
        QTest::newRow("no nonce") << QByteArray("s=c2FsdA==,i=4096");
        QTest::newRow("no salt") << QByteArray("r=abcX,i=4096");
        QTest::newRow("an empty salt") << serverFirst("abcX", "");
        QTest::newRow("a salt that is no base64") << serverFirst("abcX", "s@lt");
        QTest::newRow("another order") << QByteArray("s=c2FsdA==,r=abcX,i=4096");
        QTest::newRow("an extension that must be known") << "m=new," + serverFirst("abcX");
        QTest::newRow("an error at once") << QByteArray("e=unknown-user");
        for (const char *count : {"", "0", "1", "4095", "1000001", "-4096", "4096x", "99999999999999999999", " 4096"})
            QTest::newRow(qPrintable(QStringLiteral("iterations: \"%1\"").arg(QLatin1String(count)))) << serverFirst("abcX", kSalt, count);
    }
    void aFirstMessageThatMakesNoSenseEndsIt()
    {
        QFETCH(QByteArray, message);
        Scram scram = begun();
        const Result<Secret> answer = scram.step(message);
        QCOMPARE(answer.error().kind, ErrorKind::Protocol);
        QVERIFY(!scram.accepted().ok());
    }

    void extensionsThatNeedNotBeKnownAreReadOver()
    {
        QVERIFY(begun().step(serverFirst("abcX") + ",x=1,y").ok());
    }

    void theBoundsOfIterationsAreWithinThem()
    {
        const ScramIterations few{2, 3};
        for (const char *count : {"2", "3"})
            QVERIFY(begun(few).step(serverFirst("abcX", kSalt, count)).ok());
        for (const char *count : {"1", "4"})
            QVERIFY(!begun(few).step(serverFirst("abcX", kSalt, count)).ok());
    }

    void aServerThatDoesNotKnowThePasswordIsLeft_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a wrong signature") << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=") << ErrorKind::Tls;
        QTest::newRow("an empty signature") << QByteArray("v=") << ErrorKind::Protocol;
        QTest::newRow("no base64") << QByteArray("v=%%%%") << ErrorKind::Protocol;
        QTest::newRow("nothing") << QByteArray() << ErrorKind::Protocol;
        QTest::newRow("something else") << QByteArray("hello") << ErrorKind::Protocol;
    }
    void aServerThatDoesNotKnowThePasswordIsLeft()
    {
        QFETCH(QByteArray, message);
        QFETCH(ErrorKind, kind);
        Scram scram = begun();
        QVERIFY(scram.step(serverFirst("abcX")).ok());
        QCOMPARE(scram.step(message).error().kind, kind);
        QCOMPARE(scram.accepted().error().code, QByteArray("server-unproven"));
    }

    void withoutTheServersProofNobodyIsIn()
    {
        QCOMPARE(begun().accepted().error().kind, ErrorKind::Tls);
        Scram scram = begun();
        QVERIFY(scram.step(serverFirst("abcX")).ok());
        QCOMPARE(scram.accepted().error().code, QByteArray("server-unproven"));
    }

    void whatTheServerGivesForAReasonIsToldWithItsRefusal()
    {
        Scram scram = begun();
        QVERIFY(scram.step(serverFirst("abcX")).ok());
        QVERIFY(scram.step("e=unknown-user,x=y").value().isEmpty());
        QVERIFY(!scram.accepted().ok());
        const Error refused = scram.refused(makeError(ErrorKind::Auth, {}).withServerText("no", "535"));
        QCOMPARE(refused.serverText, QByteArray("unknown-user: no"));
        QCOMPARE(refused.code, QByteArray("535"));
    }

    void saslprepFollowsRfc4013_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prepared");
        const auto row = [](const char *name, const QString &text, const QString &prepared) { QTest::newRow(name) << text << prepared; };
        // Section 3.
        row("soft hyphen", QStringLiteral("I\u00ADX"), QStringLiteral("IX"));
        row("as it is", QStringLiteral("user"), QStringLiteral("user"));
        row("case stays", QStringLiteral("USER"), QStringLiteral("USER"));
        row("a feminine ordinal", QStringLiteral("\u00AA"), QStringLiteral("a"));
        row("a Roman nine", QStringLiteral("\u2168"), QStringLiteral("IX"));
        row("a control character", QStringLiteral("\u0007"), {});
        row("two directions", QStringLiteral("\u06271"), {});
        // And beyond.
        row("spaces become one kind", QStringLiteral("a\u00A0b\u3000c d"), QStringLiteral("a b c d"));
        row("composed", QStringLiteral("a\u0308"), QStringLiteral("\u00E4"));
        row("one direction", QStringLiteral("\u0627\u0628"), QStringLiteral("\u0627\u0628"));
        row("right to left with letters", QStringLiteral("\u0627a\u0628"), {});
        row("letters of today", QStringLiteral("\U0001F511"), QStringLiteral("\U0001F511"));
        row("a private letter", QStringLiteral("a\uE000"), {});
        row("a lone surrogate", QString(QChar(0xD800)), {});
        row("nothing left", QStringLiteral("\u00AD"), {});
        row("nothing", QString(), {});
    }
    void saslprepFollowsRfc4013()
    {
        QFETCH(QString, text);
        QFETCH(QString, prepared);
        QCOMPARE(saslPrepared(text).value_or(QString()), prepared);
    }

    void whatMayNotBePreparedIsUsedAsItCame()
    {
        QCOMPARE(preparedOrRaw("\x07"), QByteArray("\x07"));
        QCOMPARE(preparedOrRaw("caf\xe9"), QByteArray("caf\xe9")); // Latin-1
        QCOMPARE(preparedOrRaw("I\xc2\xadX"), QByteArray("IX"));
    }
};

PETREL_TEST(ScramTest)
#include "scram_test.moc"
