#include "tests/unit/mime/mime_tests.h"

#include "core/mime/parsed_message.h"

#include <QtTest>

namespace petrel::test {

using namespace mime;

namespace {

ParsedMessage parsed(const QByteArray &raw)
{
    return parseMessage(raw).value();
}

QByteArrayList paths(const ParsedMessage &message)
{
    QByteArrayList list;
    for (const Part &part : message.parts())
        list.append(part.info.path + ' ' + part.info.type);
    return list;
}

const QByteArray kHead = "From: Ada <ada@example.org>\nSubject: Test\n";

QByteArray multipart(const QByteArray &subtype, const QByteArray &boundary, const QByteArrayList &parts)
{
    QByteArray text = "Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\n\npreamble\n";
    for (const QByteArray &part : parts)
        text += "--" + boundary + '\n' + part + '\n';
    return text + "--" + boundary + "--\n";
}

const QByteArray kPlain = "Content-Type: text/plain\n\nplain words";
const QByteArray kHtml = "Content-Type: text/html\n\n<p>html words</p>";
const QByteArray kPicture = "Content-Type: image/png\nContent-ID: <pic@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=";

} // namespace

void MessageParserTest::partsCarryImapSectionNumbers()
{
    const QByteArray inner = kHead + multipart("mixed", "in", {kPlain, kHtml});
    const QByteArray forwarded = "Content-Type: message/rfc822\n\n" + inner;
    const QByteArray simple = "Content-Type: message/rfc822\n\n" + kHead + "\nbody";
    const ParsedMessage message = parsed(kHead + multipart("mixed", "out", {multipart("alternative", "alt", {kPlain, kHtml}), forwarded, simple}));
    const QByteArrayList expected{" multipart/mixed", "1 multipart/alternative", "1.1 text/plain", "1.2 text/html", "2 message/rfc822",
                                  "2.TEXT multipart/mixed", "2.1 text/plain", "2.2 text/html", "3 message/rfc822", "3.1 text/plain"};
    QCOMPARE(paths(message), expected);
    QCOMPARE(message.decoded("2.1").value(), QByteArray("plain words"));
    QCOMPARE(message.decoded("2").value(), inner);
    QCOMPARE(paths(parsed(kHead + "\nbody")), QByteArrayList{"1 text/plain"});
}

void MessageParserTest::alternativesGiveOneSectionWithBoth()
{
    const MessageContent content = parsed(kHead + multipart("alternative", "b", {kPlain, multipart("related", "r", {kHtml, kPicture})})).content();
    QCOMPARE(content.sections.size(), 1);
    QCOMPARE(content.text, QStringLiteral("plain words"));
    QCOMPARE(content.html, QStringLiteral("<p>html words</p>"));
    QCOMPARE(content.textOrigin, TextOrigin::Plain);
    QCOMPARE(content.preview, QStringLiteral("plain words"));
}

void MessageParserTest::htmlOnlyMailHasNoTextYet()
{
    const MessageContent content = parsed(kHead + kHtml).content();
    QCOMPARE(content.textOrigin, TextOrigin::None);
    QCOMPARE(content.sections.size(), 1);
    QVERIFY(content.text.isEmpty());
    QVERIFY(content.attachments.isEmpty());
}

void MessageParserTest::inlinePicturesAreNotAttachmentsUnlessUnused()
{
    const QByteArray shown = "Content-Type: text/html\n\n<img src='cid:pic@x'>";
    MessageContent content = parsed(kHead + multipart("related", "r", {shown, kPicture})).content();
    QCOMPARE(content.inlineParts.value("pic@x").path, QByteArray("2"));
    QVERIFY(content.attachments.isEmpty());

    content = parsed(kHead + multipart("related", "r", {kHtml, kPicture})).content();
    QCOMPARE(content.attachments.size(), 1);
    QCOMPARE(content.attachments.first().type, QByteArray("image/png"));
}

void MessageParserTest::severalFromIsTold()
{
    const ParsedMessage two = parsed("From: a@example.org\nFrom: b@example.org\n\nx");
    QVERIFY(two.notices().contains(Notice::SeveralFrom));
    QCOMPARE(two.envelope().from.first().email, QStringLiteral("a@example.org"));
    QVERIFY(parsed("From: a@example.org, b@example.org\n\nx").notices().contains(Notice::SeveralFrom));
    QVERIFY(!parsed("From: a@example.org\n\nx").notices().contains(Notice::SeveralFrom));
    QVERIFY(parsed("From: nobody\n\nx").notices().contains(Notice::UnreadableFrom));
    QVERIFY(parsed("Subject: x\n\nx").notices().contains(Notice::UnreadableFrom));
}

void MessageParserTest::theFirstOfRepeatedFieldsWins()
{
    const ParsedMessage message = parsed("From: a@b.example\nSubject: one\nSubject: two\nTo: x@b.example\nTo: y@b.example\n"
                                         "Content-Type: text/html\nContent-Type: text/plain\n\n<b>");
    QCOMPARE(message.envelope().subject, QStringLiteral("one"));
    QCOMPARE(message.envelope().to.size(), 2);
    QCOMPARE(message.parts().first().info.type, QByteArray("text/html"));
    QVERIFY(message.notices().contains(Notice::RepeatedHeader));
}

void MessageParserTest::aLineThatIsNoFieldBeginsTheBody()
{
    QCOMPARE(parsed("From: a@b.example\nHello, no empty line\nmore").content().text, QStringLiteral("Hello, no empty line\nmore"));
    QCOMPARE(parsed("From ada Mon Jan 1 00:00:00 2001\nSubject: mbox\n\nx").envelope().subject, QStringLiteral("mbox"));
    QCOMPARE(parsed("Subject : spaced\r\n\r\nx").envelope().subject, QStringLiteral("spaced"));
    QCOMPARE(parsed("Subject: mac\r\rbody").content().text, QStringLiteral("body"));
    QCOMPARE(parsed("no header at all").content().text, QStringLiteral("no header at all"));
}

void MessageParserTest::partsAfterTheEndAreNotParts()
{
    const ParsedMessage message = parsed(kHead + multipart("mixed", "b", {kPlain}) + "--b\n" + kHtml + "\n--b--\n");
    QCOMPARE(message.parts().size(), 2);
}

void MessageParserTest::missingEndKeepsTheLastPart()
{
    QByteArray raw = kHead + multipart("mixed", "b", {kPlain, kHtml});
    raw.chop(6);
    const ParsedMessage message = parsed(raw);
    QCOMPARE(message.parts().size(), 3);
    QVERIFY(message.notices().contains(Notice::NoEndBoundary));
    QCOMPARE(message.content().sections.size(), 2);
}

void MessageParserTest::sharedBoundaryBelongsToTheOuter()
{
    const ParsedMessage message = parsed(kHead + multipart("mixed", "b", {multipart("alternative", "b", {kPlain}), kHtml}));
    QVERIFY(message.notices().contains(Notice::NoBoundary));
    QCOMPARE(message.parts().first().info.type, QByteArray("multipart/mixed"));
    QCOMPARE(message.parts().at(1).parent, 0);
    // A delimiter that only begins like ours is text.
    const ParsedMessage similar = parsed(kHead + multipart("mixed", "b", {"\nfirst\n--bb\nstill first"}));
    QCOMPARE(similar.decoded("1").value(), QByteArray("first\n--bb\nstill first"));
}

void MessageParserTest::everyReadingOfAFileNameCounts()
{
    const QByteArray part = "Content-Type: application/pdf; name=\"run.exe\"\n"
                            "Content-Disposition: attachment; filename=\"a.pdf\"; filename*=utf-8''b.pdf\n\nx";
    const MessageContent content = parsed(kHead + multipart("mixed", "b", {kPlain, part})).content();
    QCOMPARE(content.attachments.size(), 1);
    QCOMPARE(content.attachments.first().fileName, QStringLiteral("b.pdf"));
    QVERIFY(content.dangerousParts.contains("2"));
}

void MessageParserTest::listHeadersKeepOnlySafeLinks()
{
    const MessageContent content = parsed(kHead + "List-Id: Petrel talk <talk.petrel.example>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
        "List-Unsubscribe: <file:///etc/passwd>, <http://t.example/x>, <mailto:off@petrel.example?subject=off>,\n <https://petrel.example/off>\n\nx").content();
    QCOMPARE(content.list.id, QStringLiteral("talk.petrel.example"));
    QCOMPARE(content.list.name, QStringLiteral("Petrel talk"));
    QCOMPARE(content.list.unsubscribeWeb, QUrl(QStringLiteral("https://petrel.example/off")));
    QCOMPARE(content.list.unsubscribeMail.scheme(), QStringLiteral("mailto"));
    QVERIFY(content.list.oneClick);
    QVERIFY(parsed(kHead + "List-Unsubscribe: <http://t.example/x>\n\nx").content().list.isEmpty());
}

void MessageParserTest::headerBlockAloneGivesTheEnvelope()
{
    const Envelope envelope = parseHeaderBlock("Message-ID: <1@x>\r\nReferences: <a@x>\r\n <b@x>\r\nDate: Mon, 02 Jan 2006 15:04:05 +0000\r\n"
                                               "From: A <a@example.org>\r\nSubject: =?utf-8?Q?=C3=BC?=\r\n");
    QCOMPARE(envelope.messageId, QByteArray("1@x"));
    QCOMPARE(envelope.references, (QList<QByteArray>{"a@x", "b@x"}));
    QCOMPARE(envelope.dateSent, 1136214245);
    QCOMPARE(envelope.subject, QStringLiteral("ü"));
    QCOMPARE(parseHeaderBlock({}), Envelope{});
    QCOMPARE(parseHeaderFields("X-A: 1\nx-b: 2\n\nY: 3").size(), 2);
}

void MessageParserTest::fieldsAreTakenOutHoweverTheyAreWritten()
{
    const QByteArray kept = "From: a@x.example\r\nSubject: blind\r\n folded\r\n\r\nBcc: this is text\r\n";
    for (const QByteArray &field : QByteArrayList{"Bcc: b@x.example\r\n", "bcc:b@x.example,\r\n\tc@x.example\r\n", "BCC : b@x.example\r\n", "Bcc\t: b@x.example\r\n",
                                                  "Resent-Bcc: b@x.example\r\n"}) {
        QByteArray raw = kept;
        raw.insert(raw.indexOf("Subject"), field);
        QCOMPARE(withoutFields(raw, {"Bcc", "Resent-Bcc"}), kept);
        QCOMPARE(withoutFields(field + raw, {"Bcc", "Resent-Bcc"}), kept);
    }
    QCOMPARE(withoutFields("Bccs: x\n\nbody", {"Bcc"}), QByteArray("Bccs: x\n\nbody"));
    QCOMPARE(withoutFields("From: a\nno field\nBcc: in the body\n", {"Bcc"}), QByteArray("From: a\nno field\nBcc: in the body\n"));
    QCOMPARE(withoutFields("Bcc: only", {"Bcc"}), QByteArray());
}

void MessageParserTest::anEmptyMessageIsRefused()
{
    QCOMPARE(parseMessage({}).error().kind, ErrorKind::Invalid);
    QVERIFY(parseMessage("\n").ok());
}

void MessageParserTest::anUnknownPartIsNotFound()
{
    QCOMPARE(extractPart(kHead + "\nx", "7.3").error().kind, ErrorKind::NotFound);
    QCOMPARE(extractPart(kHead + "\nx", "1").value(), QByteArray("x"));
}

} // namespace petrel::test
