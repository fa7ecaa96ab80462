#include "ui/compose/rich_text.h"

#include "core/html/html_from_text.h"
#include "core/html/link_target.h"
#include "core/html/quoting.h"
#include "ui/viewer/quote_lines.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QUrl>

namespace petrel::ui {

namespace {

constexpr qreal kImportedQuoteMargin = 40; ///< what Qt's HTML import gives a blockquote on each side

bool isOrdered(const QTextList &list)
{
    return list.format().style() == QTextListFormat::ListDecimal;
}

QString ownLines(const QTextBlock &block)
{
    QString text = block.text();
    text.replace(QChar::LineSeparator, u'\n');
    text.replace(QChar::Nbsp, u' ');
    text.remove(QChar::ObjectReplacementCharacter);
    return text;
}

QString wrapped(const QString &inside, bool wanted, QLatin1StringView element)
{
    if (!wanted)
        return inside;
    return u'<' + element + u'>' + inside + QLatin1StringView("</") + element + u'>';
}

/** `before`: the character in front of it, a line end where there is none. */
QString fragmentHtml(const QTextFragment &fragment, QChar before)
{
    const QTextCharFormat format = fragment.charFormat();
    QString text = html::heldSpaces(fragment.text(), before);
    text.remove(QChar::ObjectReplacementCharacter);
    QString html = html::escaped(text);
    html.replace(QChar::LineSeparator, QStringLiteral("<br>"));
    const QUrl target(format.anchorHref());
    const bool link = format.isAnchor() && html::isOpenableScheme(target);
    html = wrapped(html, format.fontWeight() >= QFont::DemiBold, QLatin1StringView("b"));
    html = wrapped(html, format.fontItalic(), QLatin1StringView("i"));
    html = wrapped(html, format.fontUnderline() && !link, QLatin1StringView("u"));
    if (link)
        html = QStringLiteral("<a href=\"%1\">").arg(html::escaped(target.toString(QUrl::FullyEncoded))) + html + QStringLiteral("</a>");
    return html;
}

QString paragraphHtml(const QTextBlock &block)
{
    QString html;
    QChar before = u'\n';
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        html += fragmentHtml(it.fragment(), before);
        before = it.fragment().text().back();
    }
    return html;
}

/** Opens and closes blockquote and list elements as the paragraphs go by. */
class HtmlWriter
{
public:
    void write(const QTextBlock &block)
    {
        const QTextList *list = block.textList();
        const int depth = quoteLevelOf(block);
        if (list != m_list || depth != m_depth)
            closeList();
        for (; m_depth > depth; --m_depth)
            m_html += QStringLiteral("</blockquote>\n");
        for (; m_depth < depth; ++m_depth)
            m_html += QStringLiteral("<blockquote>\n");
        if (list && !m_list) {
            m_list = list;
            m_html += isOrdered(*list) ? QStringLiteral("<ol>\n") : QStringLiteral("<ul>\n");
        }
        const QString inside = paragraphHtml(block);
        if (list)
            m_html += QStringLiteral("<li>") + inside + QStringLiteral("</li>\n");
        else
            m_html += QStringLiteral("<p>") + (inside.isEmpty() ? QStringLiteral("<br>") : inside) + QStringLiteral("</p>\n");
    }

    QString finish()
    {
        closeList();
        for (; m_depth > 0; --m_depth)
            m_html += QStringLiteral("</blockquote>\n");
        return m_html;
    }

private:
    void closeList()
    {
        if (m_list)
            m_html += isOrdered(*m_list) ? QStringLiteral("</ol>\n") : QStringLiteral("</ul>\n");
        m_list = nullptr;
    }

    QString m_html;
    const QTextList *m_list = nullptr;
    int m_depth = 0;
};

} // namespace

QString plainTextOf(const QTextDocument &document)
{
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = quoteLevelOf(block);
        const QString marks = level > 0 ? QString(level, u'>') + u' ' : QString();
        const QTextBlock above = block.previous();
        if (above.isValid() && !(above.textList() && above.textList() == block.textList()))
            lines.append(QString(std::min(level, quoteLevelOf(above)), u'>'));
        QString item;
        if (const QTextList *list = block.textList())
            item = isOrdered(*list) ? QStringLiteral("%1. ").arg(list->itemNumber(block) + 1) : QStringLiteral("- ");
        for (const QString &line : ownLines(block).split(u'\n'))
            lines.append(marks + std::exchange(item, QString()) + line);
    }
    return lines.join(u'\n');
}

QString htmlOf(const QTextDocument &document)
{
    HtmlWriter writer;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        writer.write(block);
    return writer.finish();
}

void loadMarkedText(QTextDocument *document, const QString &text)
{
    document->clear();
    QTextCursor cursor(document);
    bool first = true;
    const auto addParagraph = [&](int level, const QString &paragraph) {
        QTextBlockFormat format;
        if (level > 0)
            setQuoteLevel(format, level, paragraph.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        if (first)
            cursor.setBlockFormat(format);
        else
            cursor.insertBlock(format, QTextCharFormat());
        first = false;
        cursor.insertText(QString(paragraph).replace(u'\n', QChar::LineSeparator), QTextCharFormat());
    };
    static const QRegularExpression emptyLines(QStringLiteral("\n\\s*\n"));
    for (const html::QuoteBlock &block : html::splitQuotes(text)) {
        QString own = block.text;
        while (own.endsWith(u'\n'))
            own.chop(1);
        for (const QString &paragraph : own.split(emptyLines))
            addParagraph(block.level, paragraph);
    }
}

void loadOwnHtml(QTextDocument *document, const QString &html)
{
    static const QRegularExpression betweenTags(QStringLiteral(">\\s*\n\\s*<"));
    document->setHtml(html.trimmed().replace(betweenTags, QStringLiteral("><"))); // else line ends would become spaces
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format;
        const int depth = qRound(block.blockFormat().leftMargin() / kImportedQuoteMargin);
        if (depth > 0)
            setQuoteLevel(format, depth);
        if (block.textList())
            format.setIndent(block.blockFormat().indent());
        QTextCursor cursor(block);
        if (block.textList())
            format.setObjectIndex(block.blockFormat().objectIndex());
        cursor.setBlockFormat(format);
    }
}

} // namespace petrel::ui
