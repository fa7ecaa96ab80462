#pragma once

#include "core/html/text_from_html.h"

#include <QList>
#include <QString>

namespace petrel::html {

/**
 * Puts words into lines: white space collapsed, breaks asked for and made only before the next word, quote marks and list
 * marks in front of lines. The text only grows, so link ranges stay true.
 */
class TextWriter
{
public:
    void words(const QString &text);
    void preformatted(const QString &text);

    /** At least so many line ends before the next word: 1 for a new line, 2 for an empty line between. */
    void breakLines(int count);
    /** <br>: one line end more. */
    void addLine();
    /** Row of a table: its cells share a line as long as each of them is one line. */
    void beginRow();
    void nextCell();
    void endRow();

    void beginQuote();
    void endQuote();
    void beginList();
    void endList();
    /** "1. " or a bullet before the next word. */
    void listMark(const QString &mark);

    void beginLink(const QUrl &url);
    void endLink();

    [[nodiscard]] LinkedText take();

private:
    void put(QChar c);
    void startWord();
    [[nodiscard]] QString quoteMarks(int depth) const;

    LinkedText m_result;
    int m_breaks = 0;
    bool m_space = false;
    bool m_lineHasWords = false;
    int m_quotes = 0;
    int m_lineQuotes = 0;        // depth of the last line written
    int m_lists = 0;
    QString m_mark;
    qsizetype m_rowBegin = -1;
    qsizetype m_lastBreak = -1;  // where the last line end was written
    bool m_cellGap = false;
    QUrl m_linkUrl;
    qsizetype m_linkBegin = -1;
};

} // namespace petrel::html
