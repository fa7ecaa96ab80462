#include "tests/support/registered_test.h"
#include "tests/unit/imap/parsing.h"

using namespace petrel;
using namespace petrel::imap;

namespace {

BodyStructure structureOf(const QByteArray &wire, Quirks quirks = kAllQuirks)
{
    ParserOptions options;
    options.quirks = quirks;
    return parseOne<FetchResponse>("* 1 FETCH (BODYSTRUCTURE " + wire + ")\r\n", options).valueOr({}).structure.value_or(BodyStructure());
}

/** "1 text/plain; 2 image/png": what the structure is, at a glance. */
QByteArray shownStructure(const BodyStructure &structure)
{
    QList<QByteArray> parts;
    for (const BodyPart &part : structure)
        parts.append(part.section + ' ' + part.type);
    return parts.join("; ");
}

} // namespace

class BodyStructureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void partsAreNumberedAsBodyTakesThem_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("parts");
        QTest::newRow("one text") << QByteArray(R"(("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 3028 92))") << QByteArray("1 text/plain");
        QTest::newRow("alternative with attachment")
            << QByteArray(R"(((("text" "plain" NIL NIL NIL "7bit" 1 1)("text" "html" NIL NIL NIL "7bit" 2 1) "alternative")("image" "png" NIL NIL NIL "base64" 9) "mixed"))")
            << QByteArray(" multipart/mixed; 1 multipart/alternative; 1.1 text/plain; 1.2 text/html; 2 image/png");
        QTest::newRow("message with one part")
            << QByteArray(R"((("text" "plain" NIL NIL NIL "7bit" 1 1)("message" "rfc822" NIL NIL NIL "7bit" 500 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) ("text" "plain" NIL NIL NIL "7bit" 4 1) 12) "mixed"))")
            << QByteArray(" multipart/mixed; 1 text/plain; 2 message/rfc822; 2.1 text/plain");
        QTest::newRow("message with a multipart")
            << QByteArray(R"((("message" "rfc822" NIL NIL NIL "7bit" 500 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (("text" "plain" NIL NIL NIL "7bit" 4 1)("text" "html" NIL NIL NIL "7bit" 4 1) "alternative") 12) "digest"))")
            << QByteArray(" multipart/digest; 1 message/rfc822; 1.TEXT multipart/alternative; 1.1 text/plain; 1.2 text/html");
        QTest::newRow("whole message is a message")
            << QByteArray(R"(("message" "rfc822" NIL NIL NIL "7bit" 500 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) ("text" "plain" NIL NIL NIL "7bit" 4 1) 12))")
            << QByteArray("1 message/rfc822; 1.1 text/plain");
        QTest::newRow("base64 message sent as a basic part (Gmail)")
            << QByteArray(R"(("message" "rfc822" NIL NIL NIL "base64" 500 NIL ("attachment" ("filename" "a.eml")) NIL))") << QByteArray("1 message/rfc822");
    }

    void partsAreNumberedAsBodyTakesThem()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, parts);
        QCOMPARE(shownStructure(structureOf(wire)), parts);
    }

    void fieldsOfAPart()
    {
        const BodyPart part = structureOf(R"(("Application" "PDF" ("NAME" "=?utf-8?q?x?=") "<id@x>" "about" "BASE64" 77 "md5" ("ATTACHMENT" ("FileName*0*" "utf-8''a" "filename*1" "b.pdf")) ("en" "de") "loc" NIL))").value(0);
        QCOMPARE(part.type, "application/pdf");
        QCOMPARE(part.parameter("name"), "=?utf-8?q?x?=");
        QCOMPARE(part.contentId, "id@x");
        QCOMPARE(part.description, "about");
        QCOMPARE(part.encoding, "base64");
        QCOMPARE(part.size, 77);
        QCOMPARE(part.disposition, "attachment");
        QCOMPARE(part.dispositionParameter("filename*1"), "b.pdf");
    }

    void nestedTenThousandDeepIsRefusedForThatMessageOnly()
    {
        const QByteArray deep = QByteArray("(").repeated(10'000) + R"("text" "plain" NIL NIL NIL "7bit" 1 1)" + QByteArray(" \"mixed\")").repeated(10'000);
        const Result<QList<Response>> all = parseAll("* 1 FETCH (UID 3 BODYSTRUCTURE " + deep + ")\r\n* 5 EXISTS\r\n");
        QVERIFY(all.ok());
        QVERIFY(std::holds_alternative<MalformedResponse>(all->first()));
        QCOMPARE(all->size(), 2);
    }

    void aHundredThousandPartsAreRefused()
    {
        const QByteArray wide = '(' + QByteArray(R"(("text" "plain" NIL NIL NIL "7bit" 1 1))").repeated(20'000) + " \"mixed\")";
        QVERIFY(structureOf(wide).isEmpty());
    }

    void malformedStructuresAreUnknown_data()
    {
        QTest::addColumn<QByteArray>("wire");
        for (const char *wire : {"()", "(NIL)", R"(("text"))", R"(("text" "plain" NIL NIL NIL "7bit" abc 1))", R"((("text" "plain" NIL NIL NIL "7bit" 1 1)))",
                                 R"(("text" "plain" ("a" (b)) NIL NIL "7bit" 1 1))"})
            QTest::newRow(wire) << QByteArray(wire);
    }

    void malformedStructuresAreUnknown()
    {
        QFETCH(QByteArray, wire);
        QVERIFY(structureOf(wire, {}).isEmpty());
    }
};

PETREL_TEST(BodyStructureTest)
#include "body_structure_test.moc"
