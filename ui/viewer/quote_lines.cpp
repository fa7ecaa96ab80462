#include "ui/viewer/quote_lines.h"

#include "ui/common/appearance.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>

#include <cmath>

namespace petrel::ui {

namespace {

constexpr int kLevelProperty = QTextFormat::UserProperty + 1;
constexpr int kDeepest = 8;
constexpr int kLine = 3;

/** A line runs on to the next paragraph of the same quote without a gap. */
int lineEnd(const QTextBlock &block, int level)
{
    const QAbstractTextDocumentLayout *layout = block.document()->documentLayout();
    const bool goesOn = block.next().isValid() && quoteLevelOf(block.next()) >= level;
    const qreal end = goesOn ? layout->blockBoundingRect(block.next()).top() : layout->blockBoundingRect(block).bottom();
    return static_cast<int>(std::ceil(end));
}

Colour lineColour(int level)
{
    return level == 1 ? Colour::Quote1 : level == 2 ? Colour::Quote2 : Colour::Quote3;
}

} // namespace

int quoteLevelOf(const QTextBlock &block)
{
    return block.blockFormat().intProperty(kLevelProperty);
}

void setQuoteLevel(QTextBlockFormat &format, int level, Qt::LayoutDirection direction)
{
    const int indent = std::min(level, kDeepest) * kQuoteStep;
    const bool mirrored = direction == Qt::RightToLeft;
    format.setProperty(kLevelProperty, level);
    format.setLeftMargin(mirrored ? 0 : indent);
    format.setRightMargin(mirrored ? indent : 0);
}

void paintQuoteLines(QPainter *painter, const QTextBlock &first, const QRect &area, const QuotePlace &place)
{
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        const QRectF box = block.document()->documentLayout()->blockBoundingRect(block).translated(0, -place.scrolled);
        if (box.top() > area.bottom())
            break;
        const bool mirrored = block.blockFormat().rightMargin() > 0;
        const int top = static_cast<int>(std::floor(box.top()));
        for (int level = 1; level <= std::min(quoteLevelOf(block), kDeepest); ++level) {
            const int inset = place.inset + (level - 1) * kQuoteStep;
            const int x = mirrored ? place.width - inset - kLine : inset;
            painter->fillRect(x, top, kLine, lineEnd(block, level) - place.scrolled - top, colour(lineColour(level)));
        }
    }
}

} // namespace petrel::ui
