#include "tests/conversations/smtp/smtp_play.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::smtp;
using namespace petrel::test;

namespace {

/** What the server is able to do decides in what packets it is talked to. */
enum class Server { Plain, Pipelining, Chunking };
/** Where it says something else than it should. */
enum class At { Greeting, Hello, StartTls, HelloAgain, LogIn, Mail, Recipient, Data, End };

QByteArray capabilities(Server server)
{
    switch (server) {
    case Server::Plain: return "S: 250-hi\nS: 250 AUTH PLAIN\n";
    case Server::Pipelining: return "S: 250-hi\nS: 250-PIPELINING\nS: 250 AUTH PLAIN\n";
    case Server::Chunking: break;
    }
    return "S: 250-hi\nS: 250-PIPELINING\nS: 250-CHUNKING\nS: 250 AUTH PLAIN\n";
}

/** The lines of the client and what a server answers to each in turn, in the packets this server is sent. */
QByteArray envelopeUpTo(Server server, At at, const QByteArray &instead)
{
    const QByteArray mail = "C: MAIL FROM:<ada@example.org>\n", rcpt = "C: RCPT TO:<bob@example.org>\n", data = "C: DATA\n";
    const QByteArray ok = "S: 250 ok\n", go = "S: 354 go\n";
    if (server == Server::Plain)
        return mail + (at == At::Mail ? instead : ok + rcpt + (at == At::Recipient ? instead : ok + data + (at == At::Data ? instead : go)));
    const QByteArray packet = mail + rcpt + (server == Server::Chunking ? QByteArray() : data);
    if (at == At::Mail)
        return packet + instead;
    if (at == At::Recipient)
        return packet + ok + instead;
    if (server == Server::Chunking)
        return packet + ok + ok;
    return packet + ok + ok + (at == At::Data ? instead : go);
}

/** A submission in which one answer is another; what else the server would have said to what was pipelined is cut off. */
QByteArray conversation(Server server, At at, const QByteArray &instead)
{
    if (at == At::Greeting)
        return instead;
    QByteArray script = "S: 220 hi\nC: EHLO [127.0.0.1]\n";
    if (at == At::Hello)
        return script + instead;
    script += "S: 250-hi\nS: 250 STARTTLS\nC: STARTTLS\n";
    if (at == At::StartTls)
        return script + instead;
    script += "S: 220 go\nTLS\nC: EHLO [127.0.0.1]\n";
    if (at == At::HelloAgain)
        return script + instead;
    script += capabilities(server) + "C: AUTH PLAIN AGFkYQBzZWNyZXQ=\n";
    if (at == At::LogIn)
        return script + instead;
    script += "S: 235 in\n" + envelopeUpTo(server, at, instead);
    if (at != At::End)
        return script;
    return script + (server == Server::Chunking ? "C| BDAT 7\\r\\nhello\\r\\nBDAT 0 LAST\\r\\n\nS: 250 ok\n" : "C: hello\nC: .\n") + instead;
}

QByteArray named(const Error &error)
{
    const char *scope = error.scope == ErrorScope::Message ? " message" : error.scope == ErrorScope::Connection ? " connection" : " account";
    return kindName(error.kind).toLatin1() + scope;
}

/** How it ended: the error of the step that failed, or what became of the message. */
QByteArray submit(FakeStream &stream)
{
    auto session = openSmtp(stream, smtpOptions(Security::Starttls));
    if (!session)
        return named(session.error());
    if (const Status in = (*session)->logIn({QStringLiteral("ada"), Secret("secret")}, {}); !in)
        return named(in.error());
    const auto answer = (*session)->envelope(adaToBob(), {});
    if (!answer)
        return named(answer.error());
    if (answer->accepted() == 0)
        return answer->recipients[0].verdict == RecipientAnswer::Verdict::Refused ? "nobody" : "nobody for now";
    BytesSource source("hello");
    const auto delivery = (*session)->data(source, nothingToRecord, {});
    if (!delivery)
        return named(delivery.error());
    switch (delivery->outcome) {
    case Delivery::Outcome::Accepted: return "sent";
    case Delivery::Outcome::Refused: return "refused: " + named(*delivery->error);
    case Delivery::Outcome::Uncertain: break;
    }
    return "uncertain: " + named(*delivery->error);
}

} // namespace

