#pragma once

#include "ui/viewer/reading_text.h"

#include <QSet>
#include <QString>

class QTextDocument;

namespace petrel::ui {

/** A link as it stands in the document. */
struct PlacedLink
{
    int position = 0; ///< of the first character, in the document
    int length = 0;
    QUrl target;
    QString shown;
};

/** What a laid-out message consists of besides its characters. */
struct ReadingLayout
{
    struct Fold
    {
        qsizetype run = 0;  ///< index in ReadingText::quotes
        int block = 0;      ///< the empty block that keeps the button's place
    };

    QList<PlacedLink> links;
    QList<Fold> folds;
};

/**
 * Fills the document with the text, block by block, in the fonts and colours of the theme in use. No markup of any
 * kind is parsed: the document holds only what is put here. `opened` names the quote runs that the person unfolded.
 * `fixedPitch` sets the text in the fixed font, each line as it was sent; else lines that were only wrapped join.
 */
[[nodiscard]] ReadingLayout buildReadingDocument(QTextDocument *document, const ReadingText &text,
                                                 const QSet<qsizetype> &opened, bool fixedPitch);

/** Height of the button in place of a folded quote. */
inline constexpr int kFoldHeight = 26;

} // namespace petrel::ui
