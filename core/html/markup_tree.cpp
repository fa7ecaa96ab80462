#include "core/html/markup_tree_p.h"

#include "core/html/markup_guard.h"

namespace petrel::html {

MarkupTree::MarkupTree(const QString &html) : m_utf8(guardedMarkup(html.toUtf8()))
{
    m_output.reset(gumbo_parse_with_options(&kGumboDefaultOptions, m_utf8.constData(), static_cast<std::size_t>(m_utf8.size())));
}

const GumboNode *MarkupTree::body() const
{
    if (!m_output || !m_output->root || !isElement(*m_output->root))
        return nullptr;
    const GumboNode *found = m_output->root;
    eachChild(*m_output->root, [&found](const GumboNode &child) {
        if (isElement(child) && child.v.element.tag == GUMBO_TAG_BODY)
            found = &child;
    });
    return found;
}

bool isElement(const GumboNode &node)
{
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

QString attribute(const GumboNode &node, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&node.v.element.attributes, name);
    return found ? QString::fromUtf8(found->value) : QString();
}

bool hasAttribute(const GumboNode &node, const char *name)
{
    return gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

} // namespace petrel::html
