#include "core/html/text_from_html.h"

#include "core/html/link_target.h"
#include "core/html/markup_tree_p.h"
#include "core/html/text_writer_p.h"

namespace petrel::html {

namespace {

constexpr int kMostItems = 1'000'000; // where a list may begin to count

/** What an element inherits from those around it. */
struct Context
{
    Visibility visibility;
    bool preformatted = false;
    int *listNumber = nullptr; ///< of the innermost <ol>; nullptr in <ul>
};

class TextMaker
{
public:
    LinkedText make(const GumboNode &body)
    {
        children(body, {});
        return m_writer.take();
    }

private:
    void children(const GumboNode &element, const Context &context)
    {
        eachChild(element, [&](const GumboNode &child) { node(child, context); });
    }

    void node(const GumboNode &node, Context context)
    {
        if (isElement(node)) {
            context.visibility = visibilityOf(node, context.visibility);
            if (!context.visibility.removed && !isSilent(node.v.element.tag))
                element(node, context);
        } else if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
            if (!context.visibility.textIsSeen())
                return;
            const QString text = QString::fromUtf8(node.v.text.text);
            context.preformatted ? m_writer.preformatted(text) : m_writer.words(text);
        }
    }

    void element(const GumboNode &node, const Context &context)
    {
        switch (node.v.element.tag) {
        case GUMBO_TAG_BR: m_writer.addLine(); return;
        case GUMBO_TAG_IMG: picture(node, context); return;
        case GUMBO_TAG_HR: rule(); return;
        case GUMBO_TAG_A: link(node, context); return;
        case GUMBO_TAG_UL: case GUMBO_TAG_OL: list(node, context); return;
        case GUMBO_TAG_LI: item(node, context); return;
        case GUMBO_TAG_BLOCKQUOTE:
            m_writer.beginQuote();
            children(node, context);
            m_writer.endQuote();
            return;
        case GUMBO_TAG_PRE: pre(node, context); return;
        case GUMBO_TAG_TR:
            m_writer.beginRow();
            children(node, context);
            m_writer.endRow();
            return;
        case GUMBO_TAG_TD: case GUMBO_TAG_TH:
            m_writer.nextCell();
            children(node, context);
            return;
        default: block(node, context);
        }
    }

    static int linesAround(GumboTag tag)
    {
        switch (tag) {
        case GUMBO_TAG_P: case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6:
        case GUMBO_TAG_DL:
            return 2;
        case GUMBO_TAG_DIV: case GUMBO_TAG_TABLE: case GUMBO_TAG_CENTER: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_HEADER:
        case GUMBO_TAG_FOOTER: case GUMBO_TAG_MAIN: case GUMBO_TAG_NAV: case GUMBO_TAG_ASIDE: case GUMBO_TAG_ADDRESS: case GUMBO_TAG_FORM:
        case GUMBO_TAG_DT: case GUMBO_TAG_DD: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_CAPTION: case GUMBO_TAG_FIELDSET:
            return 1;
        default:
            return 0;
        }
    }

    void block(const GumboNode &node, const Context &context)
    {
        const int lines = linesAround(node.v.element.tag);
        if (lines > 0)
            m_writer.breakLines(lines);
        children(node, context);
        if (lines > 0)
            m_writer.breakLines(lines);
    }

    void picture(const GumboNode &node, const Context &context)
    {
        const QString alt = attribute(node, "alt").simplified();
        if (!alt.isEmpty() && context.visibility.textIsSeen())
            m_writer.words(QLatin1Char('[') + alt + QLatin1Char(']'));
    }

    void rule()
    {
        m_writer.breakLines(1);
        m_writer.words(QString(24, QChar(0x2500)));
        m_writer.breakLines(1);
    }

    void link(const GumboNode &node, const Context &context)
    {
        const QUrl url(attribute(node, "href").trimmed(), QUrl::TolerantMode);
        if (!isOpenableScheme(url)) {
            children(node, context);
            return;
        }
        m_writer.beginLink(url);
        children(node, context);
        m_writer.endLink();
    }

    void list(const GumboNode &node, Context context)
    {
        int number = std::clamp(attribute(node, "start").toInt(), -kMostItems, kMostItems) - 1;
        number = hasAttribute(node, "start") ? number : 0;
        context.listNumber = node.v.element.tag == GUMBO_TAG_OL ? &number : nullptr;
        m_writer.beginList();
        children(node, context);
        m_writer.endList();
    }

    void item(const GumboNode &node, const Context &context)
    {
        const QString mark = context.listNumber ? QString::number(++*context.listNumber) + QLatin1String(". ") : QStringLiteral("\u2022 ");
        m_writer.listMark(mark);
        children(node, context);
        m_writer.breakLines(1);
    }

    void pre(const GumboNode &node, Context context)
    {
        context.preformatted = true;
        m_writer.breakLines(2);
        children(node, context);
        m_writer.breakLines(2);
    }

    TextWriter m_writer;
};

} // namespace

LinkedText textFromHtml(const QString &html)
{
    const MarkupTree tree(html);
    const GumboNode *body = tree.body();
    return body ? TextMaker().make(*body) : LinkedText();
}

} // namespace petrel::html
