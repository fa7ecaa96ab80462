#include "tests/unit/html/html_tests.h"

#include "core/html/html_from_text.h"
#include "core/html/link_target.h"
#include "core/html/mailto.h"

#include <QtTest>

namespace petrel::test {

using namespace html;

void LinksTest::onlySafeSchemesOpen_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("opens");
    for (const char *good : {"http://a.example", "HTTPS://a.example/x", "mailto:a@b.example"})
        QTest::newRow(good) << QString::fromUtf8(good) << true;
    for (const char *bad : {"", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "file://host/share", "smb://h/s", "\\\\host\\share",
                            "vbscript:x", "ms-word:ofe|u|x", "search:x", "about:blank", "blob:x", "cid:x", "ftp://h/x", "ssh://h", "telnet://h",
                            "tel:123", "sms:1", "view-source:https://a.example", "jar:x", "resource://x", "chrome://x", "http:", "https:///x",
                            "http://", "mailto:", "relative/path", "//a.example/x", "#top", "apt:x", "steam://x", "intent:x", "java\nscript:x"})
        QTest::newRow(*bad ? bad : "empty") << QString::fromUtf8(bad) << false;
}

void LinksTest::onlySafeSchemesOpen()
{
    QFETCH(QString, url);
    QFETCH(bool, opens);
    QCOMPARE(isOpenableScheme(QUrl(url)), opens);
    QCOMPARE(examineLink(QUrl(url), url).url.isValid(), opens);
}

void LinksTest::linksAreJudged_data()
{
    using enum LinkWarning;
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QList<LinkWarning>>("warnings");
    const auto row = [](const char *name, const char *url, const char *shown, QList<LinkWarning> warnings) {
        QTest::newRow(name) << QString::fromUtf8(url) << QString::fromUtf8(shown) << warnings;
    };
    row("words", "https://shop.example.com/x", "Our shop", {});
    row("same address", "https://www.bank.com/login", "www.bank.com", {});
    row("other host of the same domain", "https://click.bank.com/x", "https://www.bank.com/", {});
    row("other domain", "https://evil.net/x", "https://www.bank.com/", {OtherDomain});
    row("bare domain", "https://evil.net", "bank.com", {OtherDomain});
    row("address within words", "https://evil.net", "Log in at www.bank.com now", {OtherDomain});
    row("domain in front of the real one", "https://bank.com.evil.net", "bank.com", {OtherDomain});
    row("a suffix that is on no list", "https://evil.net", "http://bank.weird", {OtherDomain});
    row("www and a suffix that is on no list", "https://evil.net", "www.bank.corp", {OtherDomain});
    row("two-level suffix", "https://evil.co.uk", "bank.co.uk", {OtherDomain});
    row("file name is no domain", "https://a.example.com", "readme.txt", {});
    row("version is no domain", "https://a.example.com", "1.2.3", {});
    row("sentence is no domain", "https://a.example.com", "Done.Next step", {});
    row("user part", "https://bank.com@evil.net/", "here", {UserPart});
    row("number", "http://192.168.0.1/x", "here", {NumericHost});
    row("coded host", "https://bücher.example/", "here", {Punycode});
    row("mixed scripts", "https://xn--pypal-4ve.com/", "here", {Punycode, MixedScripts});
    row("mail", "mailto:a@b.example", "a@c.example", {});
}

void LinksTest::linksAreJudged()
{
    QFETCH(QString, url);
    QFETCH(QString, shown);
    QFETCH(QList<LinkWarning>, warnings);
    const LinkTarget target = examineLink(QUrl(url), shown);
    QCOMPARE(target.warnings, warnings);
    QVERIFY(std::all_of(target.hostAscii.begin(), target.hostAscii.end(), [](QChar c) { return c.unicode() < 0x80; }));
}

void LinksTest::addressesInTextAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *text, const char *found) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(found); };
    row("see https://a.example/x.", "https://a.example/x");
    row("(https://a.example/x_(y))", "https://a.example/x_(y)");
    row("<http://a.example>", "http://a.example");
    row("www.a.example, b", "www.a.example");
    row("write to ada@example.org!", "ada@example.org");
    row("mailto:ada@example.org", "mailto:ada@example.org");
    row("https://a.example/?q=1&r=ü", "https://a.example/?q=1&r=ü");
    row("no links here: a@b, x.y, javascript:alert(1), file:///x", "");
    row("xhttp://a.example", "");
    row("https://", "");
    row("", "");
}

void LinksTest::addressesInTextAreFound()
{
    QFETCH(QString, text);
    QFETCH(QString, found);
    QStringList words;
    for (const LinkRange &link : linkify(text))
        words.append(text.mid(link.begin, link.length));
    QCOMPARE(words.join(QLatin1Char(' ')), found);
}

void LinksTest::registrableDomainsAreKnown()
{
    QCOMPARE(registrableDomain(QStringLiteral("a.b.example.co.uk")), QStringLiteral("example.co.uk"));
    QCOMPARE(registrableDomain(QStringLiteral("WWW.Example.COM")), QStringLiteral("example.com"));
    QCOMPARE(registrableDomain(QStringLiteral("localhost")), QStringLiteral("localhost"));
    QCOMPARE(registrableDomain(QString()), QString());
}

void LinksTest::mailtoIsRead()
{
    const MailtoRequest request = parseMailto(QStringLiteral("mailto:a@b.example,%22C%2C%20D%22%20%3Cc@b.example%3E?cc=d@b.example&subject=Gr%C3%BC%C3%9Fe"
        "&body=One%0D%0ATwo+2&in-reply-to=%3Cid@x%3E&BCC=e@b.example")).value();
    QCOMPARE(request.to.size(), 2);
    QCOMPARE(request.to.at(1).name, QStringLiteral("C, D"));
    QCOMPARE(request.cc.size(), 1);
    QCOMPARE(request.bcc.first().email, QStringLiteral("e@b.example"));
    QCOMPARE(request.subject, QStringLiteral("Grüße"));
    QCOMPARE(request.body, QStringLiteral("One\nTwo+2"));
    QCOMPARE(request.inReplyTo, QByteArray("id@x"));
}

void LinksTest::mailtoAcceptsNothingElse_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"mailto:a@b.example?attach=/etc/passwd", "mailto:a@b.example?attachment=x", "mailto:a@b.example?from=x@y.example",
                            "mailto:a@b.example?X-Header=1", "mailto:a@b.example?reply-to=x@y.example", "mailto:a@b.example?%61ttach=x",
                            "mailto:a@b.example?=x", "mailto:a@b.example?&&&", "mailto:a@b.example?subject", "MAILTO:a@b.example#frag"})
        QTest::newRow(url) << QString::fromUtf8(url);
}

void LinksTest::mailtoAcceptsNothingElse()
{
    QFETCH(QString, url);
    MailtoRequest plain;
    plain.to = {{QString(), QStringLiteral("a@b.example")}};
    QCOMPARE(parseMailto(url).value(), plain);

    const MailtoRequest injected = parseMailto(QStringLiteral("mailto:a@b.example?subject=x%0D%0ABcc:%20y@evil.example&to=a%0D%0Ab@c.example")).value();
    QVERIFY(!injected.subject.contains(QLatin1Char('\n')) && !injected.subject.contains(QLatin1Char('\r')));
    QVERIFY(injected.bcc.isEmpty());
    QCOMPARE(parseMailto(QStringLiteral("http://a.example")).error().kind, ErrorKind::Invalid);
    QCOMPARE(parseMailto(QString()).error().kind, ErrorKind::Invalid);
}

} // namespace petrel::test
