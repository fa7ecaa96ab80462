#include "core/html/html_from_text.h"

#include "core/html/link_target.h"
#include "core/html/quoting.h"

#include <QRegularExpression>

namespace petrel::html {

namespace {

/** Marks that end a sentence, not an address; a closing bracket stays if it was opened inside. */
qsizetype withoutTail(QStringView text)
{
    qsizetype length = text.size();
    while (length > 0) {
        const QChar last = text[length - 1];
        const bool closing = last == QLatin1Char(')') || last == QLatin1Char(']');
        const QChar opening = last == QLatin1Char(')') ? QLatin1Char('(') : QLatin1Char('[');
        if (closing && text.first(length).count(opening) >= text.first(length).count(last))
            break;
        if (!closing && !QStringView(u".,;:!?'\"*_}>\u2019\u201D\u00BB").contains(last))
            break;
        --length;
    }
    return length;
}

const QRegularExpression &addressPattern()
{
    static const QRegularExpression pattern(
        QStringLiteral("(?<![\\w@./-])(?:"
                       "(?<web>(?:https?://|www\\.)[^\\s<>\"\\x{2028}\\x{2029}]{1,2000})"
                       "|(?<mail>(?:mailto:)?[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}))"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

QUrl urlOf(const QString &word, bool mail)
{
    if (mail)
        return QUrl(word.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive) ? word : QLatin1String("mailto:") + word);
    const bool bare = word.startsWith(QLatin1String("www."), Qt::CaseInsensitive);
    return QUrl(bare ? QLatin1String("https://") + word : word, QUrl::TolerantMode);
}

QString linkedBlock(const QString &text)
{
    QString html;
    qsizetype at = 0;
    for (const LinkRange &link : linkify(text)) {
        html += escaped(heldSpaces(text.mid(at, link.begin - at), at == 0 ? QChar(u'\n') : text[at - 1]));
        html += QLatin1String("<a href=\"") + escaped(QString::fromLatin1(link.url.toEncoded())) + QLatin1String("\">")
            + escaped(text.mid(link.begin, link.length)) + QLatin1String("</a>");
        at = link.begin + link.length;
    }
    html += escaped(heldSpaces(text.mid(at), at == 0 ? QChar(u'\n') : text[at - 1]));
    return html.replace(QLatin1Char('\n'), QLatin1String("<br>\n"));
}

} // namespace

QList<LinkRange> linkify(const QString &text)
{
    QList<LinkRange> links;
    QRegularExpressionMatchIterator matches = addressPattern().globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const bool mail = match.capturedStart(QStringLiteral("mail")) >= 0;
        const qsizetype length = withoutTail(match.capturedView());
        const QUrl url = urlOf(match.captured().left(length), mail);
        if (isOpenableScheme(url) && (mail || !url.host().isEmpty()))
            links.append({match.capturedStart(), length, url});
    }
    return links;
}

QString escaped(const QString &text)
{
    QString out;
    out.reserve(text.size() + text.size() / 8);
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'&': out += QLatin1String("&amp;"); break;
        case u'<': out += QLatin1String("&lt;"); break;
        case u'>': out += QLatin1String("&gt;"); break;
        case u'"': out += QLatin1String("&quot;"); break;
        case u'\'': out += QLatin1String("&#39;"); break;
        default: out += c;
        }
    }
    return out;
}

QString heldSpaces(const QString &text, QChar before)
{
    QString held;
    held.reserve(text.size());
    QChar last = before;
    const auto addSpace = [&] {
        const bool wouldGo = last == u' ' || last == u'\n' || last == QChar::LineSeparator;
        held += last = wouldGo ? QChar(QChar::Nbsp) : QChar(u' ');
    };
    for (const QChar c : text) {
        if (c == u'\t') {
            for (int i = 0; i < 4; ++i)
                addSpace();
        } else if (c == u' ') {
            addSpace();
        } else {
            held += last = c;
        }
    }
    return held;
}

QString htmlFromText(const QString &text)
{
    QString html;
    int level = 0;
    for (const QuoteBlock &block : splitQuotes(text)) {
        for (; level < block.level; ++level)
            html += QLatin1String("<blockquote>");
        for (; level > block.level; --level)
            html += QLatin1String("</blockquote>");
        html += QLatin1String("<div>") + linkedBlock(block.text) + QLatin1String("</div>\n");
    }
    for (; level > 0; --level)
        html += QLatin1String("</blockquote>");
    return html;
}

} // namespace petrel::html
