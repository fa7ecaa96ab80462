#include "tests/unit/html/html_tests.h"

#include "core/html/quoting.h"

#include <QtTest>

namespace petrel::test {

using namespace html;

void QuotingTest::quotesAreSplitByLevel()
{
    const QList<QuoteBlock> blocks = splitQuotes(QStringLiteral("Mine\n> yours\n> too\n>> older\n> > also older\nMine again"));
    const QList<QuoteBlock> expected{{0, false, QStringLiteral("Mine")},
                                     {1, false, QStringLiteral("yours\ntoo")},
                                     {2, false, QStringLiteral("older\nalso older")},
                                     {0, false, QStringLiteral("Mine again")}};
    QCOMPARE(blocks, expected);
    QCOMPARE(splitQuotes(QString()).size(), 1);
    QCOMPARE(splitQuotes(QString(10'000, QLatin1Char('>'))).first().level, 10'000);
}

void QuotingTest::theSignatureIsFound()
{
    QList<QuoteBlock> blocks = splitQuotes(QStringLiteral("Text\n-- \nAda\nPetrel Ltd"));
    QCOMPARE(blocks.size(), 2);
    QVERIFY(blocks.last().signature);
    QCOMPARE(blocks.last().text, QStringLiteral("-- \nAda\nPetrel Ltd"));
    blocks = splitQuotes(QStringLiteral("> Text\n> -- \n> Ada\nMy answer"));
    for (const QuoteBlock &block : blocks)
        QVERIFY(!block.signature);
    QVERIFY(!splitQuotes(QStringLiteral("a -- b\n--- not\n---")).last().signature);
}

void QuotingTest::aReplyQuotesEveryLine()
{
    QCOMPARE(quoteForReply(QStringLiteral("One\n\n> Two\n"), QStringLiteral("Ada wrote:")), QStringLiteral("Ada wrote:\n> One\n>\n>> Two\n\n"));
    QCOMPARE(quoteForReply(QString(), QString()), QStringLiteral(">\n\n"));
}

void QuotingTest::aReplyLeavesTheSignatureOut()
{
    QCOMPARE(quoteForReply(QStringLiteral("One\n-- \nAda"), QString()), QStringLiteral("> One\n\n"));
}

void QuotingTest::aHtmlReplyLoadsNothing()
{
    const QString html = quoteForReplyHtml(QStringLiteral("x"), QStringLiteral("<p>Hi<img src=https://t.example><span style='display:none'>secret</span></p>"),
                                           QStringLiteral("<Ada> wrote:"));
    QVERIFY(html.contains(QStringLiteral("&lt;Ada&gt; wrote:")));
    QVERIFY(html.contains(QStringLiteral("<blockquote><p>Hi</p></blockquote>")));
    QVERIFY(!html.contains(QStringLiteral("t.example")) && !html.contains(QStringLiteral("secret")));
    QVERIFY(quoteForReplyHtml(QStringLiteral("only <text>"), QString(), QString()).contains(QStringLiteral("only &lt;text&gt;")));
}

void QuotingTest::aForwardCarriesItsHeader()
{
    mime::MessageContent message;
    message.envelope.from = {{QStringLiteral("Ada"), QStringLiteral("ada@example.org")}};
    message.envelope.subject = QStringLiteral("A <b> subject");
    message.text = QStringLiteral("Body");
    const QString text = forwardText(message, QStringLiteral("3 May"));
    QVERIFY(text.contains(QStringLiteral("From: Ada <ada@example.org>\nDate: 3 May\nSubject: A <b> subject\n\nBody")));
    QVERIFY(!text.contains(QStringLiteral("Cc:")));
    QVERIFY(forwardHtml(message, QStringLiteral("3 May")).contains(QStringLiteral("A &lt;b&gt; subject")));
}

} // namespace petrel::test
