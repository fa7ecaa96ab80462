#include "ui/viewer/paragraph_flow.h"

#include "ui/viewer/reading_text.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr qsizetype kLongestWrapped = 80;
constexpr qsizetype kNarrowestColumn = 60;
constexpr qsizetype kNearlyFull = 12; ///< a wrapped line ends at most about one word before the column
constexpr int kFullLinesWanted = 2;   ///< one long line proves no habit of wrapping

/** The column that the lines of one quote level were wrapped at; 0 when they were not. */
struct WrapColumn
{
    qsizetype longest = 0;
    int full = 0;
    bool unwrapped = false;

    [[nodiscard]] qsizetype width() const
    {
        return unwrapped || longest < kNarrowestColumn || full < kFullLinesWanted ? 0 : longest;
    }
};

QHash<int, WrapColumn> wrapColumns(const QList<TextLine> &lines)
{
    QHash<int, WrapColumn> columns;
    for (const TextLine &line : lines) {
        WrapColumn &column = columns[line.quoteLevel];
        // A long address stands in a line of its own in wrapped mail too.
        if (line.text.size() <= kLongestWrapped)
            column.longest = std::max(column.longest, line.text.size());
        else
            column.unwrapped = column.unwrapped || line.text.trimmed().contains(u' ');
    }
    for (const TextLine &line : lines) {
        WrapColumn &column = columns[line.quoteLevel];
        if (line.text.size() <= kLongestWrapped && line.text.size() + kNearlyFull >= column.longest)
            ++column.full;
    }
    return columns;
}

qsizetype indentOf(QStringView text)
{
    return std::find_if(text.begin(), text.end(), [](QChar c) { return c != u' '; }) - text.begin();
}

/** Where the words of a list's item begin, "  - words" or "12. words"; 0 for a line that is no item. */
qsizetype itemWords(const QString &text)
{
    static const QRegularExpression item(QStringLiteral("^ *(?:[-*+\u2022\u2013]|\\d{1,3}[.)]|[a-z][.)]) +(?=\\S)"));
    return item.match(text).capturedLength();
}

/** Columns, rules and code, where the place of each word is meant. */
bool isLaidOut(QStringView text)
{
    const QStringView words = text.trimmed();
    return text.contains(u'\t') || words.contains(QLatin1String("   ")) || words.startsWith(u'|') || !words.contains(u' ');
}

/** "Ada" or "Kind regards" under the last sentence. */
bool isSignOff(QStringView line, QStringView next)
{
    constexpr int kFewWords = 3;
    const bool ended = line.endsWith(u'.') || line.endsWith(u'!') || line.endsWith(u'?') || line.endsWith(u',');
    return ended && next.trimmed().count(u' ') < kFewWords && next.trimmed().front().isUpper();
}

bool goesOn(const TextLine &line, const TextLine &next, qsizetype indent, qsizetype column)
{
    if (next.role != TextLine::Role::Body || next.quoteLevel != line.quoteLevel || isLaidOut(line.text))
        return false;
    if (indentOf(next.text) != indent || itemWords(next.text) > 0 || next.text.trimmed().contains(QLatin1String("   ")) || isSignOff(line.text, next.text))
        return false;
    const qsizetype wordEnd = next.text.indexOf(u' ', indent);
    const qsizetype word = (wordEnd < 0 ? next.text.size() : wordEnd) - indent;
    return line.text.size() + 1 + word > column;
}

} // namespace

void markFlowingLines(ReadingText &reading)
{
    const QHash<int, WrapColumn> columns = wrapColumns(reading.lines);
    qsizetype indent = 0;
    for (qsizetype i = 0; i + 1 < reading.lines.size(); ++i) {
        TextLine &line = reading.lines[i];
        const qsizetype column = columns[line.quoteLevel].width();
        if (column == 0 || line.role != TextLine::Role::Body)
            continue;
        if (i == 0 || !reading.lines[i - 1].flowsOn) {
            indent = itemWords(line.text);
            if (indent == 0 && indentOf(line.text) > 0)
                continue;
        }
        line.flowsOn = goesOn(line, reading.lines[i + 1], indent, column);
    }
}

} // namespace petrel::ui
