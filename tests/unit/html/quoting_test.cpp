#include "tests/unit/html/html_tests.h"

#include "core/html/quoting.h"
#include "core/html/text_from_html.h"

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

void QuotingTest::wordsThatAreALinkAreFollowedByItsAddress()
{
    mime::MessageContent message;
    message.sections = {{"1", QStringLiteral("plain first"), {}},
                        {"2", {}, QStringLiteral("<p>Sign <a href='https://a.example/x?b=1'>here</a> or at <a href='https://www.a.example/'>www.a.example</a>, "
                                                 "ask <a href='mailto:ada@a.example'>ada@a.example</a></p>")},
                        {"3", {}, QStringLiteral("<a href='https://b.example'><b>last</b></a>")}};
    completeText(message);
    QCOMPARE(textWithAddresses(message), QStringLiteral("plain first\nSign here <https://a.example/x?b=1> or at www.a.example, ask ada@a.example\n"
                                                        "last <https://b.example>"));
    message.links.append({1, 4000, QUrl(QStringLiteral("https://beyond.example"))});
    QVERIFY(!textWithAddresses(message).contains(QStringLiteral("beyond")));
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
}

} // namespace petrel::test