/** Each way to say no, at each step, to each way of asking. */
class RefusalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRefusalHasItsMeaning_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char *step, At at, const char *reply, const char *outcome) {
            QTest::addRow("%s: %s", step, QByteArray(reply).split('\n').first().constData()) << int(at) << QByteArray(reply) << QByteArray(outcome);
        };
        row("greeting", At::Greeting, "S: 421 4.7.0 busy", "throttled connection");
        row("greeting", At::Greeting, "S: 450 later", "throttled connection");
        row("greeting", At::Greeting, "S: 554 5.7.1 not you", "refused account");
        row("EHLO", At::Hello, "S: 421 closing", "throttled connection");
        row("EHLO", At::Hello, "S: 451 later", "throttled connection");
        row("EHLO", At::Hello, "S: 554 no\nC: HELO [127.0.0.1]\nS: 554 no", "refused account");
        for (const char *reply : {"S: 421 closing", "S: 454 4.7.0 no TLS now", "S: 501 what?", "S: 554 no", "S: 221 bye", "S: 250 ok", "S: 334 "})
            row("STARTTLS", At::StartTls, reply, "tls account");
        row("EHLO in TLS", At::HelloAgain, "S: 421 closing", "throttled connection");
        row("EHLO in TLS", At::HelloAgain, "S: 554 no\nC: HELO [127.0.0.1]\nS: 554 no", "refused account");
        row("AUTH", At::LogIn, "S: 421 closing", "throttled connection");
        row("AUTH", At::LogIn, "S: 432 4.7.12 change it", "auth account");
        row("AUTH", At::LogIn, "S: 454 4.7.0 later", "throttled connection");
        for (const char *reply : {"S: 500 5.5.6 too long", "S: 504 5.5.4 no", "S: 530 5.7.0 first", "S: 534-5.7.9 app\nS: 534 5.7.9 password", "S: 535 5.7.8 wrong", "S: 538 5.7.11 no"})
            row("AUTH", At::LogIn, reply, "auth account");
        row("MAIL", At::Mail, "S: 421 4.7.0 closing", "throttled connection");
        row("RCPT", At::Recipient, "S: 421 4.7.0 closing", "throttled connection");
        row("RCPT", At::Recipient, "S: 354 go", "protocol connection");
        row("MAIL", At::Mail, "S: 354 go", "protocol connection");
        row("end", At::End, "S: 421 4.3.2 closing", "refused: throttled connection");
        row("end", At::End, "S: 451 4.7.1 grey", "refused: throttled message");
        row("end", At::End, "S: 452 4.3.1 full disk", "refused: throttled message");
        row("end", At::End, "S: 552 5.2.2 full", "refused: quota message");
        row("end", At::End, "S: 550 5.7.1 spam", "refused: refused message");
        row("end", At::End, "S: 554-5.6.0 a\nS: 554 5.6.0 b", "refused: refused message");
        row("end", At::End, "S: 530 5.7.0 log in", "refused: auth account");
        row("end", At::End, "S: 250 2.0.0 ok", "sent");
    }
    void everyRefusalHasItsMeaning()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, reply);
        QFETCH(QByteArray, outcome);
        for (const Server server : {Server::Plain, Server::Pipelining, Server::Chunking}) {
            converse(conversation(server, static_cast<At>(at), reply + '\n'), [&](FakeStream &stream) {
                QCOMPARE(submit(stream), outcome);
                if (static_cast<At>(at) <= At::StartTls)
                    QVERIFY(!stream.written().contains("AUTH") && !stream.written().contains("MAIL") && !stream.isEncrypted());
            });
        }
    }

    /** Where the session goes on, what was pipelined behind the refused command is answered too. */
    void refusalsOfOneMessage_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char *step, At at, const char *reply, const char *outcome) {
            QTest::addRow("%s: %s", step, reply) << int(at) << "S: " + QByteArray(reply) + '\n' << QByteArray(outcome);
        };
        row("MAIL", At::Mail, "450 4.7.1 later", "throttled message");
        row("MAIL", At::Mail, "550 5.7.60 not yours", "refused message");
        row("MAIL", At::Mail, "552 5.3.4 too large", "refused message");
        row("MAIL", At::Mail, "530 5.7.0 log in", "auth account");
        row("RCPT", At::Recipient, "450 4.2.1 grey", "nobody for now");
        row("RCPT", At::Recipient, "452 4.5.3 too many", "nobody for now");
        row("RCPT", At::Recipient, "552 too many", "nobody for now");
        row("RCPT", At::Recipient, "550 5.1.1 unknown", "nobody");
        row("RCPT", At::Recipient, "552 5.2.2 full", "nobody");
        row("DATA", At::Data, "451 4.3.0 later", "throttled message");
        row("DATA", At::Data, "554 5.5.1 no", "refused message");
        row("DATA", At::Data, "421 4.3.2 closing", "throttled connection");
        row("DATA", At::Data, "250 ok", "protocol connection");
    }
    void refusalsOfOneMessage()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, reply);
        QFETCH(QByteArray, outcome);
        for (const Server server : {Server::Plain, Server::Pipelining, Server::Chunking}) {
            if (static_cast<At>(at) == At::Data && server == Server::Chunking)
                continue; // there is none
            const int behind = static_cast<At>(at) == At::Data || server == Server::Plain ? 0 : (static_cast<At>(at) == At::Mail ? 1 : 0) + (server == Server::Pipelining ? 1 : 0);
            converse(conversation(server, static_cast<At>(at), reply + QByteArray("S: 503 5.5.1 what?\n").repeated(behind)), [&](FakeStream &stream) {
                QCOMPARE(submit(stream), outcome);
                QVERIFY(!stream.written().contains("hello"));
            });
        }
    }

    void whatIsNoReplyEndsTheConnectionAtEveryStep_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("codes that differ") << QByteArray("S: 250-a\nS: 550 b\n");
        QTest::newRow("codes that differ, the other way") << QByteArray("S: 550-a\nS: 250 b\n");
        QTest::newRow("four digits") << QByteArray("S: 2500 a\n");
        QTest::newRow("two digits") << QByteArray("S: 25 a\n");
        QTest::newRow("a code of the sixth class") << QByteArray("S: 650 a\n");
        QTest::newRow("000") << QByteArray("S: 000 a\n");
        QTest::newRow("minus one") << QByteArray("S: -1 a\n");
        QTest::newRow("another protocol") << QByteArray("S: +OK a\n");
        QTest::newRow("endless lines") << QByteArray("S: 250-a\n").repeated(501);
        QTest::newRow("an endless line") << "S: 250 " + QByteArray(65 * 1024, 'a') + '\n';
    }
    void whatIsNoReplyEndsTheConnectionAtEveryStep()
    {
        QFETCH(QByteArray, reply);
        for (const Server server : {Server::Plain, Server::Pipelining, Server::Chunking}) {
            for (int at = int(At::Greeting); at <= int(At::End); ++at) {
                if (static_cast<At>(at) == At::Data && server == Server::Chunking)
                    continue;
                FakeStream stream(conversation(server, static_cast<At>(at), reply));
                QCOMPARE(submit(stream), QByteArray(static_cast<At>(at) == At::End ? "uncertain: protocol connection" : "protocol connection"));
                QVERIFY(stream.isClosed());
            }
        }
    }

    /** And when the server is gone, the same. */
    void aCutAtEveryStepIsToldApartFromADelivery()
    {
        for (const Server server : {Server::Plain, Server::Pipelining, Server::Chunking}) {
            for (int at = int(At::Greeting); at <= int(At::End); ++at) {
                if (static_cast<At>(at) == At::Data && server == Server::Chunking)
                    continue;
                FakeStream stream(conversation(server, static_cast<At>(at), "CLOSE\n"));
                QCOMPARE(submit(stream), QByteArray(static_cast<At>(at) == At::End ? "uncertain: network connection" : "network connection"));
            }
        }
    }
};

PETREL_TEST(RefusalsTest)
#include "refusals_test.moc"
