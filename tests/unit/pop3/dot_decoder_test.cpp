#include "tests/unit/pop3/dot_decoder_test.h"

#include "core/pop3/dot_decoder.h"

#include <QtTest>

#include <random>

namespace petrel::test {

using pop3::DotDecoder;

namespace {

struct Decoded
{
    QByteArray content;
    bool finished = false;
    qsizetype consumed = 0;
};

/** Feeds pieces of the given size; 0 means all at once. */
Decoded decode(const QByteArray &wire, qsizetype piece = 0, DotDecoder::LineEnd lineEnd = DotDecoder::LineEnd::CrLf)
{
    DotDecoder decoder(lineEnd);
    Decoded all;
    while (all.consumed < wire.size() && !all.finished) {
        const qsizetype size = piece == 0 ? wire.size() : std::min(piece, wire.size() - all.consumed);
        const DotDecoder::Step step = decoder.decode(QByteArrayView(wire).sliced(all.consumed, size));
        all.content += step.content;
        all.consumed += step.consumed;
        all.finished = step.finished;
        if (step.consumed == 0 && !step.finished)
            break;
    }
    return all;
}

/** What a server does with a message: RFC 1939 section 3, written as plainly as can be. */
QByteArray stuffed(const QByteArray &body)
{
    QByteArray wire = body.startsWith('.') ? "." + body : body;
    wire.replace("\r\n.", "\r\n..");
    return wire + (body.isEmpty() || body.endsWith("\r\n") ? "" : "\r\n") + ".\r\n";
}

} // namespace

void Pop3DotDecoderTest::whatWasStuffedComesBack_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("an empty message") << QByteArray(".\r\n") << QByteArray();
    QTest::newRow("one line") << QByteArray("a\r\n.\r\n") << QByteArray("a\r\n");
    QTest::newRow("a line of one dot") << QByteArray("..\r\n.\r\n") << QByteArray(".\r\n");
    QTest::newRow("a line of three dots") << QByteArray("....\r\n.\r\n") << QByteArray("...\r\n");
    QTest::newRow("a dot the server forgot to stuff") << QByteArray(".a\r\n.\r\n") << QByteArray("a\r\n");
    QTest::newRow("a dot within a line") << QByteArray("a.\r\nb.c\r\n.\r\n") << QByteArray("a.\r\nb.c\r\n");
    QTest::newRow("a dot behind a bare LF is content") << QByteArray("a\n.\r\nb\r\n.\r\n") << QByteArray("a\n.\r\nb\r\n");
    QTest::newRow("a dot behind a bare CR is content") << QByteArray("a\r.\r\nb\r\n.\r\n") << QByteArray("a\r.\r\nb\r\n");
    QTest::newRow("a dot, CR, and no LF") << QByteArray("..\rx\r\n.\r\n") << QByteArray(".\rx\r\n");
    QTest::newRow("an unstuffed dot, CR, and no LF") << QByteArray(".\rx\r\n.\r\n") << QByteArray("\rx\r\n");
    QTest::newRow("CR CR LF ends a line") << QByteArray("a\r\r\n.\r\n") << QByteArray("a\r\r\n");
    QTest::newRow("a dot, CR, CR LF") << QByteArray("..\r\r\n.\r\n") << QByteArray(".\r\r\n");
    QTest::newRow("NUL is content") << QByteArray("a\0b\r\n.\r\n", 8) << QByteArray("a\0b\r\n", 5);
    QTest::newRow("empty lines") << QByteArray("\r\n\r\n.\r\n") << QByteArray("\r\n\r\n");
}

void Pop3DotDecoderTest::whatWasStuffedComesBack()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, content);
    for (qsizetype piece = 0; piece < wire.size(); ++piece) {
        const Decoded decoded = decode(wire, piece);
        QCOMPARE(decoded.content, content);
        QVERIFY(decoded.finished);
        QCOMPARE(decoded.consumed, wire.size());
    }
}

void Pop3DotDecoderTest::bytesAfterTheEndAreLeftAlone()
{
    const QByteArray message = "a\r\n.\r\n";
    const Decoded decoded = decode(message + "+OK next\r\n");
    QCOMPARE(decoded.content, QByteArray("a\r\n"));
    QVERIFY(decoded.finished);
    QCOMPARE(decoded.consumed, message.size());
}

void Pop3DotDecoderTest::anAnswerWithoutItsEndIsNotFinished_data()
{
    QTest::addColumn<QByteArray>("wire");
    for (const char *wire : {"", "a", "a\r\n", ".", ".\r", "a\r\n.", "a\r\n.\r", "a\n.\n", "a.\r\n", "..\r\n", "a\r.\r\n"})
        QTest::newRow(wire) << QByteArray(wire);
}

void Pop3DotDecoderTest::anAnswerWithoutItsEndIsNotFinished()
{
    QFETCH(QByteArray, wire);
    QVERIFY(!decode(wire).finished);
    QVERIFY(!decode(wire, 1).finished);
}

void Pop3DotDecoderTest::bareLineFeedsEndLinesOnlyForServersThatSendThem()
{
    const QByteArray wire = "a\n..b\n.\n";
    QVERIFY(!decode(wire).finished);
    for (const qsizetype piece : {0, 1, 2, 3}) {
        const Decoded decoded = decode(wire, piece, DotDecoder::LineEnd::Lf);
        QVERIFY(decoded.finished);
        QCOMPARE(decoded.content, QByteArray("a\n.b\n"));
    }
}

void Pop3DotDecoderTest::randomBodiesSurviveTheWire()
{
    const quint32 seed = std::random_device()();
    std::mt19937 random(seed);
    constexpr char alphabet[] = {'.', '\r', '\n', 'a', '.', '\n', '\r', '\0'};
    for (int run = 0; run < 5000; ++run) {
        QByteArray body;
        for (qsizetype left = random() % 40; left > 0; --left)
            body += alphabet[random() % sizeof alphabet];
        const QByteArray sent = body.isEmpty() || body.endsWith("\r\n") ? body : body + "\r\n";
        const Decoded decoded = decode(stuffed(body), 1 + random() % 7);
        QVERIFY2(decoded.finished && decoded.content == sent,
                 qPrintable(QStringLiteral("seed %1, body %2").arg(seed).arg(QLatin1String(body.toHex()))));
    }
}

} // namespace petrel::test
