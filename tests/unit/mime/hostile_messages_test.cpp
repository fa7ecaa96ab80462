#include "tests/unit/mime/mime_tests.h"

#include "core/mime/header_values.h"
#include "core/mime/parsed_message.h"

#include <QElapsedTimer>
#include <QtTest>

namespace petrel::test {

using namespace mime;

namespace {

constexpr qint64 kPatience = 10'000; // ms; without the limits these take minutes, even under sanitizers they end in a second or two

/** Parses and reads; fails the test when it takes too long. */
MessageContent readWithin(const QByteArray &raw, int *parts = nullptr)
{
    QElapsedTimer timer;
    timer.start();
    const ParsedMessage message = parseMessage(raw).value();
    const MessageContent content = message.content();
    if (parts)
        *parts = static_cast<int>(message.parts().size());
    if (timer.elapsed() > kPatience)
        QTest::qFail("too slow", __FILE__, __LINE__);
    return content;
}

} // namespace

void HostileMessagesTest::tenThousandNestedMultiparts()
{
    QByteArray raw;
    for (int i = 0; i < 10'000; ++i)
        raw += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i) + "\n\n--b" + QByteArray::number(i) + '\n';
    int parts = 0;
    QVERIFY(readWithin(raw, &parts).has(Notice::PartsCut));
    QVERIFY(parts <= Limits().depth + 1);
}

void HostileMessagesTest::aMillionParts()
{
    const QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n" + QByteArray("--b\n\nx\n").repeated(1'000'000);
    int parts = 0;
    QVERIFY(readWithin(raw, &parts).has(Notice::PartsCut));
    QVERIFY(parts > 9'000 && parts <= Limits().parts);
}

void HostileMessagesTest::aHundredMegabytesOfHeader()
{
    const QByteArray raw = "Subject: " + QByteArray("x").repeated(100'000'000) + "\n\nbody";
    const MessageContent content = readWithin(raw);
    QVERIFY(content.has(Notice::HeadersCut));
    QVERIFY(content.envelope.subject.size() <= Limits().headerFieldBytes);
    QCOMPARE(content.text, QStringLiteral("body"));
}

void HostileMessagesTest::aMillionHeaders()
{
    const MessageContent content = readWithin(QByteArray("X-A: b\n").repeated(1'000'000) + "\nbody");
    QVERIFY(content.has(Notice::HeadersCut));
    QCOMPARE(content.headers.size(), Limits().headerFields);
    QCOMPARE(content.text, QStringLiteral("body"));
}

void HostileMessagesTest::oneEndlessLine()
{
    const MessageContent content = readWithin("Subject: x\n\n" + QByteArray("y").repeated(50'000'000));
    QVERIFY(content.has(Notice::TextCut));
    QVERIFY(content.text.size() <= Limits().textBytes);
}

void HostileMessagesTest::tenThousandNestedMessages()
{
    int parts = 0;
    QVERIFY(readWithin(QByteArray("Content-Type: message/rfc822\n\n").repeated(10'000), &parts).has(Notice::PartsCut));
    QVERIFY(parts <= Limits().depth + 1);
}

void HostileMessagesTest::nestedComments()
{
    QElapsedTimer timer;
    timer.start();
    (void)parseAddressList(QByteArray("(").repeated(200'000) + "a@b.example");
    (void)parseAddressList(QByteArray("a:").repeated(100'000) + "a@b.example");
    (void)parseAddressList(QByteArray("<").repeated(200'000) + "a@b.example");
    (void)parseAddressList(QByteArray("\"a\" ").repeated(60'000));
    (void)decodeWords(QByteArray("=?utf-8?Q?").repeated(20'000));
    (void)parseParameters(QByteArray("x; ") + QByteArray("name*0*=a;").repeated(50'000));
    QVERIFY2(timer.elapsed() < kPatience, qPrintable(QString::number(timer.elapsed())));
}

void HostileMessagesTest::manyContainersWithoutEnd()
{
    // Each part opens a container of its own that never ends: no search may run beyond its part.
    QByteArray raw = "Content-Type: multipart/mixed; boundary=b\n\n";
    for (int i = 0; i < 9'000; ++i)
        raw += "--b\nContent-Type: multipart/mixed; boundary=c" + QByteArray::number(i) + "\n\n" + QByteArray("text\n").repeated(200);
    QVERIFY(readWithin(raw).has(Notice::NoBoundary));
}

void HostileMessagesTest::tenThousandPicturesAndALongHtml()
{
    QByteArray raw = "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<img src=\"CID:p%37@x\">"
                     + QByteArray("words and words ").repeated(500'000);
    for (int i = 0; i < 9'000; ++i)
        raw += "\n--b\nContent-Type: image/png\nContent-ID: <p" + QByteArray::number(i) + "@x>\n\nx";
    const MessageContent content = readWithin(raw);
    QCOMPARE(content.attachments.size(), 8'999); // all but the one that is shown: p7@x, percent-encoded
}

} // namespace petrel::test
