#pragma once

#include <QByteArray>
#include <QSet>

namespace petrel::html {

/** Element names by how HTML's parsing rules treat them; all lower case. */
namespace names {
using Set = QSet<QByteArray>;
inline const Set &voids()
{
    static const Set set{"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
                         "link", "meta", "param", "source", "track", "wbr"};
    return set;
}
inline const Set &formatting()
{
    static const Set set{"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"};
    return set;
}
inline const Set &paragraphEnders()
{
    static const Set set{"address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
                         "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li",
                         "main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul"};
    return set;
}
inline const Set &scopes()
{
    static const Set set{"table", "ul", "ol", "dl", "td", "th", "blockquote", "button", "object", "applet", "marquee", "body", "html"};
    return set;
}
} // namespace names

inline bool isVoid(const QByteArray &name) { return names::voids().contains(name); }
inline bool isFormatting(const QByteArray &name) { return names::formatting().contains(name); }
inline bool isScope(const QByteArray &name) { return names::scopes().contains(name); }

/** Raw text that no reader of mail needs. */
inline bool isDroppedRaw(const QByteArray &name)
{
    return name == "script" || name == "iframe" || name == "noembed" || name == "noframes" || name == "xmp";
}

inline bool isKeptRaw(const QByteArray &name) { return name == "style" || name == "title" || name == "textarea"; }

/** True when an open element `open` ends by itself as `next` begins. */
inline bool endsBefore(const QByteArray &open, const QByteArray &next)
{
    const auto isCell = [](const QByteArray &name) { return name == "td" || name == "th"; };
    const auto isGroup = [](const QByteArray &name) { return name == "tbody" || name == "thead" || name == "tfoot"; };
    const auto isTerm = [](const QByteArray &name) { return name == "dt" || name == "dd"; };
    if (open == "p")
        return names::paragraphEnders().contains(next);
    if (open == "li" || open == "option")
        return next == open;
    if (isTerm(open))
        return isTerm(next);
    if (isCell(open))
        return isCell(next) || next == "tr" || isGroup(next);
    if (open == "tr")
        return next == "tr" || isGroup(next);
    return isGroup(open) && isGroup(next);
}

} // namespace petrel::html
