#pragma once

#include "core/html/text_from_html.h"

#include <QString>

namespace petrel::html {

/** Web and mail addresses standing in plain text: http, https, mailto, "www." names (taken as https) and bare mail addresses. */
[[nodiscard]] QList<LinkRange> linkify(const QString &text);

/** Plain text as simple HTML: everything escaped, lines kept, links of linkify() as anchors, quotes as blockquote. */
[[nodiscard]] QString htmlFromText(const QString &text);

/**
 * Text whose spaces stay as many as they are, where a browser would close them up: runs of them and those at the beginning
 * of a line, with no-break spaces in between. A tab becomes four. `before` is the character in front of the text.
 */
[[nodiscard]] QString heldSpaces(const QString &text, QChar before = u'\n');

/** &, <, >, " and ' as entities. */
[[nodiscard]] QString escaped(const QString &text);

} // namespace petrel::html
