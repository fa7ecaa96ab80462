#pragma once

#include "core/mime/message_content.h"

#include <QList>
#include <QString>
#include <QUrl>

namespace petrel::html {

using LinkRange = mime::TextLink;

/** Readable text with its links as values. */
struct LinkedText
{
    QString text;            ///< LF lines
    QList<LinkRange> links;  ///< in order, not overlapping, only openable schemes

    friend bool operator==(const LinkedText &, const LinkedText &) = default;
};

/**
 * HTML made into clean text: paragraphs, lists with marks, one line per table row, quotes as "> ", pictures by their
 * alternative text, invisible text (display:none, zero font, hidden, and such) left out, links with http, https and mailto
 * kept as ranges. Pure; linear up to the caps of the pre-pass (see markup_guard.h); any thread, but not the GUI's.
 */
[[nodiscard]] LinkedText textFromHtml(const QString &html);

/** Fills text, links, textOrigin and preview of a message whose body, or a section of it, is HTML only. */
void completeText(mime::MessageContent &content);

} // namespace petrel::html
