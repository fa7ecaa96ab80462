#include "ui/viewer/reading_document.h"

#include "ui/common/appearance.h"
#include "ui/viewer/quote_lines.h"

#include <QFontInfo>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr qreal kLineHeight = 1.55;

class DocumentWriter
{
public:
    DocumentWriter(QTextDocument *document, bool fixedPitch)
        : m_cursor(document), m_bodyFont(fixedPitch ? fixedFont() : font(TypeRole::Reading)),
          m_smallFont(fixedPitch ? fixedFont() : font(TypeRole::Body)),
          m_lineHeight(qRound(kLineHeight * QFontInfo(m_bodyFont).pixelSize()))
    {
    }

    void write(const TextLine &line, ReadingLayout &layout)
    {
        const bool blank = line.role == TextLine::Role::Blank;
        startBlock(blockFormat(line.quoteLevel, blank ? m_lineHeight / 2.0 : m_lineHeight, blank), charFormat(line));
        writeWords(line, 0, layout);
    }

    /** The rest of a paragraph whose lines were only wrapped. */
    void writeOn(const TextLine &line, ReadingLayout &layout)
    {
        const auto words = std::find_if(line.text.begin(), line.text.end(), [](QChar c) { return c != u' '; });
        m_cursor.insertText(QStringLiteral(" "), charFormat(line));
        writeWords(line, words - line.text.begin(), layout);
    }

    void writeFold(qsizetype run, ReadingLayout &layout)
    {
        QTextBlockFormat format = blockFormat(0, kFoldHeight, true);
        format.setTopMargin(4);
        format.setBottomMargin(4);
        startBlock(format, {});
        layout.folds.append({run, m_cursor.blockNumber()});
    }

private:
    void writeWords(const TextLine &line, qsizetype at, ReadingLayout &layout)
    {
        for (const TextLink &link : line.links) {
            const qsizetype start = std::max(link.start, at); // a link may begin in the indent that is left out
            const qsizetype end = link.start + link.length;
            if (end <= start)
                continue;
            m_cursor.insertText(line.text.sliced(at, start - at), charFormat(line));
            const QString shown = line.text.sliced(start, end - start);
            layout.links.append({m_cursor.position(), static_cast<int>(shown.size()), link.target, shown});
            m_cursor.insertText(shown, linkFormat(line, link));
            at = end;
        }
        m_cursor.insertText(line.text.sliced(at), charFormat(line));
    }

    void startBlock(const QTextBlockFormat &format, const QTextCharFormat &characters)
    {
        if (m_first) {
            m_cursor.setBlockFormat(format);
            m_cursor.setBlockCharFormat(characters);
            m_first = false;
        } else {
            m_cursor.insertBlock(format, characters);
        }
    }

    static QTextBlockFormat blockFormat(int quoteLevel, qreal height, bool exactly)
    {
        QTextBlockFormat format;
        format.setLineHeight(height, exactly ? QTextBlockFormat::FixedHeight : QTextBlockFormat::MinimumHeight);
        if (quoteLevel > 0)
            setQuoteLevel(format, quoteLevel);
        return format;
    }

    [[nodiscard]] QTextCharFormat charFormat(const TextLine &line) const
    {
        QTextCharFormat format;
        const bool aside = line.role == TextLine::Role::Signature || line.role == TextLine::Role::Attribution;
        format.setFont(aside ? m_smallFont : m_bodyFont);
        format.setForeground(colour(aside || line.quoteLevel > 0 ? Colour::TextMuted : Colour::Text));
        return format;
    }

    [[nodiscard]] QTextCharFormat linkFormat(const TextLine &line, const TextLink &link) const
    {
        QTextCharFormat format = charFormat(line);
        format.setForeground(colour(Colour::Link));
        format.setFontUnderline(true);
        format.setAnchor(true);
        format.setAnchorHref(link.target.toString());
        return format;
    }

    QTextCursor m_cursor;
    QFont m_bodyFont;
    QFont m_smallFont;
    int m_lineHeight;
    bool m_first = true;
};

/** In right-to-left text the quote lines stand on the right, so the margin changes sides too. */
void mirrorRightToLeftQuotes(QTextDocument *document)
{
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        if (quoteLevelOf(block) == 0 || block.textDirection() != Qt::RightToLeft)
            continue;
        QTextBlockFormat mirrored = block.blockFormat();
        setQuoteLevel(mirrored, quoteLevelOf(block), Qt::RightToLeft);
        QTextCursor(block).setBlockFormat(mirrored);
    }
}

} // namespace

ReadingLayout buildReadingDocument(QTextDocument *document, const ReadingText &text, const QSet<qsizetype> &opened,
                                   bool fixedPitch)
{
    ReadingLayout layout;
    document->setUndoRedoEnabled(false);
    document->clear();
    document->setDocumentMargin(0);
    // Laid out once, at the end: else each line of a long paragraph would have all lines before it laid out again.
    QTextCursor whole(document);
    whole.beginEditBlock();
    DocumentWriter writer(document, fixedPitch);

    qsizetype run = 0;
    for (qsizetype i = 0; i < text.lines.size();) {
        while (run < text.quotes.size() && text.quotes[run].first + text.quotes[run].count <= i)
            ++run;
        const bool foldable = run < text.quotes.size() && text.quotes[run].folded && text.quotes[run].first == i;
        if (foldable) {
            writer.writeFold(run, layout);
            if (!opened.contains(run)) {
                i += text.quotes[run].count;
                continue;
            }
        }
        // In the fixed font everything stands as it was sent.
        if (i > 0 && text.lines[i - 1].flowsOn && !fixedPitch)
            writer.writeOn(text.lines[i], layout);
        else
            writer.write(text.lines[i], layout);
        ++i;
    }
    mirrorRightToLeftQuotes(document);
    whole.endEditBlock();
    return layout;
}

} // namespace petrel::ui
