#include "tests/unit/html/html_tests.h"

#include "core/html/markup_guard.h"
#include "core/html/sanitiser.h"
#include "core/html/text_from_html.h"

#include <QElapsedTimer>
#include <QtTest>

namespace petrel::test {

using namespace html;

void TextFromHtmlTest::markupBecomesText_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *html, const char *text) {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(text);
    };
    row("paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo");
    row("lines", "One<br>Two<br><br>Three", "One\nTwo\n\nThree");
    row("divs", "<div>One</div><div>Two</div>", "One\nTwo");
    row("white space", "  One \n\t two&nbsp; three ", "One two three");
    row("entities", "&lt;b&gt; &amp; &euro;", "<b> & €");
    row("list", "<ul><li>One<li>Two<ul><li>Deep</ul></ul>After", "• One\n• Two\n  • Deep\n\nAfter");
    row("numbered list", "<ol start=3><li>Three</li><li>Four</li></ol>", "3. Three\n4. Four");
    row("quote", "<p>Mine</p><blockquote>Yours<blockquote>Mine again</blockquote></blockquote>", "Mine\n\n> Yours\n>\n>> Mine again");
    row("table row is a line", "<table><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>", "A  B\nC  D");
    row("cells with paragraphs", "<table><tr><td><p>A</p></td><td><p>B</p></td></tr></table>", "A  B");
    row("cell of several lines", "<table><tr><td>A<br>B</td><td>C</td></tr></table>", "A\nB\nC");
    row("nested layout tables", "<table><tr><td><table><tr><td>A</td></tr></table></td></tr><tr><td>B</td></tr></table>", "A\nB");
    row("table heads", "<table><tr><th>Name<th>Age<tr><td>Ada<td>36</table>", "Name  Age\nAda  36");
    row("preformatted", "<pre>a  b\n  c</pre>", "a  b\n  c");
    row("picture", "<img src=x alt='Our logo'><img src=y>", "[Our logo]");
    row("style and script", "<style>p{}</style><script>x</script><title>t</title>Text", "Text");
    row("comment", "a<!-- b -->c<!--[if mso]>d<![endif]-->e", "ace");
    row("no end tags", "<p>One<p>Two", "One\n\nTwo");
    row("stray less-than", "1 < 2 <3", "1 < 2 <3");
    row("open comment swallows the rest", "a<!-- b", "a");
    row("plaintext has no power", "a<plaintext>b</plaintext>c", "abc");
    row("empty", "", "");
    row("only tags", "<div></div><p></p>", "");
    row("fillers between words", "Hi\xE2\x80\x8C\xC2\xA0\xE2\x80\x8C\xC2\xA0 there", "Hi\xE2\x80\x8C there");
}

void TextFromHtmlTest::markupBecomesText()
{
    QFETCH(QString, html);
    QFETCH(QString, text);
    QCOMPARE(textFromHtml(html).text, text);
}

void TextFromHtmlTest::invisibleTextIsLeftOut_data()
{
    QTest::addColumn<QString>("html");
    const auto row = [](const char *html) { QTest::newRow(html) << QString::fromUtf8(html); };
    row("<div style='display:none'>secret</div>");
    row("<div style='DISPLAY : none !important'>secret</div>");
    row("<span style='visibility:hidden'>secret</span>");
    row("<span style='font-size:0'>secret</span>");
    row("<span style='font-size:1px'>secret</span>");
    row("<div style='opacity:0'>secret</div>");
    row("<div style='max-height:0;overflow:hidden'>secret</div>");
    row("<div style='text-indent:-9999px'>secret</div>");
    row("<div style='color:#fff;background-color:#FFF'>secret</div>");
    row("<div style='mso-hide:all'>secret</div>");
    row("<div hidden>secret</div>");
    row("<template>secret</template>");
    row("<textarea>secret</textarea>");
    row("<svg><text>secret</text></svg>");
    row("<iframe>secret</iframe>");
}

