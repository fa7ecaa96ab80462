#include "core/net/transcript.h"
#include "tests/support/registered_test.h"

using petrel::ProtocolLine;
using petrel::net::ProtocolLog;
using petrel::net::Transcript;

class TranscriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLineTellsWhoSpoke()
    {
        Transcript transcript;
        transcript.server("* OK ready");
        transcript.client("A1 CAPABILITY");
        transcript.note("TLS is up");
        transcript.serverBytes(48213);
        const QList<QByteArray> expected = {"S: * OK ready", "C: A1 CAPABILITY", "-- TLS is up", "S: ... 48213 bytes"};
        QCOMPARE(transcript.lines(), expected);
    }

    void aSecretLineKeepsOnlyWhatIsVisible()
    {
        Transcript transcript;
        transcript.clientSecret("A1 LOGIN");
        transcript.clientSecret({});
        QCOMPARE(transcript.lines(), (QList<QByteArray>{"C: A1 LOGIN ••••", "C: ••••"}));
    }

    void aLineCannotForgeAnother()
    {
        Transcript transcript;
        transcript.server("* OK\r\nC: A1 LOGIN\x1b[2J");
        QCOMPARE(transcript.lines(), QList<QByteArray>{"S: * OK\\x0d\\x0aC: A1 LOGIN\\x1b[2J"});
    }

    void aLongLineIsCut()
    {
        Transcript transcript;
        transcript.server(QByteArray(1'000'000, 'x'));
        QCOMPARE(transcript.lines().first().size(), 3 + 1000 + 3);
    }

    void connectionsOfOneAccountShareItsLog()
    {
        const auto log = std::make_shared<ProtocolLog>();
        Transcript watch(log, "imap-watch");
        Transcript send(log, "send");
        watch.client("A1 IDLE");
        send.server("250 OK");
        const QList<ProtocolLine> lines = log->lines();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].connection, QByteArray("imap-watch"));
        QCOMPARE(lines[1].connection, QByteArray("send"));
        QVERIFY(lines[0].from == ProtocolLine::From::Client && lines[1].from == ProtocolLine::From::Server);
        QVERIFY(lines[0].at > 1'700'000'000'000 && lines[0].at <= lines[1].at);
    }

    void theLogKeepsTheLastLinesAndTellsWhatIsNew()
    {
        const auto log = std::make_shared<ProtocolLog>(3);
        Transcript transcript(log, {});
        const auto texts = [](const QList<ProtocolLine> &lines) {
            QByteArray all;
            for (const ProtocolLine &line : lines)
                all += line.text + ' ';
            return all;
        };
        std::uint64_t seen = 0;
        QCOMPARE(texts(log->linesSince(seen)), QByteArray());
        for (const char *word : {"one", "two"})
            transcript.client(word);
        QCOMPARE(texts(log->linesSince(seen)), QByteArray("one two "));
        QCOMPARE(texts(log->linesSince(seen)), QByteArray());
        for (const char *word : {"three", "four", "five", "six"})
            transcript.client(word);
        QCOMPARE(texts(log->linesSince(seen)), QByteArray("four five six ")); // "three" was pushed out
        QCOMPARE(texts(log->lines()), QByteArray("four five six "));
        std::uint64_t ofAnotherLog = 1'000;
        QCOMPARE(texts(log->linesSince(ofAnotherLog)), QByteArray("four five six "));
    }
};

PETREL_TEST(TranscriptTest)
#include "transcript_test.moc"
