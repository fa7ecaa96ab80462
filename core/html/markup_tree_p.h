#pragma once

#include <gumbo.h>

#include <QByteArray>
#include <QLatin1String>
#include <QString>

#include <memory>

namespace petrel::html {

/** A parsed document. Its nodes live as long as it does; open depth is bounded by the guard, so walking by calls is safe. */
class MarkupTree
{
public:
    explicit MarkupTree(const QString &html);

    /** <body>, or the root where there is none; nullptr for nothing at all. */
    [[nodiscard]] const GumboNode *body() const;

private:
    struct Release
    {
        void operator()(GumboOutput *output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
    };
    QByteArray m_utf8; // gumbo's nodes point into it
    std::unique_ptr<GumboOutput, Release> m_output;
};

[[nodiscard]] bool isElement(const GumboNode &node);
/** The attribute's value; empty when absent. */
[[nodiscard]] QString attribute(const GumboNode &node, const char *name);
[[nodiscard]] bool hasAttribute(const GumboNode &node, const char *name);

/** Calls visit(child) for each child of an element. */
template <class Visit> void eachChild(const GumboNode &node, Visit visit)
{
    const GumboVector &children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        visit(*static_cast<const GumboNode *>(children.data[i]));
}

/** What of an element is seen, as far as attributes and inline style tell. */
struct Visibility
{
    bool removed = false;  ///< it and all in it: display:none and such
    bool hidden = false;   ///< visibility:hidden; a child may be visible again
    bool tiny = false;     ///< font-size:0; a child may be larger again

    [[nodiscard]] bool textIsSeen() const { return !removed && !hidden && !tiny; }
};

/** The visibility of an element inside something of the given visibility. */
[[nodiscard]] Visibility visibilityOf(const GumboNode &element, Visibility inherited);

/** Elements whose whole content is never text for people: style, script, head, objects, form controls, svg. */
[[nodiscard]] bool isSilent(GumboTag tag);

} // namespace petrel::html