void TextFromHtmlTest::invisibleTextIsLeftOut()
{
    QFETCH(QString, html);
    QCOMPARE(textFromHtml(QStringLiteral("<p>seen</p>") + html).text, QStringLiteral("seen"));
    QVERIFY(!sanitised(html).contains(QStringLiteral("secret")));
    // Mail templates set the size to zero outside and right inside.
    QCOMPARE(textFromHtml(QStringLiteral("<td style='font-size:0'><div style='font-size:14px'>seen</div></td>")).text, QStringLiteral("seen"));
}

void TextFromHtmlTest::linksAreRanges()
{
    const LinkedText text = textFromHtml(QStringLiteral("See <a href='https://petrel.example/a'>our <b>page</b></a> or "
                                                        "<a href='javascript:x'>not this</a>, <a href='mailto:a@b.example'>write</a>."));
    QCOMPARE(text.text, QStringLiteral("See our page or not this, write."));
    QCOMPARE(text.links.size(), 2);
    QCOMPARE(text.text.mid(text.links[0].begin, text.links[0].length), QStringLiteral("our page"));
    QCOMPARE(text.links[0].url, QUrl(QStringLiteral("https://petrel.example/a")));
    QCOMPARE(text.text.mid(text.links[1].begin, text.links[1].length), QStringLiteral("write"));
}

void TextFromHtmlTest::anUnclosedAttributeSwallowsTheRest()
{
    const LinkedText text = textFromHtml(QStringLiteral("before<img src=\"https://evil.example/?secret words of another part"));
    QCOMPARE(text.text, QStringLiteral("before"));
    QVERIFY(text.links.isEmpty());
}

void TextFromHtmlTest::deepMarkupIsCapped_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("div") << QByteArray("<div>").repeated(60'000);
    QTest::newRow("b with attributes") << QByteArray("<b class=x>").repeated(40'000);
    QTest::newRow("tables") << QByteArray("<table><tr><td>").repeated(20'000);
    QByteArray fonts;
    for (int i = 0; i < 10'000; ++i)
        fonts += "<p><font size=" + QByteArray::number(i) + ">x";
    QTest::newRow("formatting opened anew in each paragraph") << fonts;
    QTest::newRow("spans and closings") << QByteArray("<span></p>").repeated(40'000);
    QTest::newRow("open tags") << QByteArray("<").repeated(1'000'000);
    QTest::newRow("attributes") << "<a " + QByteArray("b=c ").repeated(500'000) + ">";
    QTest::newRow("raw text without end") << QByteArray("<style></").repeated(100'000);
    QTest::newRow("comments") << QByteArray("<!--").repeated(500'000);
    QTest::newRow("cells of one row") << "<table><tr>" + QByteArray("<td>cell").repeated(100'000);
    QTest::newRow("svg") << QByteArray("<svg>").repeated(40'000);
    QTest::newRow("links in links") << QByteArray("<a href=https://x.example><p>").repeated(50'000);
}

void TextFromHtmlTest::deepMarkupIsCapped()
{
    QFETCH(QByteArray, html);
    QElapsedTimer timer;
    timer.start();
    (void)textFromHtml(QString::fromUtf8(html) + QStringLiteral("end"));
    (void)sanitised(QString::fromUtf8(html));
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void TextFromHtmlTest::manyUnclosedItemsAreNotDeep()
{
    const QByteArray html = "<ul>" + QByteArray("<li>item").repeated(1000) + "</ul>" + QByteArray("<p>text").repeated(1000);
    QCOMPARE(guardedMarkup(html), html);
    QCOMPARE(textFromHtml(QString::fromUtf8(html)).text.count(QStringLiteral("\u2022")), 1000);
}

void TextFromHtmlTest::completeTextFillsHtmlOnlyMail()
{
    mime::MessageContent content;
    content.sections = {{"1", QString(), QStringLiteral("<p>Hello <b>you</b></p>")}, {"2", QStringLiteral("plain"), QString()}};
    completeText(content);
    QCOMPARE(content.text, QStringLiteral("Hello you\nplain"));
    QCOMPARE(content.textOrigin, mime::TextOrigin::FromHtml);
    QCOMPARE(content.preview, QStringLiteral("Hello you plain"));
}

} // namespace petrel::test
