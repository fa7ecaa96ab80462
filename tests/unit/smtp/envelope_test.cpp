#include "core/smtp/content_meter.h"
#include "core/smtp/dot_stuffer.h"
#include "core/smtp/envelope.h"
#include "tests/support/registered_test.h"

using namespace petrel::smtp;

/** The pure parts of what MAIL and RCPT say. */
class EnvelopeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotPrintableTravelsAsXtext_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("bob@example.org") << QByteArray("bob@example.org");
        QTest::newRow("RFC 3461 section 4") << QByteArray("a+b=c d") << QByteArray("a+2Bb+3Dc+20d");
        QTest::newRow("beyond ASCII") << QByteArray("\xc3\xb6") << QByteArray("+C3+B6");
        QTest::newRow("a line break") << QByteArray("a\r\nb") << QByteArray("a+0D+0Ab");
        QTest::newRow("NUL") << QByteArray("\0", 1) << QByteArray("+00");
    }
    void whatIsNotPrintableTravelsAsXtext()
    {
        QFETCH(QByteArray, bytes);
        QTEST(xtext(bytes), "text");
    }

    void whereAnAddressIsNotAsciiItIsNotRepeated()
    {
        QCOMPARE(recipientParameters({}, "b\xc3\xb6" "b@example.org"), QByteArray(" NOTIFY=FAILURE"));
    }

    void releaseLimitsAreReadOrTheExtensionIsNotThere_data()
    {
        QTest::addColumn<QByteArrayList>("parameters");
        QTest::addColumn<qint64>("longest"); // 0: not there
        QTest::addColumn<qint64>("latest");
        QTest::newRow("RFC 4865 section 4") << QByteArrayList{"604800", "2006-11-28T12:00:00Z"} << qint64(604'800) << qint64(1'164'715'200);
        QTest::newRow("no date") << QByteArrayList{"3600"} << qint64(3'600) << qint64(0);
        QTest::newRow("a date that is none") << QByteArrayList{"3600", "tomorrow"} << qint64(3'600) << qint64(0);
        QTest::newRow("nothing") << QByteArrayList{} << qint64(0) << qint64(0);
        for (const char *count : {"", "0", "-1", "x", "1000000000", "99999999999999999999"})
            QTest::newRow(qPrintable(QStringLiteral("\"%1\"").arg(QLatin1String(count)))) << QByteArrayList{count} << qint64(0) << qint64(0);
    }
    void releaseLimitsAreReadOrTheExtensionIsNotThere()
    {
        QFETCH(QByteArrayList, parameters);
        QFETCH(qint64, longest);
        QFETCH(qint64, latest);
        const auto limits = parseReleaseLimits(parameters);
        QCOMPARE(limits.has_value(), longest != 0);
        if (limits) {
            QCOMPARE(limits->longest.count(), longest);
            QCOMPARE(limits->latest, latest);
        }
    }

    void aMessageIsHeldBackWithinTheLimits()
    {
        const ReleaseLimits week{std::chrono::seconds(604'800), 2'000'000};
        QCOMPARE(holdParameter(week, 1'003'600, 1'000'000).value(), QByteArray(" HOLDFOR=3600"));
        QCOMPARE(holdParameter(week, 1'604'800, 1'000'000).value(), QByteArray(" HOLDFOR=604800"));
        QCOMPARE(holdParameter(week, 999'999, 1'000'000).value(), QByteArray());
        QCOMPARE(holdParameter(week, 1'604'801, 1'000'000).error().code, QByteArray("hold-too-long"));
        QCOMPARE(holdParameter(week, 2'000'001, 1'999'000).error().code, QByteArray("hold-too-long"));
    }

    void theSizeIsThatOfWhatTravels_data()
    {
        QTest::addColumn<QByteArray>("message");
        for (const char *message : {"", "a", "a\n", "a\r\n", "a\rb", "a\r\rb\n\n", "\n", "\r", "\r\n\r\n", "a\n\rb", ".\r\n..\r\n", "a\r\n.b"})
            QTest::newRow(qPrintable(QString::fromLatin1(QByteArray(message).toPercentEncoding()))) << QByteArray(message);
    }
    void theSizeIsThatOfWhatTravels()
    {
        QFETCH(QByteArray, message);
        DotStuffer lines(DotStuffer::Dots::AsTheyAre);
        QByteArray wire = lines.encode(message);
        wire += lines.finish();
        ContentMeter whole, inPieces;
        whole.add(message);
        for (const char byte : message)
            inPieces.add(QByteArrayView(&byte, 1));
        QCOMPARE(whole.size(), wire.size());
        QCOMPARE(inPieces.size(), wire.size());
    }

    void bytesAboveAsciiAreFoundWhereTheyAre_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("eightBit");
        QTest::addColumn<bool>("inHeader");
        QTest::newRow("nowhere") << QByteArray("Subject: x\r\n\r\nhi\r\n") << false << false;
        QTest::newRow("in the body") << QByteArray("Subject: x\r\n\r\nh\xc3\xb6\r\n") << true << false;
        QTest::newRow("in the header") << QByteArray("Subject: \xc3\xb6\r\n\r\nhi\r\n") << true << true;
        QTest::newRow("in the body, after bare line ends") << QByteArray("Subject: x\n\nh\xc3\xb6") << true << false;
        QTest::newRow("in a header without body") << QByteArray("Subject: \xc3\xb6") << true << true;
        QTest::newRow("where there is no header") << QByteArray("\r\nh\xc3\xb6") << true << false;
    }
    void bytesAboveAsciiAreFoundWhereTheyAre()
    {
        QFETCH(QByteArray, message);
        ContentMeter meter;
        meter.add(message);
        QTEST(meter.isEightBit(), "eightBit");
        QTEST(meter.hasUtf8Header(), "inHeader");
    }
};

PETREL_TEST(EnvelopeTest)
#include "envelope_test.moc"
