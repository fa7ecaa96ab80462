#include "core/net/line_buffer.h"
#include "core/net/line_reader.h"
#include "tests/support/fake_stream.h"
#include "tests/support/registered_test.h"

using namespace petrel;
using namespace petrel::net;

class LineBufferTest : public QObject
{
    Q_OBJECT

private:
    static QList<QByteArray> linesOf(LineBuffer &buffer)
    {
        QList<QByteArray> lines;
        while (true) {
            const Result<std::optional<QByteArray>> next = buffer.next();
            if (!next.ok() || !next.value())
                return lines;
            lines.append(**next);
        }
    }

private Q_SLOTS:
    void bytesBecomeLines_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::addColumn<QByteArray>("rest");
        const QByteArray nul("a\0b", 3);
        QTest::newRow("one line") << QByteArray("hello\r\n") << QList<QByteArray>{"hello"} << QByteArray();
        QTest::newRow("two lines") << QByteArray("a\r\nb\r\n") << QList<QByteArray>{"a", "b"} << QByteArray();
        QTest::newRow("an empty line") << QByteArray("\r\n") << QList<QByteArray>{""} << QByteArray();
        QTest::newRow("a bare LF ends a line") << QByteArray("a\nb\r\n") << QList<QByteArray>{"a", "b"} << QByteArray();
        QTest::newRow("only one CR is dropped") << QByteArray("a\r\r\n") << QList<QByteArray>{"a\r"} << QByteArray();
        QTest::newRow("a CR within is data") << QByteArray("a\rb\r\n") << QList<QByteArray>{"a\rb"} << QByteArray();
        QTest::newRow("NUL is data") << QByteArray(nul + "\r\n") << QList<QByteArray>{nul} << QByteArray();
        QTest::newRow("half a line stays") << QByteArray("a\r\nhal") << QList<QByteArray>{"a"} << QByteArray("hal");
        QTest::newRow("half a terminator stays") << QByteArray("a\r") << QList<QByteArray>{} << QByteArray("a\r");
        QTest::newRow("nothing") << QByteArray() << QList<QByteArray>{} << QByteArray();
    }
    void bytesBecomeLines()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QByteArray>, lines);
        QFETCH(QByteArray, rest);
        LineBuffer whole;
        whole.append(bytes);
        QCOMPARE(linesOf(whole), lines);
        QCOMPARE(whole.size(), rest.size());
        QCOMPARE(whole.takeRest(), rest);
        QVERIFY(whole.isEmpty());

        LineBuffer dripped;
        QList<QByteArray> drippedLines;
        for (const char byte : bytes) {
            dripped.append(QByteArray(1, byte));
            drippedLines += linesOf(dripped);
        }
        QCOMPARE(drippedLines, lines);
        QCOMPARE(dripped.takeRest(), rest);
    }

    void aLineOfTheLimitPasses()
    {
        LineBuffer buffer(8);
        buffer.append("12345678\r");
        QVERIFY(buffer.next().ok());
        buffer.append("\n");
        QCOMPARE(buffer.next().value().value(), QByteArray("12345678"));
    }

    void aLineOverTheLimitIsProtocol_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("ended") << QByteArray("123456789\r\n");
        QTest::newRow("endless") << QByteArray("123456789");
        QTest::newRow("nine and a bare LF") << QByteArray("123456789\n");
        QTest::newRow("a good line before does not help") << QByteArray("ok\r\n123456789");
    }
    void aLineOverTheLimitIsProtocol()
    {
        QFETCH(QByteArray, bytes);
        LineBuffer buffer(8);
        buffer.append(bytes);
        linesOf(buffer);
        QCOMPARE(buffer.next().error().kind, ErrorKind::Protocol);
        buffer.append("fine\r\n");
        QCOMPARE(buffer.next().error().kind, ErrorKind::Protocol);
        QVERIFY2(buffer.isEmpty(), "a dead buffer must not grow");
    }

    void aHundredThousandLinesInOnePieceTakeNoTime()
    {
        QByteArray bytes;
        for (int i = 0; i < 100'000; ++i)
            bytes += "* line\r\n";
        LineBuffer buffer;
        buffer.append(bytes);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(linesOf(buffer).size(), 100'000);
        QVERIFY2(timer.elapsed() < 2000, "taking lines must not move the rest each time");
    }

    void aReaderWaitsForItsLine()
    {
        test::converse("S: one\nC: go\nS: two", [](test::FakeStream &stream) {
            LineReader reader(stream);
            QCOMPARE(reader.readLine(Deadline::never(), {}).value(), QByteArray("one"));
            QVERIFY(stream.write("go\r\n").ok());
            QCOMPARE(reader.readLine(Deadline::never(), {}).value(), QByteArray("two"));
        });
    }

    void aReaderGivesUpWhenTheServerClosesWithinALine()
    {
        test::converse("S| half a li\nCLOSE", [](test::FakeStream &stream) {
            LineReader reader(stream);
            const auto line = reader.readLine(Deadline::never(), {});
            QCOMPARE(line.error().kind, ErrorKind::Network);
            QCOMPARE(line.error().code, QByteArray("closed"));
        });
    }

    void bytesBehindTheAnswerToStartTlsAreAnAttack()
    {
        test::converse("C: STLS\nS: +OK begin\nS: +OK injected", [](test::FakeStream &stream) {
            LineReader reader(stream);
            QVERIFY(stream.write("STLS\r\n").ok());
            QCOMPARE(reader.readLine(Deadline::never(), {}).value(), QByteArray("+OK begin"));
            const Status tls = reader.startTls(Deadline::never(), {});
            QCOMPARE(tls.error().kind, ErrorKind::Tls);
            QCOMPARE(tls.error().code, QByteArray("plain-text-injected"));
            QVERIFY(!stream.isEncrypted());
            QVERIFY(stream.isClosed());
            // Whatever part of the injected line had not arrived is never looked at.
            while (!stream.finished() && !reader.readLine(Deadline::never(), {}).ok())
                return;
        });
    }
};

PETREL_TEST(LineBufferTest)
#include "line_buffer_test.moc"
