#pragma once

#include <QByteArray>

namespace petrel::html {

/** What the pre-pass lets through to the HTML parser. */
struct MarkupLimits
{
    int depth = 200;                           ///< open elements; deeper ones are left out with their end tags
    qsizetype bytes = 4 * 1024 * 1024;         ///< UTF-8; the rest is cut
    int attributesPerTag = 64;                 ///< further ones are dropped
    qsizetype attributeBytes = 1024 * 1024;   ///< of one tag (pictures may stand in data: URLs); a larger tag loses its attributes
    qsizetype nodes = 300'000;                 ///< elements the parser may have to make; the rest is cut
};

/**
 * One linear pass over UTF-8 markup before any tree is built, because gumbo's time grows with the square of the open
 * depth. Knows comments, declarations, quoted attributes and raw-text elements. Pure; safe on any bytes.
 */
[[nodiscard]] QByteArray guardedMarkup(const QByteArray &utf8, const MarkupLimits &limits = {});

} // namespace petrel::html
