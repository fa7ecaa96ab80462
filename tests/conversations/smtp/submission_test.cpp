#include "tests/conversations/smtp/submission_test.h"

#include "tests/conversations/smtp/smtp_play.h"

#include <QFile>
#include <QtTest>

namespace petrel::test {

using namespace smtp;
using Outcome = Delivery::Outcome;
using Verdict = RecipientAnswer::Verdict;

void SmtpSubmissionTest::aMessageIsSubmittedInTwoRoundTrips()
{
    submitting("C: MAIL FROM:<ada@example.org> SIZE=16\nC: RCPT TO:<bob@example.org>\nC: RCPT TO:<eve@example.org>\nC: DATA\nS: 250 2.1.0 ok\nS: 250 ok\n"
               "S: 251 forwarded\nS: 354 go\nC: Subject: x\nC:\nC: hi\nC: .\nS: 250 2.0.0 queued as 17\n",
               [](SmtpSession &session, FakeStream &) {
                   Envelope envelope = adaToBob({"bob@example.org", "eve@example.org"});
                   envelope.size = 16;
                   const auto answer = session.envelope(envelope, {});
                   QVERIFY(answer.ok());
                   QVERIFY(answer->allAccepted());
                   BytesSource source("Subject: x\r\n\r\nhi\r\n");
                   const auto delivery = session.data(source, nothingToRecord, {});
                   QVERIFY(delivery.ok());
                   QVERIFY(delivery->outcome == Outcome::Accepted);
                   QCOMPARE(delivery->reply.text(), QByteArray("queued as 17"));
                   QCOMPARE(session.roundTrips(), 1 + 2);
               });
}

void SmtpSubmissionTest::withoutPipeliningEachWaitsForTheLast()
{
    submitting("C: MAIL FROM:<ada@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.org>\nS: 250 ok\nC: RCPT TO:<eve@example.org>\nS: 250 ok\nC: RSET\nS: 250 ok\n",
               [](SmtpSession &session, FakeStream &) {
                   QVERIFY(session.envelope(adaToBob({"bob@example.org", "eve@example.org"}), {}).ok());
                   QVERIFY(session.reset({}).ok());
               },
               greetedPlainSmtp());
}

void SmtpSubmissionTest::parametersFollowWhatIsOffered_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<bool>("eightBit");
    QTest::addColumn<bool>("utf8");
    QTest::addColumn<QByteArray>("mail");
    QTest::newRow("nothing") << QByteArray("HELP") << false << false << QByteArray("MAIL FROM:<ada@example.org>");
    QTest::newRow("SIZE") << QByteArray("SIZE") << false << false << QByteArray("MAIL FROM:<ada@example.org> SIZE=500");
    QTest::newRow("8-bit") << QByteArray("8BITMIME") << true << false << QByteArray("MAIL FROM:<ada@example.org> BODY=8BITMIME");
    QTest::newRow("UTF-8 header") << QByteArray("SMTPUTF8") << false << true << QByteArray("MAIL FROM:<ada@example.org> SMTPUTF8");
}

void SmtpSubmissionTest::parametersFollowWhatIsOffered()
{
    QFETCH(QByteArray, offer);
    QFETCH(bool, eightBit);
    QFETCH(bool, utf8);
    QFETCH(QByteArray, mail);
    submitting("C: " + mail + "\nS: 250 ok\nC: RCPT TO:<bob@example.org>\nS: 250 ok\n", [&](SmtpSession &session, FakeStream &) {
        Envelope envelope = adaToBob();
        envelope.size = 500;
        envelope.eightBit = eightBit;
        envelope.utf8Header = utf8;
        QVERIFY(session.envelope(envelope, {}).ok());
    }, "S: 220 x\nC: EHLO [127.0.0.1]\nS: 250-x\nS: 250 " + offer + "\n");
}

