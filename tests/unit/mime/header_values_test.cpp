#include "tests/unit/mime/mime_tests.h"

#include "core/mime/header_values.h"

#include <QtTest>

namespace petrel::test {

using namespace mime;

void HeaderValuesTest::encodedWordsBecomeText_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *raw, const char *text) {
        QTest::newRow(name) << QByteArray(raw) << QString::fromUtf8(text);
    };
    row("plain", "Hello there", "Hello there");
    row("quoted", "=?iso-8859-1?Q?Gr=FC=DFe?=", "Grüße");
    row("base64", "=?utf-8?B?8J+Qpg==?=", "🐦");
    row("space between two words is dropped", "=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab");
    row("space before plain text stays", "=?utf-8?Q?a?= b", "a b");
    row("folded", "=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab");
    row("character split over two words", "=?utf-8?B?w7w=?= =?utf-8?B?w7w=?=", "üü");
    row("half a character in each word", "=?utf-8?B?ww==?= =?utf-8?B?vA==?=", "ü");
    row("language tag", "=?utf-8*en?Q?hi?=", "hi");
    row("shift_jis", "=?shift_jis?B?k/qWew==?=", "日本");
    row("iso-2022-jp", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本");
    row("koi8-r", "=?koi8-r?B?8NLJ18XU?=", "Привет");
    row("raw utf-8", "Grüße", "Grüße");
    row("raw latin-1", "Gr\xFC\xDF" "e", "Grüße");
    row("no end", "=?utf-8?Q?abc", "=?utf-8?Q?abc");
    row("empty word", "=?utf-8?Q?" "?=", "");
    row("line ends inside", "=?utf-8?Q?a=0D=0ABcc:_x?=", "a Bcc: x");
    row("null inside", "=?utf-8?B?YQBi?=", "ab");
    row("empty", "", "");
    row("utf-7 is not undone", "=?utf-7?Q?+ADw-script+AD4-?=", "+ADw-script+AD4-");
}

void HeaderValuesTest::encodedWordsBecomeText()
{
    QFETCH(QByteArray, raw);
    QFETCH(QString, text);
    QCOMPARE(decodeWords(raw), text);
}

void HeaderValuesTest::addressesAreRead_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("expected"); // name|address, one per line
    const auto row = [](const char *name, const char *raw, const char *expected) {
        QTest::newRow(name) << QByteArray(raw) << QString::fromUtf8(expected);
    };
    row("bare", "ada@example.org", "|ada@example.org");
    row("name", "Ada Lovelace <ada@example.org>", "Ada Lovelace|ada@example.org");
    row("quoted comma", "\"Lovelace, Ada\" <ada@example.org>", "Lovelace, Ada|ada@example.org");
    row("two", "a@example.org, b@example.org", "|a@example.org\n|b@example.org");
    row("group", "Friends: a@example.org, B <b@example.org>;", "|a@example.org\nB|b@example.org");
    row("empty group", "undisclosed-recipients:;", "");
    row("encoded name", "=?utf-8?B?0JDQtNCw?= <ada@example.org>", "Ада|ada@example.org");
    row("encoded name in quotes", "\"=?utf-8?Q?Ad=C3=A1?=\" <ada@example.org>", "Adá|ada@example.org");
    row("name in two padded words", "=?utf-8?B?w7w=?= =?utf-8?B?w7w=?= <u@example.org>", "üü|u@example.org");
    row("comma inside an encoded name", "=?utf-8?Q?a=2C_b=40c?= <x@example.org>", "a, b@c|x@example.org");
    row("comment as name", "ada@example.org (Ada)", "Ada|ada@example.org");
    row("name with an address in it", "\"boss@bank.example\" <x@evil.example>", "boss@bank.example|x@evil.example");
    row("no address", "Just Words", "Just Words|");
    row("empty", "", "");
    row("only commas", ",,,", "");
    row("bidi in the name", "gro.elpmaxe\xE2\x80\xAE <x@example.org>", "gro.elpmaxe|x@example.org");
}

void HeaderValuesTest::addressesAreRead()
{
    QFETCH(QByteArray, raw);
    QFETCH(QString, expected);
    QStringList found;
    for (const Address &address : parseAddressList(raw))
        found.append(address.name + QLatin1Char('|') + address.email);
    QCOMPARE(found.join(QLatin1Char('\n')), expected);
}

void HeaderValuesTest::imapAddressesAreRead()
{
    QCOMPARE(addressFromImap("=?utf-8?Q?Ad=C3=A1?=", "ada", "example.org"), (Address{QStringLiteral("Adá"), QStringLiteral("ada@example.org")}));
    QCOMPARE(addressFromImap({}, "friends", {}), Address{}); // group mark
    QVERIFY(!addressFromImap("x\r\ny", "a\r\nb", "c\r\nd").full().contains(QLatin1Char('\n')));
}

