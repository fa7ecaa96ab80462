#include "core/mime/message_outline.h"
#include "core/mime/parsed_message.h"
#include "tests/unit/mime/mime_tests.h"

namespace petrel::test {

using mime::MessageOutline;

namespace {

PartInfo leaf(const char *path, const char *type, std::int64_t size, const char *disposition = "")
{
    PartInfo part;
    part.path = path;
    part.type = type;
    part.size = size;
    part.disposition = disposition;
    return part;
}

constexpr std::int64_t kMega = 1024 * 1024;

} // namespace

void MessageOutlineTest::attachmentsStayAndTextsCome()
{
    const MessageOutline outline({leaf("1.1", "text/plain", 100), leaf("1.2", "text/html", 300), leaf("2", "application/pdf", 3 * kMega, "attachment")}, 3 * kMega + 900);
    QVERIFY(outline.isWorthIt());
    QCOMPARE(outline.leftOut(), QList<QByteArray>{"2"});
    QCOMPARE(outline.sections(), (QList<QByteArray>{"HEADER", "1.MIME", "1.1.MIME", "1.1", "1.2.MIME", "1.2", "2.MIME"}));
}

void MessageOutlineTest::whatGainsNothingIsFetchedWhole()
{
    const PartInfo text = leaf("1", "text/plain", 100);
    QVERIFY2(!MessageOutline({}, 5 * kMega).isWorthIt(), "no structure is known");
    QVERIFY2(!MessageOutline({text, leaf("2", "image/png", kMega / 2, "attachment")}, kMega / 2 + 200).isWorthIt(), "it is small");
    QVERIFY2(!MessageOutline({leaf("1", "text/plain", 5 * kMega)}, 5 * kMega).isWorthIt(), "a text is not cut");
    QVERIFY2(!MessageOutline({leaf("1", "text/html", 3 * kMega), leaf("2", "application/zip", 9 * kMega)}, 12 * kMega).isWorthIt(), "nor beside a file");
    QList<PartInfo> many{text};
    for (int n = 2; n < 200; ++n)
        many.append(leaf(QByteArray::number(n), "application/zip", kMega));
    QVERIFY2(!MessageOutline(many, 198 * kMega).isWorthIt(), "nobody asks for two hundred sections");
}

/** BODYSTRUCTURE lists what lies in an attached message; it is one file all the same. */
void MessageOutlineTest::anAttachedMessageIsOnePart()
{
    const MessageOutline outline({leaf("1", "text/plain", 9), leaf("2", "message/rfc822", 4 * kMega), leaf("2.1", "text/plain", 9), leaf("2.2", "image/png", 4 * kMega), leaf("21", "text/plain", 9)}, 4 * kMega);
    QCOMPARE(outline.leftOut(), QList<QByteArray>{"2"});
    QCOMPARE(outline.sections(), (QList<QByteArray>{"HEADER", "1.MIME", "1", "2.MIME", "21.MIME", "21"}));
}

void MessageOutlineTest::theSectionsMakeAMessageWithTheSameNumbers()
{
    const MessageOutline outline({leaf("1.1", "text/plain", 3), leaf("1.2", "text/html", 3), leaf("2", "application/pdf", 3 * kMega)}, 3 * kMega);
    const QHash<QByteArray, QByteArray> sections{
        {"HEADER", "From: bob@example.net\r\nSubject: x\r\nContent-Type: multipart/mixed;\r\n boundary=\"a b\"\r\n\r\n"},
        {"1.MIME", "Content-Type: multipart/alternative; boundary=c\r\n\r\n"},
        {"1.1.MIME", "Content-Type: text/plain\r\n\r\n"}, {"1.1", "one"}, {"1.2.MIME", "Content-Type: text/html\r\n\r\n"}, {"1.2", "<p>two"},
        {"2.MIME", "Content-Type: application/pdf; name=plan.pdf\r\n\r\n"}};
    const auto parsed = mime::parseMessage(*outline.assemble(sections));
    QCOMPARE(*parsed->decoded("1.1"), "one");
    QCOMPARE(*parsed->decoded("1.2"), "<p>two");
    QCOMPARE(*parsed->decoded("2"), "");
    QCOMPARE(parsed->content().attachments.value(0).fileName, QStringLiteral("plan.pdf"));
    QVERIFY(parsed->notices().isEmpty());
}

void MessageOutlineTest::sectionsThatMakeNoMessageAreRefused()
{
    const MessageOutline outline({leaf("1", "text/plain", 3), leaf("2", "application/pdf", 3 * kMega)}, 3 * kMega);
    const QByteArray mixed("Content-Type: multipart/mixed; boundary=b\r\n\r\n"), part("Content-Type: text/plain\r\n\r\n");
    const QList<QHash<QByteArray, QByteArray>> wrong{
        {},
        {{"HEADER", "Subject: no parts\r\n\r\n"}, {"1.MIME", part}, {"2.MIME", part}},
        {{"HEADER", "Content-Type: multipart/mixed\r\n\r\n"}, {"1.MIME", part}, {"2.MIME", part}},
        {{"HEADER", mixed}, {"1.MIME", part}},
    };
    for (const auto &sections : wrong) {
        const Result<QByteArray> message = outline.assemble(sections);
        QVERIFY(!message);
        QCOMPARE(message.error().kind, ErrorKind::Protocol);
    }
    QVERIFY(outline.assemble({{"HEADER", mixed}, {"1.MIME", part}, {"2.MIME", part}}).ok());
}

} // namespace petrel::test
