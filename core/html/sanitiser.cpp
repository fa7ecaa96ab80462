#include "core/html/sanitiser.h"

#include "core/html/html_from_text.h"
#include "core/html/inline_style_p.h"
#include "core/html/link_target.h"
#include "core/html/markup_names_p.h"
#include "core/html/markup_tree_p.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace petrel::html {

namespace {

constexpr int kPasses = 5;
constexpr qsizetype kValueCharacters = 200;

const QSet<QByteArray> &allowedElements()
{
    static const QSet<QByteArray> set{
        "a", "b", "big", "blockquote", "br", "caption", "center", "code", "dd", "del", "div", "dl", "dt", "em", "font", "h1", "h2", "h3",
        "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s", "small", "span", "strike", "strong", "sub", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul"};
    return set;
}

const QSet<QString> &allowedProperties()
{
    static const QSet<QString> set = [] {
        const QStringList list = QStringLiteral("color background-color font-weight font-style font-family font-size text-decoration "
                                                "text-align direction white-space vertical-align padding margin margin-left border "
                                                "border-left border-collapse width").split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return set;
}

/** Words, numbers, colours; functions only where they make a colour. No quotes, no escapes, no url(). */
bool isPlainStyleValue(const QString &value)
{
    static const QRegularExpression plain(QStringLiteral("^(?:[a-zA-Z0-9 #%.,'-]|rgba?\\([0-9., %]+\\))+$"));
    return value.size() <= kValueCharacters && plain.match(value).hasMatch();
}

QString cleanStyle(const QString &style)
{
    const QHash<QString, QString> declarations = inlineStyle(style);
    QStringList names = declarations.keys();
    names.sort();
    QStringList kept;
    for (const QString &name : names) {
        if (allowedProperties().contains(name) && isPlainStyleValue(declarations.value(name)))
            kept.append(name + QStringLiteral(": ") + declarations.value(name));
    }
    return kept.join(QStringLiteral("; "));
}

bool isPlainWord(const QString &value)
{
    static const QRegularExpression word(QStringLiteral("^[a-zA-Z0-9 #%,.-]{1,60}$"));
    return word.match(value).hasMatch();
}

/** Attributes that carry a plain word or number and nothing that is loaded. */
const QHash<QByteArray, QList<const char *>> &plainAttributes()
{
    static const QHash<QByteArray, QList<const char *>> table{
        {"font", {"color", "face", "size"}}, {"img", {"width", "height"}}, {"table", {"border", "cellpadding", "cellspacing", "width", "bgcolor"}},
        {"td", {"colspan", "rowspan", "align", "valign", "width", "bgcolor"}}, {"th", {"colspan", "rowspan", "align", "valign", "width", "bgcolor"}},
        {"tr", {"align", "valign", "bgcolor"}}, {"ol", {"start", "type"}}, {"ul", {"type"}}, {"p", {"align"}}, {"div", {"align"}}};
    return table;
}

class Sanitiser
{
public:
    QString run(const GumboNode &body)
    {
        children(body, {});
        return m_out;
    }

private:
    void children(const GumboNode &element, Visibility visibility)
    {
        eachChild(element, [&](const GumboNode &child) { node(child, visibility); });
    }

    void node(const GumboNode &node, Visibility visibility)
    {
        if (isElement(node)) {
            visibility = visibilityOf(node, visibility);
            if (!visibility.removed && !isSilent(node.v.element.tag))
                element(node, visibility);
        } else if (node.type == GUMBO_NODE_WHITESPACE) {
            m_out += QString::fromUtf8(node.v.text.text);
        } else if ((node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA) && visibility.textIsSeen()) {
            m_out += escaped(QString::fromUtf8(node.v.text.text));
        }
    }

    void element(const GumboNode &node, Visibility visibility)
    {
        const QByteArray name = gumbo_normalized_tagname(node.v.element.tag);
        const bool picture = name == "img" && !isOwnPicture(node);
        if (!allowedElements().contains(name) || picture) {
            if (picture)
                m_out += escaped(attribute(node, "alt"));
            children(node, visibility);
            return;
        }
        const QString tag = QString::fromLatin1(name);
        m_out += QLatin1Char('<') + tag;
        attributes(node, name);
        m_out += QLatin1Char('>');
        if (isVoid(name))
            return;
        const qsizetype begin = m_out.size();
        children(node, visibility);
        // The parser swallows one line end behind <pre>; a second one keeps the first.
        if (name == "pre" && m_out.size() > begin && m_out[begin] == QLatin1Char('\n'))
            m_out.insert(begin, QLatin1Char('\n'));
        m_out += QLatin1String("</") + tag + QLatin1Char('>');
    }

    /** Pictures of the message itself; everything else would be fetched from somewhere. */
    static bool isOwnPicture(const GumboNode &node)
    {
        return attribute(node, "src").trimmed().startsWith(QLatin1String("cid:"), Qt::CaseInsensitive);
    }

    void attributes(const GumboNode &node, const QByteArray &name)
    {
        if (name == "a") {
            const QUrl url(attribute(node, "href").trimmed(), QUrl::TolerantMode);
            if (isOpenableScheme(url))
                write("href", QString::fromLatin1(url.toEncoded()));
        }
        if (name == "img") {
            write("src", attribute(node, "src").trimmed());
            if (hasAttribute(node, "alt"))
                write("alt", attribute(node, "alt"));
        }
        for (const char *plain : plainAttributes().value(name)) {
            const QString value = attribute(node, plain).trimmed();
            if (isPlainWord(value))
                write(plain, value);
        }
        if (const QString direction = attribute(node, "dir").toLower();
            direction == QLatin1String("ltr") || direction == QLatin1String("rtl") || direction == QLatin1String("auto"))
            write("dir", direction);
        if (const QString style = cleanStyle(attribute(node, "style")); !style.isEmpty())
            write("style", style);
    }

    void write(const char *name, const QString &value)
    {
        m_out += QLatin1Char(' ') + QLatin1String(name) + QLatin1String("=\"") + escaped(value) + QLatin1Char('"');
    }

    QString m_out;
};

QString pass(const QString &html)
{
    const MarkupTree tree(html);
    const GumboNode *body = tree.body();
    return body ? Sanitiser().run(*body) : QString();
}

} // namespace

QString sanitised(const QString &html)
{
    // Taking an element out may put others where the parser would not have them; it settles after a pass or two.
    QString result = pass(html);
    for (int i = 1; i < kPasses; ++i) {
        QString again = pass(result);
        if (again == result)
            return result;
        result = std::move(again);
    }
    // Markup that never settles is a trick. Its text is enough.
    return htmlFromText(textFromHtml(html).text);
}

} // namespace petrel::html