void HeaderValuesTest::parametersAreRead_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *test, const char *raw, const char *value, const char *name) {
        QTest::newRow(test) << QByteArray(raw) << QByteArray(value) << QString::fromUtf8(name);
    };
    row("token", "attachment; name=a.txt", "attachment", "a.txt");
    row("quoted", "attachment; name=\"a; b.txt\"", "attachment", "a; b.txt");
    row("extended", "attachment; name*=utf-8'en'%e2%82%ac.txt", "attachment", "€.txt");
    row("extended wins", "attachment; name=a.txt; name*=utf-8''b.txt", "attachment", "b.txt");
    row("sections", "attachment; name*0*=utf-8''%c3; name*1*=%bc; name*2=.txt", "attachment", "ü.txt");
    row("sections out of order", "x; name*1=b; name*0=a", "x", "ab");
    row("missing section ends it", "x; name*0=a; name*2=c", "x", "a");
    row("encoded word in quotes", "x; name=\"=?utf-8?B?w7w=?=.txt\"", "x", "ü.txt");
    row("unquoted spaces", "x; name=my long file.txt", "x", "my long file.txt");
    row("no end quote", "x; name=\"a.txt", "x", "a.txt");
    row("windows path", "x; name=\"C:\\temp\\a.txt\"", "x", "C:\\temp\\a.txt");
    row("escaped quote", "x; name=\"a\\\"b\"", "x", "a\"b");
    row("spaces round equals", "TEXT/Plain ; NAME = a", "text/plain", "a");
    row("comment", "text/plain (hello); name=a", "text/plain", "a");
    row("repeated", "x; name=a; name=b", "x", "a");
    row("only semicolons", ";;;;", "", "");
    row("empty", "", "", "");
    row("unknown charset", "x; name*=nonsense''%41", "x", "A");
    row("bad percent", "x; name*=utf-8''%zz%4", "x", "%zz%4");
}

void HeaderValuesTest::parametersAreRead()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, value);
    QFETCH(QString, name);
    const ParameterizedValue parsed = parseParameters(raw);
    QCOMPARE(parsed.value, value);
    if (QByteArray(QTest::currentDataTag()) != "bad percent")
        QCOMPARE(parsed.parameter("name"), name);
}

void HeaderValuesTest::datesAreRead_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<qint64>("seconds"); // -1: unreadable
    QTest::newRow("full") << QByteArray("Mon, 02 Jan 2006 15:04:05 +0000") << qint64(1136214245);
    QTest::newRow("zone") << QByteArray("Mon, 02 Jan 2006 15:04:05 -0700") << qint64(1136239445);
    QTest::newRow("no weekday") << QByteArray("2 Jan 2006 15:04:05 GMT") << qint64(1136214245);
    QTest::newRow("comment") << QByteArray("Mon, 2 Jan 2006 15:04:05 +0000 (UTC)") << qint64(1136214245);
    QTest::newRow("two digit year") << QByteArray("Mon, 2 Jan 06 15:04:05 +0000") << qint64(1136214245);
    QTest::newRow("words") << QByteArray("yesterday evening") << qint64(-1);
    QTest::newRow("empty") << QByteArray() << qint64(-1);
    QTest::newRow("month 13") << QByteArray("99 Foo 2006 99:99:99 +9999") << qint64(-1);
}

void HeaderValuesTest::datesAreRead()
{
    QFETCH(QByteArray, raw);
    QFETCH(qint64, seconds);
    QCOMPARE(parseDate(raw).value_or(-1), seconds);
    if (seconds >= 0)
        QCOMPARE(parseDate(formatDate(seconds)).value_or(-1), seconds);
}

void HeaderValuesTest::messageIdsAreRead()
{
    QCOMPARE(parseMessageIds("<a@b> <c@d>\r\n <a@b>"), (QList<QByteArray>{"a@b", "c@d"}));
    QCOMPARE(parseMessageIds("a@b"), QList<QByteArray>{"a@b"});
    QCOMPARE(parseMessageIds("<a@\r\n b>"), QList<QByteArray>{"a@b"});
    QCOMPARE(parseMessageIds("Message of Monday"), QList<QByteArray>{});
    QCOMPARE(parseMessageIds("<unclosed"), QList<QByteArray>{"unclosed"});
    QCOMPARE(parseMessageIds(QByteArray("<x@y>").repeated(5000)).size(), 1);
}

void HeaderValuesTest::nothingInvisibleStays()
{
    QCOMPARE(cleanText(QStringLiteral("invoice\u202Efdp.exe")), QStringLiteral("invoicefdp.exe"));
    QCOMPARE(cleanText(QStringLiteral("a\u200Bb\u2060c\uFEFFd\u00ADe")), QStringLiteral("abcde"));
    QCOMPARE(cleanText(QStringLiteral("pay\u200Dpal")), QStringLiteral("paypal"));
    QCOMPARE(cleanText(QStringLiteral("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")), QStringLiteral("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"));
    QCOMPARE(cleanText(QStringLiteral("👩\u200D🚀")), QStringLiteral("👩\u200D🚀"));
    QCOMPARE(cleanText(QStringLiteral("❤\uFE0F 1\uFE0F\u20E3")), QStringLiteral("❤\uFE0F 1\uFE0F\u20E3"));
    QCOMPARE(cleanText(QStringLiteral("\uFE0FParty\uFE0F \uFE0F\uFE0Ftonight")), QStringLiteral("Party tonight"));
    QCOMPARE(cleanText(QStringLiteral("a\u2800b")), QStringLiteral("a b"));
    QVERIFY(cleanText(QLatin1Char('a') + QString(500, QChar(0x0301))).size() < 12);
    QCOMPARE(cleanText(QString(QChar(0xD800))), QString(QChar(0xFFFD)));
}

} // namespace petrel::test
