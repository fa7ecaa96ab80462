#include "tests/unit/mime/mime_tests.h"

#include "core/mime/text_decoding.h"

#include <QtTest>

namespace petrel::test {

using namespace mime;

void TextDecodingTest::transferEncodingsAreUndone_data()
{
    QTest::addColumn<QByteArray>("coded");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("plain");
    const auto row = [](const char *name, const char *coded, const char *encoding, const char *plain) {
        QTest::newRow(name) << QByteArray(coded) << QByteArray(encoding) << QByteArray(plain);
    };
    row("base64", "SGVsbG8=", "base64", "Hello");
    row("base64 in lines, upper case", "SGVs\r\nbG8=\r\n", "BASE64", "Hello");
    row("base64 with junk", "S*G V!sbG8=", "base64", "Hello");
    row("base64 cut short", "SGVsbG", "base64", "Hell");
    row("base64 glued together", "YQ==Yg==", "base64", "ab");
    row("base64 of nothing", "====", "base64", "");
    row("quoted-printable", "a=3Db=\r\nc", "quoted-printable", "a=bc");
    row("quoted-printable, bad escape", "100=% sure=ZZ", "quoted-printable", "100=% sure=ZZ");
    row("uuencode", "begin 644 a\n%2&5L;&\\ \n`\nend\n", "x-uuencode", "Hello");
    row("uuencode without begin", "%2&5L;&\\", "x-uuencode", "");
    row("8bit", "as is =41", "8bit", "as is =41");
    row("unknown", "as is", "x-strange", "as is");
    row("empty", "", "base64", "");
}

void TextDecodingTest::transferEncodingsAreUndone()
{
    QFETCH(QByteArray, coded);
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, plain);
    QCOMPARE(decodeTransfer(coded, encoding), plain);
}

void TextDecodingTest::charsetsAreRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("charset");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("notice"); // -1: none
    const auto row = [](const char *name, const char *bytes, const char *charset, const char *text, int notice = -1) {
        QTest::newRow(name) << QByteArray(bytes) << QByteArray(charset) << QString::fromUtf8(text) << notice;
    };
    row("utf-8", "Gr\xC3\xBC\xC3\x9F", "UTF-8", "Grüß");
    row("latin-1 is windows-1252", "\x93hi\x94", "iso-8859-1", "“hi”");
    row("quoted name", "\xE4", "\"iso-8859-1\"", "ä");
    row("nothing said, utf-8", "\xC3\xA4", "", "ä");
    row("ascii said, latin-1 sent", "\xE4", "us-ascii", "ä", int(Notice::WrongCharset));
    row("gb2312 read as gb18030", "\xC4\xE3\xBA\xC3", "gb2312", "你好");
    row("big5", "\xA7\x41\xA6\x6E", "big5", "你好");
    row("korean", "\xB0\xA1", "ks_c_5601-1987", "가");
    row("hebrew", "\xF9\xEC\xE5\xED", "iso-8859-8-i", "שלום");
    row("unknown name", "\xE4", "x-klingon", "ä", int(Notice::UnknownCharset));
    row("name with a trick", "a", "utf-8//TRANSLIT", "a", int(Notice::UnknownCharset));
    row("broken utf-8", "a\xFF" "b", "utf-8", "a\uFFFD" "b", int(Notice::WrongCharset));
    row("half a character at the end", "\xA7", "big5", "\uFFFD", int(Notice::WrongCharset));
    row("controls go, line ends become one", "a\x01\r\nb\rc\x07", "utf-8", "a\nb\nc");
}

void TextDecodingTest::charsetsAreRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, charset);
    QFETCH(QString, text);
    QFETCH(int, notice);
    QList<Notice> notices;
    QCOMPARE(decodeCharset(bytes, charset, &notices), text);
    QCOMPARE(notices.isEmpty() ? -1 : int(notices.first()), notice);
    QVERIFY(decodeCharset(bytes, charset + QByteArray(10'000, 'x')).size() <= bytes.size()); // a name of 10 kB
}

void TextDecodingTest::utf7IsNeverRead()
{
    for (const char *name : {"utf-7", "UTF7", "unicode-1-1-utf-7", "csUnicode11UTF7", "utf-7-imap"}) {
        QList<Notice> notices;
        QCOMPARE(decodeCharset("+ADw-script+AD4-", name, &notices), QStringLiteral("+ADw-script+AD4-"));
        QVERIFY(notices.contains(Notice::UnknownCharset));
    }
}

void TextDecodingTest::flowedLinesAreJoined_data()
{
    QTest::addColumn<QString>("wire");
    QTest::addColumn<bool>("delSp");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *wire, bool delSp, const char *text) {
        QTest::newRow(name) << QString::fromUtf8(wire) << delSp << QString::fromUtf8(text);
    };
    row("joined", "one \ntwo", false, "one two");
    row("fixed", "one\ntwo", false, "one\ntwo");
    row("delsp", "on \ne", true, "one");
    row("quotes of one depth", "> a \n> b\nc", false, "> a b\nc");
    row("depth change ends the paragraph", "> a \n>> b", false, "> a \n>> b");
    row("stuffing", " >not quoted\n From x", false, ">not quoted\nFrom x");
    row("signature stays alone", "text \n-- \nAda", false, "text \n-- \nAda");
    row("last line flows into nothing", "a ", false, "a ");
    row("empty", "", false, "");
}

void TextDecodingTest::flowedLinesAreJoined()
{
    QFETCH(QString, wire);
    QFETCH(bool, delSp);
    QFETCH(QString, text);
    QCOMPARE(decodeFlowed(wire, delSp), text);
}

void TextDecodingTest::flowedTextComesBack()
{
    const QString words = QStringLiteral("The petrel is a bird of the open sea, and it walks on water. ").repeated(20).trimmed();
    const QString text = words + QStringLiteral("\n\nFrom here\n leading space\n> quoted ") + words + QStringLiteral("\n>> deeper\n-- \nAda");
    const QString wire = encodeFlowed(text);
    for (const QString &line : wire.split(QLatin1Char('\n')))
        QVERIFY2(line.size() <= 78, qPrintable(line));
    QCOMPARE(decodeFlowed(wire, false), text);
}

void TextDecodingTest::previewShowsTheWritersWords()
{
    QCOMPARE(previewOf(QStringLiteral("On Monday Ada wrote:\n> old\n> words\n\nYes,  fine.\nSee you\n-- \nBob")), QStringLiteral("Yes, fine. See you"));
    QCOMPARE(previewOf(QStringLiteral("[Logo]\n------\nHello")), QStringLiteral("Hello"));
    QCOMPARE(previewOf(QString()), QString());
    QVERIFY(previewOf(QStringLiteral("😀").repeated(5000)).size() <= 200);
}

} // namespace petrel::test
