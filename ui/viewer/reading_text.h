#pragma once

#include "core/html/text_from_html.h"

#include <QList>
#include <QString>
#include <QUrl>

namespace petrel::ui {

/** A link inside a line: characters [start, start + length) lead to `target`. */
struct TextLink
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl target;

    friend bool operator==(const TextLink &, const TextLink &) = default;
};

/** One line of a message as the reader shows it. */
struct TextLine
{
    enum class Role {
        Body,
        Blank,       ///< an empty line: shown as a gap of half a line
        Attribution, ///< "On ... Ada wrote:", the line above a quote
        Signature,   ///< below "-- "
    };

    Role role = Role::Body;
    int quoteLevel = 0; ///< 0 is the writer's own text
    QString text;       ///< without the quote marks
    QList<TextLink> links;
    bool flowsOn = false; ///< ended by the sender's wrapping only: the next line goes on with the paragraph

    friend bool operator==(const TextLine &, const TextLine &) = default;
};

/** Neighbouring quoted lines. Folded runs are shown as one button, "11 quoted lines". */
struct QuoteRun
{
    qsizetype first = 0;
    qsizetype count = 0;
    bool folded = false;

    friend bool operator==(const QuoteRun &, const QuoteRun &) = default;
};

/**
 * The text of one message in lines, with what a reader needs to know of each: how deep it is quoted, whether it is
 * signature, where its links are. Pure value; built from plain text, never from the mail's HTML.
 */
struct ReadingText
{
    /** At most this many characters are laid out at once; reading_part.h cuts what is longer. */
    static constexpr qsizetype kFirstShown = 200'000;
    /** Quotes up to this many lines are never folded. */
    static constexpr qsizetype kShortQuote = 4;

    QList<TextLine> lines;
    QList<QuoteRun> quotes; ///< in order; which are folded follows the rule of planFolds()
    bool cut = false;       ///< there was more than the limit

    friend bool operator==(const ReadingText &, const ReadingText &) = default;
};

/**
 * Splits plain text into lines and tells quotes ('>' marks, also nested and spaced) and the signature ("-- ", RFC 3676
 * 4.3), and which lines were only wrapped (paragraph_flow.h). A link that would span a line end becomes one link on each line. `limit` is a number of characters; the text
 * ends at the last whole line before it. Linear; any thread.
 */
[[nodiscard]] ReadingText readingText(const html::LinkedText &linked, qsizetype limit = ReadingText::kFirstShown);

/**
 * The whole body of a message: each section as plain text where it has some, else made from its HTML, always with its
 * links. May take a while for large mail: not on the GUI thread.
 */
[[nodiscard]] html::LinkedText linkedBody(const mime::MessageContent &content);

} // namespace petrel::ui
