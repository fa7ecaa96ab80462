#include "tests/unit/html/html_tests.h"

#include "core/html/html_from_text.h"
#include "core/html/sanitiser.h"

#include <QRegularExpression>
#include <QtTest>

namespace petrel::test {

using namespace html;

void SanitiserTest::nothingActiveStays_data()
{
    QTest::addColumn<QString>("html");
    const auto row = [](const char *html) { QTest::newRow(html) << QString::fromUtf8(html); };
    row("<script>alert(1)</script>");
    row("<img src=https://t.example/x.png>");
    row("<img src=\"  javascript:alert(1)\">");
    row("<img srcset=https://t.example/x.png src=cid:a onerror=alert(1)>");
    row("<a href=javascript:alert(1)>x</a>");
    row("<a href=\"java&#10;script:alert(1)\">x</a>");
    row("<a href='file:///etc/passwd' onclick=alert(1)>x</a>");
    row("<p style=\"background:url(https://t.example/x)\">x</p>");
    row("<p style=\"color:expression(alert(1))\">x</p>");
    row("<p style=\"color:u\\72l(https://t.example)\">x</p>");
    row("<table background=https://t.example/x><tr><td>x</td></tr></table>");
    row("<link rel=stylesheet href=https://t.example/x.css>");
    row("<style>@import url(https://t.example/x.css);</style>");
    row("<meta http-equiv=refresh content='0;url=https://t.example'>");
    row("<base href=https://t.example/>");
    row("<iframe src=https://t.example></iframe>");
    row("<object data=https://t.example></object>");
    row("<embed src=https://t.example>");
    row("<video src=https://t.example poster=https://t.example></video>");
    row("<svg><image href=https://t.example></svg>");
    row("<svg><style><img src=x onerror=alert(1)></style></svg>");
    row("<form action=https://t.example><input type=image src=https://t.example></form>");
    row("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>");
    row("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">");
    row("<p title='\"><script>alert(1)</script>'>x</p>");
    row("<!--><script>alert(1)</script>-->");
    row("<x onload=alert(1) style=position:fixed>x</x>");
    row("<body onload=alert(1) background=https://t.example>x");
    row("<img src=\"cid:a\" alt='\" onerror=\"alert(1)'>");
}

void SanitiserTest::nothingActiveStays()
{
    QFETCH(QString, html);
    const QString clean = sanitised(html);
    static const QRegularExpression active(
        QStringLiteral("<(script|style|iframe|object|embed|video|svg|math|form|input|link|meta|base|x|body)"
                       "|<[^>\"]*(\"[^\"]*\"[^>\"]*)*\\son\\w+=|(src|background|poster|data|action)=\"(?!cid:)|href=\"(?!https?:|mailto:)|url\\(|expression|position"),
        QRegularExpression::CaseInsensitiveOption);
    QVERIFY2(!active.match(clean).hasMatch(), qPrintable(clean));
}

void SanitiserTest::plainFormattingStays_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("clean");
    const auto row = [](const char *html, const char *clean) { QTest::newRow(html) << QString::fromUtf8(html) << QString::fromUtf8(clean); };
    row("<p>One <b>two</b><br>three</p>", "<p>One <b>two</b><br>three</p>");
    row("<p class=x id=y style='color:red; position:fixed'>a</p>", "<p style=\"color: red\">a</p>");
    row("<a href=https://a.example/?a=1&b=2 target=_blank>x</a>", "<a href=\"https://a.example/?a=1&amp;b=2\">x</a>");
    row("<img src=cid:pic@x alt=Pic width=10>", "<img src=\"cid:pic@x\" alt=\"Pic\" width=\"10\">");
    row("<img src=https://t.example/x alt='A &lt;b&gt;'>", "A &lt;b&gt;");
    row("<td colspan=2>loose cell</td>", "loose cell");
    row("a < b & c", "a &lt; b &amp; c");
    row("<section><p>kept</p></section>", "<p>kept</p>");
    row("", "");
}

void SanitiserTest::plainFormattingStays()
{
    QFETCH(QString, html);
    QFETCH(QString, clean);
    QCOMPARE(sanitised(html), clean);
}

void SanitiserTest::twiceIsTheSameAsOnce_data()
{
    nothingActiveStays_data();
    QTest::newRow("pre") << QStringLiteral("<pre>\n\na</pre>");
    QTest::newRow("paragraph in button") << QStringLiteral("<p><button><p>a</button>b");
    QTest::newRow("misnested") << QStringLiteral("<b><i>a</b>b</i><table><b>c<tr><td>d</b></table>");
    QTest::newRow("links in links") << QStringLiteral("<a href=https://a.example><object><a href=https://b.example>x");
}

void SanitiserTest::twiceIsTheSameAsOnce()
{
    QFETCH(QString, html);
    const QString once = sanitised(html);
    QCOMPARE(sanitised(once), once);
}

void SanitiserTest::textAsHtmlIsEscaped()
{
    const QString html = htmlFromText(QStringLiteral("<script>x</script> & \"https://a.example/?a=1&b=<2>\"\n> quoted  wide"));
    QVERIFY(!html.contains(QStringLiteral("<script")));
    QVERIFY(html.contains(QStringLiteral("<a href=\"https://a.example/?a=1&amp;b=\">https://a.example/?a=1&amp;b=</a>&lt;2&gt;")));
    QVERIFY(html.contains(QStringLiteral("<blockquote><div>quoted \u00A0wide</div>")));
    QCOMPARE(escaped(QStringLiteral("<&>\"'")), QStringLiteral("&lt;&amp;&gt;&quot;&#39;"));
}

} // namespace petrel::test
