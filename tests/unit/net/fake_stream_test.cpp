#include "tests/support/fake_stream.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using test::FakeStream;
using Wake = net::ByteStream::Wake;

/** The tool that judges others must itself be able to fail. */
class FakeStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConversationAsWrittenFinishes()
    {
        FakeStream stream("S: hello\nC: QUIT\nS: bye\nCLOSE");
        QCOMPARE(stream.wait(Deadline::never(), {}).value(), Wake::Bytes);
        QCOMPARE(stream.readAvailable(), QByteArray("hello\r\n"));
        QVERIFY(stream.write("QU").ok());
        QVERIFY(stream.write("IT\r\n").ok());
        QCOMPARE(stream.wait(Deadline::never(), {}).value(), Wake::Bytes);
        QCOMPARE(stream.problem(), QByteArray());
        QCOMPARE(stream.bytesOut(), 6);
        QCOMPARE(stream.bytesIn(), 12);
    }

    void whatTheClientDoesWrongIsTold_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("complaint");
        QTest::newRow("other words") << QByteArray("C: QUIT") << QByteArray("EXIT\r\n")
                                     << QByteArray("line 1: the client writes \"QUIT");
        QTest::newRow("too much") << QByteArray("C: QUIT") << QByteArray("QUIT\r\nQUIT\r\n")
                                  << QByteArray("nothing more was expected");
        QTest::newRow("too little") << QByteArray("C: QUIT") << QByteArray("QUI")
                                    << QByteArray("the client wrote too much or too little");
        QTest::newRow("nothing") << QByteArray("C: QUIT") << QByteArray() << QByteArray("not played: line 1");
        QTest::newRow("a bare LF") << QByteArray("C: QUIT") << QByteArray("QUIT\n") << QByteArray("line 1");
        QTest::newRow("another beginning")
            << QByteArray("C^ A1 LOGIN") << QByteArray("A1 LOGOUT\r\n") << QByteArray("line 1");
        QTest::newRow("shorter than its beginning")
            << QByteArray("C^ A1 LOGIN") << QByteArray("A1 LOG\r\n") << QByteArray("line 1");
        QTest::newRow("a script of nonsense") << QByteArray("Q: what") << QByteArray() << QByteArray("makes no sense");
    }
    void whatTheClientDoesWrongIsTold()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, complaint);
        FakeStream stream(script);
        (void)stream.write(written);
        QVERIFY2(stream.problem().contains(complaint), stream.problem().constData());
    }

    void waitingWhileTheServerWaitsIsADeadlock()
    {
        FakeStream stream("C: QUIT");
        QCOMPARE(stream.wait(Deadline::in(std::chrono::seconds(1)), {}).error().kind, ErrorKind::Bug);
        QVERIFY(stream.problem().contains("the client waits"));
    }

    void eventsHappenWhileTheClientWaits()
    {
        FakeStream stream("WAKE\nSILENCE\nSTOP\nCLOSE");
        WakeSignal wake;
        const Deadline soon = Deadline::in(std::chrono::hours(1));
        QCOMPARE(stream.wait(soon, {}, &wake).value(), Wake::Signal);
        QCOMPARE(stream.wait(soon, {}, &wake).error().kind, ErrorKind::Timeout);
        QCOMPARE(stream.wait(soon, {}, &wake).error().kind, ErrorKind::Cancelled);
        QCOMPARE(stream.wait(soon, {}, &wake).error().code, QByteArray("closed"));
        QVERIFY(stream.finished());
    }

    void theHandshakeStandsWhereTheScriptSays()
    {
        FakeStream stream("TLS\nS: secure");
        QVERIFY(stream.startTls(Deadline::never(), {}).ok());
        QVERIFY(stream.isEncrypted());
        FakeStream early("C: STARTTLS");
        QVERIFY(!early.startTls(Deadline::never(), {}).ok());
        QVERIFY(!early.finished());
    }

    void bytesAreFedAsAsked()
    {
        FakeStream whole("S: ab\nS: cd");
        QVERIFY(whole.wait(Deadline::never(), {}).ok());
        QCOMPARE(whole.readAvailable(), QByteArray("ab\r\ncd\r\n"));
        FakeStream dripped("S: ab", test::Feed::ByteByByte);
        QVERIFY(dripped.wait(Deadline::never(), {}).ok());
        QCOMPARE(dripped.readAvailable(), QByteArray("a"));
    }

    void exactBytesMayBeWrittenInTheScript()
    {
        FakeStream stream("S| a\\x00\\r\\n\\\\");
        QVERIFY(stream.wait(Deadline::never(), {}).ok());
        QCOMPARE(stream.readAvailable(), QByteArray("a\0\r\n\\", 5));
    }
};

PETREL_TEST(FakeStreamTest)
#include "fake_stream_test.moc"
