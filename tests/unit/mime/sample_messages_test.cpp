#include "tests/unit/mime/mime_tests.h"

#include "core/mime/parsed_message.h"

#include <QDirIterator>
#include <QtTest>

namespace petrel::test {

using namespace mime;

namespace {

QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(PETREL_TEST_DATA "/mime/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void SampleMessagesTest::everySampleIsReadable_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(QStringLiteral(PETREL_TEST_DATA "/mime"), {QStringLiteral("*.eml"), QStringLiteral("*.raw")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(path.section(QLatin1Char('/'), -2))) << path;
    }
}

void SampleMessagesTest::everySampleIsReadable()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Result<ParsedMessage> message = parseMessage(file.readAll());
    QVERIFY(message.ok());
    QSet<QByteArray> seen;
    for (const Part &part : message->parts()) {
        QVERIFY2(!seen.contains(part.info.path), part.info.path.constData());
        seen.insert(part.info.path);
        QVERIFY(part.isContainer() || message->decoded(part.info.path).ok());
    }
    const MessageContent content = message->content();
    QVERIFY(!content.sections.isEmpty() || !content.attachments.isEmpty() || content.has(Notice::UnreadableFrom));
}

void SampleMessagesTest::nestedMailsAreNumbered()
{
    const ParsedMessage message = parseMessage(sample(QStringLiteral("webklex/four_nested_emails.eml"))).value();
    QVERIFY(message.part("2.2.2.1"));
    QVERIFY(message.decoded("2.2.1").value().contains("1-first-content"));
    QCOMPARE(message.content().attachments.size(), 1);
}

void SampleMessagesTest::oldCharsetsInHeadersAreRead()
{
    const ParsedMessage message = parseMessage(sample(QStringLiteral("webklex/ks_c_5601-1987_headers.eml"))).value();
    QCOMPARE(message.envelope().subject, QStringLiteral("RE: 회원님께 Ersi님이 메시지를 보냈습니다."));
    QCOMPARE(message.envelope().from.first().name, QStringLiteral("김 현진"));
}

void SampleMessagesTest::aMultipartWithoutBoundaryIsText()
{
    const ParsedMessage message = parseMessage(sample(QStringLiteral("enmime/multipart-wo-boundary.raw"))).value();
    QVERIFY(message.notices().contains(Notice::NoBoundary));
    QVERIFY(message.content().text.contains(QStringLiteral("multipart message without boundary")));
}

} // namespace petrel::test
