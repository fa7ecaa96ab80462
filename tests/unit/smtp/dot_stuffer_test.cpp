#include "tests/unit/smtp/dot_stuffer_test.h"

#include "core/smtp/dot_stuffer.h"

#include <QtTest>

#include <random>

namespace petrel::test {

using smtp::DotStuffer;

namespace {

QByteArray encode(const QByteArray &body, qsizetype piece)
{
    DotStuffer stuffer;
    QByteArray wire;
    for (qsizetype at = 0; at < body.size(); at += piece)
        wire += stuffer.encode(QByteArrayView(body).sliced(at, std::min(piece, body.size() - at)));
    return wire + stuffer.finish();
}

/** Every line end becomes CRLF, and the last line has one: written as plainly as can be. */
QByteArray withCrLf(QByteArray body)
{
    body.replace("\r\n", "\n").replace('\r', '\n');
    if (!body.isEmpty() && !body.endsWith('\n'))
        body += '\n';
    return body.replace("\n", "\r\n");
}

/** What a strict server makes of it. */
QByteArray unstuffed(QByteArray wire)
{
    wire.prepend("\r\n").replace("\r\n.", "\r\n");
    return wire.sliced(2);
}

} // namespace

void SmtpDotStufferTest::linesAreMadeFitForTheWire_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("a line") << QByteArray("a\r\n") << QByteArray("a\r\n");
    QTest::newRow("no end of line") << QByteArray("a") << QByteArray("a\r\n");
    QTest::newRow("bare LF") << QByteArray("a\nb\n") << QByteArray("a\r\nb\r\n");
    QTest::newRow("bare CR") << QByteArray("a\rb\r") << QByteArray("a\r\nb\r\n");
    QTest::newRow("CR CR LF") << QByteArray("a\r\r\nb") << QByteArray("a\r\n\r\nb\r\n");
    QTest::newRow("LF CR") << QByteArray("a\n\rb") << QByteArray("a\r\n\r\nb\r\n");
    QTest::newRow("a dot") << QByteArray(".") << QByteArray("..\r\n");
    QTest::newRow("a dot on its line") << QByteArray("a\r\n.\r\nb\r\n") << QByteArray("a\r\n..\r\nb\r\n");
    QTest::newRow("a dot behind a bare LF: smuggling") << QByteArray("a\n.\nMAIL FROM:<x>\n") << QByteArray("a\r\n..\r\nMAIL FROM:<x>\r\n");
    QTest::newRow("a dot behind a bare CR") << QByteArray("a\r.\rb") << QByteArray("a\r\n..\r\nb\r\n");
    QTest::newRow("a dot within a line") << QByteArray("a.b\r\n") << QByteArray("a.b\r\n");
    QTest::newRow("two dots") << QByteArray("..\r\n") << QByteArray("...\r\n");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("a\0b\r\n", 5);
}

void SmtpDotStufferTest::linesAreMadeFitForTheWire()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, wire);
    for (qsizetype piece = 1; piece <= std::max<qsizetype>(1, body.size()); ++piece)
        QCOMPARE(encode(body, piece), wire);
}

void SmtpDotStufferTest::randomBodiesCannotEndThemselves()
{
    const quint32 seed = std::random_device()();
    std::mt19937 random(seed);
    constexpr char alphabet[] = {'.', '\r', '\n', 'a', '.', '\n', '\r', '\0'};
    for (int run = 0; run < 5000; ++run) {
        QByteArray body;
        for (qsizetype left = random() % 40; left > 0; --left)
            body += alphabet[random() % sizeof alphabet];
        const QByteArray wire = encode(body, 1 + random() % 7);
        const QByteArray where = "seed " + QByteArray::number(seed) + ", body " + body.toHex();
        QVERIFY2(unstuffed(wire) == withCrLf(body), where.constData());
        QVERIFY2(!("\r\n" + wire).contains("\r\n.\r\n"), where.constData());
        QVERIFY2(wire.count('\r') == wire.count("\r\n") && wire.count('\n') == wire.count("\r\n"), where.constData());
    }
}

} // namespace petrel::test
