#pragma once

#include <Qt>

class QPainter;
class QRect;
class QTextBlock;
class QTextBlockFormat;

namespace petrel::ui {

// Quoted paragraphs, the same in the reader and in the composer: an indent per level, and a coloured line for each.

/** Width that one level takes: the line, and the gap to the text. */
inline constexpr int kQuoteStep = 14;

/** How deep a paragraph is quoted; 0 for the writer's own words. */
[[nodiscard]] int quoteLevelOf(const QTextBlock &block);
/** Marks and indents; at most eight levels indent further. In right-to-left text the lines stand on the right. */
void setQuoteLevel(QTextBlockFormat &format, int level, Qt::LayoutDirection direction = Qt::LeftToRight);

/** Where the document lies in the widget that shows it. */
struct QuotePlace
{
    int scrolled = 0; ///< pixels above the upper edge
    int inset = 0;    ///< of the text from both sides
    int width = 0;    ///< of the widget
};

/** Paints the lines of `first` and the paragraphs below it that lie in `area`. */
void paintQuoteLines(QPainter *painter, const QTextBlock &first, const QRect &area, const QuotePlace &place);

} // namespace petrel::ui
