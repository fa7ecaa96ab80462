#pragma once

#include <QString>

class QTextBlock;
class QTextBlockFormat;
class QTextDocument;

namespace petrel::ui {

// The composer's simple rich text: paragraphs with bold, italic, underline and links, two kinds of lists, and quotes.
// It leaves the editor as plain text and as our own small HTML; nothing else of QTextDocument's markup is sent.

/** How deep a paragraph is quoted; 0 is the person's own text. */
[[nodiscard]] int quoteDepth(const QTextBlock &block);
/** Indents the format for this depth. */
void setQuoteDepth(QTextBlockFormat &format, int depth, Qt::LayoutDirection direction = Qt::LeftToRight);

/** LF lines; quotes as "> ", lists as "- " and "1. ". `quoteMarks` is false while the editor is in plain mode: its text has them already. */
[[nodiscard]] QString plainTextOf(const QTextDocument &document, bool quoteMarks);
/** p, br, b, i, u, a, ul, ol, li and blockquote, everything escaped; well formed. */
[[nodiscard]] QString htmlOf(const QTextDocument &document);

/** Plain text with '>' marks as paragraphs with quote depths. */
void loadMarkedText(QTextDocument *document, const QString &text);
/** HTML of our own (a kept draft), already sanitised. */
void loadOwnHtml(QTextDocument *document, const QString &html);

} // namespace petrel::ui