void SmtpSubmissionTest::whatTheServerCannotTakeIsNotTried_data()
{
    QTest::addColumn<Envelope>("envelope");
    QTest::addColumn<ErrorKind>("kind");
    const auto refused = [](const char *name, ErrorKind kind, const std::function<void(Envelope &)> &change) {
        Envelope envelope = adaToBob();
        change(envelope);
        QTest::newRow(name) << envelope << kind;
    };
    refused("larger than SIZE", ErrorKind::Refused, [](Envelope &e) { e.size = 1001; });
    refused("a recipient outside ASCII", ErrorKind::Unsupported, [](Envelope &e) { e.recipients = {"b\xc3\xb6" "b@example.org"}; });
    refused("a sender outside ASCII", ErrorKind::Unsupported, [](Envelope &e) { e.sender = "\xc3\xa5" "da@example.org"; });
    refused("a UTF-8 header", ErrorKind::Unsupported, [](Envelope &e) { e.utf8Header = true; });
    refused("no recipient", ErrorKind::Invalid, [](Envelope &e) { e.recipients.clear(); });
    refused("an empty recipient", ErrorKind::Invalid, [](Envelope &e) { e.recipients = {""}; });
    refused("a line break in the last recipient", ErrorKind::Invalid, [](Envelope &e) { e.recipients = {"a@b", "c@d>\r\nDATA\r\n"}; });
    refused("a parameter in the sender", ErrorKind::Invalid, [](Envelope &e) { e.sender = "a@b> SIZE=0"; });
}

void SmtpSubmissionTest::whatTheServerCannotTakeIsNotTried()
{
    QFETCH(Envelope, envelope);
    QFETCH(ErrorKind, kind);
    submitting("", [&](SmtpSession &session, FakeStream &) {
        const auto answer = session.envelope(envelope, {});
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().kind, kind);
        QCOMPARE(answer.error().scope, ErrorScope::Message);
        QVERIFY(!session.isOver());
    });
}

void SmtpSubmissionTest::everyRecipientHasAnAnswerOfItsOwn()
{
    const QByteArray pipelined = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<a@x>\nC: RCPT TO:<b@x>\nC: RCPT TO:<c@x>\nC: RCPT TO:<d@x>\nC: DATA\n"
                                 "S: 250 ok\nS: 250 2.1.5 ok\nS: 550-5.1.1 no\nS: 550 5.1.1 such user\nS: 452 4.5.3 too many\nS: 552 too many\nS: 354 go\n";
    submitting(pipelined, [](SmtpSession &session, FakeStream &) {
        const auto answer = session.envelope(adaToBob({"a@x", "b@x", "c@x", "d@x"}), {});
        QVERIFY(answer.ok());
        QCOMPARE(answer->accepted(), 1);
        QVERIFY(!answer->allAccepted());
        const Verdict verdicts[] = {Verdict::Accepted, Verdict::Refused, Verdict::RefusedForNow, Verdict::RefusedForNow};
        for (int i = 0; i < 4; ++i)
            QVERIFY(answer->recipients[i].verdict == verdicts[i]);
        QCOMPARE(answer->recipients[1].address, QByteArray("b@x"));
        QCOMPARE(answer->recipients[1].reply.enhanced, QByteArray("5.1.1"));
        QCOMPARE(answer->recipients[1].reply.text(), QByteArray("no\nsuch user"));
        // The caller decided against a partial delivery: whatever were sent now would be content.
        QVERIFY(session.reset({}).ok());
        QVERIFY(session.isOver());
    });
}

void SmtpSubmissionTest::aRefusedSenderIsAnError()
{
    submitting("C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 550 5.7.60 not yours\nS: 503 no MAIL\nS: 503 no RCPT\nC: RSET\nS: 250 ok\n",
               [](SmtpSession &session, FakeStream &) {
                   const auto answer = session.envelope(adaToBob(), {});
                   QCOMPARE(answer.error().kind, ErrorKind::Refused);
                   QCOMPARE(answer.error().code, QByteArray("5.7.60"));
                   QVERIFY(!session.isOver());
                   QVERIFY(session.reset({}).ok());
               });
    submitting("C: MAIL FROM:<ada@example.org>\nS: 451 later\n", [](SmtpSession &session, FakeStream &) {
        QCOMPARE(session.envelope(adaToBob(), {}).error().kind, ErrorKind::Throttled);
    }, greetedPlainSmtp());
}

void SmtpSubmissionTest::fourTwentyOneEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("script");
    const QByteArray both = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\n";
    QTest::newRow("to MAIL") << both + "S: 421 4.7.0 closing\nCLOSE\n";
    QTest::newRow("to RCPT") << both + "S: 250 ok\nS: 421 closing\nCLOSE\n";
    QTest::newRow("to DATA") << both + "S: 250 ok\nS: 250 ok\nS: 421 closing\nCLOSE\n";
}

void SmtpSubmissionTest::fourTwentyOneEndsTheConnection()
{
    QFETCH(QByteArray, script);
    submitting(script, [](SmtpSession &session, FakeStream &stream) {
        const auto answer = session.envelope(adaToBob(), {});
        BytesSource source("x");
        const Error error = answer.ok() ? session.data(source, nothingToRecord, {}).error() : answer.error();
        QCOMPARE(error.kind, ErrorKind::Throttled);
        QCOMPARE(error.scope, ErrorScope::Connection);
        QVERIFY(session.isOver() && stream.isClosed());
    });
}

