#include "core/net/transcript.h"
#include "tests/support/registered_test.h"

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

    void onlyTheLastFiveHundredLinesStay()
    {
        Transcript transcript;
        for (int i = 0; i < 600; ++i)
            transcript.client(QByteArray::number(i));
        QCOMPARE(transcript.lines().size(), 500);
        QCOMPARE(transcript.lines().first(), QByteArray("C: 100"));
    }
};

PETREL_TEST(TranscriptTest)
#include "transcript_test.moc"
