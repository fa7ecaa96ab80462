#include "ui/compose/quote_colours.h"

#include "ui/common/appearance.h"
#include "ui/viewer/quote_lines.h"

#include <QTextBlock>

namespace petrel::ui {

namespace {
constexpr int kInSignature = 1;
} // namespace

QuoteColours::QuoteColours(QTextDocument *document) : QSyntaxHighlighter(document)
{
    connect(&Appearance::instance(), &Appearance::changed, this, &QSyntaxHighlighter::rehighlight);
}

void QuoteColours::highlightBlock(const QString &text)
{
    qsizetype marks = 0;
    int level = quoteLevelOf(currentBlock());
    while (marks < text.size() && (text[marks] == u'>' || (level > 0 && text[marks] == u' ')))
        level += text[marks++] == u'>' ? 1 : 0;
    const bool signature = previousBlockState() == kInSignature || text == u"-- ";
    setCurrentBlockState(signature && level == 0 ? kInSignature : 0);
    if (level == 0 && !signature)
        return;
    QTextCharFormat muted;
    muted.setForeground(colour(Colour::TextMuted));
    setFormat(0, static_cast<int>(text.size()), muted);
    if (marks > 0) {
        QTextCharFormat mark;
        mark.setForeground(colour(level == 1 ? Colour::Quote1 : level == 2 ? Colour::Quote2 : Colour::Quote3));
        setFormat(0, static_cast<int>(marks), mark);
    }
}

} // namespace petrel::ui
