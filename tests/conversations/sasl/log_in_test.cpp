#include "tests/conversations/sasl/dialect.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::test;

namespace {

Scene withPassword(const QByteArrayList &offer)
{
    return {offer, {QStringLiteral("ada"), Secret("secret")}};
}

Scene withToken(const QByteArrayList &offer, const QByteArray &token = "token")
{
    return {offer, {QStringLiteral("ada"), {}, Secret(token)}};
}

Scene withCertificate()
{
    return {{"PLAIN", "EXTERNAL"}, {QStringLiteral("ada"), {}, {}, true}};
}

QByteArray xoauth2Word(const QByteArray &token = "token")
{
    return ("user=ada\x01" "auth=Bearer " + token + "\x01\x01").toBase64();
}

/** Plays the log-in in every protocol and compares how it ended: "in", or the error's kind, and its code where one is given. */
void ends(const Scene &scene, const QByteArray &steps, const QByteArray &outcome)
{
    for (const Protocol protocol : kProtocols) {
        converse(inWordsOf(protocol, scene, steps), [&](FakeStream &stream) {
            const Status in = logIn(protocol, scene, stream);
            const QByteArray ended = in ? QByteArray("in") : (kindName(in.error().kind).toLatin1() + ' ' + in.error().code).trimmed();
            QVERIFY2(ended == outcome || ended.startsWith(outcome + ' '), qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(nameOf(protocol)), QString::fromUtf8(ended))));
            QVERIFY2(in.ok() || stream.isClosed(), nameOf(protocol));
        });
    }
}

} // namespace

class LogInTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstWordGoesWithTheCommand()
    {
        ends(withPassword({"PLAIN"}), "auth PLAIN AGFkYQBzZWNyZXQ=\nyes", "in");
        ends(withToken({"XOAUTH2"}), "auth XOAUTH2 " + xoauth2Word() + "\nyes", "in");
        ends(withCertificate(), "auth EXTERNAL YWRh\nyes", "in");
    }

    void whereTheCommandTakesNoWordItWaitsForTheQuestion()
    {
        Scene scene = withPassword({"PLAIN"});
        scene.firstWordWithCommand = false;
        const Status in = [&] {
            FakeStream stream(inWordsOf(Protocol::Imap, scene, "auth PLAIN\nask \nsay AGFkYQBzZWNyZXQ=\nyes"));
            return logIn(Protocol::Imap, scene, stream);
        }();
        QVERIFY(in.ok());
    }

    void aTokenTooLongForTheCommandWaitsForTheQuestion()
    {
        const QByteArray token(13'000, 't');
        ends(withToken({"XOAUTH2"}, token), "auth XOAUTH2\nask \nsay " + xoauth2Word(token) + "\nyes", "in");
    }

    /** Microsoft documents it, and RFC 5034 gives a POP3 command no more than 255 bytes. */
    void pop3WaitsWithEveryTokenOfUse()
    {
        const QByteArray token(300, 't');
        const Scene scene = withToken({"XOAUTH2"}, token);
        FakeStream stream(inWordsOf(Protocol::Pop3, scene, "auth XOAUTH2\nask \nsay " + xoauth2Word(token) + "\nyes"));
        QVERIFY2(logIn(Protocol::Pop3, scene, stream).ok(), stream.problem());
        FakeStream other(inWordsOf(Protocol::Smtp, scene, "auth XOAUTH2 " + xoauth2Word(token) + "\nyes"));
        QVERIFY2(logIn(Protocol::Smtp, scene, other).ok(), other.problem());
    }

    void pop3TriesAMechanismForTokensThatIsNotOffered()
    {
        const Scene scene = withToken({"PLAIN"});
        FakeStream stream(inWordsOf(Protocol::Pop3, scene, "auth XOAUTH2 " + xoauth2Word() + "\nyes"));
        QVERIFY2(logIn(Protocol::Pop3, scene, stream).ok(), stream.problem());
    }

    void twoQuestionsHaveTwoAnswers()
    {
        ends(withPassword({"LOGIN"}), "auth LOGIN\nask VXNlcm5hbWU6\nsay YWRh\nask UGFzc3dvcmQ6\nsay c2VjcmV0\nyes", "in");
    }

    void aRefusedPasswordIsNotTriedAWeakerWay()
    {
        ends(withPassword({"PLAIN", "LOGIN"}), "auth PLAIN AGFkYQBzZWNyZXQ=\nno", "auth");
        ends(withPassword({"SCRAM-SHA-256", "PLAIN", "LOGIN"}), "auth^ SCRAM-SHA-256\nno", "auth");
        ends(withToken({"OAUTHBEARER", "XOAUTH2"}), "auth^ OAUTHBEARER\nno", "auth token-refused");
    }

    void aRefusedTokenIsToldApartFromAPassword()
    {
        const QByteArray why = QByteArray("{\"status\":\"401\",\"schemes\":\"bearer\"}").toBase64();
        ends(withToken({"XOAUTH2"}), "auth XOAUTH2 " + xoauth2Word() + "\nask " + why + "\nsay \nno", "auth token-refused");
        ends(withToken({"XOAUTH2"}), "auth XOAUTH2 " + xoauth2Word() + "\nno", "auth token-refused");
        ends(withToken({"XOAUTH2", "OAUTHBEARER"}), "auth^ OAUTHBEARER bixhPWFkYSwB\nask " + why + "\nsay AQ==\nno", "auth token-refused");
    }

    void whatMakesNoSenseIsCancelled()
    {
        const QByteArray otherNonce = QByteArray("r=somebody,s=c2FsdA==,i=4096").toBase64();
        ends(withPassword({"SCRAM-SHA-256", "PLAIN"}), "auth^ SCRAM-SHA-256 biwsbj1hZGEscj\nask " + otherNonce + "\ncancel\nbad", "protocol");
        ends(withPassword({"SCRAM-SHA-1"}), "auth^ SCRAM-SHA-1\nask aGVsbG8=\ncancel\nno", "protocol");
        ends(withPassword({"PLAIN"}), "auth PLAIN AGFkYQBzZWNyZXQ=\nask d2hhdD8=\ncancel\nbad", "protocol");
        ends(withCertificate(), "auth EXTERNAL YWRh\nask \ncancel\nbad", "protocol");
    }

    void aServerThatTakesNoCancelIsLeft()
    {
        ends(withPassword({"SCRAM-SHA-256"}), "auth^ SCRAM-SHA-256\nask aGVsbG8=\ncancel\nask aGVsbG8=", "protocol");
    }

    void aServerThatLetsUsInAfterACancelIsNotBelieved()
    {
        ends(withPassword({"SCRAM-SHA-256"}), "auth^ SCRAM-SHA-256\nask aGVsbG8=\ncancel\nlie", "protocol");
    }

    void withoutTheServersProofNobodyIsIn()
    {
        ends(withPassword({"SCRAM-SHA-256"}), "auth^ SCRAM-SHA-256\nlie", "tls server-unproven");
        ends(withPassword({"SCRAM-SHA-1"}), "auth^ SCRAM-SHA-1\nlie", "tls server-unproven");
    }

    void aTokenIsNeverSentInTheClear()
    {
        Scene scene = withToken({"XOAUTH2", "OAUTHBEARER", "PLAIN"});
        scene.security = Security::None;
        ends(scene, "", "auth unencrypted");
        Scene certificate = withCertificate();
        certificate.security = Security::None;
        ends(certificate, "", "auth unencrypted");
    }

    void aTokenIsNoPassword()
    {
        const Scene scene = withToken({"PLAIN", "LOGIN", "SCRAM-SHA-256"});
        for (const Protocol protocol : {Protocol::Imap, Protocol::Smtp}) {
            FakeStream stream(inWordsOf(protocol, scene, ""));
            QCOMPARE(logIn(protocol, scene, stream).error().code, QByteArray("no-mechanism"));
            QVERIFY2(stream.finished(), stream.problem());
        }
    }
};

PETREL_TEST(LogInTest)
#include "log_in_test.moc"
