#include "ui/compose/rich_text.h"

#include "core/html/html_from_text.h"
#include "core/html/link_target.h"
#include "ui/viewer/reading_document.h"
#include "ui/viewer/reading_text.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QUrl>

namespace petrel::ui {

namespace {

constexpr int kDepthProperty = QTextFormat::UserProperty + 2;
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

QString fragmentHtml(const QTextFragment &fragment)
{
    const QTextCharFormat format = fragment.charFormat();
    QString text = fragment.text();
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
    for (auto it = block.begin(); !it.atEnd(); ++it)
        html += fragmentHtml(it.fragment());
    return html;
}

/** Opens and closes blockquote and list elements as the paragraphs go by. */
class HtmlWriter
{
public:
    void write(const QTextBlock &block)
    {
        const QTextList *list = block.textList();
        const int depth = quoteDepth(block);
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

int quoteDepth(const QTextBlock &block)
{
    return block.blockFormat().intProperty(kDepthProperty);
}

void setQuoteDepth(QTextBlockFormat &format, int depth, Qt::LayoutDirection direction)
{
    const bool mirrored = direction == Qt::RightToLeft;
    format.setProperty(kDepthProperty, depth);
    format.setLeftMargin(mirrored ? 0 : depth * kQuoteStep);
    format.setRightMargin(mirrored ? depth * kQuoteStep : 0);
}

QString plainTextOf(const QTextDocument &document, bool quoteMarks)
{
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QString marks;
        if (quoteMarks && quoteDepth(block) > 0)
            marks = QString(quoteDepth(block), u'>') + u' ';
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
    for (const TextLine &line : readingText({text, {}}, text.size() + 1).lines) {
        QTextBlockFormat format;
        if (line.quoteLevel > 0)
            setQuoteDepth(format, line.quoteLevel, line.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        if (first)
            cursor.setBlockFormat(format);
        else
            cursor.insertBlock(format, QTextCharFormat());
        first = false;
        cursor.insertText(line.role == TextLine::Role::Blank ? QString() : line.text);
    }
}

void loadOwnHtml(QTextDocument *document, const QString &html)
{
    document->setHtml(html);
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format;
        const int depth = qRound(block.blockFormat().leftMargin() / kImportedQuoteMargin);
        if (depth > 0)
            setQuoteDepth(format, depth);
        if (block.textList())
            format.setIndent(block.blockFormat().indent());
        QTextCursor cursor(block);
        if (block.textList())
            format.setObjectIndex(block.blockFormat().objectIndex());
        cursor.setBlockFormat(format);
    }
}

} // namespace petrel::ui