void SmtpSubmissionTest::aRefusalIsHeardThoughTheServerHangsUpBehindIt_data()
{
    QTest::addColumn<QByteArray>("script");
    const QByteArray both = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\n";
    QTest::newRow("closed behind MAIL") << both + "S: 550 5.7.1 blocked\nCLOSE\n";
    QTest::newRow("421 behind MAIL") << both + "S: 550 5.7.1 blocked\nS: 421 closing\nCLOSE\n";
    QTest::newRow("closed behind RCPT") << both + "S: 250 ok\nS: 550 5.7.1 blocked\nCLOSE\n";
    QTest::newRow("421 behind RCPT") << both + "S: 250 ok\nS: 550 5.7.1 blocked\nS: 421 closing\nCLOSE\n";
    QTest::newRow("421 to the lone dot") << both + "S: 250 ok\nS: 550 5.7.1 blocked\nS: 354 go\nC: .\nS: 421 closing\nCLOSE\n";
}

void SmtpSubmissionTest::aRefusalIsHeardThoughTheServerHangsUpBehindIt()
{
    QFETCH(QByteArray, script);
    submitting(script, [](SmtpSession &session, FakeStream &) {
        const auto answer = session.envelope(adaToBob(), {});
        QCOMPARE(answer.ok() ? answer->recipients.first().reply.enhanced : answer.error().code, QByteArray("5.7.1"));
        QVERIFY(answer.ok() || answer.error().scope == ErrorScope::Message);
        QVERIFY(session.isOver());
    });
}

void SmtpSubmissionTest::severalMessagesTravelOnOneConnection()
{
    const QByteArray one = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\nC: x\nC: .\n";
    submitting(one + "S: 250 a\n" + one + "S: 554 5.6.0 spam\n" + one + "S: 250 c\nC: QUIT\nS: 221 bye\n", [](SmtpSession &session, FakeStream &) {
        QByteArrayList told;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(session.envelope(adaToBob(), {}).ok());
            BytesSource source("x");
            const auto delivery = session.data(source, nothingToRecord, {});
            QVERIFY(delivery.ok());
            told.append((delivery->outcome == Outcome::Accepted ? "+" : "-") + delivery->reply.text());
        }
        QCOMPARE(told, (QByteArrayList{"+a", "-spam", "+c"}));
        session.quit({});
    });
}

void SmtpSubmissionTest::contentTravelsDotStuffedWithCrLf()
{
    submitting("C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\nC| a\\r\\n..\\r\\n..b\\r\\nc\\r\\n.\\r\\n\nS: 250 ok\n",
               [](SmtpSession &session, FakeStream &) {
                   QVERIFY(session.envelope(adaToBob(), {}).ok());
                   BytesSource source("a\n.\r.b\r\nc");
                   QVERIFY(session.data(source, nothingToRecord, {}).ok());
               });
}

void SmtpSubmissionTest::aLargeMessageTravelsInBlocks()
{
    class Counting final : public MessageSource
    {
    public:
        Result<QByteArray> next() override { return m_left-- > 0 ? QByteArray("0123456789abcdef\n").repeated(4096) : QByteArray(); }

    private:
        int m_left = 50;
    };
    FakeStream stream(greetedSmtp() + "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
                      + QByteArray("C: 0123456789abcdef\n").repeated(50 * 4096) + "C: .\nS: 250 ok\n");
    stream.encrypted();
    auto session = openSmtp(stream);
    QVERIFY((*session)->envelope(adaToBob(), {}).ok());
    Counting source;
    QVERIFY((*session)->data(source, nothingToRecord, {})->outcome == Outcome::Accepted);
    QVERIFY2(stream.finished(), stream.problem().constData());
}

void SmtpSubmissionTest::aRefusedDataLeavesTheSessionUsable()
{
    submitting("C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 554 not today\nC: RSET\nS: 250 ok\n",
               [](SmtpSession &session, FakeStream &) {
                   QCOMPARE(session.envelope(adaToBob(), {})->accepted(), 1);
                   BytesSource source("x");
                   bool recorded = false;
                   const auto delivery = session.data(source, [&]() -> Status { recorded = true; return {}; }, {});
                   QCOMPARE(delivery.error().kind, ErrorKind::Refused);
                   QVERIFY(!recorded && !session.isOver());
                   QVERIFY(session.reset({}).ok());
               });
}

