#pragma once

#include <QString>

class QTextDocument;

namespace petrel::ui {

// The composer's simple rich text: paragraphs with bold, italic, underline and links, two kinds of lists, and quotes.
// It leaves the editor as plain text and as our own small HTML; nothing else of QTextDocument's markup is sent.

/** LF lines: an empty one between paragraphs, quotes as "> ", lists as "- " and "1. ". */
[[nodiscard]] QString plainTextOf(const QTextDocument &document);
/** p, br, b, i, u, a, ul, ol, li and blockquote, everything escaped; well formed. */
[[nodiscard]] QString htmlOf(const QTextDocument &document);

/** Plain text with '>' marks: what stands between empty lines becomes one paragraph, at its quote level. */
void loadMarkedText(QTextDocument *document, const QString &text);
/** HTML of our own (a kept draft), already sanitised. */
void loadOwnHtml(QTextDocument *document, const QString &html);

} // namespace petrel::ui