void SmtpSubmissionTest::whenNobodyTakesItNoContentIsSent_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::newRow("DATA refused") << QByteArray("S: 250 ok\nS: 550 no\nS: 554 no valid recipients\n");
    QTest::newRow("MAIL refused, and so all") << QByteArray("S: 550 no\nS: 503 no MAIL\nS: 503 no RCPT\n");
    QTest::newRow("354 all the same") << QByteArray("S: 250 ok\nS: 550 no\nS: 354 go\nC: .\nS: 554 no valid recipients\n");
    QTest::newRow("354 after a refused MAIL") << QByteArray("S: 451 later\nS: 503 no MAIL\nS: 354 go\nC: .\nS: 503 what?\n");
    QTest::newRow("354, and the empty message taken") << QByteArray("S: 250 ok\nS: 450 later\nS: 354 go\nC: .\nS: 250 fine\n");
}

void SmtpSubmissionTest::whenNobodyTakesItNoContentIsSent()
{
    QFETCH(QByteArray, server);
    const QByteArray all = "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\n";
    submitting(all + server + "C: RSET\nS: 250 ok\n" + all + "S: 250 ok\nS: 250 ok\nS: 354 go\nC: x\nC: .\nS: 250 ok\n", [](SmtpSession &session, FakeStream &) {
        const auto answer = session.envelope(adaToBob(), {});
        QVERIFY(!answer || answer->accepted() == 0);
        QVERIFY(!session.isOver());
        QVERIFY(session.reset({}).ok());
        QVERIFY(session.envelope(adaToBob(), {})->allAccepted()); // the next one is not harmed
        BytesSource source("x");
        QVERIFY(session.data(source, nothingToRecord, {})->outcome == Outcome::Accepted);
    });
}

void SmtpSubmissionTest::noCommandIsSentWhereContentIsAwaited()
{
    submitting("C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go\n", [](SmtpSession &session, FakeStream &stream) {
        QVERIFY(session.envelope(adaToBob(), {})->allAccepted());
        session.quit({}); // QUIT would be a line of the message
        QVERIFY(stream.isClosed());
    });
}

void SmtpSubmissionTest::quitIsBoundedAndNeverFails_data()
{
    QTest::addColumn<QByteArray>("server");
    for (const char *server : {"S: 221 bye\n", "S: 500 what\n", "S: rubbish\n", "CLOSE\n", "SILENCE\n", "STOP\n"})
        QTest::newRow(server) << QByteArray(server);
}

void SmtpSubmissionTest::quitIsBoundedAndNeverFails()
{
    QFETCH(QByteArray, server);
    submitting("C: QUIT\n" + server, [](SmtpSession &session, FakeStream &stream) {
        session.quit({});
        QVERIFY(stream.isClosed());
        session.quit({}); // twice is harmless
    });
}

/** Answers of a real server, one file a command (see tests/data/smtp/README.md). */
void SmtpSubmissionTest::recordedServersAreUnderstood()
{
    const auto answer = [](const char *name) {
        QFile file(QStringLiteral(PETREL_TEST_DATA "/smtp/comcast/%1.txt").arg(QLatin1String(name)));
        if (!file.open(QIODevice::ReadOnly))
            return QByteArray("no such file");
        QByteArray script;
        for (const QByteArray &line : file.readAll().chopped(1).split('\n'))
            script += "S: " + line + '\n';
        return script;
    };
    submitting("C: AUTH PLAIN AGFkYQBzZWNyZXQ=\n" + answer("auth-plain") + "C: MAIL FROM:<ada@example.org>\nC: RCPT TO:<bob@example.org>\nC: DATA\n" + answer("mail-from")
                   + answer("rcpt-to") + answer("data") + "C: x\nC: .\n" + answer("data-done") + "C: QUIT\n" + answer("quit"),
               [](SmtpSession &session, FakeStream &) {
                   QVERIFY(session.logIn({QStringLiteral("ada"), Secret("secret")}, {}).ok());
                   QCOMPARE(*session.capabilities().maxSize, 36700160);
                   QVERIFY(session.envelope(adaToBob(), {})->allAccepted());
                   BytesSource source("x\n");
                   const auto delivery = session.data(source, nothingToRecord, {});
                   QVERIFY(delivery->outcome == Outcome::Accepted);
                   QCOMPARE(delivery->reply.enhanced, QByteArray("2.0.0"));
                   session.quit({});
               },
               answer("greeting") + "C: EHLO [127.0.0.1]\n" + answer("ehlo+pipelining"));
}

} // namespace petrel::test
